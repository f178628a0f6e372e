"""Kinds of entity and event and their properties, read from the table `schemata.toml`.

The table is data so that a new property is a line and not a change of code. Names follow
FollowTheMoney where it has them; what it lacks (animals, skins, cameras, patrols) is ours. An edge
of the graph is a property of type `entity`: a role in an event is a property of that event.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files

__all__ = [
    "SCHEMATA",
    "Property",
    "PropertyType",
    "Schema",
    "caption",
    "property_of",
    "schema_of_id",
    "schema_of_prefix",
]


class PropertyType(StrEnum):
    """What a value is, which decides how it is read, compared and shown."""

    STRING = "string"
    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    ENTITY = "entity"
    PHONE = "phone"
    PLATE = "plate"
    COUNTRY = "country"
    COORDINATE = "coordinate"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a kind. range: the kind an entity value has, empty for any kind.

    ftm: FollowTheMoney's name for it, empty when an export has to list it as a loss.
    """

    name: str
    type: PropertyType
    range: str = ""
    ftm: str = ""

    @property
    def is_edge(self) -> bool:
        """Whether its values are entities, that is edges of the graph."""
        return self.type is PropertyType.ENTITY


@dataclass(frozen=True, slots=True)
class Schema:
    """A kind of entity or event. event: happens at a time; yearly: its ids carry the year."""

    name: str
    prefix: str
    label: str
    ftm: str
    event: bool
    yearly: bool
    caption: tuple[str, ...]
    properties: Mapping[str, Property] = field(hash=False)

    @property
    def edges(self) -> tuple[Property, ...]:
        """The properties whose values are entities."""
        return tuple(p for p in self.properties.values() if p.is_edge)


# Every kind has these: a remark, a number or address elsewhere, and whether it is simulated.
_EVERYWHERE = {
    "note": ["string", "", "notes"],
    "reference": ["string", "", "sourceUrl"],
    "simulated": ["string", "", ""],
}


def _property(name: str, written: list[str]) -> Property:
    kind, range_, ftm = (*written, "", "")[:3]
    return Property(name, PropertyType(kind), range_, ftm)


def _read() -> dict[str, Schema]:
    table = tomllib.loads(files("cases").joinpath("schemata.toml").read_text("utf-8"))
    schemata: dict[str, Schema] = {}
    for name, row in table.items():
        properties = {n: _property(n, w) for n, w in (row["properties"] | _EVERYWHERE).items()}
        schemata[name] = Schema(
            name=name,
            prefix=row["prefix"],
            label=row["label"],
            ftm=row["ftm"],
            event=row.get("event", False),
            yearly=row.get("yearly", False),
            caption=tuple(row["caption"]),
            properties=properties,
        )
    return schemata


SCHEMATA: Mapping[str, Schema] = _read()
_BY_PREFIX = {schema.prefix: schema for schema in SCHEMATA.values()}


# Embeddings, overrides and isolates of direction (Unicode, UAX 9).
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def schema_of_prefix(prefix: str) -> Schema | None:
    """The kind whose ids begin with this prefix: `SZ` is Seizure."""
    return _BY_PREFIX.get(prefix)


def schema_of_id(entity: str) -> Schema | None:
    """The kind of a readable id such as `SZ-2026-003`; None for a text that is no id."""
    prefix, dash, _ = entity.partition("-")
    return _BY_PREFIX.get(prefix) if dash else None


def property_of(schema: str, name: str) -> Property:
    """A property by name; a text property for a column that our model does not know.

    Unknown columns are kept as statements, so an unknown property is no error. Raises KeyError
    when the kind itself is unknown.
    """
    known = SCHEMATA[schema].properties.get(name)
    return known if known is not None else Property(name, PropertyType.STRING)


def caption(schema: str, values: Mapping[str, str], fallback: str) -> str:
    """What to call an entity: the first of its kind's caption properties with a value.

    Without the marks that turn the direction of all that follows: a name that holds one would
    write the rest of a sentence backwards. The statement keeps it.
    """
    kind = SCHEMATA.get(schema)
    for name in kind.caption if kind else ():
        if said := values.get(name, "").translate(_TURNING):
            return said
    return fallback
