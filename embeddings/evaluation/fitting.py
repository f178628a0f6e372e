"""Fit a calibration on trials, and say honestly what it is worth.

Figures and bounds come from held-out animals only: folds are dealt by animal, and a pair is left
out of a fit as soon as either of its animals is held out. What ships is then fitted on all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from embeddings.evaluation.best_of import fit_best_of
from embeddings.evaluation.modelling import FOLDS, fit_model
from embeddings.evaluation.skin_level import fit_together, worth_of
from embeddings.evaluation.strata import Layered, by_quality
from embeddings.evaluation.thresholds import Weighed, choose_thresholds
from embeddings.evaluation.trials import Trial
from embeddings.strength import CLOSE, GLANCE, Calibration, Cohort, Model
from embeddings.strength.calibration import FIRST_NETWORK
from embeddings.strength.measures import Floats

__all__ = ["HeldOut", "Told", "fit_and_judge", "fit_model"]


@dataclass(frozen=True, slots=True)
class Told:
    """What a calibration is called and stands for.

    network: digest of the embedding network whose cosine is weighed, "" for marks alone. domain
    "pelt" or "skin": queries are skins.
    """

    name: str
    species: str
    domain: str
    population: str
    simulated: bool
    network: str = FIRST_NETWORK


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One query of a held-out animal: log10 LRs, unbounded, of its own animal and of others."""

    animal: str
    same: tuple[float, ...]
    different: tuple[float, ...]


def fit_and_judge(
    close: Sequence[Trial],
    glance: Sequence[Trial],
    cohorts: Mapping[str, Cohort],
    names: Mapping[str, tuple[str, ...]],
    told: Told,
    rng: np.random.Generator,
) -> tuple[Calibration, tuple[HeldOut, ...]]:
    """Fit the models of all photos and of single qualities, bounds and thresholds; and beside the
    calibration what its figures stand on: ratios of held-out animals, one entry a query looked at
    closely.

    names: the scores of each model, keys "close" and "glance". Thresholds and bounds are chosen for
    one photo, and for photos taken together where enough animals carry them. Raises EmptySet
    or ValueError when there are too few animals, or the cosine is weighed of no named network.
    """
    if not told.network and any(
        name.startswith("cosine") for some in names.values() for name in some
    ):
        raise ValueError("a calibration that weighs the cosine names its network: give its digest")
    trials = {CLOSE: close, GLANCE: glance}
    general = {key: fit_model(some, names[key], rng) for key, some in trials.items()}
    layers = {
        key: by_quality(some, general[key], partial(fit_model, names=names[key], rng=rng))
        for key, some in trials.items()
    }
    weighed = {
        key: Weighed(trials[key], layer.held_out, layer.bounds) for key, layer in layers.items()
    }
    best_of = fit_best_of(close, layers[CLOSE].held_out, rng)
    one_photo = choose_thresholds(weighed[CLOSE], weighed[GLANCE], best_of, rng)
    together = fit_together(
        trials,
        {key: layer.held_out for key, layer in layers.items()},
        rng,
        whole_skins=told.domain in ("pelt", "skin"),
    )
    calibration = Calibration(
        name=told.name,
        species=told.species,
        domain=told.domain,
        population=told.population,
        simulated=told.simulated,
        cohorts=cohorts,
        models=_models(layers),
        thresholds=replace(one_photo, by_basis=together.by_basis),
        figures={
            "animals": len({trial.individual for trial in close}),
            "queries": len({trial.evidence.query for trial in close}),
            **worth_of(close, layers[CLOSE].held_out),
            "folds_by_animal": FOLDS,
            "strata": layers[CLOSE].told,
            "taken_together": together.figures,
        },
        combined=together.combined,
        network=told.network,
    )
    return calibration, _by_query(close, layers[CLOSE].held_out)


def _by_query(trials: Sequence[Trial], held_out: Floats) -> tuple[HeldOut, ...]:
    """The ratios (n,) of the trials, query by query in their first order."""
    animals: dict[str, str] = {}
    sides: dict[tuple[str, bool], list[float]] = {}
    for trial, value in zip(trials, held_out.tolist(), strict=True):
        animals[trial.evidence.query] = trial.individual
        sides.setdefault((trial.evidence.query, trial.same), []).append(value)
    return tuple(
        HeldOut(animal, tuple(sides.get((query, True), ())), tuple(sides.get((query, False), ())))
        for query, animal in animals.items()
    )


def _models(layers: Mapping[str, Layered]) -> dict[str, Model]:
    found = {key: layer.general for key, layer in layers.items()}
    for key, layer in layers.items():
        found |= {f"{key}:{stratum}": model for stratum, model in layer.own.items()}
    return found
