"""Where a column's meaning goes: onto the row, beside it, or onto its route."""

import pytest

from cases.formats.meanings import KINDS, Parts, placed
from cases.model import SCHEMATA, property_of


def of(kind: str, *, several: dict[str, str] | None = None, **meanings: str) -> Parts:
    """The parts for columns (blanks as _) and their meanings."""
    columns = {name.replace("_", " "): meaning for name, meaning in meanings.items()}
    return placed(kind, columns, several or {})


def columns(parts: Parts) -> dict[str, tuple[str, str]]:
    """Column -> (property, entity it is on)."""
    return {one["column"]: (one["property"], one.get("on", "")) for one in parts.columns}


@pytest.mark.parametrize(
    ("kind", "meaning", "property_", "on"),
    [
        ("Seizure", "courier", "name", "courier"), ("Seizure", "phone", "number", "phone"),
        ("Seizure", "plate", "registrationNumber", "plate"), ("Seizure", "place", "location", ""),
        ("Seizure", "weight", "weight", ""), ("Seizure", "organization", "name", "organization"),
        ("Person", "person", "name", ""), ("Person", "name", "name", ""),
        ("Person", "place", "address", ""), ("Person", "phone", "number", "phone"),
        ("Person", "account", "accountNumber", "account"),
        ("Person", "document", "number", "document"),
        ("Organization", "organization", "name", ""), ("Organization", "place", "address", ""),
        ("Offer", "seller", "name", "seller"), ("Offer", "channel", "channel", ""),
        ("Incident", "courier", "name", "courier"), ("Arrest", "courier", "name", "courier"),
        ("Seizure", "account", "account", ""),  # nobody it could belong to
    ],
)  # fmt: skip
def test_a_meaning_has_its_place_in_a_row_of_its_kind(
    kind: str, meaning: str, property_: str, on: str
) -> None:
    parts = of(kind, Column=meaning)
    assert (property_, on) in [(one["property"], one.get("on", "")) for one in parts.columns]


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_a_proposal_makes_is_one_the_kinds_have(kind: str) -> None:
    parts = of(kind, A="courier", B="phone", C="plate", D="document", E="account",
               F="organization", G="place", H="seller")  # fmt: skip
    kinds = {"": kind} | {one["name"]: one["kind"] for one in parts.linked}
    for one in parts.linked:
        link = property_of(kinds[one.get("of", "")], one["link"])
        assert link.is_edge
        assert link.range in ("", one["kind"])
    assert all(on in kinds for _, on in columns(parts).values())


def test_a_passport_beside_a_courier_is_the_couriers() -> None:
    parts = of("Seizure", Suspect="courier", Passport="document")
    (passport,) = [one for one in parts.linked if one["kind"] == "Identification"]
    assert (passport["of"], passport["link"]) == ("courier", "identification")
    assert columns(parts)["Passport"] == ("number", "document")


def test_a_birth_date_is_of_the_first_person_and_of_nobody_where_there_is_none() -> None:
    assert columns(of("Seizure", Suspect="courier", DOB="birthDate"))["DOB"] == (
        "birthDate", "courier",
    )  # fmt: skip
    assert columns(of("Seizure", DOB="birthDate"))["DOB"] == ("birthDate of a person", "")
    assert columns(of("Person", DOB="birthDate"))["DOB"] == ("birthDate", "")


def test_a_year_beside_a_date_is_held_against_it_and_alone_is_the_date() -> None:
    both = {one["column"]: one for one in of("Seizure", Day="date", Year="year").columns}
    assert both["Day"]["year"] == "Year"
    alone = columns(of("Seizure", Year="year"))
    assert alone["Year"][0] == "date"


@pytest.mark.parametrize(("meaning", "role"), [("origin", "origin"), ("transit", "via"),
                                               ("destination", "destination")])  # fmt: skip
def test_a_seizures_route_is_told_in_legs(meaning: str, role: str) -> None:
    (leg,) = of("Seizure", Where=meaning).legs
    assert (leg["role"], leg["place"]) == (role, "Where")
    assert of("Offer", Where=meaning).legs == []


def test_a_cell_of_several_people_is_parted_by_its_mark() -> None:
    parts = of("Seizure", several={"Suspects": ";"}, Suspects="courier")
    assert parts.columns[0]["split"] == ";"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_that_may_be_proposed_is_one_we_have(kind: str) -> None:
    assert kind in SCHEMATA


def test_weight_is_in_kilograms() -> None:
    assert of("Seizure", Kg="weight").columns == [
        {"column": "Kg", "property": "weight", "unit": "kg"}
    ]


@pytest.mark.parametrize(
    ("meaning", "number"),
    [("courier", 2), ("courier", 3), ("phone", 3), ("plate", 3), ("phone", 6)],
)
def test_every_column_of_people_phones_or_cars_is_an_entity_of_its_own(
    meaning: str, number: int
) -> None:
    """Suspect 2 and suspect 3 are two people, and phone 2 is not the number of phone 3."""
    parts = placed("Seizure", {f"{meaning} {n}": meaning for n in range(1, number + 1)}, {})
    on = [entity for _, entity in columns(parts).values()]
    assert len(set(on)) == number
    assert set(on) == {one["name"] for one in parts.linked}
