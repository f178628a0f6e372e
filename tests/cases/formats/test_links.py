"""Who and what a row speaks of beside itself, and how they are joined."""

from pathlib import Path

import pytest

from cases.formats.guess import guess
from cases.formats.mapping import Mapping
from cases.formats.spreadsheet import read
from cases.reject import Reject
from cases.statement import Claim, Ref

HEAD = 'name = "m"\nversion = 1\nkind = "Seizure"\nnamespace = "ns"\nkey = ["No"]\n'


def linked(name: str, kind: str, **options: str) -> str:
    told = "".join(f"{key} = {value}\n" for key, value in options.items())
    return f'[[linked]]\nname = "{name}"\nkind = "{kind}"\n{told}'


def column(header: str, property_: str, on: str, **options: str) -> str:
    told = "".join(f"{key} = {value}\n" for key, value in options.items())
    return f'[[column]]\ncolumn = "{header}"\nproperty = "{property_}"\non = "{on}"\n{told}'


def edges(tmp_path: Path, mapping: str, header: str, *rows: str) -> list[tuple[Ref, str, Ref]]:
    path = tmp_path / "t.csv"
    path.write_text("\n".join((header, *rows)) + "\n", "utf-8")
    items = list(read(path, Mapping.parse(HEAD + mapping)))
    assert not [str(item) for item in items if isinstance(item, Reject)]
    return [
        (item.subject, item.property, item.value)
        for item in items
        if isinstance(item, Claim) and isinstance(item.subject, Ref) and isinstance(item.value, Ref)
    ]


SZ = Ref("Seizure", "ns", "1")


@pytest.mark.parametrize(
    ("kind", "property_", "link", "cell", "ref"),
    [
        ("Phone", "number", "phone", "+7 914 000-11-22", Ref("Phone", "phone", "+79140001122")),
        ("Vehicle", "registrationNumber", "vehicle", "А 123 ВС 25",
         Ref("Vehicle", "plate", ":A123BC25")),
        ("Place", "name", "place", "Краскино", Ref("Place", "place", ":краскино")),
        ("Person", "name", "courier", "Иван", Ref("Person", "ns", "1 / x 1")),
        ("Specimen", "exhibitNumber", "specimen", "E1", Ref("Specimen", "ns", "1 / x 1")),
    ],
)  # fmt: skip
def test_things_name_themselves_and_people_are_a_mention(
    tmp_path: Path, kind: str, property_: str, link: str, cell: str, ref: Ref
) -> None:
    mapping = linked("x", kind, link=f'"{link}"') + column("X", property_, "x")
    assert edges(tmp_path, mapping, "No,X", f'1,"{cell}"') == [(SZ, link, ref)]


def test_a_key_names_an_entity_across_rows_and_tables(tmp_path: Path) -> None:
    mapping = linked("x", "Person", link='"courier"', key='["Passport"]', namespace='"passport"')
    mapping += column("Name", "name", "x")
    found = edges(tmp_path, mapping, "No,Name,Passport", "1,Иван,77", "2,Ivan,77", "3,Ivan,")
    assert [target for _, _, target in found] == [Ref("Person", "passport", "77")] * 2


def test_a_key_alone_is_enough_to_link(tmp_path: Path) -> None:
    mapping = linked("x", "Specimen", link='"specimen"', key='["Exhibit"]')
    assert edges(tmp_path, mapping, "No,Exhibit", "1,E7") == [
        (SZ, "specimen", Ref("Specimen", "ns", "E7"))
    ]


def test_a_link_may_point_back_to_the_row(tmp_path: Path) -> None:
    mapping = linked("x", "Specimen", link='"seizure"', reverse="true", key='["Exhibit"]')
    assert edges(tmp_path, mapping, "No,Exhibit", "1,E7") == [
        (Ref("Specimen", "ns", "E7"), "seizure", SZ)
    ]


def test_an_entity_may_belong_to_another_entity_of_the_row(tmp_path: Path) -> None:
    mapping = linked("x", "Person", link='"courier"') + column("Name", "name", "x")
    mapping += linked("y", "Phone", link='"phone"', of='"x"') + column("Phone", "number", "y")
    found = edges(tmp_path, mapping, "No,Name,Phone", "1,Ivan,+79140001122", "2,,+79140001122")
    person = Ref("Person", "ns", "1 / x 1")
    assert found == [
        (SZ, "courier", person),
        (person, "phone", Ref("Phone", "phone", "+79140001122")),
    ]


@pytest.mark.parametrize(
    ("word", "role"), [("driver", "driver"), ("DRIVER", "driver"), ("Водитель", ""), ("", "")]
)
def test_a_role_that_nobody_mapped_makes_no_link(tmp_path: Path, word: str, role: str) -> None:
    mapping = linked("x", "Person", link_from='"Role"', links='{ "driver" = "driver" }')
    mapping += column("Name", "name", "x")
    found = edges(tmp_path, mapping, "No,Name,Role", f"1,Ivan,{word}")
    assert [name for _, name, _ in found] == ([role] if role else [])


def test_fixed_values_are_said_of_each_linked_entity(tmp_path: Path) -> None:
    mapping = linked("x", "Person", link='"officer"', fixed='{ occupation = "customs" }')
    mapping += column("Name", "name", "x", split='";"')
    path = tmp_path / "t.csv"
    path.write_text("No,Name\n1,A; B\n", "utf-8")
    items = list(read(path, Mapping.parse(HEAD + mapping)))
    told = [i.value for i in items if isinstance(i, Claim) and i.property == "occupation"]
    assert told == ["customs", "customs"]


def test_what_is_said_of_a_person_is_not_bound_to_the_day_of_the_event(tmp_path: Path) -> None:
    mapping = '[[column]]\ncolumn = "Date"\nproperty = "date"\n'
    mapping += linked("x", "Person", link='"courier"') + column("Name", "name", "x")
    path = tmp_path / "t.csv"
    path.write_text("No,Date,Name\n1,04.03.2023,Ivan\n", "utf-8")
    items = [i for i in read(path, Mapping.parse(HEAD + mapping)) if isinstance(i, Claim)]
    times = {i.property: str(i.event_time) for i in items}
    assert times["name"] == "None"
    assert times["courier"] == times["date"] == "2023-03-04"


@pytest.mark.parametrize("cell", ["", "-"])
def test_an_empty_cell_speaks_of_nobody(tmp_path: Path, cell: str) -> None:
    mapping = 'missing = ["-"]\n' + linked("x", "Person", link='"courier"')
    mapping += column("Name", "name", "x")
    assert edges(tmp_path, mapping, "No,Name", f"1,{cell}") == []


def test_three_columns_of_suspects_phones_and_plates_are_three_people_phones_and_cars(
    tmp_path: Path,
) -> None:
    """Proposed from the headers alone: nobody gets the name or the number of another."""
    header = ["ID", "Date", "Suspect 1", "Suspect 2", "Suspect 3", "Phone 1", "Phone 2", "Phone 3",
              "Plate 1", "Plate 2", "Plate 3"]  # fmt: skip
    rows = [
        ["1", "2024-01-02", "Ann", "Bob", "Cyd", "+7 914 000-11-22", "+7 914 000-11-23",
         "+7 914 000-11-24", "A1", "A2", "A3"],
        ["2", "2024-01-03", "Dan", "", "Eve", "", "+7 914 000-11-25", "", "", "", "B3"],
    ]  # fmt: skip
    table = tmp_path / "mine.csv"
    table.write_text("\n".join(",".join(row) for row in [header, *rows]), "utf-8")
    proposed = guess("mine", header, [dict(zip(header, row, strict=True)) for row in rows])
    claims = [one for one in read(table, Mapping.parse(proposed.text)) if isinstance(one, Claim)]
    named: dict[object, list[object]] = {}
    for claim in claims:
        if claim.property in ("name", "number", "registrationNumber"):
            named.setdefault(claim.subject, []).append(claim.value)
    assert all(len(values) == 1 for values in named.values())
    assert {str(values[0]) for values in named.values()} == {
        "Ann", "Bob", "Cyd", "Dan", "Eve", "A1", "A2", "A3", "B3", "+79140001122", "+79140001123",
        "+79140001124", "+79140001125",
    }  # fmt: skip
    linked = {claim.value for claim in claims if isinstance(claim.value, Ref)}
    assert linked == set(named)


@pytest.mark.parametrize(
    ("kind", "link", "property_", "values", "keys"),
    [
        ("Phone", "phone", "number", ("+84912345678", "+84912345679"),
         {"+84912345678", "+84912345679"}),
        ("Vehicle", "vehicle", "registrationNumber", ("A1", "A2"), {":A1", ":A2"}),
        ("Place", "place", "name", ("Vinh", "Huế"), {":vinh", ":hue"}),
    ],
)  # fmt: skip
def test_two_columns_of_numbers_on_one_entity_are_two_things(
    kind: str, link: str, property_: str, values: tuple[str, str], keys: set[str], tmp_path: Path
) -> None:
    """A mapping written by hand may well put both columns of phones on "phone"."""
    mapping = Mapping.parse(f"""
name = "mine"
version = 1
kind = "Seizure"
[[linked]]
name = "thing"
kind = "{kind}"
link = "{link}"
[[column]]
column = "one"
property = "{property_}"
on = "thing"
[[column]]
column = "two"
property = "{property_}"
on = "thing"
""")
    table = tmp_path / "mine.csv"
    table.write_text("one,two\n{},{}\n".format(*values), "utf-8")
    claims = [item for item in read(table, mapping) if isinstance(item, Claim)]
    said = {c.subject.key: c.value for c in claims if c.property == property_}  # type: ignore[union-attr]
    assert set(said) == keys
    assert set(said.values()) == set(values)
    assert {c.value.key for c in claims if isinstance(c.value, Ref)} == keys
