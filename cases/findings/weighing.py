"""Competing hypotheses held against every piece of evidence (Heuer 1999, chapter 8).

What counts is what speaks against: evidence that fits every hypothesis decides nothing. The one
with least against it leads, and the lead is worth what stays of it without any one source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STRONGLY = 2
LIMITS = (-STRONGLY, STRONGLY)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence. holds: how likely it is right, 0 to 1; origin: its independent root.

    marks: for each hypothesis from -2 (strongly against) over 0 (nothing) to 2 (strongly for).
    """

    text: str
    origin: str
    holds: float
    statements: tuple[str, ...]
    marks: Mapping[str, int]

    def __post_init__(self) -> None:
        if not all(LIMITS[0] <= mark <= LIMITS[1] for mark in self.marks.values()):
            raise ValueError(f"marks go from -2 to 2: {dict(self.marks)} for {self.text}")


@dataclass(frozen=True, slots=True)
class Weighed:
    """hypotheses by what speaks against them, least first, with that sum. turning: the origins
    without any one of which another hypothesis would lead, and which."""

    against: tuple[tuple[str, float], ...]
    turning: tuple[tuple[str, str], ...]

    @property
    def leading(self) -> str:
        """The hypothesis with least against it."""
        return self.against[0][0]

    @property
    def decided(self) -> bool:
        """Whether it leads alone."""
        return self.against[0][1] < self.against[1][1] - 1e-9


def weigh(hypotheses: Sequence[str], evidence: Sequence[Evidence]) -> Weighed:
    """The order of at least two hypotheses; equal ones by what speaks for them, then as given.

    Raises ValueError for fewer than two: one alone competes with nothing.
    """
    if len(hypotheses) < 2:
        raise ValueError(f"one hypothesis competes with nothing: {list(hypotheses)}")
    against = _against(hypotheses, evidence)
    turning = []
    for origin in sorted({one.origin for one in evidence}):
        left = _against(hypotheses, [one for one in evidence if one.origin != origin])
        if left[0][0] != against[0][0]:
            turning.append((origin, left[0][0]))
    return Weighed(against, tuple(turning))


def _against(
    hypotheses: Sequence[str], evidence: Sequence[Evidence]
) -> tuple[tuple[str, float], ...]:
    def side(name: str, sign: int) -> float:
        return sum(one.holds * max(0, sign * one.marks.get(name, 0)) for one in evidence)

    order = sorted(
        range(len(hypotheses)),
        key=lambda at: (round(side(hypotheses[at], -1), 9), -round(side(hypotheses[at], 1), 9), at),
    )
    return tuple((hypotheses[at], side(hypotheses[at], -1)) for at in order)
