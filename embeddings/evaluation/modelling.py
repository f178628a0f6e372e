"""One model from trials: its line on all, its worth and bounds on held-out animals.

Folds are dealt by animal, and a pair is left out of a fit as soon as either of its animals is held
out. Every animal counts alike, however many photos it has.
"""

from collections.abc import Sequence

import numpy as np

from embeddings.evaluation.protocol import folds
from embeddings.evaluation.strata import Fitted
from embeddings.evaluation.trials import Trial
from embeddings.photo import Array
from embeddings.strength import Line, Model, Tail, by_animals, elub, fit_line, tail_of
from embeddings.strength.measures import Floats
from embeddings.strength.model import held as within

FOLDS = 5
RESAMPLES = 60
PENALTY = 1e-2


def fit_model(trials: Sequence[Trial], names: tuple[str, ...], rng: np.random.Generator) -> Fitted:
    """One line over all trials, its bounds from held-out animals, and its refits.

    Fitted only against animals that were asked for and found in some trial: animals of a single
    encounter can never be the answer, and a fit that met them would learn to count encounters.
    """
    rows = np.stack([trial.evidence.row(names) for trial in trials])
    same = np.array([trial.same for trial in trials])
    asked = np.array([trial.individual for trial in trials])
    against = np.array([trial.evidence.individual for trial in trials])
    fair = np.isin(against, asked[same])
    held_out = np.zeros(len(trials))
    for fold in folds(asked.tolist(), FOLDS, rng):
        held = np.isin(asked, sorted(fold))
        inside = fair & ~held & ~np.isin(against, sorted(fold))
        line = _line(rows[inside], same[inside], asked[inside])
        held_out[held] = line.log10_lr(within(rows[held], _seen(rows[inside])))
    once = _one_photo_an_encounter(trials)
    bounds = elub(held_out[once & same], held_out[once & ~same]).tightest(
        by_animals(len(set(asked[same].tolist())), len(set(asked.tolist())))
    )
    animals = np.array(sorted(set(asked.tolist())))
    resamples = []
    for _ in range(RESAMPLES):
        times = np.bincount(rng.integers(0, len(animals), len(animals)), minlength=len(animals))
        weight = np.asarray(times[np.searchsorted(animals, asked)] * fair, dtype=np.float64)
        if weight[same].any() and weight[~same].any():
            kept = weight > 0
            resamples.append(_line(rows[kept], same[kept], asked[kept], weight[kept]))
    line = _line(rows[fair], same[fair], asked[fair])
    tail = tail_by_animal(asked[once & ~same], held_out[once & ~same])
    seen = _seen(rows[fair])
    return Fitted(Model(names, line, tuple(resamples), bounds, tail, seen), held_out)


def _seen(rows: Floats) -> tuple[tuple[float, float], ...]:
    """Lowest and highest of each score (n, d): further out nothing says that a line goes on."""
    low, high = rows.min(axis=0).tolist(), rows.max(axis=0).tolist()
    return tuple(zip(low, high, strict=True))


def tail_by_animal(asked: Array, log10_lrs: Floats) -> Tail:
    """How often others reach a ratio, every asking animal counting alike. asked, log10_lrs (m,)."""
    _, place, count = np.unique(asked, return_inverse=True, return_counts=True)
    return tail_of(log10_lrs, np.asarray(1.0 / count[place], dtype=np.float64))


def _line(rows: Floats, same: Array, asked: Array, weight: Floats | None = None) -> Line:
    """A fit in which every query animal counts alike, however many photos it has."""
    mass = _share_of_animal(asked, same) * (1.0 if weight is None else weight)
    return fit_line(rows[same], rows[~same], penalty=PENALTY, mass=(mass[same], mass[~same]))


def _share_of_animal(asked: Array, same: Array) -> Floats:
    """One over the number of rows of the row's animal on its side (n,)."""
    keys = np.char.add(asked.astype(str), np.where(same, "=", "~"))
    _, place, count = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[place], dtype=np.float64)


def _one_photo_an_encounter(trials: Sequence[Trial]) -> Array:
    """True for trials of the first query of an encounter: frames of one video are no new pairs."""
    first: dict[tuple[str, str, str], str] = {}
    for trial in trials:
        unit = (trial.individual, trial.encounter, trial.evidence.flank)
        first.setdefault(unit, trial.evidence.query)
    return np.array(
        [
            first[trial.individual, trial.encounter, trial.evidence.flank] == trial.evidence.query
            for trial in trials
        ]
    )
