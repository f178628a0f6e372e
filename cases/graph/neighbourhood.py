"""A step without the whole: only what borders on the question is ever read.

The store implements `Neighbourhood` by indexed look-ups under a reader; `Held` does it over
statements in memory. An entity with more neighbours than the cap is shown but not looked through,
and is listed, so that a shop phone does not pull in the town.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from cases.graph.derived import DEFAULT_CAP, Hub
from cases.statement import Statement


class Neighbourhood(Protocol):
    """Statements by the entities they are about, as a reader may see them."""

    def statements_of(self, ids: Collection[str]) -> Iterable[Statement]:
        """The live statements whose subject is one of `ids`."""
        ...

    def statements_to(self, ids: Collection[str]) -> Iterable[Statement]:
        """The live statements whose target is one of `ids`."""
        ...

    def statements_among(self, ids: Collection[str]) -> Iterable[Statement]:
        """The live statements about `ids` that link nothing or lead to another of `ids`."""
        ...


class Held:
    """A neighbourhood over statements that are already in memory."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Index `statements` by subject and by target."""
        self._of: dict[str, list[Statement]] = {}
        self._to: dict[str, list[Statement]] = {}
        for statement in statements:
            self._of.setdefault(statement.subject, []).append(statement)
            if statement.target:
                self._to.setdefault(statement.target, []).append(statement)

    def statements_of(self, ids: Collection[str]) -> Iterable[Statement]:
        """The statements whose subject is one of `ids`, in the order of ids."""
        return [s for one in sorted(ids) for s in self._of.get(one, ())]

    def statements_to(self, ids: Collection[str]) -> Iterable[Statement]:
        """The statements whose target is one of `ids`, in the order of ids."""
        return [s for one in sorted(ids) for s in self._to.get(one, ())]

    def statements_among(self, ids: Collection[str]) -> Iterable[Statement]:
        """The statements about `ids` that link nothing or lead to another of `ids`."""
        return [s for s in self.statements_of(ids) if s.target is None or s.target in ids]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies within some steps: entities, their statements, and the hubs not looked through.

    statements: all that are about one of `entities` (also what says their names).
    """

    entities: frozenset[str]
    statements: tuple[Statement, ...]
    hubs: tuple[Hub, ...]


def expand(
    neighbourhood: Neighbourhood,
    ids: Collection[str],
    *,
    steps: int = 1,
    cap: int = DEFAULT_CAP,
    also: Collection[str] = (),
) -> Surroundings:
    """Everything within `steps` of `ids`; a start is always looked through, however large.

    also: shown with what links them to the others, and not looked through themselves. Asks twice a
    step for the frontier and once for the statements of the outermost entities.
    """
    reached = set(ids)
    frontier = set(ids)
    hubs: dict[str, Hub] = {}
    for taken in range(steps):
        beside = _beside(neighbourhood, frontier)
        grown: set[str] = set()
        for one, others in beside.items():
            if len(others) > cap and taken > 0:
                hubs[one] = Hub(one, one, len(others))
            else:
                grown |= others
        frontier = grown - reached
        reached |= grown
        if not frontier:
            break
    reached |= set(also)
    said = {s.id: s for s in neighbourhood.statements_among(reached)}
    kept = tuple(s for _, s in sorted(said.items()))
    return Surroundings(frozenset(reached), kept, tuple(hubs[h] for h in sorted(hubs)))


def _beside(neighbourhood: Neighbourhood, ids: Collection[str]) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = {one: set() for one in ids}
    for statement in neighbourhood.statements_of(ids):
        if statement.target and statement.target != statement.subject:
            beside[statement.subject].add(statement.target)
    for statement in neighbourhood.statements_to(ids):
        if statement.target and statement.target != statement.subject:
            beside[statement.target].add(statement.subject)
    return beside
