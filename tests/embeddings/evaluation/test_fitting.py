"""Calibrations from invented animals: honest figures, animals kept apart, no free evidence."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.evaluation.fitting import Told, fit_and_judge, fit_model
from embeddings.evaluation.trials import Asked, Trial, glanced, look_up, population, trials
from embeddings.gallery import Entry, Gallery
from embeddings.search import search_skin
from embeddings.strength import CLOSE, GLANCE, Basis, Evidence, cllr, load

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


def test_scores_beyond_those_of_the_fit_are_weighed_as_its_furthest():
    made = invented(2.5)
    far = replace(made[0].evidence, individual="never asked for", scores={"sift": 50.0})
    fitted = fit_model([*made, Trial("A0", "E0", far)], ("sift",), np.random.default_rng(1))
    scores = [trial.evidence.scores["sift"] for trial in made]
    assert fitted.model.seen == ((min(scores), max(scores)),)
    # Held out too: no further than the furthest of the other folds.
    assert fitted.held_out[-1] <= fitted.held_out[:-1].max() + 0.5
    line = fitted.model.line
    assert fitted.held_out[-1] < line.log10_lr(np.array([[50.0]]))[0] / 3


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


def skins(same_at: float, animals: int = 40, missed: float = 0.0, seed: int = 1) -> list[Trial]:
    """Two photos of both flanks of each skin against all animals.

    Scores N(same_at, 1) for its own animal and N(0, 1) else; a flank is missed with such a chance,
    and its photos then look like another animal's.
    """
    rng = np.random.default_rng(seed)
    made = []
    for mine in range(animals):
        for flank in ("left", "right"):
            found = 0.0 if rng.random() < missed else same_at
            for photo in range(2):
                for other in range(animals):
                    score = float(rng.normal(found if mine == other else 0.0))
                    scores = {"sift": score, "votes": score, "cosine": 0.0}
                    query = f"Q{mine} {flank} {photo}"
                    seen = Evidence(f"A{other}", query, flank, "sufficient", scores, 1, 1)
                    made.append(Trial(f"A{mine}", f"E{mine} {photo}", seen))
    return made


def fitted_on(made: list[Trial], domain: str = "pelt"):
    glance = [replace(one, evidence=replace(one.evidence, looked_closely=False)) for one in made]
    told = Told("skins", "Panthera pardus", domain, "invented", True, "aa")
    return fit_and_judge(made, glance, {}, NAMES, told, np.random.default_rng(1))[0]


def test_both_flanks_together_are_calibrated_and_worth_more_than_one_photo():
    calibration = fitted_on(skins(2.5))
    both = calibration.figures["taken_together"]["both flanks"]
    assert both["held_out_cllr"] < 0.7 * calibration.figures["held_out_cllr"]
    assert both["held_out_cllr"] - both["held_out_cllr_min"] < 0.1
    assert both["animals"] == 40
    assert calibration.network == "aa"


def test_a_skin_with_both_flanks_may_be_excluded_where_one_photo_may_not():
    # One flank in eight is not found: too many for one photo, one in sixty-four for both flanks.
    thresholds = fitted_on(skins(5.0, animals=60, missed=0.12, seed=3)).thresholds
    assert thresholds.excluded is None
    both = thresholds.on(Basis.BOTH_FLANKS).excluded
    assert both.at <= -0.302
    assert both.wrongly <= 0.05
    assert both.animals == 60


def test_a_calibration_leans_on_every_basis_that_it_counted():
    thresholds = fitted_on(skins(1.5)).thresholds
    for basis in (Basis.ONE_PHOTO, Basis.BOTH_FLANKS):
        rules = thresholds.on(basis).balances
        assert [rule.catalogue for rule in rules] == [1, 2, 5, 10, 20, 40]
        assert {rule.animals for rule in rules} == {40}
    # Both flanks tell more, so both sides together are served better.
    one, both = (
        (1.0 - last.known_none.share - last.known_other.share) * (1.0 - last.unknown_named.share)
        for last in (
            thresholds.on(basis).balances[-1] for basis in (Basis.ONE_PHOTO, Basis.BOTH_FLANKS)
        )
    )
    assert both > one


def test_both_flanks_of_animals_that_are_mostly_missed_exclude_nobody_either():
    thresholds = fitted_on(skins(4.0, missed=0.5)).thresholds
    assert thresholds.on(Basis.BOTH_FLANKS).excluded is None


def test_few_skins_say_nothing_about_photos_taken_together():
    calibration = fitted_on(skins(2.5, animals=19))
    assert calibration.combined == {}
    assert calibration.thresholds.by_basis == {}
    assert calibration.figures["taken_together"]["both flanks"] == {"animals": 19}


def test_encounters_of_living_animals_are_not_taken_together_as_a_skin_is():
    # Each photo is an encounter of its own here: a skin has several of one flank, an animal none.
    made = skins(2.5, animals=20)
    told = {domain: fitted_on(made, domain).figures["taken_together"] for domain in DOMAINS}
    assert told["pelt"]["several photos of one flank"]["animals"] == 20
    assert told["camera"]["several photos of one flank"] == {"animals": 0}


DOMAINS = ("pelt", "camera")


def test_a_cosine_of_no_named_network_is_not_weighed():
    told = Told("skins", "Panthera pardus", "pelt", "invented", True, "")
    made = skins(2.5, animals=20)
    with pytest.raises(ValueError, match="names its network"):
        fit_and_judge(made, made, {}, NAMES, told, np.random.default_rng(1))


def test_what_both_flanks_may_claim_is_bounded_by_the_number_of_skins():
    claims = fitted_on(skins(6.0, animals=25)).combined["close:both flanks"]
    assert claims.bounds.high <= np.log10(26) + 1e-9
    assert "25 animals" in claims.bounds.high_by
    assert claims.tail.beyond(5.0) > 0


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
    calibration, _ = fit_and_judge(
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
