"""How far a likelihood ratio may be claimed: empirical lower and upper bounds (ELUB).

An LR beyond what the calibration pairs can show is extrapolation. The bounds are where the system,
with one misleading pair added on each side, would no longer beat saying nothing
(Vergeer, van Es, de Jongh, Alberink, Stoel, Science & Justice 56, 2016, 482-491).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from embeddings.strength.measures import Floats, both_sets


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest log10 LR that may be reported; low <= 0 <= high."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= 0.0 <= self.high:
            raise ValueError(f"bounds {self.low} to {self.high} do not hold zero between them")

    def hold(self, log10_lr: float) -> float:
        """The value inside the bounds that lies nearest."""
        return min(max(log10_lr, self.low), self.high)


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
    return Bounds(low=min(low, 0.0), high=max(high, 0.0))
