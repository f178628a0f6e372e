"""Scores to a log10 likelihood ratio by logistic regression with an L2 penalty.

Few parameters, monotone, tails that grow no faster than the scores: preferred over densities, whose
tails are invention. Both sides are weighted to equal mass while fitting, so the log-odds that come
out are the log likelihood ratio itself (prior log-odds zero).
"""

from dataclasses import dataclass

import numpy as np

from embeddings.strength.measures import Floats


@dataclass(frozen=True, slots=True)
class Line:
    """log10 LR = offset + weights . (scores - centre) / scale; all (d,) float64."""

    centre: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    offset: float

    def log10_lr(self, scores: Floats) -> Floats:
        """scores (n, d) -> log10 LRs (n,)."""
        standard = (scores - np.asarray(self.centre)) / np.asarray(self.scale)
        return np.asarray(self.offset + standard @ np.asarray(self.weights), dtype=np.float64)


def _newton(standard: Floats, target: Floats, mass: Floats, penalty: float) -> Floats:
    """Weights (d + 1,), the offset last, at the minimum of the penalised weighted log loss."""
    design = np.column_stack([standard, np.ones(len(standard))])
    ridge = np.diag([penalty] * standard.shape[1] + [1e-9])
    beta = np.zeros(design.shape[1])
    for _ in range(100):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -35.0, 35.0)))
        gradient = design.T @ (mass * (chance - target)) + ridge @ beta
        curvature = (design.T * (mass * chance * (1.0 - chance))) @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        # A full step may overshoot where the curve is flat; half of it never diverged.
        size = min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        beta -= size * step
        if float(np.abs(step).max()) < 1e-9:
            break
    return beta


def fit_line(
    same: Floats,
    different: Floats,
    *,
    penalty: float = 1e-3,
    mass: tuple[Floats, Floats] | None = None,
) -> Line:
    """Fit on score rows of one animal (n, d) and of two (m, d).

    A higher score never speaks against: scores whose weight would be negative are left out (weight
    zero) and the rest is fitted anew, the most negative first. penalty: L2 strength against a total
    mass of one a side. mass: weights of the rows, for example one over the rows of an animal; each
    side is scaled to sum one. Raises ValueError when a side is empty or its columns disagree.
    """
    if not len(same) or not len(different) or same.shape[1] != different.shape[1]:
        raise ValueError(
            f"scores {same.shape} of one animal and {different.shape} of two: "
            "both sides need rows with the same columns"
        )
    rows = np.vstack([same, different]).astype(np.float64)
    centre = rows.mean(axis=0)
    scale = rows.std(axis=0)
    scale[scale < 1e-12] = 1.0
    hp, hd = mass if mass is not None else (np.ones(len(same)), np.ones(len(different)))
    weights = np.concatenate([hp / hp.sum(), hd / hd.sum()])
    target = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    standard = (rows - centre) / scale
    kept = list(range(rows.shape[1]))
    while True:
        beta = _newton(standard[:, kept], target, weights, penalty) / np.log(10.0)
        if not kept or beta[:-1].min() >= 0.0:
            break
        kept.pop(int(beta[:-1].argmin()))
    slopes = np.zeros(rows.shape[1])
    slopes[kept] = beta[:-1]
    return Line(
        centre=tuple(float(value) for value in centre),
        scale=tuple(float(value) for value in scale),
        weights=tuple(float(value) for value in slopes),
        offset=float(beta[-1]),
    )
