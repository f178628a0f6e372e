"""One fitted line from scores to a ratio, with what it may claim and how sure it is."""

from dataclasses import dataclass, field

import numpy as np

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
    """

    names: tuple[str, ...]
    line: Line
    resamples: tuple[Line, ...]
    bounds: Bounds
    tail: Tail | None = None
    _slopes: Floats = field(init=False, repr=False, compare=False)
    _levels: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
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
        return float(self.line.log10_lr(evidence.row(self.names)[None, :])[0])

    def spread(self, evidence: Evidence) -> Floats:
        """The log10 LR by each refit (r,), without bounds."""
        return np.asarray(self._levels + self._slopes @ evidence.row(self.names))


@dataclass(frozen=True, slots=True)
class Combined:
    """What several photos of one encounter or skin may claim together, on held-out animals.

    Fitted nowhere: the ratios are combined as `basis.combined` does, and what comes out is counted.
    """

    bounds: Bounds
    tail: Tail | None = None
