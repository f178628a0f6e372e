"""How often an examiner is wrong, measured on pairs whose truth is known.

A share without its number of pairs and its interval says nothing about a person: ten right answers
in a row leave an error rate of a quarter possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from workbench.project import Project
from workbench.store import Reader, Trial
from workbench.views.people import names

__all__ = ["Rates", "Share", "measured", "rates", "wilson"]

_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 % interval of the share behind them (0 to 1)."""

    count: int
    of: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval; everything is possible where nothing was measured."""
        return wilson(self.count, self.of)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.count} of {self.of} (95 % interval {100 * low:.0f} to {100 * high:.0f} %)"


@dataclass(frozen=True, slots=True)
class Rates:
    """One examiner. wrong_same: "same" where the animals differ; wrong_different: the reverse.

    Both are shares of all pairs of that truth, those that they could not tell among them.
    """

    examiner: str
    name: str
    wrong_same: Share
    wrong_different: Share
    cannot_tell: Share

    @property
    def sentence(self) -> str:
        """For a report: what was measured, on how many pairs, with intervals."""
        wrong = f'wrong "same" {self.wrong_same}, wrong "different" {self.wrong_different}'
        return (
            f"{self.name} ({self.examiner}), on {self.cannot_tell.of} pairs of known truth, "
            f"unknown to them: {wrong}, cannot tell {self.cannot_tell}."
        )


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); 0 to 1 for nothing measured."""
    if of == 0:
        return 0.0, 1.0
    share, shrink = count / of, 1 + _Z * _Z / of
    middle = (share + _Z * _Z / (2 * of)) / shrink
    spread = _Z / shrink * sqrt(share * (1 - share) / of + _Z * _Z / (4 * of * of))
    return max(0.0, middle - spread), min(1.0, middle + spread)


def rates(project: Project, reader: Reader) -> tuple[Rates, ...]:
    """The rates that a reader may see: one's own, an administrator everybody's."""
    with project.store.read(reader) as q:
        return measured(q.line_ups.trials(), names(project))


def measured(trials: Sequence[Trial], called: dict[str, str]) -> tuple[Rates, ...]:
    """The rates of each examiner in these trials, in the order of their ids."""
    found = []
    for person in sorted({one.examiner for one in trials}):
        own = [one for one in trials if one.examiner == person]
        alike = [one.verdict for one in own if one.same]
        apart = [one.verdict for one in own if not one.same]
        found.append(
            Rates(
                person,
                called.get(person, person),
                Share(apart.count("same"), len(apart)),
                Share(alike.count("different"), len(alike)),
                Share([one.verdict for one in own].count("cannot_tell"), len(own)),
            )
        )
    return tuple(found)
