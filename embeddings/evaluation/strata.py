"""One model for all photos, and one of its own for each quality that enough animals carry.

A ratio fitted on good photos says too much of poor ones. But a quality that few animals show is
fitted on noise: it keeps the model of all photos, and the calibration says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from embeddings.evaluation.trials import Trial
from embeddings.photo import Array
from embeddings.strength import Bounds, Model, cllr
from embeddings.strength.measures import Floats

STRATUM_ANIMALS = 20
"""Animals that must have been met again in photos of a quality before it gets its own model."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with its held-out log10 LRs, in the order of the trials."""

    model: Model
    held_out: Floats


@dataclass(frozen=True, slots=True)
class Layered:
    """The model of all photos with those of single qualities, as a search would use them.

    held_out (n,) and bounds (n,): of each trial by the model that serves its quality. told: for
    each quality how many animals it had and on what its ratios are fitted, in words.
    """

    general: Model
    own: dict[str, Model]
    held_out: Floats
    bounds: tuple[Bounds, ...]
    told: dict[str, dict[str, Any]]


def by_quality(
    trials: Sequence[Trial], general: Fitted, fit: Callable[[Sequence[Trial]], Fitted]
) -> Layered:
    """Fit each quality by itself where it has the animals, and where that costs nothing.

    A quality keeps the general model with fewer than STRATUM_ANIMALS animals met again, or where
    its own model is dearer on held-out animals (Cllr) than the general one. fit: as the general
    model was fitted.
    """
    strata = np.array([trial.evidence.stratum for trial in trials])
    same = np.array([trial.same for trial in trials])
    held_out, bounds = general.held_out.copy(), [general.model.bounds] * len(trials)
    own: dict[str, Model] = {}
    told: dict[str, dict[str, Any]] = {}
    for stratum in sorted(set(strata.tolist())):
        inside = strata == stratum
        animals = len({trials[place].individual for place in _places(inside & same)})
        fitted = "all qualities together"
        if inside.all():
            fitted = f"{stratum} photos"
        elif animals < STRATUM_ANIMALS or not (inside & ~same).any():
            fitted += f": {stratum} ones show {animals} animals again, {STRATUM_ANIMALS} are needed"
        else:
            alone = fit([trials[place] for place in _places(inside)])
            cost = (
                _cost(alone.held_out, same[inside]),
                _cost(general.held_out[inside], same[inside]),
            )
            if cost[0] <= cost[1]:
                own[stratum], fitted = alone.model, f"{stratum} photos"
                held_out[inside] = alone.held_out
                for place in _places(inside):
                    bounds[place] = alone.model.bounds
            else:
                more = f"{cost[0]:.3f} bits, not {cost[1]:.3f}"
                fitted += f": {stratum} ones by themselves cost more ({more})"
        told[stratum] = {"animals": animals, "fitted": f"fitted on {fitted}"}
    return Layered(general.model, own, held_out, tuple(bounds), told)


def _places(chosen: Array) -> list[int]:
    return [int(place) for place in np.flatnonzero(chosen)]


def _cost(held_out: Floats, same: Array) -> float:
    return cllr(held_out[same], held_out[~same])
