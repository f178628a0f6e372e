"""What a second look at a shortlist is worth: rankings of animals, and a fit without the animal.

A query is looked at closely again only against its best animals; all others stay where they were.
Nothing here knows how the second look was taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.resampling import Draws
from embeddings.photo import Array
from embeddings.strength import fit_line

PENALTY = 1e-2


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: its animal, all animals compared, best first by ours and by a plain method.

    scores: animal -> our scores (d,). second: animal -> what the second look found, for every
    animal of either shortlist.
    """

    animal: str
    ours: tuple[str, ...]
    plain: tuple[str, ...]
    scores: Mapping[str, Sequence[float]]
    second: Mapping[str, float]


def reranked(order: Sequence[str], scores: Mapping[str, float], most: int) -> tuple[str, ...]:
    """The first `most` by their scores, highest first, ties as they stood; the rest as it was."""
    first = sorted(order[:most], key=lambda name: -scores[name])
    return (*first, *order[most:])


def place_of(animal: str, order: Sequence[str]) -> int:
    """Rank of an animal from 1. Raises ValueError where it was not compared."""
    return list(order).index(animal) + 1


def fitted(asked: Sequence[Asked], most: int, *, second: bool) -> list[tuple[str, ...]]:
    """The order of each query's animals where our shortlist is weighed anew.

    A line by logistic regression over our scores, with the second look beside them where asked,
    fitted for each query without its animal on either side. As in a calibration, it is fitted only
    against animals that ask too, and every asking animal counts alike.
    """
    pairs = [(one, name) for one in asked for name in one.ours[:most]]
    rows = np.array([_row(one, name, most, second=second) for one, name in pairs])
    animals = np.array([one.animal for one, _ in pairs])
    against = np.array([name for _, name in pairs])
    weighed = held_out(rows, animals, against)
    told: dict[int, dict[str, float]] = {}
    for (one, name), value in zip(pairs, weighed, strict=True):
        told.setdefault(id(one), {})[name] = float(value)
    return [reranked(one.ours, told[id(one)], most) for one in asked]


def held_out(rows: Array, animals: Array, against: Array) -> Array:
    """log10 LRs (n,) of score rows (n, d), each by a line that saw neither of its query's pairs.

    animals: of the query (n,), against: of the candidate (n,).
    """
    same = animals == against
    fair = np.isin(against, animals[same])
    weighed = np.zeros(len(rows))
    for animal in np.unique(animals):
        held = animals == animal
        inside = fair & ~held & (against != animal)
        one, two = inside & same, inside & ~same
        line = fit_line(
            rows[one],
            rows[two],
            penalty=PENALTY,
            mass=(_alike(animals[one]), _alike(animals[two])),
        )
        weighed[held] = line.log10_lr(rows[held])
    return weighed


def shares(
    asked: Sequence[Asked], orders: Sequence[Sequence[str]], within: int, rng: np.random.Generator
) -> Interval:
    """Share of queries whose animal stands within so many ranks, with interval over animals."""
    return Draws.over([one.animal for one in asked], rng).mean(_hits(asked, orders, within))


def gain(
    asked: Sequence[Asked],
    orders: Sequence[Sequence[str]],
    before: Sequence[Sequence[str]],
    rng: np.random.Generator,
) -> Interval:
    """What top-1 gains by the first orders over those before, paired by query, over animals."""
    more = _hits(asked, orders, 1) - _hits(asked, before, 1)
    return Draws.over([one.animal for one in asked], rng).mean(more)


def _hits(asked: Sequence[Asked], orders: Sequence[Sequence[str]], within: int) -> Array:
    return np.array(
        [
            float(place_of(one.animal, order) <= within)
            for one, order in zip(asked, orders, strict=True)
        ]
    )


def _row(one: Asked, name: str, most: int, *, second: bool) -> list[float]:
    """Our scores of one animal, and the second look: as it is, and above the others' of its query.

    The look is told as ln(1 + n), because ten inliers more matter less where there are hundreds.
    """
    if not second:
        return list(one.scores[name])
    looked = {other: float(np.log1p(one.second[other])) for other in one.ours[:most]}
    others = np.array([value for other, value in looked.items() if other != name])
    mean, spread = (float(others.mean()), float(others.std())) if others.size else (0.0, 1.0)
    return [*one.scores[name], looked[name], (looked[name] - mean) / max(spread, 0.25)]


def _alike(animals: Array) -> Array:
    """One over the number of rows of each row's animal (n,)."""
    _, place, count = np.unique(animals, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[place], dtype=np.float64)
