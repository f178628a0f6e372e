"""The table of animals that packages add: names in any script, parents, dates, wrong rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from cases.formats.camtrap_individuals import read_individuals
from cases.formats.camtrap_observations import Package
from cases.reject import Reject
from cases.statement import Claim, Ref

PACKAGE = Package("camp", "catalogue")


def inline(*rows: object) -> list[Claim | Reject]:
    """Animals written into the descriptor itself."""
    descriptor = {"resources": [{"name": "individuals", "data": list(rows)}]}
    # As it comes from a file: only what JSON can hold.
    return list(read_individuals(Path("nowhere"), json.loads(json.dumps(descriptor)), PACKAGE))


def of(items: list[Claim | Reject], key: str) -> dict[str, Any]:
    return {
        c.property: c.value
        for c in items
        if isinstance(c, Claim) and c.subject == Ref("IndividualAnimal", "catalogue", key)
    }


def refused(items: list[Claim | Reject]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


def test_an_animal_is_told_with_name_species_parents_and_dates() -> None:
    items = inline(
        {
            "individualID": "Leo 17M", "individualName": "Лорд", "alias": "領主",
            "scientificName": "Panthera pardus orientalis", "sex": "male", "birthDate": "2014",
            "deathDate": "март 2023", "motherID": "Leo 4F", "collar": "none",
        }
    )  # fmt: skip
    assert of(items, "Leo 17M") == {
        "catalogueNumber": "Leo 17M", "name": "Лорд", "alias": "領主",
        "species": "Panthera pardus orientalis", "sex": "male", "birthDate": "2014",
        "deathDate": "2023-03", "mother": Ref("IndividualAnimal", "catalogue", "Leo 4F"),
        "collar": "none",
    }  # fmt: skip
    assert refused(items) == []


def test_a_date_keeps_the_text_it_was_read_from() -> None:
    (death,) = [c for c in inline({"id": "a", "deathDate": "март 2023"})
                if isinstance(c, Claim) and c.property == "deathDate"]  # fmt: skip
    assert (death.value, death.original_value) == ("2023-03", "март 2023")
    assert (death.locator.row, death.locator.column) == (1, "deathDate")


@pytest.mark.parametrize("row", [{"name": "Лорд"}, {"individualID": ""}, {"individualID": "NA"},
                                 {"id": None}, {"individualID": "  "}])  # fmt: skip
def test_an_animal_without_an_id_is_refused_and_the_next_is_read(row: dict[str, str]) -> None:
    items = inline(row, {"id": "b", "name": "Берта"})
    (reject,) = refused(items)
    assert (reject.row, reject.reason) == (1, "the animal has no id")
    assert of(items, "b")["name"] == "Берта"


@pytest.mark.parametrize("row", ["Leo 17M", 17, None, ["Leo 17M"]])
def test_a_row_that_is_no_object_is_refused_and_the_next_is_read(row: object) -> None:
    items = inline(row, {"id": "b"})
    (reject,) = refused(items)
    assert reject.file == "datapackage.json"
    assert "has no named values" in reject.reason
    assert of(items, "b") == {"catalogueNumber": "b"}


def test_a_date_that_is_none_costs_only_itself() -> None:
    items = inline({"id": "a", "birthDate": "about 2014", "sex": "female"})
    (reject,) = refused(items)
    assert (reject.column, reject.value) == ("birthDate", "about 2014")
    assert of(items, "a") == {"catalogueNumber": "a", "sex": "female"}


@pytest.mark.parametrize(
    ("value", "kept"), [(17, "17"), (2.5, "2.5"), (True, "True"), ("  x  ", "x"), (0, "0")]
)
def test_a_value_of_any_kind_is_text(value: object, kept: str) -> None:
    assert of(inline({"id": "a", "weight": value}), "a")["weight"] == kept


def test_the_table_as_a_file_says_the_same_as_within_the_descriptor(tmp_path: Path) -> None:
    row = {"individualID": "Leo 17M", "name": "Лорд", "sex": "male", "fatherID": "Leo 1M"}
    (tmp_path / "individuals.csv").write_text(
        f"{','.join(row)}\n{','.join(row.values())}\n", "utf-8"
    )
    descriptor = {"resources": [{"name": "individuals", "path": "individuals.csv"}]}
    read = list(read_individuals(tmp_path, descriptor, PACKAGE))
    assert of(read, "Leo 17M") == of(inline(row), "Leo 17M")
    assert {c.locator.row for c in read if isinstance(c, Claim)} == {2}


def test_a_package_without_the_table_has_no_animals_and_no_complaint() -> None:
    assert list(read_individuals(Path("nowhere"), {"resources": []}, PACKAGE)) == []
    assert list(read_individuals(Path("nowhere"), {}, PACKAGE)) == []


def test_a_table_that_lies_outside_the_package_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "package"
    inside.mkdir()
    (tmp_path / "others.csv").write_text("id\nsecret\n", "utf-8")
    descriptor = {"resources": [{"name": "individuals", "path": "../others.csv"}]}
    (reject,) = read_individuals(inside, descriptor, PACKAGE)
    assert isinstance(reject, Reject)
    assert "secret" not in str(reject)
