"""How photos taken together are best joined: by a line fitted on held-out animals, or their mean.

Two photos of one flank are neither independent nor the same, so how much a second one adds is asked
of the data: a line of the best photo and the mean, never with a negative weight. It replaces the
mean only where held-out animals are told apart more cheaply by it.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.grouping import Grouped
from embeddings.evaluation.protocol import folds
from embeddings.photo import Array
from embeddings.strength import Line, Mix, cllr, fit_line
from embeddings.strength.measures import Floats

FOLDS = 5
RESAMPLES = 60
PENALTY = 1e-2


@dataclass(frozen=True, slots=True)
class Joined:
    """Held-out log10 LRs (n,) of photos taken together, and the line behind them if there is one.

    cost_of_mean, cost_of_line: Cllr of either way on held-out animals.
    """

    held_out: Floats
    mix: Mix | None
    cost_of_mean: float
    cost_of_line: float


def join(grouped: Grouped, rng: np.random.Generator) -> Joined:
    """Fit the line, hold it against the mean on held-out animals, and take the cheaper one.

    Folds are dealt by animal, and a pair is left out of a fit as soon as either animal is held out;
    every asking animal counts alike. Raises EmptySet or ValueError with too few animals.
    """
    rows = np.column_stack([grouped.best, grouped.mean])
    same = np.array([trial.same for trial in grouped.trials])
    asked = np.array([trial.individual for trial in grouped.trials])
    against = np.array([trial.evidence.individual for trial in grouped.trials])
    fair = np.isin(against, asked[same])
    mass = _alike(asked, same)
    held_out = np.zeros(len(rows))
    for fold in folds(asked.tolist(), FOLDS, rng):
        held = np.isin(asked, sorted(fold))
        inside = fair & ~held & ~np.isin(against, sorted(fold))
        held_out[held] = _line(rows, same, mass * inside).log10_lr(rows[held])
    of_mean = cllr(grouped.mean[same], grouped.mean[~same])
    of_line = cllr(held_out[same], held_out[~same])
    if of_line >= of_mean:
        return Joined(grouped.mean, None, of_mean, of_line)
    animals = np.array(sorted(set(asked.tolist())))
    resamples = []
    for _ in range(RESAMPLES):
        times = np.bincount(rng.integers(0, len(animals), len(animals)), minlength=len(animals))
        weight = mass * fair * times[np.searchsorted(animals, asked)]
        if weight[same].any() and weight[~same].any():
            resamples.append(_line(rows, same, weight))
    return Joined(held_out, Mix(_line(rows, same, mass * fair), tuple(resamples)), of_mean, of_line)


def _line(rows: Floats, same: Array, weight: Floats) -> Line:
    hp, hd = same & (weight > 0), ~same & (weight > 0)
    return fit_line(rows[hp], rows[hd], penalty=PENALTY, mass=(weight[hp], weight[hd]))


def _alike(asked: Array, same: Array) -> Floats:
    """One over the number of rows of the row's animal on its side (n,)."""
    keys = np.char.add(asked.astype(str), np.where(same, "=", "~"))
    _, place, count = np.unique(keys, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[place], dtype=np.float64)
