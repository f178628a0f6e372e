"""How far a likelihood ratio may be claimed: two bounds, of which the tighter one holds.

An LR beyond what the calibration can show is extrapolation. ELUB is where the system, with one
misleading pair added on each side, would no longer beat saying nothing (Vergeer, van Es, de Jongh,
Alberink, Stoel, Science & Justice 56, 2016, 482-491). It counts pairs; but pairs of few animals
repeat each other, so a second bound counts animals: n of them without a misleading ratio cannot
show that fewer than one in n + 1 is misleading.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from embeddings.strength.measures import Floats, both_sets

ELUB = "ELUB"
ANIMALS = "animals"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest log10 LR that may be reported; low <= 0 <= high.

    low_by, high_by: why it ends there, in words; "" in calibrations that did not say.
    """

    low: float
    high: float
    low_by: str = ""
    high_by: str = ""

    def __post_init__(self) -> None:
        if not self.low <= 0.0 <= self.high:
            raise ValueError(f"bounds {self.low} to {self.high} do not hold zero between them")

    def hold(self, log10_lr: float) -> float:
        """The value inside the bounds that lies nearest."""
        return min(max(log10_lr, self.low), self.high)

    def tightest(self, other: "Bounds") -> "Bounds":
        """The inner end on either side, each with its own reason; this one's where they agree."""
        low = self if self.low >= other.low else other
        high = self if self.high <= other.high else other
        return Bounds(low.low, high.high, low.low_by, high.high_by)

    def widest(self, other: "Bounds") -> "Bounds":
        """The outer end on either side, each with its own reason; this one's where they agree."""
        low = self if self.low <= other.low else other
        high = self if self.high >= other.high else other
        return Bounds(low.low, high.high, low.low_by, high.high_by)

    def reason(self, log10_lr: float) -> str:
        """Why a value was held back, in words; "" where it was not or the calibration is silent."""
        if log10_lr > self.high:
            return self.high_by
        return self.low_by if log10_lr < self.low else ""


def by_animals(found: int, asked: int) -> Bounds:
    """What so many animals can carry: log10 LR -log10(found + 1) to log10(asked + 1).

    found: animals with comparisons of one animal; asked: animals held against others. Raises
    ValueError where there are none.
    """
    if found < 1 or asked < 1:
        raise ValueError(f"{found} animals found of {asked} asked: nothing carries a ratio")
    return Bounds(
        -float(np.log10(found + 1)),
        float(np.log10(asked + 1)),
        f"only {found} animals were met again in the calibration",
        f"only {asked} animals carry the calibration",
    )


def _expected_cost(hp: Floats, hd: Floats, threshold: Floats, misleading: int) -> Floats:
    """Cost of deciding at each log10 threshold (t,), with so many wrong decisions added a side."""
    missed = np.searchsorted(np.sort(hp), threshold, side="right")
    accepted = hd.size - np.searchsorted(np.sort(hd), threshold, side="right")
    cost_hp = (missed + misleading) / (hp.size + misleading)
    cost_hd = (accepted + misleading) / (hd.size + misleading)
    return np.asarray(cost_hp + 10.0**threshold * cost_hd, dtype=np.float64)


def elub(same: ArrayLike, different: ArrayLike, *, step: float = 0.01) -> Bounds:
    """Empirical bounds of log10 LRs from pairs of one animal and of two.

    same (n,), different (m,); step: accuracy in log10 units. Raises EmptySet.
    """
    hp, hd = (np.clip(side, -9.0, 9.0) for side in both_sets(same, different))
    every = np.concatenate([hp, hd])
    lowest = min(0, int(np.floor(max(every.min(), -np.log10(hp.size + 1)) / step)))
    highest = max(0, int(np.floor(min(every.max(), np.log10(hd.size + 1)) / step)) + 1)
    threshold = np.linspace(lowest * step, highest * step, highest - lowest + 1)
    neutral = np.where(threshold < 0.0, 10.0**threshold, 1.0)
    gain = neutral / _expected_cost(hp, hd, threshold, misleading=1)
    worse_low = threshold[(threshold <= 0.0) & (gain < 1.0)]
    worse_high = threshold[(threshold >= 0.0) & (gain < 1.0)]
    low = float(worse_low.max()) + step if worse_low.size else float(threshold.min())
    high = float(worse_high.min()) - step if worse_high.size else float(threshold.max())
    return Bounds(
        low=min(low, 0.0),
        high=max(high, 0.0),
        low_by=f"ELUB of {hp.size:,} comparisons of one animal",
        high_by=f"ELUB of {hd.size:,} comparisons of two animals",
    )
