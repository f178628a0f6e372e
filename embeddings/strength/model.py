"""One fitted line from scores to a ratio, with what it may claim and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from embeddings.strength.basis import Slopes
from embeddings.strength.bounds import Bounds
from embeddings.strength.evidence import Evidence
from embeddings.strength.logistic import Line
from embeddings.strength.measures import Floats
from embeddings.strength.tail import Tail

CLOSE = "close"
GLANCE = "glance"


@dataclass(frozen=True, slots=True)
class Model:
    """One line from named scores to a log10 LR, and its refits on resampled animals.

    tail: how often other animals reach a ratio by chance; None in calibrations that did not count.
    seen: lowest and highest of each score in fitting. A score beyond is weighed as the end of that
    range: nothing says that the line goes on there. Empty in calibrations that did not keep it,
    which weigh every score as it is.
    """

    names: tuple[str, ...]
    line: Line
    resamples: tuple[Line, ...]
    bounds: Bounds
    tail: Tail | None = None
    seen: tuple[tuple[float, float], ...] = ()
    _slopes: Floats = field(init=False, repr=False, compare=False)
    _levels: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.seen and len(self.seen) != len(self.names):
            raise ValueError(f"{len(self.seen)} ranges for {len(self.names)} scores: fit anew")
        # Every animal of a gallery is weighed by every refit: one product instead of sixty.
        lines = self.resamples
        slopes = np.array([np.divide(one.weights, one.scale) for one in lines], dtype=np.float64)
        slopes = slopes.reshape(len(lines), len(self.names))
        at = np.array([one.centre for one in lines], dtype=np.float64).reshape(slopes.shape)
        levels = np.array([one.offset for one in lines], dtype=np.float64) - (slopes * at).sum(1)
        object.__setattr__(self, "_slopes", slopes)
        object.__setattr__(self, "_levels", levels)

    def raw(self, evidence: Evidence) -> float:
        """log10 LR without bounds."""
        return float(self.line.log10_lr(self.row(evidence)[None, :])[0])

    def spread(self, evidence: Evidence) -> Floats:
        """The log10 LR by each refit (r,), without bounds."""
        return np.asarray(self._levels + self._slopes @ self.row(evidence))

    def row(self, evidence: Evidence) -> Floats:
        """The scores that are weighed (d,), each within the range seen in fitting."""
        return held(evidence.row(self.names), self.seen)

    def beyond(self, evidence: Evidence) -> dict[str, tuple[float, float]]:
        """Scores that count and lay beyond the range: name -> (as it was, as it is weighed)."""
        pairs = zip(self.names, evidence.row(self.names), self.row(evidence), strict=True)
        weighed = dict(zip(self.names, self.line.weights, strict=True))
        return {
            name: (float(was), float(held_at))
            for name, was, held_at in pairs
            if was != held_at and weighed[name] != 0.0
        }


def held(row: Floats, seen: Sequence[tuple[float, float]]) -> Floats:
    """Scores (..., d), each held within its range (lowest, highest); as they are without ranges."""
    if not len(seen):
        return row
    low, high = np.asarray(seen, dtype=np.float64).T
    return np.clip(row, low, high)


@dataclass(frozen=True, slots=True)
class Mix:
    """A fitted line of the best photo and the mean, each summed over flanks, and its refits."""

    line: Line
    resamples: tuple[Line, ...]

    @property
    def slopes(self) -> Slopes:
        """The line as slopes."""
        return Slopes(*(float(part[0]) for part in _parts([self.line])))

    @property
    def refits(self) -> Slopes:
        """The refits as slopes, each (r,)."""
        return Slopes(*_parts(self.resamples))


def _parts(lines: Sequence[Line]) -> tuple[Floats, Floats, Floats]:
    """offset, best, mean of lines, each (r,)."""
    slopes = np.array([np.divide(one.weights, one.scale) for one in lines]).reshape(len(lines), 2)
    centres = np.array([one.centre for one in lines]).reshape(slopes.shape)
    offsets = np.array([one.offset for one in lines]) - (slopes * centres).sum(axis=1)
    return offsets, slopes[:, 0], slopes[:, 1]


@dataclass(frozen=True, slots=True)
class Combined:
    """What several photos of one encounter or skin may claim together, on held-out animals.

    mix: how they are combined; None for the mean within a flank, where no line was better.
    """

    bounds: Bounds
    tail: Tail | None = None
    mix: Mix | None = None
