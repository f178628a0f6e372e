"""The weights of agreement, learnt from the records themselves without any answer.

Fellegi & Sunter (1969): each column adds log2(m / u), m being how often it agrees so far for one
person written twice, u for two. u is chance (`chance`); m and the number of true pairs come from
expectation maximisation over the candidate pairs. What a column's m is estimated from was proposed
without looking at it, so that being chosen is no evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cases.resolution.agreement import MISSING, Levels
from cases.resolution.blocking import Masks
from cases.resolution.chance import Floats
from cases.resolution.columns import Column, Kind

__all__ = ["Model", "estimate", "probability_of", "total_bits"]

_ROUNDS = 60
_LEAST = 1e-9
# A candidate that starts this far below an even chance cannot count in any sum.
_HOPELESS_BITS = -16.0

# What the field expects before a file has said anything, as so many pairs' worth of experience.
_EXPECTED_M: dict[Kind, tuple[float, ...]] = {
    Kind.NAME: (0.75, 0.10, 0.05, 0.03, 0.02, 0.05),
    Kind.TEXT: (0.70, 0.08, 0.04, 0.03, 0.15),
    Kind.DATE: (0.88, 0.03, 0.02, 0.03, 0.01, 0.01, 0.02),
    Kind.CODE: (0.85, 0.06, 0.02, 0.07),
    Kind.CATEGORY: (0.95, 0.05),
}
_EXPERIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt. m: of each column, how often one person's two records stand at each level;
    matches: true pairs expected among all `pairs` of the file."""

    m: tuple[Floats, ...]
    matches: float
    pairs: float

    @property
    def prior_bits(self) -> float:
        """log2 of the odds that any two records of the file are one."""
        return float(np.log2(self.matches / max(self.pairs - self.matches, 1.0)))


def estimate(
    columns: Sequence[Column],
    levels: Sequence[Levels],
    chance: Sequence[Floats],
    without: Masks,
    *,
    pairs: float,
) -> Model:
    """m and the number of true pairs. levels, chance: of each candidate pair, a column.

    without: as in `Candidates`; pairs: how many pairs of the file there are at all.
    """
    m = tuple(np.array(_EXPECTED_M[column.kind]) for column in columns)
    model = Model(m, max(1.0, 0.01 * columns[0].codes.size), pairs)
    hopeful = total_bits(model, levels, chance) + model.prior_bits > _HOPELESS_BITS
    levels = [level[hopeful] for level in levels]
    chance = [bits[hopeful] for bits in chance]
    counted = [
        (level != MISSING) & ((without[hopeful] >> place) & 1 == 1)
        for place, level in enumerate(levels)
    ]
    for _ in range(_ROUNDS):
        probability = probability_of(total_bits(model, levels, chance) + model.prior_bits)
        newer = tuple(
            _agreements(column, level[own], probability[own])
            for column, level, own in zip(columns, levels, counted, strict=True)
        )
        matches = max(float(probability.sum()), 0.5)
        settled = abs(matches - model.matches) < 1e-4 * matches
        model = replace(model, m=newer, matches=matches)
        if settled:
            break
    return model


def total_bits(model: Model, levels: Sequence[Levels], chance: Sequence[Floats]) -> Floats:
    """The evidence of each pair, all columns added."""
    total = np.zeros(levels[0].size)
    for place, level in enumerate(levels):
        total += np.append(np.log2(np.maximum(model.m[place], _LEAST)), 0.0)[level] - chance[place]
    return total


def probability_of(bits: Floats) -> Floats:
    """The probability whose odds are 2 to the power of `bits`."""
    made: Floats = 1.0 / (1.0 + np.exp2(-np.clip(bits, -60.0, 60.0)))
    return made


def _agreements(column: Column, level: Levels, probability: NDArray[np.float64]) -> Floats:
    expected = np.array(_EXPECTED_M[column.kind])
    seen = np.bincount(level, weights=probability, minlength=expected.size)
    whole = seen + _EXPERIENCE * expected
    shares: Floats = whole / whole.sum()
    return shares
