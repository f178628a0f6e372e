"""What a watch says: a state, since when, on what evidence, and what else it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    sentence: str


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
    sentence: str
    value: float | None
    interval: tuple[float, float] | None
    statements: tuple[str, ...]
    competing: tuple[str, ...]
    would_change: str
    caveat: str
    history: tuple[Change, ...] = ()
    related: tuple[str, ...] = ()
    chance: float | None = None
    missing: tuple[str, ...] = ()
    topic: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other watch of its kind: subject and topic."""
        return f"{self.subject} {self.topic}".rstrip()

    @property
    def open(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in OPEN
