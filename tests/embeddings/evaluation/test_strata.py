"""A model of its own for a quality that enough animals carry, and a clear word where not."""

from functools import partial

import numpy as np
import pytest

from embeddings.evaluation.modelling import fit_model
from embeddings.evaluation.strata import STRATUM_ANIMALS, by_quality
from embeddings.evaluation.trials import Trial
from embeddings.strength import Evidence, cllr


def photos(stratum: str, animals: int, same_at: float, seed: int) -> list[Trial]:
    """One photo of each animal against all; scores N(same_at, 1) for itself, N(0, 1) else."""
    rng = np.random.default_rng(seed)
    return [
        Trial(
            f"A{mine}",
            f"{stratum} {mine}",
            Evidence(
                f"A{other}",
                f"{stratum} {mine}",
                "left",
                stratum,
                {"sift": float(rng.normal(same_at if mine == other else 0.0))},
                1,
                1,
            ),
        )
        for mine in range(animals)
        for other in range(animals)
    ]


def layered(trials):
    fit = partial(fit_model, names=("sift",), rng=np.random.default_rng(1))
    return by_quality(trials, fit(trials), fit)


def test_a_quality_that_tells_less_gets_a_model_that_says_less():
    trials = photos("sufficient", 40, 3.0, 1) + photos("limited", 40, 0.3, 2)
    layers = layered(trials)
    assert set(layers.own) == {"sufficient", "limited"}
    good, poor = (layers.own[name].line.weights[0] for name in ("sufficient", "limited"))
    assert poor < 0.5 * good
    assert layers.told["limited"] == {"animals": 40, "fitted": "fitted on limited photos"}
    poor_rows = np.array([trial.evidence.stratum == "limited" for trial in trials])
    same = np.array([trial.same for trial in trials])
    assert cllr(layers.held_out[poor_rows & same], layers.held_out[poor_rows & ~same]) < 1.05
    assert layers.bounds[int(np.flatnonzero(poor_rows)[0])] == layers.own["limited"].bounds


def test_a_quality_that_few_animals_show_keeps_the_model_of_all_and_says_so():
    few = STRATUM_ANIMALS - 1
    layers = layered(photos("sufficient", 30, 2.5, 1) + photos("limited", few, 2.5, 2))
    assert "limited" not in layers.own
    assert layers.told["limited"]["fitted"] == (
        f"fitted on all qualities together: limited ones show {few} animals again, "
        f"{STRATUM_ANIMALS} are needed"
    )


def test_a_model_of_its_own_that_costs_more_is_not_taken():
    # The same truth in both, so a model on a third of the data can only be dearer.
    trials = photos("sufficient", 45, 2.0, 4) + photos("limited", 20, 2.0, 5)
    layers = layered(trials)
    refused = [told["fitted"] for told in layers.told.values() if "cost more" in told["fitted"]]
    assert refused
    assert len(layers.own) == 2 - len(refused)


def test_photos_of_one_quality_need_no_second_model():
    layers = layered(photos("sufficient", 25, 2.0, 1))
    assert layers.own == {}
    assert layers.told == {"sufficient": {"animals": 25, "fitted": "fitted on sufficient photos"}}
    assert layers.held_out.size == pytest.approx(625)
