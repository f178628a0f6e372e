"""Where a meaning goes in a mapping: onto the row, an entity beside it, a leg of its route."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar

from cases.model import SCHEMATA

__all__ = ["KINDS", "Meaning", "Parts", "placed"]

# Kinds that a row may be proposed as; every other kind is there for who writes a mapping by hand.
KINDS = (
    "Seizure", "Incident", "Offer", "Person", "Organization", "Arrest", "Journey", "Patrol",
    "Observation",
)  # fmt: skip

# Meaning -> property of the row under another name than the meaning.
_RENAMED = {
    ("Seizure", "place"): "location", ("Incident", "place"): "location",
    ("Offer", "channel"): "channel", ("Person", "person"): "name", ("Person", "name"): "name",
    ("Organization", "organization"): "name", ("Organization", "name"): "name",
    ("Organization", "place"): "address", ("Person", "place"): "address",
}  # fmt: skip
_PEOPLE = ("courier", "owner", "buyer", "seller", "driver", "person")
# Meaning -> (kind beside the row, its property, ways to link in order of preference)
_BESIDE = {
    "phone": ("Phone", "number", ("phone",)),
    "plate": ("Vehicle", "registrationNumber", ("vehicle",)),
    "account": ("BankAccount", "accountNumber", ("bankAccount",)),
    "document": ("Identification", "number", ("identification",)),
    "organization": ("Organization", "name", ("organization", "memberOf")),
    "place": ("Place", "name", ("place", "residence")),
}
_LEGS = {"origin": "origin", "transit": "via", "destination": "destination"}
# Facts about the first person of the row rather than about the row.
_OF_PERSON = {"birthDate": "birthDate", "nationality": "nationality"}
_PERSON_LINKS = ("courier", "suspect", "person", "seller", "traveller")


class Meaning:
    """What is known of meanings as such."""

    # Meanings that several columns may have.
    REPEATABLE: ClassVar[frozenset[str]] = frozenset(
        {"note", "description", "phone", "plate", "transit", "outcome", "courier"}
    )


@dataclass(slots=True)
class Parts:
    """The tables of a mapping, as plain values."""

    key: list[str] = field(default_factory=list)
    linked: list[dict[str, Any]] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    legs: list[dict[str, Any]] = field(default_factory=list)

    def link(self, name: str, kind: str, link: str, of: str = "") -> None:
        """An entity beside the row (or beside another)."""
        known = {"name": name, "kind": kind, "link": link}
        self.linked.append(known | {"of": of} if of else known)

    def new_name(self, wanted: str) -> str:
        """A name no entity has yet: courier, courier_2, courier_3. Every column of people, phones
        or cars is an entity of its own; on one they would be one person with several names."""
        taken = {one["name"] for one in self.linked}
        every = (wanted if n == 1 else f"{wanted}_{n}" for n in count(1))
        return next(name for name in every if name not in taken)


def placed(kind: str, meanings: Mapping[str, str], several: Mapping[str, str]) -> Parts:
    """The parts of a mapping for a row of this kind. meanings: column -> meaning, known ones only.

    several: column -> the mark between several values of one cell, or empty.
    Raises ValueError for a meaning that does not exist.
    """
    parts = Parts()
    by_meaning = {meaning: column for column, meaning in meanings.items()}
    for column, meaning in meanings.items():
        mark = several.get(column, "")
        if meaning in _LEGS and kind in ("Seizure", "Journey"):
            parts.legs.append(_leg(_LEGS[meaning], column))
        elif meaning in _PEOPLE and kind not in ("Person", "Organization"):
            _person(parts, kind, column, meaning, mark)
        elif meaning in _OF_PERSON and kind not in ("Person", "Organization"):
            _of_person(parts, column, meaning, by_meaning)
        else:
            _on_row(parts, kind, column, meaning, by_meaning)
            if meaning in _BESIDE and not (meaning == "organization" and kind == "Organization"):
                _beside(parts, kind, column, meaning, mark, by_meaning)
    return parts


def _on_row(
    parts: Parts, kind: str, column: str, meaning: str, by_meaning: Mapping[str, str]
) -> None:
    name = _RENAMED.get((kind, meaning), meaning)
    known = SCHEMATA[kind].properties.get(name)
    if (meaning in _BESIDE and name == meaning) or (known is not None and known.is_edge):
        return
    if meaning == "year" and "date" in by_meaning:
        if known is not None:
            parts.columns.append({"column": column, "property": "year"})
        return
    row: dict[str, Any] = {"column": column, "property": "date" if meaning == "year" else name}
    if meaning == "date" and "year" in by_meaning:
        row["year"] = by_meaning["year"]
    if meaning == "weight":
        row["unit"] = "kg"
    parts.columns.append(row)


def _beside(
    parts: Parts, kind: str, column: str, meaning: str, mark: str, by_meaning: Mapping[str, str]
) -> None:
    far, name, ways = _BESIDE[meaning]
    edges = SCHEMATA[kind].properties
    way = next((w for w in ways if w in edges and edges[w].is_edge), "")
    of = ""
    if not way:
        # A passport in a seizure is its courier's.
        people = [p for p in _PEOPLE if p in by_meaning and p in edges]
        held = SCHEMATA["Person"].properties
        way = next((w for w in ways if w in held and held[w].is_edge), "") if people else ""
        of = people[0] if people else ""
    if not way:
        parts.columns.append({"column": column, "property": meaning})
        return
    entity = parts.new_name(meaning)
    parts.link(entity, far, way, of)
    row: dict[str, Any] = {"column": column, "property": name, "on": entity}
    parts.columns.append(row | {"split": mark} if mark else row)
    if meaning == "place" and "country" in by_meaning:
        parts.columns.append({"column": by_meaning["country"], "property": "country", "on": entity})
        for axis in ("latitude", "longitude"):
            if axis in by_meaning:
                parts.columns.append({"column": by_meaning[axis], "property": axis, "on": entity})


def _person(parts: Parts, kind: str, column: str, role: str, mark: str) -> None:
    edges = SCHEMATA[kind].properties
    way = (
        role
        if role in edges and edges[role].is_edge
        else next((one for one in _PERSON_LINKS if one in edges and edges[one].is_edge), "")
    )
    if not way:
        parts.columns.append({"column": column, "property": role})
        return
    entity = parts.new_name(role)
    parts.link(entity, "Person", way)
    row: dict[str, Any] = {"column": column, "property": "name", "on": entity}
    parts.columns.append(row | {"split": mark} if mark else row)


def _of_person(parts: Parts, column: str, meaning: str, by_meaning: Mapping[str, str]) -> None:
    """A birth date or nationality belongs to the row's first person; without one it stays a text
    of the row, for nobody knows whose it is."""
    people = [role for role in _PEOPLE if role in by_meaning]
    if not people:
        parts.columns.append({"column": column, "property": f"{meaning} of a person"})
        return
    parts.columns.append({"column": column, "property": _OF_PERSON[meaning], "on": people[0]})


def _leg(role: str, column: str) -> dict[str, Any]:
    return {"role": role, "place": column, "several": [",", ";", "/", " and "]}
