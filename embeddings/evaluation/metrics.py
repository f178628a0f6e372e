"""What a ranking and a set of ratios are worth, with intervals over animals.

Rankings are told per query as a list of truths, best first: True where the photo or animal at that
rank is the query's own. Nothing here knows where they come from.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from embeddings.strength.measures import (
    EmptySet,
    Floats,
    both_sets,
    cllr,
    cllr_min,
    cost_bits,
    refit_monotone,
)

Observed = TypeVar("Observed")


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % interval over resampled animals, and how many animals."""

    value: float
    low: float
    high: float
    animals: int

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f} to {self.high:.3f})"


def average_precision(relevant: Sequence[bool]) -> float:
    """Mean of the precision at each relevant place; nan when nothing is relevant.

    relevant: all gallery photos of one query, best first. AP = (1/R) sum_k P(k) rel(k).
    """
    hits = np.flatnonzero(np.asarray(relevant, dtype=bool))
    if not hits.size:
        return float("nan")
    return float(np.mean(np.arange(1, hits.size + 1) / (hits + 1)))


def ece(same: ArrayLike, different: ArrayLike, prior_log10_odds: float) -> float:
    """Empirical cross-entropy in bits at prior log10 odds (Ramos & Gonzalez-Rodriguez 2013).

    same (n,), different (m,): log10 LRs. Raises EmptySet.
    """
    hp, hd = both_sets(same, different)
    odds = 10.0**prior_log10_odds
    prior = odds / (1.0 + odds)
    return float(
        prior * cost_bits(hp + prior_log10_odds, same=True).mean()
        + (1.0 - prior) * cost_bits(hd + prior_log10_odds, same=False).mean()
    )


def tippett(log10_lrs: ArrayLike, at: ArrayLike) -> Floats:
    """Share of the LRs above each value of `at`."""
    ordered = np.sort(np.asarray(log10_lrs, dtype=np.float64))
    above = ordered.size - np.searchsorted(ordered, np.asarray(at, dtype=np.float64), "right")
    return np.asarray(above / ordered.size, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class RatioReport:
    """Cost of a set of LRs, its best cost, their difference, and how often they mislead.

    misled_same: share of pairs of one animal with LR below 1; misled_different: of two animals with
    LR above 1; misled_strongly: of two animals with LR above 100 (a calibrated system: at most
    0.01).
    """

    cllr: float
    cllr_min: float
    cllr_cal: float
    misled_same: float
    misled_different: float
    misled_strongly: float
    pairs_same: int
    pairs_different: int


def judge_ratios(same: ArrayLike, different: ArrayLike) -> RatioReport:
    """All figures of one set of log10 LRs. Raises EmptySet."""
    hp, hd = both_sets(same, different)
    cost, best = cllr(hp, hd), cllr_min(hp, hd)
    return RatioReport(
        cllr=cost,
        cllr_min=best,
        cllr_cal=cost - best,
        misled_same=float(np.mean(hp < 0.0)),
        misled_different=float(np.mean(hd > 0.0)),
        misled_strongly=float(np.mean(hd > 2.0)),
        pairs_same=int(hp.size),
        pairs_different=int(hd.size),
    )


def over_animals(
    by_animal: Mapping[str, Sequence[Observed]],
    figure: Callable[[Sequence[Observed]], float],
    rng: np.random.Generator,
    *,
    resamples: int = 1000,
) -> Interval:
    """A figure with its interval when animals are drawn again, never photos or pairs.

    by_animal: what was observed of each animal's queries. Raises EmptySet without animals.
    """
    if not by_animal:
        raise EmptySet("no animal to resample")
    groups = [by_animal[animal] for animal in sorted(by_animal)]
    drawn = []
    for _ in range(resamples):
        chosen = rng.integers(0, len(groups), len(groups))
        drawn.append(figure([one for place in chosen for one in groups[place]]))
    low, high = np.nanpercentile(drawn, (2.5, 97.5))
    value = figure([one for group in groups for one in group])
    return Interval(value, float(low), float(high), len(groups))


__all__ = [
    "Interval",
    "RatioReport",
    "average_precision",
    "cllr",
    "cllr_min",
    "ece",
    "judge_ratios",
    "over_animals",
    "refit_monotone",
    "tippett",
]
