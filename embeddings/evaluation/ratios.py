"""What the ratios of a run are worth: their cost, how often they mislead, with intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from embeddings.evaluation.metrics import Interval, cllr, cllr_min
from embeddings.evaluation.resampling import Draws
from embeddings.strength.measures import Floats, cost_bits, pool_adjacent_violators

Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]

_STEP, _MOST = 0.005, 8.0
_GRID = np.arange(-_MOST, _MOST + _STEP / 2, _STEP)


class Compared(Protocol):
    """One query of an animal with its log10 LRs for its own animal and for others."""

    @property
    def animal(self) -> str:
        """Whose photo it is."""

    @property
    def same(self) -> tuple[float, ...]:
        """For its own animal."""

    @property
    def different(self) -> tuple[float, ...]:
        """For others."""


@dataclass(frozen=True, slots=True)
class Ratios:
    """Figures of the ratios: name -> figure, and over how many comparisons."""

    figures: Mapping[str, Interval]
    pairs_same: int
    pairs_different: int


def measure_ratios(weighed: Sequence[Compared], rng: np.random.Generator) -> Ratios | None:
    """Cost and misleading shares; None without a ratio on either side.

    Query animals are resampled, each with all its comparisons. Intervals of the costs are computed
    on ratios rounded to 0.005 in log10, the values themselves on the ratios as they are.
    """
    same = np.array([llr for one in weighed for llr in one.same])
    different = np.array([llr for one in weighed for llr in one.different])
    if not same.size or not different.size:
        return None
    draws = Draws.over([one.animal for one in weighed], rng)
    hp = draws.times @ _by_animal([one.same for one in weighed], draws)
    hd = draws.times @ _by_animal([one.different for one in weighed], draws)
    whole = cllr(same, different), cllr_min(same, different)
    cost = np.array([_cllr(*sides) for sides in zip(hp, hd, strict=True)])
    best = np.array([_cllr_min(*sides) for sides in zip(hp, hd, strict=True)])

    def share(side: Floats, drawn: Floats, says: Callable[[Floats], Bools]) -> Interval:
        # A resample may miss every animal with a ratio on this side: then it says nothing.
        with np.errstate(invalid="ignore"):
            shares = (drawn @ says(_GRID)) / drawn.sum(axis=1)
        return draws.interval(float(np.mean(says(side))), shares)

    figures = {
        "Cllr": draws.interval(whole[0], cost),
        "Cllr after monotone refit": draws.interval(whole[1], best),
        "calibration loss": draws.interval(whole[0] - whole[1], cost - best),
        "same animal, LR below 1": share(same, hp, lambda llr: llr < -_STEP / 2),
        "other animal, LR above 1": share(different, hd, lambda llr: llr > _STEP / 2),
        "other animal, LR above 10": share(different, hd, lambda llr: llr > 1.0 + _STEP / 2),
        "other animal, LR above 100": share(different, hd, lambda llr: llr > 2.0 + _STEP / 2),
    }
    return Ratios(figures, int(same.size), int(different.size))


def _by_animal(ratios: Sequence[Sequence[float]], draws: Draws) -> Floats:
    """How many ratios of each animal fall on each place of the grid (animals, grid)."""
    counted = np.zeros((draws.animals, _GRID.size))
    for animal, llrs in zip(draws.of.tolist(), ratios, strict=True):
        places = np.rint((np.clip(llrs, -_MOST, _MOST) + _MOST) / _STEP).astype(np.int64)
        np.add.at(counted[animal], places, 1.0)
    return counted


def _cllr(hp: Floats, hd: Floats) -> float:
    """Cost of counted ratios (grid,) of either side; nan where a side was not drawn."""
    if not hp.sum() or not hd.sum():
        return float("nan")
    of_same = (hp * cost_bits(_GRID, same=True)).sum() / hp.sum()
    return float((of_same + (hd * cost_bits(_GRID, same=False)).sum() / hd.sum()) / 2.0)


def _cllr_min(hp: Floats, hd: Floats) -> float:
    """The same after pool-adjacent-violators with equal priors."""
    if not hp.sum() or not hd.sum():
        return float("nan")
    there = (hp + hd) > 0
    share_hp, share_hd = hp[there] / hp.sum(), hd[there] / hd.sum()
    posterior = pool_adjacent_violators(share_hp / (share_hp + share_hd), share_hp + share_hd)
    with np.errstate(divide="ignore", invalid="ignore"):
        of_same = np.where(share_hp > 0, -share_hp * np.log2(posterior), 0.0).sum()
        of_different = np.where(share_hd > 0, -share_hd * np.log2(1 - posterior), 0.0).sum()
    return float((of_same + of_different) / 2.0)
