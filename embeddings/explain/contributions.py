"""What a ratio is made of: each score's share in log10 units, adding up to the raw value.

The model is a line, so it can be taken apart without loss: it starts at what an average pair of the
calibration gets, and every score moves it by its weight times its distance from that average. The
bounds come last, and what they cut is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.strength import Bounds, Calibration, Evidence, Model, counted, weigh

_WORDS = {
    "sift": "how firmly SIFT marks fit together (logarithm)",
    "xfeat": "how firmly XFeat marks fit together (logarithm)",
    "stiff": "SIFT marks clearly alike that one turn, scale and shift carries over (logarithm)",
    "coverage": "share of the coat that matched",
    "cosine": "likeness of the whole coat to the network",
    "votes": "marks alike by looks alone",
    "coats_log": "catalogue photos of the animal (logarithm)",
    "encounters_log": "encounters with the animal (logarithm)",
}
_AGAINST_OTHERS = {
    "_z": ", above other animals (standard deviations)",
    "_beyond": ", beyond what other animals reach by chance (standard deviations)",
    "_within": ", above other animals (standard deviations, as far as they tell animals apart)",
}


@dataclass(frozen=True, slots=True)
class Contribution:
    """One score's share of a ratio: log10 = weight * (score - average).

    flank: whose photos it was read from, or "" for one photo alone. score: mean over the photos
    that count, each held within the range that was seen in fitting. average: the calibration's.
    weight: log10 units for each unit of the score.
    """

    name: str
    flank: str
    score: float
    average: float
    weight: float

    @property
    def log10(self) -> float:
        """What the score adds to the log10 LR."""
        return self.weight * (self.score - self.average)


@dataclass(frozen=True, slots=True)
class Contributions:
    """A log10 LR taken apart: start plus all parts is raw; bounded lies within the bounds.

    start: what an average pair of the calibration gets. photos: how many query photos count.
    reason: why the bounds lie where they cut, where the calibration says so.
    """

    start: float
    parts: tuple[Contribution, ...]
    bounds: Bounds
    photos: int = 1
    reason: str = ""

    @property
    def raw(self) -> float:
        """The log10 LR before the bounds."""
        return self.start + sum(part.log10 for part in self.parts)

    @property
    def bounded(self) -> float:
        """The log10 LR inside the bounds."""
        return self.bounds.hold(self.raw)

    @property
    def cut(self) -> float:
        """What the bounds changed: bounded minus raw; 0 where they cut nothing."""
        return self.bounded - self.raw


def contributions(evidence: Evidence, model: Model, *, flank: str = "") -> Contributions:
    """One photo's ratio by one model, taken apart. Raises KeyError for a score it has not."""
    return _of_model(model, [(evidence, 1.0)], flank)


def contributions_of(evidence: Sequence[Evidence], calibration: Calibration) -> Contributions:
    """The strength that `weigh` gives this evidence about one animal, taken apart.

    Each photo counts with its share (`Calibration.shares`): within a flank the mean, or what a
    fitted line of the best and the mean gives it; flanks add, and a photo of lower quality than the
    best of its flank does not count. Raises ValueError as `weigh` does.
    """
    strength = weigh(evidence, calibration)
    groups = counted(evidence)
    shares = calibration.shares(groups)
    start = float(shares.offset)
    parts: list[Contribution] = []
    for pieces, counting in zip(groups, shares.of, strict=True):
        models: dict[int, tuple[Model, list[tuple[Evidence, float]]]] = {}
        for piece, share in zip(pieces, counting, strict=True):
            model = calibration.model_for(piece)
            models.setdefault(id(model), (model, []))[1].append((piece, float(share)))
        for model, shared in models.values():
            one = _of_model(model, shared, pieces[0].flank)
            start += one.start
            parts += one.parts
    return Contributions(
        start=start,
        parts=tuple(parts),
        bounds=Bounds(strength.lower_bound, strength.upper_bound),
        photos=sum(len(pieces) for pieces in groups),
        reason=strength.bound_reason,
    )


def adding_up(values: Sequence[float], total: float, decimals: int) -> tuple[float, ...]:
    """The values rounded so that, as printed, they add up to the rounded total.

    Largest remainder: a value moves by less than one unit of the last place, and those move that
    were nearest to the next step. Raises ValueError where the values do not add up to begin with.
    """
    unit = 10.0**-decimals
    if abs(sum(values) - total) > unit / 10:
        raise ValueError(f"{sum(values)} is not {total}: these values are not all of it")
    exact = np.asarray(values, dtype=np.float64) / unit
    whole = np.floor(exact)
    missing = round(total / unit) - int(whole.sum())
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[:missing]] += 1
    return tuple(float(round(value * unit, decimals)) for value in whole)


def in_words(name: str) -> str:
    """A score by its plain name; one against other animals ("sift_z") is in standard deviations."""
    base, above = name, ""
    for ending, said in _AGAINST_OTHERS.items():
        if name.endswith(ending):
            base, above = name.removesuffix(ending), said
    words = _WORDS.get(base, base.replace("_", " ")).removesuffix(" (logarithm)" if above else "")
    return words[0].upper() + words[1:] + above


def _of_model(model: Model, shared: Sequence[tuple[Evidence, float]], flank: str) -> Contributions:
    """Photos of one flank that one model weighs, each with its share."""
    whole = sum(share for _, share in shared)
    weights = [share / whole if whole else 0.0 for _, share in shared]
    rows = np.array([model.row(piece) for piece, _ in shared])
    line = model.line
    parts = [
        Contribution(name, flank, float(score), centre, whole * weight / scale)
        for name, score, centre, weight, scale in zip(
            model.names, weights @ rows, line.centre, line.weights, line.scale, strict=True
        )
    ]
    return Contributions(whole * line.offset, tuple(parts), model.bounds, len(shared))
