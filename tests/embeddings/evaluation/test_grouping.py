"""Photos of one encounter or skin taken together, as a search would, and nothing else."""

import numpy as np
import pytest

from embeddings.evaluation.grouping import taken_together
from embeddings.evaluation.trials import Trial
from embeddings.strength import Basis, Evidence


def met(mine: str, other: str, encounter: str, flank: str, photo: int, stratum="sufficient"):
    query = f"{mine} {encounter} {flank} {photo}"
    return Trial(mine, encounter, Evidence(other, query, flank, stratum, {}, 1, 1))


def together(rows, basis, *, whole_skins=False):
    """rows: (trial, log10 LR). Returns {(animal, met, group's name): log10 LR}."""
    trials, values = zip(*rows, strict=True)
    made = taken_together(trials, np.array(values), basis, whole_skins=whole_skins)
    return {
        (one.individual, one.evidence.individual, one.evidence.query): value
        for one, value in zip(made.trials, made.mean.tolist(), strict=True)
    }


SKIN = [
    (met("A", "A", "e1", "left", 1), 1.0),
    (met("A", "A", "e1", "left", 2), 0.4),
    (met("A", "A", "e1", "right", 1), -0.2),
    (met("A", "C", "e1", "left", 1), 0.1),
    (met("A", "C", "e1", "right", 1), 0.3),
    (met("A", "B", "e1", "left", 1), -1.0),
    (met("A", "B", "e1", "left", 2), -0.6),
]


def test_both_flanks_of_an_encounter_add_and_photos_are_averaged():
    whole = together(SKIN, Basis.WHOLE_SKIN)
    assert whole == {("A", "A", "A\x1fe1"): pytest.approx(0.5)}
    assert together(SKIN, Basis.BOTH_FLANKS) == {("A", "C", "A\x1fe1"): pytest.approx(0.4)}


def test_the_best_photo_of_each_flank_is_told_beside_the_mean():
    trials, values = zip(*SKIN, strict=True)
    made = taken_together(trials, np.array(values), Basis.WHOLE_SKIN, whole_skins=False)
    assert made.best.tolist() == pytest.approx([0.8])
    assert made.met_again == 1


def test_several_photos_of_one_flank_are_one_trial_a_flank():
    assert together(SKIN, Basis.SEVERAL_PHOTOS) == {
        ("A", "A", "A\x1fe1\x1fleft"): pytest.approx(0.7),
        ("A", "B", "A\x1fe1\x1fleft"): pytest.approx(-0.8),
    }


def test_a_poorer_photo_joins_nothing():
    rows = [
        (met("A", "A", "e1", "left", 1), 1.0),
        (met("A", "A", "e1", "left", 2, stratum="limited"), 9.0),
    ]
    assert together(rows, Basis.SEVERAL_PHOTOS) == {}


APART = [
    (met("A", "A", "e1", "left", 1), 1.0),
    (met("A", "A", "e2", "left", 1), 0.0),
    (met("B", "B", "e3", "left", 1), 2.0),
    (met("B", "B", "e3", "left", 2), 0.0),
    (met("B", "B", "e4", "left", 1), 7.0),
]


def test_encounters_of_a_living_animal_are_never_mixed():
    assert together(APART, Basis.SEVERAL_PHOTOS) == {("B", "B", "B\x1fe3\x1fleft"): 1.0}


def test_photos_of_a_skin_taken_one_by_one_make_one_group():
    assert together(APART, Basis.SEVERAL_PHOTOS, whole_skins=True) == {
        ("A", "A", "A\x1fe1+e2\x1fleft"): 0.5,
        ("B", "B", "B\x1fe3\x1fleft"): 1.0,
    }


def test_three_photos_of_a_skin_are_three_pairs():
    rows = [(met("A", "A", f"e{at}", side, 1), at) for at in (1, 2, 3) for side in SIDES]
    assert together(rows, Basis.WHOLE_SKIN, whole_skins=True) == {
        ("A", "A", "A\x1fe1+e2"): 3.0,
        ("A", "A", "A\x1fe1+e3"): 4.0,
        ("A", "A", "A\x1fe2+e3"): 5.0,
    }


SIDES = ("left", "right")


def test_nothing_to_take_together_is_nothing():
    made = taken_together(
        [met("A", "A", "e1", "left", 1)], np.array([1.0]), Basis.BOTH_FLANKS, whole_skins=True
    )
    assert (made.trials, made.mean.size, made.met_again) == ((), 0, 0)
