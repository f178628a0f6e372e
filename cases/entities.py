"""Entities as the statements of a moment make them: nothing is stored, everything is derived.

An entity is its statements, grouped; conflicting values stand beside each other and are never
averaged. What was retracted by then, superseded, or not yet known, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import isfinite
from typing import NamedTuple

from cases.dates import DateRefused, When, read_date
from cases.model import SCHEMATA, caption
from cases.statement import Retraction, Statement

__all__ = ["NAMING", "Entities", "Entity", "Naming", "called", "group", "live", "translate"]

# Python's own reading takes "nan", "inf" and "1_0" for numbers.
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# The properties that decide what an entity is called.
NAMING = frozenset(name for kind in SCHEMATA.values() for name in kind.caption) | {"alias"}
# What tells one event from another, each by the first of its properties that is said.
_DESCRIBED = (
    ("product", "type", "term", "species"),
    ("location", "placeName", "country"),
    ("date", "year"),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, thing or event: its live statements, oldest knowledge first, and of one moment
    (an import) by the place in the source: an earlier row before a later one."""

    id: str
    schema: str
    statements: tuple[Statement, ...]

    def said(self, name: str) -> tuple[Statement, ...]:
        """The statements about one property."""
        return tuple(s for s in self.statements if s.property == name)

    def values(self, name: str) -> tuple[str, ...]:
        """The different values of a property, in the order in which they became known."""
        return tuple(dict.fromkeys(s.value for s in self.statements if s.property == name))

    def first(self, name: str) -> str:
        """The first known value of a property, empty where there is none."""
        return next((s.value for s in self.statements if s.property == name), "")

    def targets(self, name: str) -> tuple[str, ...]:
        """The entities a property points to."""
        found = (s.target for s in self.statements if s.property == name)
        return tuple(dict.fromkeys(target for target in found if target))

    def number(self, name: str) -> float | None:
        """The first value of a property that is a number as people write one, or None."""
        for value in self.values(name):
            if _NUMBER.fullmatch(value.strip()) and isfinite(number := float(value)):
                return number
        return None

    @property
    def caption(self) -> str:
        """What to call it: by its kind's caption properties, else its id."""
        said = [Naming(s.id, s.property, s.value, s.derived_from) for s in self.statements
                if s.property in NAMING]  # fmt: skip
        return called(self.schema, said, self.id)

    @property
    def described(self) -> str:
        """An event without a name in a few words: what, where, when; empty where nothing is said.

        `Ivory, Entebbe Airport, 2013-10-23`: a list of numbers of seizures tells a reader nothing.
        """
        if not self.is_event:
            return ""
        parts = (next(filter(None, map(self.first, names)), "") for names in _DESCRIBED)
        return ", ".join(part for part in parts if part)

    @property
    def when(self) -> When | None:
        """When it happened: its date as written, else the event time of its statements."""
        return self.date("date") or next(
            (s.event_time for s in self.statements if s.event_time is not None), None
        )

    def date(self, name: str) -> When | None:
        """The first value of a property that reads as a date; an event time wins (it has a zone).

        Only the event time of a statement of that very property counts.
        """
        for statement in self.said(name):
            if statement.event_time is not None and name in ("date", "capturedAt"):
                return statement.event_time
            try:
                return read_date(statement.value)
            except DateRefused:
                continue
        return None

    @property
    def is_event(self) -> bool:
        """Whether its kind happens at a time."""
        kind = SCHEMATA.get(self.schema)
        return kind is not None and kind.event


Entities = Mapping[str, Entity]


class Naming(NamedTuple):
    """A statement as far as it decides what its entity is called."""

    id: str
    property: str
    value: str
    derived_from: tuple[str, ...]


def called(schema: str, said: Sequence[Naming], fallback: str) -> str:
    """What to call an entity: what first became known of the first caption property with a value.

    said: live statements of NAMING about it that a reader may see, oldest first. A name that was
    made an alias (an alias of the same words rests on it) was given up for another: it is the name
    only where no other is left, as for whoever may not read the new one.
    """
    given_up = {(ground, one.value) for one in said if one.property == "alias"
                for ground in one.derived_from}  # fmt: skip
    first = {one.property: one.value for one in reversed(said)}
    if given_up:
        kept = (one for one in reversed(said) if (one.id, one.value) not in given_up)
        first |= {one.property: one.value for one in kept}
    return caption(schema, first, fallback)


def live(
    statements: Iterable[Statement],
    *,
    retractions: Iterable[Retraction] = (),
    as_of: datetime | None = None,
) -> tuple[Statement, ...]:
    """The statements that stand at `as_of` (aware; None: now as given), each once, in one order.

    A statement falls with its retraction, or where one that stands for it was not taken back: one
    that supersedes it, or supersedes what superseded it, in however many steps. So taking back the
    middle of a chain of corrections brings nothing back. Whatever order they come in, and however
    often, the answer is the same.
    """
    taken_back = {r.statement for r in retractions if as_of is None or r.at <= as_of}
    known = {s.id: s for s in statements if as_of is None or s.first_seen <= as_of}
    replaced = _corrected(known, taken_back)
    standing = (s for s in known.values() if s.id not in taken_back and s.id not in replaced)
    return tuple(sorted(standing, key=lambda s: (s.first_seen, s.locator.order, s.id)))


def _corrected(known: Mapping[str, Statement], taken_back: Collection[str]) -> set[str]:
    """All that what was not taken back corrects, down each chain to its beginning."""
    found: set[str] = set()
    for statement in known.values():
        below = None if statement.id in taken_back else statement.supersedes
        while below and below not in found:
            found.add(below)
            below = known[below].supersedes if below in known else None
    return found


def group(
    statements: Iterable[Statement], canonical: Mapping[str, str] | None = None
) -> dict[str, Entity]:
    """Entities by id. canonical: entity -> the id of its cluster, for entities judged the same.

    A merged entity keeps the kind of its canonical member, and all statements of all members,
    read with the canonical ids; a statement keeps its own id, so its source is found again.
    """
    names = canonical or {}
    gathered: dict[str, list[Statement]] = {}
    kinds: dict[str, str] = {}
    for statement in statements:
        read = translate(statement, names) if names else statement
        gathered.setdefault(read.subject, []).append(read)
        if statement.subject == read.subject:
            kinds.setdefault(read.subject, statement.schema)
    for own in gathered.values():
        own.sort(key=_learnt)
    return {
        entity: Entity(entity, kinds.get(entity, own[0].schema), tuple(own))
        for entity, own in sorted(gathered.items())
    }


def _learnt(statement: Statement) -> tuple[datetime, tuple[str, str, int, int]]:
    """What was learnt earlier comes first, and of one moment what stands first in its source."""
    return statement.first_seen, statement.locator.order


def translate(statement: Statement, canonical: Mapping[str, str]) -> Statement:
    """`statement` with subject and target under their canonical ids; its own id stays."""
    subject = canonical.get(statement.subject, statement.subject)
    target = statement.target and canonical.get(statement.target, statement.target)
    if subject == statement.subject and target == statement.target:
        return statement
    return replace(statement, subject=subject, target=target)
