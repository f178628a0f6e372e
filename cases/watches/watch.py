"""What a watch says: a state, since when, on what evidence, and what else it may mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from cases.watches.told import Told, coarsely


class State(StrEnum):
    """How things stand with what is watched."""

    CURRENT = "current"
    DUE = "due"
    OVERDUE = "overdue"
    MISSING = "missing"
    RE_SIGHTED = "re-sighted"
    DEAD = "dead"
    MOVED = "moved"
    UNKNOWN = "unknown"
    RECURS = "recurs"
    SHARED = "shared"
    COINCIDES = "coincides"


# What asks for somebody: the other states are told when they are asked for.
OPEN = frozenset(
    {State.DUE, State.OVERDUE, State.MISSING, State.RE_SIGHTED, State.RECURS, State.COINCIDES}
)


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which a state began, and the sentence that says so."""

    state: State
    on: date
    sentence: Told


@dataclass(frozen=True, slots=True)
class Watch:
    """One thing watched at one moment.

    value: what it turns on (a probability, a count), interval beside it. chance: how probable as
    much is by chance alone, None where that cannot be reckoned. statements: ids of the evidence.
    competing: other explanations; would_change: what would settle between them; missing: evidence
    that is known to be lacking. related: ids of what else it is about.
    """

    kind: str
    subject: str
    state: State
    since: date | None
    sentence: Told
    value: float | None
    interval: tuple[float, float] | None
    statements: tuple[str, ...]
    competing: tuple[Told, ...]
    would_change: Told
    caveat: Told
    history: tuple[Change, ...] = ()
    related: tuple[str, ...] = ()
    chance: float | None = None
    missing: tuple[Told, ...] = ()
    topic: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other watch of its kind: subject and topic."""
        return f"{self.subject} {self.topic}".rstrip()

    @property
    def open(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in OPEN

    def coarsely(self) -> Watch:
        """The same without the stations of animals, for what people of any clearance will read."""
        return replace(
            self,
            sentence=coarsely(self.sentence),
            missing=tuple(coarsely(one) for one in self.missing),
            history=tuple(replace(one, sentence=coarsely(one.sentence)) for one in self.history),
        )
