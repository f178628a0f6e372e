"""What stands on everything that leaves: how it may be handled, for whom, and if it is real."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from cases.statement import LEVELS, Handling, Statement

__all__ = ["Stamp", "strictest"]

OWN_USE = "own use, not to be passed on"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The words that every file of an export restates.

    handling: the strictest of all that is in it. made: when, aware.
    """

    title: str
    made: datetime
    handling: Handling = field(default_factory=Handling)
    simulated: bool = False
    recipient: str = ""
    purpose: str = ""
    authority: str = ""

    @property
    def handling_words(self) -> str:
        """Level in capitals, compartments, release and native codes: `CONFIDENTIAL · LORD · H2`."""
        held = self.handling
        released = (f"releasable to {name}" for name in sorted(held.releasable_to))
        parts = (LEVELS[held.level].upper(), *sorted(held.compartments), *released, held.native)
        return " · ".join(part for part in parts if part)

    @property
    def lines(self) -> tuple[str, ...]:
        """One fact a line, without line breaks within."""
        rows = {
            "Title": self.title,
            "Handling": self.handling_words,
            "Data": "SIMULATED: rendered or invented" if self.simulated else "records",
            "Made": self.made.isoformat(timespec="seconds"),
            "Recipient": self.recipient or OWN_USE,
            "Purpose": self.purpose,
            "Authority": self.authority,
        }
        return tuple(f"{name}: {' '.join(text.split())}" for name, text in rows.items() if text)

    @property
    def sentence(self) -> str:
        """The lines as one."""
        return "; ".join(self.lines)


def strictest(statements: Iterable[Statement], start: Handling | None = None) -> Handling:
    """What holds for something made of all of these: a set of handlings is few, statements many."""
    found = {statement.handling for statement in statements}
    handlings = sorted(found, key=lambda h: (h.level, h.compartment_key, h.native))
    first, *rest = [*([start] if start is not None else []), *handlings] or [Handling()]
    for one in rest:
        first = first.with_strictest(one)
    return first
