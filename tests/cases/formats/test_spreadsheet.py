"""Tables of records read through a mapping: claims, links, legs, refusals."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from cases.formats.mapping import Mapping, shipped
from cases.formats.spreadsheet import read
from cases.reject import Reject
from cases.statement import Claim, Ref

MAPPING = """
name = "mine"
version = 1
kind = "Seizure"
namespace = "ns"
key = ["No"]
order = "DMY"
missing = ["-"]
phone_region = "RU"
plate_country = "RU"
currency = "RUB"

[fixed]
transport = "road"

[[linked]]
name = "courier"
kind = "Person"
link = "courier"

[[linked]]
name = "courier_phone"
kind = "Phone"
link = "phone"
of = "courier"

[[linked]]
name = "vehicle"
kind = "Vehicle"
link = "vehicle"

[[linked]]
name = "place"
kind = "Place"
link = "place"

[[column]]
column = "No"
property = "reference"

[[column]]
column = "Date"
property = "date"
placeholders = true

[[column]]
column = "Courier"
property = "name"
on = "courier"
split = ";"

[[column]]
column = "Phone"
property = "number"
on = "courier_phone"
split = ";"

[[column]]
column = "Plate"
property = "registrationNumber"
on = "vehicle"

[[column]]
column = "Place"
property = "name"
on = "place"

[[column]]
column = "Country"
property = "country"

[[column]]
column = "Kilograms"
property = "weight"
unit = "kg"
amount_unknown = ["Y"]

[[column]]
column = "Price"
property = "price"

[[leg]]
role = "via"
place = "Via"
status = "Status"
statuses = { "C" = "confirmed", "UC" = "unconfirmed" }
several = [","]
"""
COLUMNS = [
    "No",
    "Date",
    "Courier",
    "Phone",
    "Plate",
    "Place",
    "Country",
    "Kilograms",
    "Price",
    "Via",
    "Status",
    "Colour",
]
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def read_rows(tmp_path: Path, *rows: dict[str, str], text: str = MAPPING) -> list[Claim | Reject]:
    path = tmp_path / "seizures.csv"
    lines = [";;".join(COLUMNS)] + [";;".join(row.get(c, "") for c in COLUMNS) for row in rows]
    quoted = [",".join(f'"{cell}"' for cell in line.split(";;")) for line in lines]
    path.write_text("\n".join(quoted) + "\n", "utf-8")
    return list(read(path, Mapping.parse(text), not_after=NOW))


def values(items: list[Claim | Reject], schema: str, property_: str) -> list[object]:
    return [
        item.value
        for item in items
        if isinstance(item, Claim) and (item.schema, item.property) == (schema, property_)
    ]


def rejects(items: list[Claim | Reject]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def test_a_row_becomes_an_event_with_the_people_and_things_beside_it(tmp_path: Path) -> None:
    items = read_rows(tmp_path, {
        "No": "17", "Date": "04.03.2023", "Courier": "Иванов Пётр", "Phone": "8 914 000-11-22",
        "Plate": "А123ВС 25", "Place": "Краскино", "Country": "РФ", "Price": "15 000",
    })  # fmt: skip
    courier = Ref("Person", "ns", "17 / courier 1")
    assert rejects(items) == []
    assert values(items, "Seizure", "courier") == [courier]
    assert values(items, "Person", "name") == ["Иванов Пётр"]
    assert values(items, "Person", "phone") == [Ref("Phone", "phone", "+79140001122")]
    assert values(items, "Seizure", "vehicle") == [Ref("Vehicle", "plate", "RU:A123BC25")]
    assert values(items, "Seizure", "place") == [Ref("Place", "place", ":краскино")]
    assert values(items, "Seizure", "country") == ["RU"]
    assert values(items, "Seizure", "price") == ["15000 RUB"]
    assert values(items, "Seizure", "transport") == ["road"]


def test_claims_know_their_cell_their_text_and_their_time(tmp_path: Path) -> None:
    items = read_rows(tmp_path, {"No": "17", "Date": "04.03.2023", "Country": "РФ"})
    country = next(i for i in items if isinstance(i, Claim) and i.property == "country")
    assert (country.locator.row, country.locator.column) == (2, "Country")
    assert (country.value, country.original_value) == ("RU", "РФ")
    assert str(country.event_time) == "2023-03-04"


def test_several_people_in_a_cell_are_several_and_phones_pair_up_with_them(tmp_path: Path) -> None:
    items = read_rows(tmp_path, {
        "No": "17", "Courier": "A; B", "Phone": "+79140001122; +79140001133; +79140001144",
    })  # fmt: skip
    first, second = (Ref("Person", "ns", f"17 / courier {n}") for n in (1, 2))
    assert values(items, "Seizure", "courier") == [first, second]
    owners = [(i.subject, i.value) for i in items if isinstance(i, Claim) and i.property == "phone"]
    phones = [Ref("Phone", "phone", f"+791400011{end}") for end in ("22", "33", "44")]
    assert owners == [(first, phones[0]), (second, phones[1]), (first, phones[2])]


def test_one_phone_in_two_rows_is_one_phone_and_two_mentions_two_people(tmp_path: Path) -> None:
    row = {"Courier": "Zhang Wei", "Phone": "+86 138 0013 8000"}
    items = read_rows(tmp_path, {"No": "1", **row}, {"No": "2", **row})
    assert len(set(values(items, "Person", "phone"))) == 1
    assert len(set(values(items, "Seizure", "courier"))) == 2


def test_columns_nobody_mapped_are_kept_under_their_names(tmp_path: Path) -> None:
    items = read_rows(tmp_path, {"No": "17", "Colour": "brown"})
    assert values(items, "Seizure", "Colour") == ["brown"]
    strict = MAPPING.replace('kind = "Seizure"', 'kind = "Seizure"\nunknown = false')
    assert (
        values(read_rows(tmp_path, {"No": "17", "Colour": "b"}, text=strict), "Seizure", "Colour")
        == []
    )


@pytest.mark.parametrize(
    ("cell", "column", "reason"),
    [
        ({"Date": "31.02.2023"}, "Date", "February 2023 has 28 days"),
        ({"Date": "04.03.2031"}, "Date", "the date lies in the future"),
        ({"Plate": "A123ВС25"}, "Plate", "look alike"),
        ({"Phone": "12"}, "Phone", "has this many digits"),
        ({"Country": "Congo"}, "Country", "may be CD or CG"),
        ({"Kilograms": "about ten"}, "Kilograms", "this is no number"),
        ({"Via": "Hanoi", "Status": "Dubai"}, "Status", "this is no status (C, UC)"),
        ({"Via": "", "Status": "UC"}, "Status", "a status without a place"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused_and_the_row_goes_on(
    tmp_path: Path, cell: dict[str, str], column: str, reason: str
) -> None:
    items = read_rows(tmp_path, {"No": "17", "Courier": "A", **cell})
    (refused,) = rejects(items)
    assert (refused.file, refused.row, refused.column) == ("seizures.csv", 2, column)
    assert reason in refused.reason
    assert refused.remedy
    assert values(items, "Person", "name") == ["A"]


def test_a_required_cell_that_cannot_be_read_refuses_the_row(tmp_path: Path) -> None:
    text = MAPPING.replace("placeholders = true", "required = true")
    items = read_rows(tmp_path, {"No": "1", "Date": "31.02.2023"}, {"No": "2", "Date": ""},
                      {"No": "3", "Date": "2023"}, text=text)  # fmt: skip
    assert [(r.row, r.column) for r in rejects(items)] == [(2, "Date"), (3, "Date")]
    assert values(items, "Seizure", "reference") == ["3"]


def test_a_number_of_a_row_must_be_there_and_be_its_own(tmp_path: Path) -> None:
    items = read_rows(tmp_path, {"No": "1"}, {"Courier": "A"}, {"No": "1"})
    assert [r.reason for r in rejects(items)] == [
        "the row has no number of its own",
        "this number stands twice in the table",
    ]


def test_rows_without_a_number_are_named_by_their_content(tmp_path: Path) -> None:
    text = MAPPING.replace('key = ["No"]\n', "")
    twice = [{"Courier": "A"}, {"Courier": "A"}, {"Courier": "B"}]
    subjects = {
        i.subject
        for i in read_rows(tmp_path, *twice, text=text)
        if isinstance(i, Claim) and i.schema == "Seizure"
    }
    assert len(subjects) == 3
    again = {
        i.subject
        for i in read_rows(tmp_path, *reversed(twice), text=text)
        if isinstance(i, Claim) and i.schema == "Seizure"
    }
    assert again == subjects


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("01.01.2014", "2014"),
        ("01.05.2014", "2014-05"),
        ("02.05.2014", "2014-05-02"),
        ("2014", "2014"),
    ],
)
def test_the_first_of_a_month_or_year_is_a_placeholder(
    tmp_path: Path, written: str, kept: str
) -> None:
    items = read_rows(tmp_path, {"No": "1", "Date": written})
    (claim,) = (i for i in items if isinstance(i, Claim) and i.property == "date")
    assert claim.value == kept
    assert claim.original_value in ("", written)


def test_some_of_unknown_amount_is_neither_one_nor_nothing(tmp_path: Path) -> None:
    items = read_rows(tmp_path, {"No": "1", "Kilograms": "Y"}, {"No": "2", "Kilograms": "556kg"})
    assert values(items, "Seizure", "amountUnknown") == ["weight"]
    assert values(items, "Seizure", "weight") == ["556"]


@pytest.mark.parametrize(
    ("status", "kept"), [("C", "confirmed"), ("UC", "unconfirmed"), ("", "unstated")]
)
def test_the_three_states_of_a_leg_are_kept_apart(tmp_path: Path, status: str, kept: str) -> None:
    items = read_rows(tmp_path, {"No": "1", "Via": "Guangxi, China", "Status": status})
    assert values(items, "RouteLeg", "legStatus") == [kept]
    assert values(items, "RouteLeg", "placeName") == ["Guangxi, China"]
    assert values(items, "RouteLeg", "severalPlaces") == ["yes"]
    assert values(items, "RouteLeg", "country") == ["CN"]
    assert values(items, "RouteLeg", "seizure") == [Ref("Seizure", "ns", "1")]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("No,Date,Courier\n1,2023,A\n", "utf-8")
    items = list(read(path, Mapping.parse(MAPPING)))
    assert {r.column for r in rejects(items)} == set(COLUMNS) - {"No", "Date", "Courier", "Colour"}
    assert values(items, "Person", "name") == ["A"]
    path.write_text("Date,Courier\n2023,A\n", "utf-8")
    items = list(read(path, Mapping.parse(MAPPING)))
    assert "the table has no required column 'No'" in " ".join(r.reason for r in rejects(items))
    assert not [item for item in items if isinstance(item, Claim)]


def test_a_workbook_is_read_as_a_csv_is(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(COLUMNS)
    page.append(["17", date(2023, 3, 4), "A", None, None, None, "NA", 12, None, None, None, None])
    book.save(tmp_path / "a.xlsx")
    items = list(read(tmp_path / "a.xlsx", Mapping.parse(MAPPING)))
    assert values(items, "Seizure", "date") == ["2023-03-04"]
    assert values(items, "Seizure", "country") == ["NA"]
    assert {i.locator.sheet for i in items if isinstance(i, Claim)} == {"Sheet"}


def test_a_table_that_is_none_is_one_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"")
    assert [r.reason for r in rejects(list(read(path, Mapping.parse(MAPPING))))] == [
        "the file is empty"
    ]


def test_a_role_can_be_read_from_a_column(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "No,Name,Case no,Role,Contact of,Phone,Born,Also written,Sex,Nationality,Occupation,"
        "Document,Plate,Plate country,Home,Home country,Remarks\n"
        "P1,张伟,S1,driver,,+8613800138000,1980,Чжан Вэй; Zhang Wei,男,中国,,"
        "E1234,黑CT8B21,CN,Hunchun,China,\n"
        "P2,Nguyễn Văn Minh,,,P1,,,,nam,Việt Nam,,e 1234,,,,,\n",
        "utf-8",
    )
    items = list(read(path, shipped()["kedrovka_persons"]))
    first, second = (Ref("Person", "kedrovka", key) for key in ("P1", "P2"))
    assert rejects(items) == []
    assert values(items, "Seizure", "driver") == [first]
    assert [i.subject for i in items if isinstance(i, Claim) and i.property == "driver"] == [
        Ref("Seizure", "kedrovka", "S1")
    ]
    assert values(items, "Person", "knows") == [first]
    assert values(items, "Person", "alias") == ["Чжан Вэй", "Zhang Wei"]
    assert values(items, "Person", "gender") == ["male", "male"]
    assert len(set(values(items, "Person", "identification"))) == 1
    assert second in {i.subject for i in items if isinstance(i, Claim)}


def test_a_simulated_table_says_so_on_every_entity(tmp_path: Path) -> None:
    text = MAPPING.replace('kind = "Seizure"', 'kind = "Seizure"\nsimulated = true')
    items = read_rows(tmp_path, {"No": "1", "Courier": "A"}, text=text)
    assert values(items, "Seizure", "simulated") == ["yes"]
    assert values(items, "Person", "simulated") == ["yes"]
