"""Calibrations from invented animals: honest figures, animals kept apart, no free evidence."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.evaluation.fitting import Told, fit_calibration, fit_model
from embeddings.evaluation.trials import Asked, Trial, glanced, look_up, population, trials
from embeddings.gallery import Entry, Gallery
from embeddings.search import search_skin
from embeddings.strength import CLOSE, GLANCE, Evidence, cllr, load

NAMES = {CLOSE: ("sift", "cosine"), GLANCE: ("votes", "cosine")}


def invented(same_at: float, animals: int = 40, seed: int = 1) -> list[Trial]:
    """One query of each animal against all; scores N(same_at, 1) for itself, N(0, 1) else."""
    rng = np.random.default_rng(seed)
    return [
        Trial(
            f"A{mine}",
            f"E{mine}",
            Evidence(
                f"A{other}",
                f"Q{mine}",
                "left",
                "sufficient",
                {"sift": float(rng.normal(same_at if mine == other else 0.0))},
                1,
                1,
            ),
        )
        for mine in range(animals)
        for other in range(animals)
    ]


def test_held_out_ratios_of_true_scores_are_useful_and_calibrated():
    made = invented(2.5)
    fitted = fit_model(made, ("sift",), np.random.default_rng(1))
    same = np.array([trial.same for trial in made])
    assert cllr(fitted.held_out[same], fitted.held_out[~same]) < 0.6
    assert fitted.model.bounds.high <= np.log10((~same).sum() + 1)


def test_scores_that_know_nothing_give_ratios_that_say_nothing():
    made = invented(0.0)
    fitted = fit_model(made, ("sift",), np.random.default_rng(1))
    same = np.array([trial.same for trial in made])
    assert cllr(fitted.held_out[same], fitted.held_out[~same]) > 0.95


def test_an_animal_with_many_photos_counts_once():
    made = invented(2.0)
    crowd = [
        replace(trial, evidence=replace(trial.evidence, query=f"Q0-{copy}"))
        for trial in made
        if trial.individual == "A0"
        for copy in range(50)
    ]
    alone = fit_model(made, ("sift",), np.random.default_rng(1)).model.line
    crowded = fit_model(made + crowd, ("sift",), np.random.default_rng(1)).model.line
    at = np.array([[0.0], [3.0]])
    assert crowded.log10_lr(at) == pytest.approx(alone.log10_lr(at), abs=0.02)


@pytest.fixture(scope="module")
def looked_up(coat_features):
    """Twelve invented tigers with two encounters; the second asks, the first is catalogued."""
    names = [f"tiger {place}" for place in range(12)]
    gallery = Gallery.build(
        Entry(coat_features(name, photo=f"{name} {take}"), name, f"{name} {take}")
        for name in names
        for take in range(2)
    )
    asked = [
        Asked(coat_features(name, photo=f"{name} {take}"), name, f"{name} {take}")
        for name in names
        for take in range(2)
    ]
    return gallery, list(look_up(asked, gallery))


def test_a_query_is_never_looked_up_in_its_own_encounter(looked_up):
    gallery, seen = looked_up
    for one in seen:
        met = {gallery.entries[row].encounter for row in np.flatnonzero(one.look.allowed)}
        assert one.asked.encounter not in met
        assert len(met) == 23


def test_trials_are_every_query_against_every_animal(looked_up):
    gallery, seen = looked_up
    made = list(trials(seen, gallery, {}))
    assert len(made) == 24 * 12
    assert sum(trial.same for trial in made) == 24
    assert all(not trial.evidence.looked_closely for trial in glanced(seen, gallery, {}))


def test_a_fitted_calibration_finds_its_animals(looked_up, coat_features, tmp_path):
    gallery, seen = looked_up
    cohorts = population(seen, gallery)
    calibration = fit_calibration(
        list(trials(seen, gallery, cohorts)),
        list(glanced(seen, gallery, cohorts)),
        cohorts,
        NAMES,
        Told("invented", "Panthera tigris", "camera", "twelve invented tigers", True),
        np.random.default_rng(1),
    )
    calibration.save(tmp_path / "invented.json")
    answer = search_skin(
        [coat_features("tiger 3", photo="new")], gallery, load(tmp_path / "invented.json")
    )
    assert answer.candidates[0].individual == "tiger 3"
    assert answer.candidates[0].strength.log10_lr > 0
    assert answer.candidates[0].strength.low <= answer.candidates[0].strength.log10_lr
    assert calibration.figures["animals"] == 12
