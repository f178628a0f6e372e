"""Known and unknown animals at once: is the right one named, and is a stranger told so?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.answering import Judged
from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.protocol import folds
from embeddings.evaluation.resampling import Draws
from embeddings.lead import Verdict
from embeddings.strength.measures import Floats

ROWS = ("lead", "firm", "ratio", "fitted")
FOLDS = 5
NOTHING = -99.0
"""Stands for the score of a query of which nothing could be weighed."""


@dataclass(frozen=True, slots=True)
class OpenSet:
    """BAKS, BAUS and the root of their product under one rule of answering."""

    baks: Interval
    baus: Interval
    root: Interval


def dir_at(
    known: Sequence[Judged], unknown: Sequence[Judged], far: float, draws: tuple[Draws, Draws]
) -> Interval:
    """Detection and identification rate at a false alarm rate, with its interval.

    Threshold and rate are found anew in each resample of known and of unknown animals.
    """
    right = np.array([one.place == 1 for one in known])
    score = _bests(known)
    alarms = _bests(unknown)
    order = np.argsort(-alarms, kind="stable")

    def rate(of_known: Floats, of_unknown: Floats) -> float:
        passed = np.cumsum(of_unknown[order])
        over = np.flatnonzero(passed > far * of_unknown.sum() + 1e-9)
        # The first alarm that may not be let through: everything above it is.
        threshold = alarms[order[over[0]]] if over.size else -np.inf
        return float((of_known * right * (score > threshold)).sum() / of_known.sum())

    value = rate(np.ones(len(known)), np.ones(len(unknown)))
    pairs = zip(draws[0].weights, draws[1].weights, strict=True)
    return draws[0].interval(value, np.array([rate(a, b) for a, b in pairs]))


def open_sets(
    known: Sequence[Judged],
    unknown: Sequence[Judged],
    draws: tuple[Draws, Draws],
    rng: np.random.Generator,
) -> dict[str, OpenSet]:
    """BAKS and BAUS by four rules of what counts as an answer.

    lead: an animal is named, or the query is told "not in the catalogue", only where the lead says
    so or leans so; "cannot tell" is right of nobody. firm: the same without leanings. ratio: "new"
    where the ratio for none of these is above 1, else the first animal. fitted: "new" where that
    ratio is above a threshold chosen on other animals (5 folds by animal) for the best root.
    """
    first = np.array([one.place == 1 for one in known])
    named = np.array([one.decision == Verdict.THIS_ANIMAL.value for one in known])
    told_new = np.array([one.decision == Verdict.NOT_IN_CATALOGUE.value for one in unknown])
    firm_known, firm_unknown = (np.array([one.firm for one in side]) for side in (known, unknown))
    none_known, none_unknown = _none_of_these(known), _none_of_these(unknown)
    cut_known, cut_unknown = _fitted(known, unknown, rng)
    answers = {
        "lead": (first & named, told_new),
        "firm": (first & named & firm_known, told_new & firm_unknown),
        "ratio": (first & (none_known <= 0.0), none_unknown > 0.0),
        "fitted": (first & (none_known <= cut_known), none_unknown > cut_unknown),
    }
    return {rule: _open_set(*answers[rule], draws) for rule in ROWS}


def _open_set(right: Floats, refused: Floats, draws: tuple[Draws, Draws]) -> OpenSet:
    baks, of_known = _by_animal(right, draws[0])
    baus, of_unknown = _by_animal(refused, draws[1])
    return OpenSet(
        draws[0].interval(baks, of_known),
        draws[1].interval(baus, of_unknown),
        draws[0].interval(float(np.sqrt(baks * baus)), np.sqrt(of_known * of_unknown)),
    )


def _by_animal(right: Floats, draws: Draws) -> tuple[float, Floats]:
    """Mean over animals of their own accuracy, and the same in each resample."""
    own = np.bincount(draws.of, right.astype(np.float64)) / np.bincount(draws.of)
    return float(own.mean()), np.asarray((draws.times @ own) / draws.times.sum(axis=1))


def _fitted(
    known: Sequence[Judged], unknown: Sequence[Judged], rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """For each query the threshold that other animals chose; zero where they are too few."""
    animals = sorted({one.animal for one in (*known, *unknown)})
    cuts = np.zeros(len(known)), np.zeros(len(unknown))
    if len(animals) < FOLDS:
        return cuts
    for fold in folds(animals, FOLDS, rng):
        cut = _best_cut(
            [one for one in known if one.animal not in fold],
            [one for one in unknown if one.animal not in fold],
        )
        for side, group in zip(cuts, (known, unknown), strict=True):
            side[[one.animal in fold for one in group]] = cut
    return cuts


def _best_cut(known: Sequence[Judged], unknown: Sequence[Judged]) -> float:
    """The threshold of the ratio for none of these with the best root on these queries."""
    if not known or not unknown:
        return 0.0
    first = np.array([one.place == 1 for one in known])
    none_known, none_unknown = _none_of_these(known), _none_of_these(unknown)
    weight_known = _one_an_animal(known)
    weight_unknown = _one_an_animal(unknown)
    tried = np.unique(np.concatenate([none_known, none_unknown, [0.0]]))
    roots = [
        (weight_known * first * (none_known <= cut)).sum()
        * (weight_unknown * (none_unknown > cut)).sum()
        for cut in tried
    ]
    return float(tried[int(np.argmax(roots))])


def _one_an_animal(group: Sequence[Judged]) -> Floats:
    """Weights (n,) that sum to one, each animal counting alike."""
    _, of, count = np.unique([one.animal for one in group], return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[of] / len(count))


def _bests(group: Sequence[Judged]) -> Floats:
    return np.array([NOTHING if one.best is None else one.best for one in group])


def _none_of_these(group: Sequence[Judged]) -> Floats:
    return np.array([-NOTHING if one.none_llr is None else one.none_llr for one in group])
