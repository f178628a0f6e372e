"""FollowTheMoney's own schemata, and whether a record keeps to them.

The table `followthemoney.json` is condensed from the published schema (origin and licence stand in
it), so that what we write is checked against their model and not against our idea of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

__all__ = ["Field", "Record", "faults", "field_of", "is_a", "known", "required", "valid"]

Record = Mapping[str, object]

_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?$")
_LONGEST = {
    "checksum": 40, "country": 16, "date": 32, "gender": 16, "identifier": 64, "language": 16,
    "name": 384, "phone": 64, "url": 4096,
}  # fmt: skip
_PATTERNS = {
    "checksum": re.compile(r"^[0-9a-f]{40}$"),
    "country": re.compile(r"^[a-z]{2}(-[a-z]{2,5})?$"),
    "date": _DATE,
    "gender": re.compile(r"^(male|female|other)$"),
    "mimetype": re.compile(r"^[\w.+-]+/[\w.+-]+$"),
    "number": re.compile(r"^[+-]?\d+(\.\d+)?$"),
    "phone": re.compile(r"^\+[1-9]\d{4,14}$"),
    "email": re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a schema: its type, and the schema its values have where it takes entities."""

    type: str
    range: str = ""


@cache
def _schemata() -> Mapping[str, Mapping[str, object]]:
    text = files("cases.exports").joinpath("followthemoney.json").read_text("utf-8")
    found: Mapping[str, Mapping[str, object]] = json.loads(text)["schemata"]
    return found


def known(schema: str) -> bool:
    """Whether entities may have this schema: it exists and is not abstract."""
    return schema in _schemata() and not _schemata()[schema].get("abstract")


@cache
def _line(schema: str) -> tuple[str, ...]:
    """A schema and all it extends, itself first."""
    extends = _schemata()[schema].get("extends", [])
    above = (
        [one for parent in extends for one in _line(parent)] if isinstance(extends, list) else []
    )
    return tuple(dict.fromkeys([schema, *above]))


def is_a(schema: str, range_: str) -> bool:
    """Whether a schema is or extends another."""
    return schema in _schemata() and range_ in _line(schema)


@cache
def field_of(schema: str, name: str) -> Field | None:
    """A property of a schema or of what it extends; None where it has none."""
    for one in _line(schema):
        properties = _schemata()[one].get("properties", {})
        written = properties.get(name) if isinstance(properties, dict) else None
        if written is not None:
            return Field(written) if isinstance(written, str) else Field(*written)
    return None


@cache
def required(schema: str) -> tuple[str, ...]:
    """The properties that every entity of a schema must have."""
    found: list[str] = []
    for one in _line(schema):
        wanted = _schemata()[one].get("required", [])
        found += wanted if isinstance(wanted, list) else []
    return tuple(dict.fromkeys(found))


def valid(type_: str, value: str) -> bool:
    """Whether a text may stand as a value of one of FollowTheMoney's types."""
    if not value.strip() or len(value) > _LONGEST.get(type_, 65_000):
        return False
    if type_ == "url":
        return _is_url(value)
    pattern = _PATTERNS.get(type_)
    return pattern is None or pattern.match(value) is not None


def _is_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "ftp", "mailto") and bool(parts.netloc or parts.path)


def faults(record: Record, kinds: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one record, in words. kinds: schema by id of all records of the file."""
    schema, properties = str(record.get("schema", "")), record.get("properties")
    if not record.get("id") or not isinstance(properties, dict):
        yield "a record needs id, schema and properties"
        return
    if not known(schema):
        yield f"{record['id']}: there is no schema {schema!r}"
        return
    for name in required(schema):
        if not properties.get(name):
            yield f"{record['id']}: {schema} needs {name}"
    for name, values in properties.items():
        field = field_of(schema, name)
        if field is None:
            yield f"{record['id']}: {schema} has no {name}"
            continue
        for value in values:
            if field.type == "entity":
                if not is_a(kinds.get(value, ""), field.range):
                    yield f"{record['id']}: {name} wants a {field.range}, not {value}"
            elif not valid(field.type, value):
                yield f"{record['id']}: {value[:40]!r} is no {field.type} ({name})"
