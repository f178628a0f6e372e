"""What a file is, told by what is in it: a published format, a mapping that fits, or a table.

Names of files say nothing. A table is known by its columns; a mapping fits when the table has every
column that it requires and most of those that it names.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Folded
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cases.formats import (
    cites_totals,
    cites_trade,
    earthranger,
    earthranger_track,
    ftm,
    lemis,
    smart_connect,
    smart_patrol,
    smart_profiles,
)
from cases.formats.columns import by_fold
from cases.formats.json_lines import json_document, json_lines
from cases.formats.known import FORMATS
from cases.formats.mapping import Mapping
from cases.formats.table import open_table
from cases.reject import Reject

__all__ = ["Recognised", "fits", "recognise"]

_JSON = frozenset({".json", ".jsonl", ".ndjson", ".geojson", ".ftm", ".ijson"})
_FITS = 0.8

# Folded columns that only one published table has.
_TABLES = (
    ("cites-trade", cites_trade.COMPARATIVE),
    ("cites-trade", cites_trade.SHIPMENTS),
    ("cites-trade", cites_trade.UPLOAD),
    ("lemis", lemis.COLUMNS),
    ("earthranger-track", earthranger_track.COLUMNS),
    ("smart-patrol", smart_patrol.OBSERVATIONS),
    ("smart-patrol", smart_patrol.SUMMARY),
    ("smart-patrol", smart_patrol.INCIDENTS | {"waypointid"}),
)
_PHOTOS = ({"imageid", "identity", "path"}, {"file", "individualid"})


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file was taken for. format: a key of FORMATS, `mapping`, `table` (nothing that is
    known fits, a mapping has to be made), `camtrap-dp`, `photos`, or empty.

    mapping: the name of the one that fits. why: by what it was known, in words.
    """

    format: str
    why: str
    mapping: str = ""

    @property
    def title(self) -> str:
        """What it was taken for, for a person."""
        known = FORMATS.get(self.format)
        return known.title if known else self.mapping or self.format


def recognise(path: Path, mappings: Iterable[Mapping] = ()) -> Recognised | Reject:
    """What the file or folder at `path` is; a Reject for what is nothing that can be read.

    mappings: those at hand. Reads the head of a table or of JSON lines, a JSON document whole.
    """
    if path.is_dir():
        return _folder(path)
    if path.suffix.lower() in _JSON:
        return _json(path)
    table = open_table(path)
    if isinstance(table, Reject):
        first = next((line for line in islice(json_lines(path), 1)), None)
        if isinstance(first, tuple) and ftm.looks_like(first[1]):
            return Recognised("ftm", "its lines have an id, a schema and properties")
        return table
    header = by_fold(table.header)
    for name, wanted in _TABLES:
        if header.keys() >= wanted:
            return Recognised(name, f"it has the columns {_named(header, wanted)}")
    if cites_totals.is_total(table.header):
        return Recognised("cites-totals", "it has a taxon, a term, a country and a column a year")
    if any(header.keys() >= wanted for wanted in _PHOTOS):
        return Recognised("photos", "it lists photos with the animals they show")
    fitting = [(fits(one, table.header), one.name) for one in mappings]
    if fitting and max(fitting)[0] >= _FITS:
        share, name = max(fitting)
        return Recognised(
            "mapping", f"it has {share:.0%} of the columns of the mapping {name}", name
        )
    return Recognised("table", f"no known format or mapping has its {len(table.header)} columns")


def fits(mapping: Mapping, header: Iterable[str]) -> float:
    """The share of a mapping's columns that a header has, 0 to 1; 0 where a required one lacks."""
    there = set(header)
    required = {c.column for c in mapping.columns if c.required} | set(mapping.key)
    optional = {c.column for c in mapping.columns if c.optional}
    named = mapping.named_columns - optional
    return len(named & there) / len(named) if named and required <= there else 0.0


def _named(header: Folded[str, str], wanted: Iterable[str]) -> str:
    return ", ".join(sorted(header[one] for one in wanted))


def _folder(path: Path) -> Recognised | Reject:
    if (path / "datapackage.json").is_file():
        return Recognised("camtrap-dp", "it holds a datapackage.json")
    if smart_profiles.is_profiles(path):
        return Recognised("smart-profiles", "it holds the tables of SMART Profiles")
    return Recognised("photos", "it is a folder")


def _json(path: Path) -> Recognised | Reject:
    first = next(iter(json_lines(path)), None)
    if isinstance(first, tuple) and ftm.looks_like(first[1]):
        return Recognised("ftm", "its lines have an id, a schema and properties")
    document = json_document(path)
    if isinstance(document, Reject):
        return document
    if smart_connect.is_connect(document):
        return Recognised("smart-connect", "its features have a smartDataType")
    if isinstance(document, dict) and {"images", "detection_categories"} <= document.keys():
        return Recognised("megadetector", "it holds detections; they come with their photos")
    if isinstance(document, dict) and "resources" in document:
        return Recognised("camtrap-dp", "it describes the resources of a package")
    objects = earthranger.objects_of(document)
    kinds = {earthranger.what_is(one) for one in objects[:50] if isinstance(one, dict)} - {""}
    if kinds:
        return Recognised("earthranger", f"its objects are of the kind {', '.join(sorted(kinds))}")
    return Reject(
        path.name, None, "", "", "this is no JSON of a system that we know",
        "name the format if you know it, or save it as a table",
    )  # fmt: skip
