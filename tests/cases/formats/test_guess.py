"""A mapping proposed for tables nobody has mapped. All rows are invented (simulated)."""

import pytest

from cases.formats.guess import guess
from cases.formats.header_meaning import MEANINGS, meaning_of
from cases.formats.mapping import Mapping
from cases.formats.spreadsheet import read
from cases.reject import Reject
from cases.statement import Claim, Ref


def proposed(header, *rows):
    return guess("mine", header, [dict(zip(header, row, strict=True)) for row in rows])


def meanings(found):
    return {one.column: one.meaning for one in found.columns}


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Date of seizure", "date"), ("Дата изъятия", "date"), ("查获日期", "date"),
        ("Ngày bắt giữ", "date"), ("DATE", "date"), ("Country of discovery", "country"),
        ("страна", "country"), ("国家", "country"), ("Quốc gia", "country"),
        ("Weight (kg)", "weight"), ("Вес, кг", "weight"), ("Mode of Transport", "transport"),
        ("Nationality of offenders", "nationality"), ("Method of concealment", "concealment"),
        ("手机号", "phone"), ("Biển số xe", "plate"), ("Госномер", "plate"), ("ФИО", "person"),
        ("Loài", "species"), ("Loại", "type"), ("Concealement", "concealment"),
        ("Description of specimen", "product"),
        ("Quelconque", ""), ("", ""), ("🐆", ""),
    ],
)  # fmt: skip
def test_a_header_is_understood_in_four_languages(header, meaning):
    assert meaning_of(header)[0] == meaning


def test_a_table_of_seizures_is_proposed_whole():
    header = ("ID", "Date", "Country", "City", "Species", "Commodity", "Qty", "Suspect", "Phone",
              "Plate", "Origin", "Transit", "Destination", "Colour")  # fmt: skip
    row = (
        "7",
        "13/02/2025",
        "Namibia",
        "Oshakati",
        "leopard",
        "skin",
        "2",
        "Ann Simulated; Bob Simulated",
        "+264 81 000 0000",
        "N 1 W",
        "NA",
        "",
        "CN",
        "red",
    )
    found = proposed(header, row, ("8", *row[1:]))
    assert found.kind == "Seizure"
    assert found.order == "DMY"
    assert meanings(found)["Colour"] == ""
    mapping = Mapping.parse(found.text)
    assert mapping.key == ("ID",)
    assert [leg.role for leg in mapping.legs] == ["origin", "via", "destination"]
    assert {link.kind for link in mapping.linked} == {"Person", "Phone", "Vehicle", "Place"}
    assert next(c for c in mapping.columns if c.column == "Suspect").split == ";"


def test_what_it_proposes_can_be_read_and_the_rest_is_kept(tmp_path):
    header = ("Дата", "Страна", "Вид", "Курьер", "Телефон", "Что-то")
    row = ("01.02.2025", "Россия", "леопард", "NULL", "+7 914 000-11-22", "красный")
    mapping = Mapping.parse(proposed(header, row).text)
    path = tmp_path / "mine.csv"
    path.write_text("\n".join((";".join(header), ";".join(row))), "utf-8")
    items = list(read(path, mapping))
    assert not [one for one in items if isinstance(one, Reject)]
    said = {one.property: one.value for one in items if isinstance(one, Claim)}
    assert said["name"] == "NULL"
    assert said["Что-то"] == "красный"
    assert said["country"] == "RU"
    assert said["phone"] == Ref("Phone", "phone", "+79140001122")


@pytest.mark.parametrize(
    ("dates", "order"),
    [(("13/02/2025", "01/02/2025"), "DMY"), (("02/13/2025", "02/01/2025"), "MDY"),
     (("01/02/2025",), "DMY"), (("2025-02-13",), "DMY")],
)  # fmt: skip
def test_the_order_of_numeric_dates_is_seen_from_numbers_that_are_no_month(dates, order):
    assert proposed(("Date", "Species"), *((day, "leopard") for day in dates)).order == order


def test_firsts_of_the_month_stand_for_unknown_days_only_where_there_are_too_many():
    every_day = [(f"{day:02d}.03.2024", "leopard") for day in range(1, 29)]
    firsts = [(f"01.{month:02d}.2024", "leopard") for month in range(1, 13)] * 2
    assert "placeholders" not in proposed(("Date", "Species"), *every_day).text
    assert "placeholders = true" in proposed(("Date", "Species"), *firsts).text


def test_values_decide_where_the_header_says_nothing():
    found = proposed(("A", "B", "C", "D"), ("2024-05-01", "Vietnam", "+84 912 345 678", "x"),
                     ("2024-06-01", "NA", "+84 912 345 679", "y"))  # fmt: skip
    assert meanings(found) == {"A": "date", "B": "country", "C": "phone", "D": ""}


def test_a_number_in_words_is_no_weight():
    found = proposed(("Date", "Major (over 500 kg weight)"), ("2024-05-01", "Y"))
    assert meanings(found)["Major (over 500 kg weight)"] == ""


def test_two_dates_are_not_one_and_the_plain_one_wins():
    found = proposed(("Date of entry into the list", "Date", "Species"),
                     ("2024-05-01", "2024-04-01", "tiger"))  # fmt: skip
    assert meanings(found)["Date"] == "date"
    assert meanings(found)["Date of entry into the list"] != "date"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Name", "Date of birth", "Nationality"), "Person"),
        (("Date", "Latitude", "Longitude", "Description"), "Incident"),
        (("Date", "Price", "Seller", "Website", "Product"), "Offer"),
        (("Year", "Country of discovery", "Quantity", "Status"), "Seizure"),
        (("Company", "Address"), "Organization"),
    ],
)
def test_what_a_row_is_follows_from_its_columns(header, kind):
    found = proposed(header, tuple("x" for _ in header))
    assert found.kind == kind
    Mapping.parse(found.text)


def test_a_person_s_changes_win_and_a_meaning_that_is_none_is_refused():
    found = proposed(("A", "B"), ("2024-05-01", "red"))
    text = found.changed({"B": "species"}, name="other", kind="Seizure", simulated=True)
    mapping = Mapping.parse(text)
    assert mapping.name == "other"
    assert mapping.simulated
    assert {c.column: c.property for c in mapping.columns} == {"A": "date", "B": "species"}
    with pytest.raises(ValueError, match="cannot mean 'colour'"):
        found.changed({"B": "colour"}, name="other")
    with pytest.raises(ValueError, match="cannot be proposed as"):
        found.changed({}, name="other", kind="Spaceship")


@pytest.mark.parametrize("meaning", MEANINGS)
@pytest.mark.parametrize("kind", ["Seizure", "Incident", "Offer", "Person", "Organization",
                                  "Arrest", "Journey", "Patrol", "Observation"])  # fmt: skip
def test_every_meaning_has_a_place_in_every_kind(meaning, kind):
    found = proposed(("Species", 'Odd "header"\\'), ("tiger", "x"))
    said = Mapping.parse(found.changed({'Odd "header"\\': meaning}, name="all", kind=kind))
    assert (said.name, said.kind) == ("all", kind)
