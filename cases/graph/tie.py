"""What ties two entities together, as light as a search through thousands of them needs it.

A statement is read as a step between two entities: by whom it is said and how likely it holds. All
steps of one pair, whichever way they point, make one tie. Whoever only stopped, saw or recorded an
event (`OUTSIDERS`) is no step of a way: two couriers are not connected by the officer of both.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

from cases.grade import Grade
from cases.graph.derived import OUTSIDERS
from cases.graph.link import any_holds, chance
from cases.statement import Source, Statement

# Costs are whole numbers, so that equal ways are equal on every machine: millionths of a nat.
_NAT = 1_000_000
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as a step. origin: the independent root of its source; holds: 0 to 1."""

    id: str
    source: str
    target: str
    property: str
    origin: str
    holds: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.holds <= 1.0:
            raise ValueError(f"statement {self.id} cannot hold with a chance of {self.holds}")


@dataclass(frozen=True)
class Tie:
    """All that is said between two entities, ends in order; said: strongest first, at least one."""

    ends: tuple[str, str]
    said: tuple[Said, ...]

    @cached_property
    def certainty(self) -> float:
        """That the tie exists: at least one independent origin is right (`link.any_holds`)."""
        best: dict[str, float] = {}
        for one in self.said:
            best[one.origin] = max(best.get(one.origin, 0.0), one.holds)
        return any_holds(best[origin] for origin in sorted(best))

    @cached_property
    def cost(self) -> int:
        """-ln(certainty) in millionths, at least 1: of equally strong ways the shorter is less."""
        return max(1, round(-math.log(max(self.certainty, _LEAST)) * _NAT))

    @property
    def origins(self) -> int:
        """How many independent origins say it."""
        return len({one.origin for one in self.said})

    @property
    def properties(self) -> tuple[str, ...]:
        """By what they are tied, each once."""
        return tuple(sorted({one.property for one in self.said}))


class Steps(Protocol):
    """Where a search looks for its next steps, as a reader may see them."""

    def said_around(self, ids: Collection[str], *, whole: bool = False) -> Iterable[Said]:
        """What links any of `ids` with another entity, under canonical ids, merged records as one.

        Of an entity with very many links some hundreds are enough to know it for a hub; whole:
        all of them, for an entity that is looked through in any case.
        """
        ...

    def canonical(self, one: str) -> str:
        """The id under which an entity stands after all merges."""
        ...


class HeldSteps:
    """Steps over statements in memory. canonical: merged record -> the id that stands for it."""

    def __init__(
        self,
        statements: Iterable[Statement],
        sources: Mapping[str, Source] | None = None,
        canonical: Mapping[str, str] | None = None,
    ) -> None:
        """Index the links of `statements` by both of their ends."""
        self._canonical = canonical or {}
        self._at: dict[str, list[Said]] = {}
        for statement in statements:
            if not statement.target:
                continue
            known = (sources or {}).get(statement.source_id)
            said = said_of(
                statement.id,
                self.canonical(statement.subject),
                self.canonical(statement.target),
                statement.property,
                known.root if known else statement.source_id,
                statement.grade,
            )
            if said is not None:
                self._at.setdefault(said.source, []).append(said)
                self._at.setdefault(said.target, []).append(said)

    def said_around(self, ids: Collection[str], *, whole: bool = False) -> Iterable[Said]:
        """What links any of `ids` with another entity; held in memory it is always the whole."""
        del whole
        found = {said.id: said for one in ids for said in self._at.get(one, ())}
        return [found[known] for known in sorted(found)]

    def canonical(self, one: str) -> str:
        """The id under which an entity stands after all merges."""
        return self._canonical.get(one, one)


def said_of(
    known: str, source: str, target: str, name: str, origin: str, grade: Grade
) -> Said | None:
    """A step from the parts of a statement; None for a loop and for an outsider of the trade."""
    if source == target or name in OUTSIDERS:
        return None
    return Said(known, source, target, name, origin, _graded(grade.scheme, grade.source,
                                                            grade.information))  # fmt: skip


@lru_cache(maxsize=512)
def _graded(scheme: str, source: str, information: str) -> float:
    return chance(Grade(scheme, source, information))


def ties_around(said: Iterable[Said], ids: Collection[str]) -> dict[str, dict[str, Tie]]:
    """id -> neighbour -> their tie, for each of `ids`; the same statements in any order agree."""
    pairs: dict[tuple[str, str], dict[str, Said]] = {}
    for one in said:
        ends = (one.source, one.target) if one.source < one.target else (one.target, one.source)
        pairs.setdefault(ends, {})[one.id] = one
    found: dict[str, dict[str, Tie]] = {one: {} for one in ids}
    for ends in sorted(pairs):
        own = pairs[ends]
        tie = Tie(ends, tuple(sorted(own.values(), key=lambda s: (-s.holds, s.id))))
        for here, there in (ends, ends[::-1]):
            if here in found:
                found[here][there] = tie
    return found
