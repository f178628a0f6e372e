"""How often other animals reach a ratio by chance, as counted on held-out calibration animals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.strength.measures import Floats

_STEP = 0.1
_MOST = 6.0


@dataclass(frozen=True, slots=True)
class Tail:
    """Share of other animals with at least such a log10 LR: shares[i] from first + i * step on.

    One misleading comparison more than was seen is counted, so a share is never zero.
    """

    first: float
    shares: tuple[float, ...]

    def __post_init__(self) -> None:
        falling = all(a >= b for a, b in zip(self.shares, self.shares[1:], strict=False))
        if not self.shares or not falling or not 0.0 < self.shares[-1] <= self.shares[0] <= 1.0:
            raise ValueError("a tail needs shares between 0 and 1 that fall and end above zero")

    def beyond(self, log10_lr: float) -> float:
        """P(log10 LR >= this | another animal); the next lower level's, which is never less."""
        place = int(np.floor((log10_lr - self.first) / _STEP + 1e-9))
        return 1.0 if place < 0 else self.shares[min(place, len(self.shares) - 1)]


def tail_of(different: Floats, mass: Floats) -> Tail:
    """The tail of log10 LRs between different animals (m,), each weighted by `mass` (m,).

    The misleading comparison added weighs as much as one of them on average.
    """
    first = float(np.floor(min(float(different.min()), 0.0) / _STEP) * _STEP)
    last = min(float(different.max()), _MOST)
    levels = first + _STEP * np.arange(int(np.floor((last - first) / _STEP)) + 2)
    order = np.argsort(different)
    above = np.concatenate([np.cumsum(mass[order][::-1])[::-1], [0.0]])
    reached = above[np.searchsorted(different[order], levels - 1e-9)]
    one = float(mass.mean())
    shares = (reached + one) / (float(mass.sum()) + one)
    return Tail(round(first, 6), tuple(np.round(np.minimum(shares, 1.0), 9).tolist()))


def at_most(log10_lr: float) -> float:
    """What a calibrated ratio allows at most where no tail was counted: P(LR >= x | Hd) <= 1/x."""
    return float(min(1.0, 10.0**-log10_lr))


def tail_from(content: Sequence[float]) -> Tail:
    """A tail as it stands in a calibration's file: first level, then the shares."""
    return Tail(float(content[0]), tuple(float(share) for share in content[1:]))
