"""Fit a calibration on trials, and say honestly what it is worth.

Figures and bounds come from held-out animals only: folds are dealt by animal, and a pair is left
out of a fit as soon as either of its animals is held out. What ships is then fitted on all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from embeddings.evaluation.metrics import judge_ratios
from embeddings.evaluation.protocol import folds
from embeddings.evaluation.thresholds import Weighed, choose_thresholds
from embeddings.evaluation.trials import Trial
from embeddings.photo import Array
from embeddings.strength import (
    CLOSE,
    GLANCE,
    Calibration,
    Cohort,
    Line,
    Model,
    elub,
    fit_line,
)
from embeddings.strength.measures import Floats

FOLDS = 5
RESAMPLES = 60
PENALTY = 1e-2


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with its held-out log10 LRs, in the order of the trials."""

    model: Model
    held_out: Floats


@dataclass(frozen=True, slots=True)
class Told:
    """What a calibration is called and stands for."""

    name: str
    species: str
    domain: str
    population: str
    simulated: bool


def fit_calibration(
    close: Sequence[Trial],
    glance: Sequence[Trial],
    cohorts: Mapping[str, Cohort],
    names: Mapping[str, tuple[str, ...]],
    told: Told,
    rng: np.random.Generator,
) -> Calibration:
    """Fit both models, bounds and thresholds.

    names: the scores of each model, keys "close" and "glance". Raises EmptySet or ValueError when
    there are too few animals.
    """
    fitted = {
        CLOSE: fit_model(close, names[CLOSE], rng),
        GLANCE: fit_model(glance, names[GLANCE], rng),
    }
    held_out = fitted[CLOSE].held_out
    same = np.array([trial.same for trial in close])
    worth = judge_ratios(held_out[same], held_out[~same])
    return Calibration(
        name=told.name,
        species=told.species,
        domain=told.domain,
        population=told.population,
        simulated=told.simulated,
        cohorts=cohorts,
        models={key: one.model for key, one in fitted.items()},
        thresholds=choose_thresholds(
            Weighed(close, held_out, fitted[CLOSE].model.bounds),
            Weighed(glance, fitted[GLANCE].held_out, fitted[GLANCE].model.bounds),
        ),
        figures={
            "animals": len({trial.individual for trial in close}),
            "queries": len({trial.evidence.query for trial in close}),
            "pairs_same": worth.pairs_same,
            "pairs_different": worth.pairs_different,
            "held_out_cllr": round(worth.cllr, 4),
            "held_out_cllr_min": round(worth.cllr_min, 4),
            "folds_by_animal": FOLDS,
        },
    )


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
        held_out[held] = _line(rows[inside], same[inside], asked[inside]).log10_lr(rows[held])
    once = _one_photo_an_encounter(trials)
    bounds = elub(held_out[once & same], held_out[once & ~same])
    animals = np.array(sorted(set(asked.tolist())))
    resamples = []
    for _ in range(RESAMPLES):
        times = np.bincount(rng.integers(0, len(animals), len(animals)), minlength=len(animals))
        weight = np.asarray(times[np.searchsorted(animals, asked)] * fair, dtype=np.float64)
        if weight[same].any() and weight[~same].any():
            kept = weight > 0
            resamples.append(_line(rows[kept], same[kept], asked[kept], weight[kept]))
    line = _line(rows[fair], same[fair], asked[fair])
    model = Model(names, line, tuple(resamples), bounds)
    return Fitted(model, held_out)


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
