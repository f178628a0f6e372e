"""What an outside format could not carry: said, counted, with an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """A kind of thing left out or changed: what, how often, why, and one example."""

    what: str
    count: int
    why: str
    example: str

    def __str__(self) -> str:
        """One sentence for a person."""
        return f"{self.what}: {self.count} ({self.why}; for example {self.example})"


class LossList:
    """Gathers losses while a file is written; equal ones are counted together."""

    def __init__(self) -> None:
        """Start empty."""
        self._found: dict[tuple[str, str], tuple[int, str]] = {}

    def add(self, what: str, why: str, example: str) -> None:
        """Note one thing that was not carried."""
        count, first = self._found.get((what, why), (0, example))
        self._found[(what, why)] = (count + 1, first)

    def __iter__(self) -> Iterator[Loss]:
        """The losses in the order of what and why."""
        for (what, why), (count, example) in sorted(self._found.items()):
            yield Loss(what, count, why, example)


def report(losses: Iterable[Loss]) -> str:
    """The losses as lines of text; says so when nothing was lost."""
    lines = [f"- {loss}" for loss in losses]
    return "\n".join(lines) if lines else "Nothing was left out."
