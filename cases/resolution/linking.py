"""Which rows of a table are one: pairs with their evidence and the probability that follows.

The way of tables: keys, candidate pairs, levels of agreement, weights learnt from the table
itself, and the probability that follows. Nothing is joined here; a probability above the
threshold is a proposal for a person, or an answer where a program asks for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.resolution.agreement import levels_of
from cases.resolution.block_keys import keys_of
from cases.resolution.blocking import (
    NAMES_ALONE,
    NO_NAMES,
    Candidates,
    candidates,
)
from cases.resolution.chance import Floats, chance_of
from cases.resolution.columns import Column, Ints
from cases.resolution.estimation import Model, estimate, probability_of, total_bits
from cases.resolution.reason import Lost

__all__ = ["Linkage", "link"]

# Pairs less likely than this are compared and not kept.
_KEPT = 0.01


@dataclass(frozen=True, slots=True)
class Linkage:
    """Pairs of rows, most probable first, that are not hopeless.

    bits: the evidence; rule: which rule proposed a pair, by its place in `rules`.
    threshold: the probability from which naming a pair as one serves precision and recall best, if
    the model is right; no answer was looked at to set it. recall: the share of true pairs that the
    rules proposed at all, as far as pairs found by names alone and without names tell. compared:
    how many pairs were compared, these included. lost: what was too large to compare.
    """

    left: Ints
    right: Ints
    bits: Floats
    probability: Floats
    rule: Ints
    rules: tuple[str, ...]
    model: Model
    threshold: float
    recall: float
    compared: int
    lost: tuple[Lost, ...]

    @property
    def named(self) -> NDArray[np.bool_]:
        """(pairs,): which pairs reach the threshold."""
        return self.probability >= self.threshold


def link(
    columns: Sequence[Column],
    *,
    rng: np.random.Generator,
    side: NDArray[np.bool_] | None = None,
    once: bool = False,
) -> Linkage:
    """Pairs of rows that may be one.

    side (n,): which of two tables a row is of; then only pairs across them are looked at.
    once: of two tables each row is at most one row of the other; the likeliest partner is kept.
    """
    rows = columns[0].codes.size if columns else 0
    if rows < 2:
        return _nothing()
    found = candidates(keys_of(columns), rows, side=side)
    if not found.left.size:
        return _nothing(found)
    levels = [levels_of(column, found.left, found.right) for column in columns]
    chance = chance_of(columns, rng, side).bits(levels, found.left, found.right)
    pairs = rows * (rows - 1) / 2 if side is None else float(side.sum()) * float((~side).sum())
    model = estimate(columns, levels, chance, found.without, pairs=pairs)
    bits = total_bits(model, levels, chance)
    alone = probability_of(bits + model.prior_bits)
    recall = _recall(alone, found)
    kept = np.flatnonzero(alone >= _KEPT)
    probability = alone[kept]
    if once:
        probability = _among_rivals(found.left[kept], found.right[kept], probability, rows)
    order = np.argsort(-probability, kind="stable")
    kept, probability = kept[order], probability[order]
    if once:
        first = _first_of_each(found.left[kept], found.right[kept], rows)
        kept, probability = kept[first], probability[first]
    return Linkage(
        left=found.left[kept],
        right=found.right[kept],
        bits=bits[kept],
        probability=probability,
        rule=found.rule[kept],
        rules=found.rules,
        model=model,
        threshold=_best_threshold(probability, model.matches / max(recall, 0.1)),
        recall=recall,
        compared=int(found.left.size),
        lost=found.lost,
    )


def _among_rivals(left: Ints, right: Ints, alone: Floats, rows: int) -> Floats:
    """The probability of each pair where a row has one partner at most: the odds of its other
    candidates count against it."""
    odds = alone / np.maximum(1.0 - alone, 1e-15)
    each = np.bincount(left, odds, rows) + np.bincount(right, odds, rows)
    rivals: Floats = each[left] + each[right] - 2.0 * odds
    return odds / (1.0 + odds + np.maximum(rivals, 0.0))


def _first_of_each(left: Ints, right: Ints, rows: int) -> Ints:
    """Places of the pairs that stay when, best first, every row may be used once."""
    used = np.zeros(rows, dtype=bool)
    kept = []
    for place, (one, other) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if not (used[one] or used[other]):
            used[one] = used[other] = True
            kept.append(place)
    return np.array(kept, dtype=np.int64)


def _best_threshold(probability: Floats, matches: float) -> float:
    """The probability at which the expected F1 is highest, for probabilities in falling order."""
    if not probability.size:
        return 0.5
    named = np.arange(1, probability.size + 1)
    expected = 2.0 * np.cumsum(probability) / (named + matches)
    return float(probability[int(np.argmax(expected))])


def _recall(probability: Floats, found: Candidates) -> float:
    """The share of true pairs proposed, by capture and recapture (Petersen): names alone propose
    some, rules without names others, and how many both found tells how many neither did."""
    by_name = (found.without >> NAMES_ALONE) & 1 == 1
    by_other = (found.without >> NO_NAMES) & 1 == 1
    both = float(probability[by_name & by_other].sum())
    if both < 1.0:
        return 1.0
    there = float(probability[by_name].sum()) * float(probability[by_other].sum()) / both
    return min(1.0, float(probability.sum()) / max(there, 1.0))


def _nothing(found: Candidates | None = None) -> Linkage:
    none, floats = np.empty(0, np.int64), np.empty(0)
    return Linkage(
        left=none,
        right=none,
        bits=floats,
        probability=floats,
        rule=none,
        rules=found.rules if found else (),
        model=Model((), 1.0, 1.0),
        threshold=0.5,
        recall=1.0,
        compared=0,
        lost=found.lost if found else (),
    )
