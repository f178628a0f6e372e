"""Who is who on the way through a graph, learnt as it is needed: merged records answer as one.

Only the decisions about what is looked at are asked for, so that a hundred thousand decisions cost
a step nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from cases.entities import translate
from cases.graph.neighbourhood import Neighbourhood
from cases.resolution.decision import Decision, clusters
from cases.statement import Statement

# The decisions about some ids and about all that were ever called the same as them.
Decided = Callable[[Collection[str]], Iterable[Decision]]


class Identities:
    """The canonical id of every record met so far, as decided at an instant."""

    def __init__(self, decided: Decided, as_of: datetime | None = None) -> None:
        self._decided = decided
        self._as_of = as_of
        self._canonical: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}

    def learn(self, ids: Iterable[str]) -> None:
        """Ask for what was decided about those of the ids that were not met before."""
        fresh = {one for one in ids if one not in self._canonical}
        if not fresh:
            return
        known = clusters(self._decided(sorted(fresh)), self._as_of)
        for one in fresh:
            self._canonical[one] = known.of(one)
        for canonical, members in known.members.items():
            self._members[canonical] = members
            self._canonical |= dict.fromkeys(members, canonical)

    def of(self, one: str) -> str:
        """The id under which a record stands."""
        self.learn([one])
        return self._canonical[one]

    def records(self, ids: Collection[str]) -> list[str]:
        """All records behind some ids, in order."""
        self.learn(ids)
        canonical = {self._canonical[one] for one in ids}
        return sorted({own for one in canonical for own in self._members.get(one, (one,))})


class Merged:
    """A neighbourhood in which merged records are one: asked and answered under canonical ids."""

    def __init__(self, behind: Neighbourhood, identities: Identities) -> None:
        self._behind = behind
        self._identities = identities

    def statements_of(self, ids: Collection[str]) -> Iterable[Statement]:
        """The live statements about any record behind one of `ids`."""
        return self._told(self._behind.statements_of(self._identities.records(ids)))

    def statements_to(self, ids: Collection[str]) -> Iterable[Statement]:
        """The live statements that point to any record behind one of `ids`."""
        return self._told(self._behind.statements_to(self._identities.records(ids)))

    def statements_among(self, ids: Collection[str]) -> Iterable[Statement]:
        """The live statements about records behind `ids` that link nothing or lead to others."""
        return self._told(self._behind.statements_among(self._identities.records(ids)))

    def _told(self, statements: Iterable[Statement]) -> list[Statement]:
        said = list(statements)
        self._identities.learn({end for s in said for end in (s.subject, s.target) if end})
        names = {end: self._identities.of(end) for s in said for end in (s.subject, s.target)
                 if end}  # fmt: skip
        return [translate(statement, names) for statement in said]
