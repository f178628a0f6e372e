"""Scores to ratios: against the peer's logistic regression and against known truth."""

import numpy as np
import pytest
from lir.algorithms.logistic_regression import LogitCalibrator

from embeddings.strength import cllr, cllr_min, fit_line


def normals(seed: int, n: int = 400, m: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Scores whose true ln LR is 2 s - 2: N(2, 1) against N(0, 1)."""
    rng = np.random.default_rng(seed)
    return rng.normal(2.0, 1.0, (n, 1)), rng.normal(0.0, 1.0, (m, 1))


@pytest.mark.parametrize("seed", range(3))
def test_line_agrees_with_the_peer(seed):
    same, different = normals(seed)
    rows = np.vstack([same, different])
    labels = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    peer = LogitCalibrator(C=1e6).fit(rows, labels)
    line = fit_line(same, different, penalty=1e-9)
    at = np.linspace(-2, 4, 7).reshape(-1, 1)
    assert line.log10_lr(at) == pytest.approx(peer.transform(at).ravel(), abs=1e-3)


def test_known_truth_is_recovered():
    line = fit_line(*normals(1, 20_000, 20_000), penalty=1e-9)
    at = np.array([[0.0], [1.0], [3.0]])
    truth = np.array([-2.0, 0.0, 4.0]) / np.log(10)
    assert line.log10_lr(at) == pytest.approx(truth, abs=0.05)


def test_share_of_same_pairs_does_not_move_the_ratio():
    same, different = normals(2, 4000, 4000)
    few = fit_line(same[:400], different, penalty=1e-9).log10_lr(np.array([[1.0]]))
    many = fit_line(same, different, penalty=1e-9).log10_lr(np.array([[1.0]]))
    assert few == pytest.approx(many, abs=0.1)


def test_shuffled_labels_carry_no_evidence():
    rng = np.random.default_rng(3)
    rows = rng.permutation(np.vstack(normals(3, 300, 300)))
    line = fit_line(rows[:150], rows[150:300])
    assert cllr(line.log10_lr(rows[300:450]), line.log10_lr(rows[450:])) > 0.95


def test_held_out_ratios_are_calibrated():
    line = fit_line(*normals(4))
    same, different = (line.log10_lr(side) for side in normals(5))
    assert cllr(same, different) - cllr_min(same, different) < 0.05


def test_a_column_that_never_changes_does_no_harm():
    same, different = normals(6)
    flat = fit_line(np.hstack([same, same * 0 + 7]), np.hstack([different, different * 0 + 7]))
    alone = fit_line(same, different)
    assert flat.log10_lr(np.array([[1.0, 7.0]])) == pytest.approx(
        alone.log10_lr(np.array([[1.0]])), abs=1e-6
    )


def test_a_higher_score_never_speaks_against():
    same, different = normals(7)
    rng = np.random.default_rng(7)
    # A second score that happens to be lower for pairs of one animal is left out, not turned round.
    odd = rng.normal(-0.5, 1.0, same.shape), rng.normal(0.0, 1.0, different.shape)
    line = fit_line(np.hstack([same, odd[0]]), np.hstack([different, odd[1]]))
    alone = fit_line(same, different)
    assert line.weights[1] == 0.0
    assert line.weights[0] == pytest.approx(alone.weights[0], rel=1e-6)


def test_scores_that_all_speak_against_say_nothing():
    line = fit_line(np.array([[-1.0], [-2.0]]), np.array([[1.0], [2.0]]))
    assert line.log10_lr(np.array([[-5.0], [5.0]])) == pytest.approx([0.0, 0.0], abs=1e-6)


def test_separable_scores_stay_finite():
    line = fit_line(np.array([[5.0], [6.0]]), np.array([[0.0], [1.0]]))
    assert np.isfinite(line.log10_lr(np.array([[100.0], [-100.0]]))).all()


@pytest.mark.parametrize(
    ("same", "different"),
    [(np.zeros((0, 1)), np.zeros((3, 1))), (np.zeros((3, 1)), np.zeros((3, 2)))],
)
def test_sides_that_do_not_fit_are_refused(same, different):
    with pytest.raises(ValueError, match="same columns"):
        fit_line(same, different)
