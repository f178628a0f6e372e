"""What a set of likelihood ratios is worth: its cost, its best cost, its monotone refit.

All likelihood ratios are log10. `same` are those of pairs of one animal (Hp), `different` those of
pairs of two animals (Hd). The calibration bounds lean on these and the evaluation reports them, so
they stand below both.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class EmptySet(ValueError):
    """One of the two sets of likelihood ratios is empty, so nothing can be measured."""


def both_sets(same: ArrayLike, different: ArrayLike) -> tuple[Floats, Floats]:
    """Two flat float64 arrays without NaN; raises EmptySet or ValueError."""
    hp = np.asarray(same, dtype=np.float64).ravel()
    hd = np.asarray(different, dtype=np.float64).ravel()
    if not hp.size or not hd.size:
        raise EmptySet(f"{hp.size} pairs of one animal and {hd.size} of two: both are needed")
    if np.isnan(hp).any() or np.isnan(hd).any():
        raise ValueError("a likelihood ratio is not a number")
    return hp, hd


def cost_bits(log10_lr: Floats, *, same: bool) -> Floats:
    """log2(1 + 1/LR) for pairs of one animal, log2(1 + LR) for pairs of two, without overflow."""
    sign = -1.0 if same else 1.0
    return np.asarray(np.logaddexp(0.0, sign * log10_lr * np.log(10.0)) / np.log(2.0))


def cllr(same: ArrayLike, different: ArrayLike) -> float:
    """Cost of the LRs in bits: 0 is perfect, 1 tells nothing (Brümmer & du Preez 2006).

    same (n,), different (m,): log10 LRs. Raises EmptySet when either is empty.
    """
    hp, hd = both_sets(same, different)
    return float((cost_bits(hp, same=True).mean() + cost_bits(hd, same=False).mean()) / 2.0)


def pool_adjacent_violators(values: ArrayLike, weights: ArrayLike) -> Floats:
    """The nearest non-decreasing sequence in weighted least squares (Ayer et al. 1955).

    values (n,), weights (n,) positive; returns (n,).
    """
    level = np.asarray(values, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    blocks: list[tuple[float, float, int]] = []
    for mean, mass in zip(level, weight, strict=True):
        count = 1
        while blocks and blocks[-1][0] >= mean:
            before, before_mass, before_count = blocks.pop()
            mean = (before * before_mass + mean * mass) / (before_mass + mass)
            mass += before_mass
            count += before_count
        blocks.append((float(mean), float(mass), count))
    means = np.array([block[0] for block in blocks], dtype=np.float64)
    return np.repeat(means, [block[2] for block in blocks])


def refit_monotone(same: ArrayLike, different: ArrayLike) -> tuple[Floats, Floats]:
    """The log10 LRs after pool-adjacent-violators with equal priors; may be infinite.

    Equal scores get equal values. Returns the two arrays in the order they came.
    """
    hp, hd = both_sets(same, different)
    scores = np.concatenate([hp, hd])
    steps, place = np.unique(scores, return_inverse=True)
    share_hp = np.bincount(place[: hp.size], minlength=steps.size) / hp.size
    share_hd = np.bincount(place[hp.size :], minlength=steps.size) / hd.size
    mass = share_hp + share_hd
    posterior = pool_adjacent_violators(share_hp / mass, mass)
    with np.errstate(divide="ignore"):
        ratio = np.log10(posterior) - np.log10(1.0 - posterior)
    return ratio[place[: hp.size]], ratio[place[hp.size :]]


def cllr_min(same: ArrayLike, different: ArrayLike) -> float:
    """Cost left after the best monotone recalibration: what telling apart alone is worth."""
    return cllr(*refit_monotone(same, different))
