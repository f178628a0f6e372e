"""What the best animal of a search says on whether the skin's animal is catalogued at all.

The first of a ranking was chosen for looking alike, so its ratio answers no question about the
catalogue as a whole. Here both sides are searched alike: each query once with its animal among
those compared and once with it taken out, and the best of either is what the ratio is fitted on.
"""

from collections.abc import Sequence

import numpy as np

from embeddings.evaluation.protocol import folds
from embeddings.evaluation.trials import Trial
from embeddings.photo import Array
from embeddings.strength import BestOf, Line, by_animals, elub, fit_line
from embeddings.strength.measures import Floats

FEWEST = 20
"""Animals that must have been asked for with their own among those compared; below, no ratio."""
_FOLDS = 5
_PENALTY = 1e-2


def fit_best_of(
    trials: Sequence[Trial], held_out: Floats, rng: np.random.Generator
) -> BestOf | None:
    """The ratio for the best of a search, or None where too few animals carry it.

    held_out (n,): log10 LRs of the trials. Every animal counts alike; bounds come from held-out
    animals, one query an animal and encounter.
    """
    known, unknown, animals = _best_of_each(trials, held_out)
    asked = [animal for animal, _, _ in known]
    if len(set(asked)) < FEWEST:
        return None
    hp, hd = _columns(known), _columns(unknown)
    mass_hp, mass_hd = _alike(known), _alike(unknown)
    held_hp, held_hd = np.zeros(len(hp)), np.zeros(len(hd))
    owner_hp = np.array(asked)
    owner_hd = np.array([animal for animal, _, _ in unknown])
    for fold in folds(owner_hd.tolist(), _FOLDS, rng):
        out_hp = np.isin(owner_hp, sorted(fold))
        out_hd = np.isin(owner_hd, sorted(fold))
        line = _line(hp[~out_hp], hd[~out_hd], mass_hp[~out_hp], mass_hd[~out_hd])
        held_hp[out_hp], held_hd[out_hd] = line.log10_lr(hp[out_hp]), line.log10_lr(hd[out_hd])
    once_hp, once_hd = _once(known), _once(unknown)
    limits = elub(held_hp[once_hp], held_hd[once_hd])
    return BestOf(
        line=_line(hp, hd, mass_hp, mass_hd),
        bounds=limits.tightest(by_animals(len(set(asked)), len(set(owner_hd.tolist())))),
        animals=animals,
    )


_Best = tuple[str, str, float]


def _best_of_each(
    trials: Sequence[Trial], held_out: Floats
) -> tuple[list[_Best], list[_Best], int]:
    """(animal, encounter, best) of each query with its animal and without; median of others met."""
    owner: dict[str, tuple[str, str]] = {}
    others: dict[str, list[float]] = {}
    own: dict[str, float] = {}
    for trial, value in zip(trials, held_out.tolist(), strict=True):
        query = trial.evidence.query
        owner[query] = (trial.individual, trial.encounter)
        if trial.same:
            own[query] = value
        else:
            others.setdefault(query, []).append(value)
    known = [(*owner[query], max(own[query], *others[query])) for query in own if query in others]
    unknown = [(*owner[query], max(met)) for query, met in others.items()]
    met = [len(values) for values in others.values()]
    return known, unknown, int(np.median(met)) if met else 0


def _columns(best: Sequence[_Best]) -> Floats:
    return np.array([[value] for _, _, value in best], dtype=np.float64).reshape(-1, 1)


def _alike(best: Sequence[_Best]) -> Floats:
    _, place, count = np.unique(
        [animal for animal, _, _ in best], return_inverse=True, return_counts=True
    )
    return np.asarray(1.0 / count[place], dtype=np.float64)


def _once(best: Sequence[_Best]) -> Array:
    units = [(animal, encounter) for animal, encounter, _ in best]
    return np.array([units.index(unit) == place for place, unit in enumerate(units)], dtype=bool)


def _line(hp: Floats, hd: Floats, mass_hp: Floats, mass_hd: Floats) -> Line:
    return fit_line(hp, hd, penalty=_PENALTY, mass=(mass_hp, mass_hd))
