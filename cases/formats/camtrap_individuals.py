"""The animals of a package, from a table of its own that the standard does not know.

Camtrap DP has no table of individuals (tdwg/camtrap-dp#50); packages add one under the name
`individuals`, as a file or written into the descriptor. Columns we know become properties of the
animal, the others are kept under their own names.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cases.dates import DateRefused, read_date
from cases.formats.camtrap_observations import Package
from cases.formats.camtrap_rows import Record, read_table, resource_of
from cases.formats.camtrap_schema import TableFacts
from cases.formats.table import squeezed
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim

__all__ = ["read_individuals"]

_KEYS = ("individualID", "id")
_CARRIED = {
    "individualName": "name",
    "name": "name",
    "scientificName": "species",
    "sex": "sex",
    "lifeStage": "lifeStage",
    "origin": "origin",
    "alias": "alias",
    "comments": "note",
}
_DATES = {"birthDate": "birthDate", "deathDate": "deathDate"}
_PARENTS = {"motherID": "mother", "fatherID": "father"}


def read_individuals(
    folder: Path, descriptor: dict[str, Any], package: Package
) -> Iterator[Claim | Reject]:
    """Claims on the animals of the package; none where it has no such table."""
    resource = resource_of(descriptor, "individuals")
    if resource is None:
        return
    for record in _records(folder, descriptor, resource):
        if isinstance(record, Reject):
            yield record
            continue
        key = next((record.get(column) for column in _KEYS if record.get(column)), "")
        if not key:
            yield record.reject("individualID", "the animal has no id", "give each animal one")
            continue
        yield from _animal(record, key, package)


def _records(
    folder: Path, descriptor: dict[str, Any], resource: dict[str, Any]
) -> Iterator[Record | Reject]:
    """Rows of the table; one written into the descriptor has no path."""
    rows = resource.get("data")
    if not isinstance(rows, list):
        yield from read_table(folder, descriptor, TableFacts("individuals", (), {}))
        return
    for number, row in enumerate(rows, 1):
        if isinstance(row, dict):
            values = {str(column): _text(value) for column, value in row.items()}
            yield Record("datapackage.json individuals", number, values)
        else:
            yield Reject(
                "datapackage.json",
                number,
                "individuals",
                str(row),
                "a row of the table individuals has no named values",
                "write each animal as an object",
            )


def _text(value: object) -> str:
    return "" if value is None else squeezed(str(value))


def _animal(record: Record, key: str, package: Package) -> Iterator[Claim | Reject]:
    told = Telling(package.animal(key), record.locator)
    yield told.say("catalogueNumber", key, column="individualID")
    for column in record.values:
        value = record.get(column)
        if not value or column in _KEYS:
            continue
        if column in _PARENTS:
            yield told.say(_PARENTS[column], package.animal(value), column=column)
        elif column in _DATES:
            try:
                date = str(read_date(value))
            except DateRefused as refused:
                yield record.reject(column, refused.reason, refused.remedy)
            else:
                yield told.say(_DATES[column], date, column=column, original=value)
        else:
            yield told.say(_CARRIED.get(column, column), value, column=column)
