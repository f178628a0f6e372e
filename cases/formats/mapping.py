"""A column mapping: what the columns of somebody's table mean, as data that is kept and versioned.

A table is read only through a mapping, so that whoever doubts a statement can see how its cell was
understood. A mapping is TOML; a word in it that we do not know is an error, because a misspelt
option that is silently ignored is a wrong import.
"""

import json
import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from cases.formats.mapping_parts import Column, Leg, Linked, MappingRefused, part
from cases.model import SCHEMATA, property_of
from cases.statement import Grade, Handling, framed_digest

__all__ = ["Column", "Leg", "Linked", "Mapping", "MappingRefused", "read_mapping", "shipped"]


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one kind of table is read.

    kind: what a row is. key: the columns that name a row; without them a row is named by its
    content. namespace: in which its keys are unique. missing: words for "no value" in all columns.
    order, zone: of dates. phone_region, plate_country, currency: of values that name none.
    fixed: properties that every row has. unknown: whether columns not named here are kept.
    """

    name: str
    version: int
    kind: str
    title: str = ""
    namespace: str = ""
    key: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    order: str = "DMY"
    zone: str = ""
    missing: tuple[str, ...] = ()
    phone_region: str = ""
    plate_country: str = ""
    currency: str = ""
    simulated: bool = False
    unknown: bool = True
    ignore: tuple[str, ...] = ()
    fixed: Table[str, str] = field(default_factory=dict, hash=False)
    columns: tuple[Column, ...] = ()
    linked: tuple[Linked, ...] = ()
    legs: tuple[Leg, ...] = ()
    grade: Grade = field(default_factory=Grade)
    handling: Handling = field(default_factory=Handling)
    text: str = field(default="", repr=False, compare=False)

    @property
    def digest(self) -> str:
        """sha256 of what the mapping says; comments and layout of the file do not matter."""
        said = tomllib.loads(self.text) if self.text else {"name": self.name}
        return framed_digest(("kedrovka mapping 1", json.dumps(said, sort_keys=True)))

    @property
    def named_columns(self) -> frozenset[str]:
        """All columns of the table that the mapping speaks of."""
        legs = {name for leg in self.legs for name in (leg.place, leg.status) if name}
        by_links = {c for link in self.linked for c in (*link.key, link.link_from) if c}
        years = {column.year for column in self.columns if column.year}
        mine = {column.column for column in self.columns}
        return frozenset(mine | legs | by_links | years | set(self.key) | set(self.ignore))

    @classmethod
    def parse(cls, text: str) -> "Mapping":
        """Read a mapping from TOML text. Raises MappingRefused, naming what is wrong."""
        try:
            table: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as broken:
            raise MappingRefused(f"this is not TOML: {broken}", "mend the line it names") from None
        parts = {
            "columns": tuple(part(Column, row, "column") for row in table.pop("column", [])),
            "linked": tuple(part(Linked, row, "linked") for row in table.pop("linked", [])),
            "legs": tuple(part(Leg, row, "leg") for row in table.pop("leg", [])),
            "grade": part(Grade, table.pop("grade", {}), "grade"),
            "handling": part(Handling, table.pop("handling", {}), "handling"),
        }
        mapping = part(cls, table | parts | {"text": text}, "mapping")
        _check(mapping)
        return mapping


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises MappingRefused, also for a file that cannot be read."""
    try:
        return Mapping.parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise MappingRefused(
            f"the mapping {path.name} cannot be read ({unreadable})", "name a TOML file in UTF-8"
        ) from unreadable


def shipped() -> dict[str, Mapping]:
    """The mappings that come with the program, by name."""
    folder = files("cases").joinpath("formats", "mappings")
    found = [
        Mapping.parse(entry.read_text("utf-8"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    ]
    return {mapping.name: mapping for mapping in found}


def _check(mapping: Mapping) -> None:
    """Refuse what cannot be meant: unknown kinds, links to nothing, columns on nothing."""
    if mapping.kind not in SCHEMATA:
        raise MappingRefused(
            f"there is no kind {mapping.kind!r}", f"use one of {', '.join(SCHEMATA)}"
        )
    kinds = {"": mapping.kind}
    for link in mapping.linked:
        if link.kind not in SCHEMATA:
            raise MappingRefused(
                f"linked {link.name!r} has no kind {link.kind!r}",
                f"use one of {', '.join(SCHEMATA)}",
            )
        if link.of not in kinds:
            raise MappingRefused(
                f"linked {link.name!r} belongs to {link.of!r}, which is not defined before it",
                "define that first",
            )
        kinds[link.name] = link.kind
        near, far = (link.kind, kinds[link.of]) if link.reverse else (kinds[link.of], link.kind)
        for name in filter(None, (link.link, *link.links.values())):
            edge = property_of(near, name)
            if not edge.is_edge or (edge.range and edge.range != far):
                raise MappingRefused(
                    f"{near} has no link {name!r} to {far}",
                    f"its links are {', '.join(p.name for p in SCHEMATA[near].edges)}",
                )
    for column in mapping.columns:
        if column.on not in kinds:
            raise MappingRefused(
                f"column {column.column!r} is on {column.on!r}, which is not linked",
                "name a linked entity or leave it out",
            )
        if property_of(kinds[column.on], column.property).is_edge:
            raise MappingRefused(
                f"{column.property!r} of {kinds[column.on]} is a link and no value",
                "describe what it links to as [[linked]]",
            )
