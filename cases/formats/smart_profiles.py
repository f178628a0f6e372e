"""SMART Profiles: the tables of its database, each saved as CSV under its own name.

Entities, their values, the relationships between them, and the records they stand in. Types of
entities, attributes and relationships are the site's own and stand in the tables as UUIDs: what
each means is said in a file `profiles.toml` beside the tables. A type that nobody explained gives
an asset with all its values, so that nothing is lost and nothing invented. There are no grades and
no handling in these tables.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.dates import DateRefused, read_date
from cases.formats.record import Record
from cases.formats.table import Row, open_table
from cases.formats.telling import Telling
from cases.model import SCHEMATA, property_of
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["is_profiles", "read"]

_MEANINGS = "profiles.toml"
_MISSING = frozenset({"NULL", "\\N"})


@dataclass(frozen=True, slots=True)
class _Meanings:
    """What the site's UUIDs mean: kinds of entities, properties, links; types of list items."""

    entities: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    relationships: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)


def is_profiles(folder: Path) -> bool:
    """Whether a folder holds the tables."""
    return (folder / "i_entity.csv").is_file()


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of all tables in a folder (or beside its i_entity.csv).

    namespace: of a site's entities, by default "smart_profiles".
    """
    folder = path if path.is_dir() else path.parent
    space = namespace or "smart_profiles"
    meanings = _meanings(folder)
    if isinstance(meanings, Reject):
        yield meanings
        return
    if not is_profiles(folder):
        yield Reject(
            folder.name, None, "", "", "there is no i_entity.csv",
            "save the tables of the database as CSV under their own names",
        )  # fmt: skip
        return
    kinds: dict[str, str] = {}
    for record in _records(folder, "i_entity"):
        if isinstance(record, Reject):
            yield record
            continue
        known = record.text("uuid")
        kind = meanings.entities.get(record.text("entity_type_uuid"), "Asset")
        if not known:
            record.refuse("uuid", "the entity has no uuid", "export the table with all columns")
            yield from record.rejects
            continue
        kinds[known] = kind
        told = Telling(Ref(kind, space, known), record.locator)
        yield told.say("reference", known, column="uuid")
        yield from record.say(told, {"comment": "note", "entity_type_uuid": "entityType"})
        yield from record.rest(told)
    yield from _values(folder, space, kinds, meanings)
    yield from _links(folder, space, kinds, meanings)
    yield from _reports(folder, space, kinds)


def _meanings(folder: Path) -> _Meanings | Reject:
    file = folder / _MEANINGS
    if not file.is_file():
        return _Meanings()
    try:
        told: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        return Reject(file.name, None, "", "", f"it cannot be read: {broken}", "mend its TOML")
    wrong = [kind for kind in told.get("entities", {}).values() if kind not in SCHEMATA]
    if wrong or told.keys() - {"entities", "attributes", "relationships", "items"}:
        named = wrong[0] if wrong else min(told.keys())
        return Reject(
            file.name, None, "", str(named), f"{named!r} is no kind or table that we know",
            "use [entities], [attributes], [relationships], [items] and kinds of our model",
        )  # fmt: skip
    return _Meanings(**told)


def _values(
    folder: Path, space: str, kinds: Mapping[str, str], meanings: _Meanings
) -> Iterator[Claim | Reject]:
    for record in _records(folder, "i_entity_attribute_value"):
        if isinstance(record, Reject):
            yield record
            continue
        known = record.text("entity_uuid")
        if known not in kinds:
            record.refuse("entity_uuid", "no entity has this uuid", "export i_entity with it")
            yield from record.rejects
            continue
        attribute = record.text("attribute_uuid")
        name = meanings.attributes.get(attribute, f"attribute {attribute}")
        told = Telling(Ref(kinds[known], space, known), record.locator)
        for column in ("string_value", "double_value", "list_item_uuid"):
            if text := record.text(column):
                value = meanings.items.get(text, text) if column == "list_item_uuid" else text
                if property_of(kinds[known], name).is_edge:
                    yield told.say(f"{name} (text)", value, column=column)
                else:
                    inner = Record(record.file, record.row, {column: value})
                    yield from inner.say(told, {column: name})
                    yield from inner.rejects


def _links(
    folder: Path, space: str, kinds: Mapping[str, str], meanings: _Meanings
) -> Iterator[Claim | Reject]:
    for record in _records(folder, "i_entity_relationship"):
        if isinstance(record, Reject):
            yield record
            continue
        ends = [record.text(f"{side}_entity_uuid") for side in ("src", "target")]
        lacking = next((end for end in ends if end not in kinds), None)
        if lacking is not None or ends[0] == ends[1]:
            column = "src_entity_uuid" if ends[0] not in kinds else "target_entity_uuid"
            record.refuse(
                column, "the relationship has no two entities", "export i_entity with both"
            )
            yield from record.rejects
            continue
        kind = record.text("relationship_type_uuid")
        name = meanings.relationships.get(kind, "linkedTo")
        told = Telling(Ref(kinds[ends[0]], space, ends[0]), record.locator)
        far = Ref(kinds[ends[1]], space, ends[1])
        yield told.say(name, far, column="relationship_type_uuid", original=kind)


def _reports(folder: Path, space: str, kinds: Mapping[str, str]) -> Iterator[Claim | Reject]:
    """Records as documents, and the entities that stand in them as mentioned there."""
    for record in _records(folder, "i_record"):
        if isinstance(record, Reject):
            yield record
        elif known := record.text("uuid"):
            told = Telling(Ref("Document", space, known), record.locator)
            yield from record.say(
                told, {"title": "name", "description": "description", "comment": "note",
                       "status": "status"},
            )  # fmt: skip
            yield from record.rest(told)
    for record in _records(folder, "i_entity_record"):
        if isinstance(record, Reject):
            yield record
        elif (entity := record.text("entity_uuid")) in kinds and record.text("record_uuid"):
            told = Telling(Ref("Document", space, record.text("record_uuid")), record.locator)
            yield told.say("mentions", Ref(kinds[entity], space, entity), column="entity_uuid")
    for record in _records(folder, "i_location"):
        if isinstance(record, Reject):
            yield record
        elif known := record.text("id") or record.text("uuid"):
            told = Telling(Ref("Observation", space, f"location {known}"), record.locator)
            if date := record.text("datetime"):
                try:
                    told = Telling(told.subject, told.locator, read_date(date, order="YMD"))
                    yield told.say("date", str(told.event_time), column="datetime")
                except DateRefused as refused:
                    record.refuse("datetime", refused.reason, refused.remedy)
            yield from record.rejects
            yield from record.rest(told)


def _records(folder: Path, name: str) -> Iterator[Record | Reject]:
    path = folder / f"{name}.csv"
    if not path.is_file():
        return
    table = open_table(path)
    if isinstance(table, Reject):
        yield table
        return
    for row in table:
        yield row if isinstance(row, Reject) else _record(row, table.file)


def _record(row: Row, file: str) -> Record:
    texts = {column.casefold(): row.text(column) for column in row.cells}
    return Record(file, row.number, texts, missing=_MISSING)
