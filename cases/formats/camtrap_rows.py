"""The tables of a Camtrap DP package as checked rows; what breaks the standard is a reject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cases.dates import DateRefused, When, read_date
from cases.formats.camtrap_schema import DEPLOYMENTS, MISSING, TableFacts
from cases.formats.inside import OutsidePackage, inside, is_web_address
from cases.formats.table import Row, open_table
from cases.reject import Reject
from cases.statement import Locator

__all__ = ["Record", "read_table", "resource_of"]

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a package's table; missing values read as empty."""

    file: str
    number: int
    values: dict[str, str]

    def get(self, column: str) -> str:
        """The value, empty where it is missing by the standard's own words for that."""
        value = self.values.get(column, "")
        return "" if value in MISSING else value

    @property
    def locator(self) -> Locator:
        """Its place in the package."""
        return Locator(file=self.file, row=self.number)

    def reject(self, column: str, reason: str, remedy: str) -> Reject:
        """A refusal of this row or of one of its cells."""
        return Reject(self.file, self.number, column, self.get(column), reason, remedy)

    def when(self, column: str) -> When | Reject | None:
        """A time, a refusal of it, or None where it is missing."""
        text = self.get(column)
        if not text:
            return None
        try:
            return read_date(text)
        except DateRefused as refused:
            return self.reject(column, refused.reason, refused.remedy)

    def number_of(self, column: str, low: float, high: float) -> float | Reject | None:
        """A number within bounds, a refusal of it, or None where it is missing."""
        text = self.get(column)
        if not text:
            return None
        # Python would take 1_000 for a thousand, and "infinity" for a number.
        if _NUMBER.fullmatch(text) is None:
            return self.reject(column, "this is no number", "write it with a decimal point")
        value = float(text)
        if low <= value <= high:
            return value
        return self.reject(
            column, f"{column} lies between {low:g} and {high:g}", "correct it in the package"
        )


def resource_of(descriptor: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The resource of that name in `datapackage.json`, or None."""
    for resource in descriptor.get("resources", []):
        if isinstance(resource, dict) and resource.get("name") == name:
            return resource
    return None


def read_table(
    folder: Path, descriptor: dict[str, Any], facts: TableFacts
) -> Iterator[Record | Reject]:
    """The rows of one of the three tables, those without a required value refused."""
    path = _path_of(descriptor, facts.name)
    if isinstance(path, Reject):
        yield path
        return
    try:
        file = inside(folder, path)
    except OutsidePackage as outside:
        yield Reject(path, None, "path", path, outside.reason, outside.remedy)
        return
    resource = resource_of(descriptor, facts.name) or {}
    encoding = str(resource.get("encoding", ""))
    table = open_table(file, name=path, encoding=encoding, delimiter=_delimiter(resource))
    if isinstance(table, Reject):
        yield table
        return
    # A package without photos is one of events only; without deployments it tells nothing.
    if facts is DEPLOYMENTS and (complaint := table.complaint()) is not None:
        yield complaint
    absent = [column for column in facts.required if column not in table.header]
    for column in absent:
        yield Reject(
            path,
            1,
            column,
            "",
            f"the table {facts.name} has no column {column}",
            "export the package again as Camtrap DP 1.0",
        )
    if not absent:
        for row in table:
            yield row if isinstance(row, Reject) else _checked(path, row, facts)


def _checked(path: str, row: Row, facts: TableFacts) -> Record | Reject:
    record = Record(path, row.number, {column: row.text(column) for column in row.cells})
    for column in facts.required:
        if not record.get(column):
            return record.reject(column, f"{column} is required", "fill it in and import again")
    return record


def _path_of(descriptor: dict[str, Any], name: str) -> str | Reject:
    resource = resource_of(descriptor, name)
    missing = Reject(
        "datapackage.json",
        None,
        "resources",
        name,
        f"the package has no table {name}",
        "export it again as Camtrap DP 1.0",
    )
    if resource is None:
        return missing
    path = resource.get("path")
    if isinstance(path, list) and len(path) == 1:
        path = path[0]
    if not isinstance(path, str):
        return missing
    if is_web_address(path):
        return Reject(
            "datapackage.json",
            None,
            "path",
            path,
            "the table stands on the web and nothing is fetched",
            "download the whole package first",
        )
    return path


def _delimiter(resource: dict[str, Any]) -> str:
    dialect = resource.get("dialect")
    return str(dialect.get("delimiter", ",")) if isinstance(dialect, dict) else ","
