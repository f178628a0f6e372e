"""What share of all true pairs is found, told without knowing the truth.

Copies of real records are planted, worn as one office's record of a person is beside another's, and
it is counted how many of them are found. Pairs that nothing brings together are counted too, which
no reckoning from found pairs alone can do: capture and recapture between two ways of finding takes
them for independent, and the pairs that one way misses are rather missed by the other.

How often a feature is worn is learnt from pairs that are sure without it, and drawn anew from what
that leaves open; copies are drawn once and weighted (importance sampling, Hesterberg 1995).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["UNWORN", "Floats", "Recall", "Wear", "recall_of"]

Floats = NDArray[np.float64]
# Where a copy's original says nothing, there is nothing to wear.
UNWORN = -1
_DRAWS = 400
_INTERVAL = 1.96


@dataclass(frozen=True, slots=True)
class Recall:
    """share: of the true pairs, found; low, high: 95 %, over copies drawn, what is not known of the
    wear, and the true pairs themselves being so many. planted: how many copies were tried."""

    share: float
    low: float
    high: float
    planted: int

    @property
    def sentence(self) -> str:
        """The figure in words."""
        return (
            f"{self.share:.0%} ({self.low:.0%} to {self.high:.0%}) of {self.planted} planted "
            f"copies of these records, worn as records are, were found"
        )


@dataclass(frozen=True, slots=True)
class Wear:
    """How one feature of a copy comes out, by level.

    usual (levels,): what the field expects, worth `worth` pairs; seen (levels,): so many pairs of
    these records that were sure without it; drawn (levels,): with what shares copies were made.
    """

    usual: Floats
    drawn: Floats
    seen: Floats
    worth: float

    def shares(self, rng: np.random.Generator) -> Floats:
        """(draws, levels): what the shares may be, drawn again and again."""
        held: Floats = rng.dirichlet(self.seen + self.worth * self.usual + 1e-3, _DRAWS)
        return held


def recall_of(
    met: NDArray[np.bool_],
    worn: NDArray[np.int8],
    wear: Sequence[Wear],
    *,
    pairs: float,
    rng: np.random.Generator,
) -> Recall | None:
    """The share found, from copies. met (copies,): whether each was found; worn (copies, features):
    the level each feature came out at, UNWORN where it had none; pairs: how many true pairs there
    may be. None without copies."""
    if not met.size:
        return None
    weight = np.ones((_DRAWS, met.size))
    for place, feature in enumerate(wear):
        level = worn[:, place]
        has = level != UNWORN
        weight[:, has] *= (feature.shares(rng) / feature.drawn)[:, level[has]]
    whole = weight.sum(axis=1)
    shares = weight[:, met].sum(axis=1) / whole
    copies = float(np.median(whole**2 / (weight**2).sum(axis=1)))
    share = float(shares.mean())
    # Never quite sure, however many were found: one more found and one more missed.
    near = (share * copies + 1.0) / (copies + 2.0)
    spread = math.sqrt(
        float(shares.var()) + near * (1.0 - near) * (1.0 / copies + 1.0 / max(pairs, 1.0))
    )
    low, high = (_moved(near, side * _INTERVAL * spread) for side in (-1.0, 1.0))
    if (1.0 - high) * pairs < 0.5:
        # Less than half a pair is none.
        high = 1.0
    return Recall(share, min(low, share), max(high, share), int(met.size))


def _moved(share: float, by: float) -> float:
    """A share moved by so much, on the scale of log odds, so that it stays one."""
    odds = math.log(share / (1.0 - share)) + by / (share * (1.0 - share))
    return 1.0 / (1.0 + math.exp(-max(min(odds, 30.0), -30.0)))
