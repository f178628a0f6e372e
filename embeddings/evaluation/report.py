"""Figures of a ranking whose truth is known: the answers of `rank` against a table of names.

The truth is read here and nowhere else. Every headline carries an interval over animals.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from embeddings.evaluation.metrics import (
    Interval,
    Nearest,
    RatioReport,
    average_precision,
    baks_baus,
    dir_at_far,
    judge_ratios,
    over_animals,
    within,
)
from embeddings.lead import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """One answered query with its truth; animal is the unit that intervals resample."""

    animal: str
    known: bool
    images: tuple[bool, ...]
    individuals: tuple[bool, ...]
    nearest: Nearest | None
    decision: str
    same: tuple[float, ...]
    different: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a ranking is worth.

    dir_at: false alarm rate -> DIR. named_right, named_wrong: shares of known queries that were
    given the right and a wrong animal; refused: share of unknown queries answered "not in the
    catalogue"; alarmed: share of unknown queries given an animal.
    """

    mean_average_precision: Interval
    top_1: Interval
    top_5: Interval
    top_1_animals: Interval
    dir_at: Mapping[float, float]
    baks: float
    baus: float
    ratios: RatioReport | None
    named_right: float
    named_wrong: float
    refused: float
    alarmed: float
    excluded_known: float
    queries: int
    unknown: int


def judge(
    answers: Sequence[Mapping[str, Any]],
    animal_of_query: Mapping[str, str],
    animal_of_photo: Mapping[str, str],
) -> list[Judged]:
    """Truth beside each answer that could be given; a query is known when a right photo was ranked.

    animal_of_query, animal_of_photo: file as written in the tables -> individual.
    """
    judged = []
    for answer in answers:
        if "error" in answer:
            continue
        animal = animal_of_query[answer["query"]]
        images = tuple(animal_of_photo[image["file"]] == animal for image in answer["images"])
        compared = [one for one in answer["individuals"] if one["llr"] is not None]
        right = tuple(one["individual_id"] == animal for one in compared)
        known = any(images)
        judged.append(
            Judged(
                animal=animal,
                known=known,
                images=images,
                individuals=right,
                nearest=Nearest(right[0], compared[0]["score"], known) if compared else None,
                decision=answer["decision"],
                same=tuple(one["llr"] for one, hit in zip(compared, right, strict=True) if hit),
                different=tuple(
                    one["llr"] for one, hit in zip(compared, right, strict=True) if not hit
                ),
            )
        )
    return judged


def figures(judged: Sequence[Judged], rng: np.random.Generator) -> Figures:
    """All figures of one run. Raises EmptySet without known or without unknown queries."""
    known = [one for one in judged if one.known]
    unknown = [one for one in judged if not one.known]

    def share(group: Sequence[Judged], says: Callable[[Judged], bool]) -> float:
        return float(np.mean([says(one) for one in group])) if group else float("nan")

    def headline(value: Callable[[Judged], float]) -> Interval:
        return over_animals(
            _by_animal(known), lambda seen: float(np.mean([value(one) for one in seen])), rng
        )

    nearest = [one.nearest for one in judged if one.nearest is not None]
    same = [ratio for one in judged for ratio in one.same]
    different = [ratio for one in judged for ratio in one.different]
    baks, baus, _ = baks_baus(
        {name: [one.individuals[0] for one in group] for name, group in _by_animal(known).items()},
        {name: [_refused(one) for one in group] for name, group in _by_animal(unknown).items()},
    )
    return Figures(
        mean_average_precision=headline(lambda one: average_precision(one.images)),
        top_1=headline(lambda one: float(one.images[0])),
        top_5=headline(lambda one: float(within(one.images, 5))),
        top_1_animals=headline(lambda one: float(one.individuals[0])),
        dir_at={far: dir_at_far(nearest, far)[0] for far in (0.01, 0.05, 0.10)},
        baks=baks,
        baus=baus,
        ratios=judge_ratios(same, different) if same and different else None,
        named_right=share(known, lambda one: _named(one) and one.individuals[0]),
        named_wrong=share(known, lambda one: _named(one) and not one.individuals[0]),
        refused=share(unknown, _refused),
        alarmed=share(unknown, _named),
        excluded_known=share(known, _refused),
        queries=len(judged),
        unknown=len(unknown),
    )


def _named(one: Judged) -> bool:
    return one.decision == Verdict.THIS_ANIMAL.value


def _refused(one: Judged) -> bool:
    return one.decision == Verdict.NOT_IN_CATALOGUE.value


def _by_animal(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(one.animal, []).append(one)
    return groups
