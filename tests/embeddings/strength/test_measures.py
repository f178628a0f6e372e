"""The cost of ratios against hand-computed values and against the Dutch institute's package."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lir.algorithms.isotonic_regression import IsotonicCalibrator
from lir.data.models import LLRData
from lir.metrics import cllr as peer_cllr
from lir.metrics import cllr_min as peer_cllr_min
from scipy.optimize import isotonic_regression

from embeddings.strength import EmptySet, cllr, cllr_min, refit_monotone
from embeddings.strength.measures import pool_adjacent_violators

LRS = st.lists(st.floats(-6, 6), min_size=2, max_size=40)


def drawn(seed: int, same: int = 40, different: int = 300) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(1.0, 1.0, same), rng.normal(-1.0, 1.0, different)


def for_peer(same: np.ndarray, different: np.ndarray) -> LLRData:
    labels = np.concatenate([np.ones(len(same)), np.zeros(len(different))])
    return LLRData(features=np.concatenate([same, different]).reshape(-1, 1), labels=labels)


def test_saying_nothing_costs_one_bit():
    assert cllr([0.0, 0.0], [0.0]) == pytest.approx(1.0)


def test_a_hundred_for_and_a_hundredth_against_costs_what_the_formula_says():
    # log2(1 + 1/100) on both sides
    assert cllr([2.0], [-2.0]) == pytest.approx(0.0143553, abs=1e-6)


def test_a_strong_error_costs_much_and_stays_finite():
    # Half of log2(1 + 10^300): no overflow may hide it.
    assert cllr([300.0], [300.0]) == pytest.approx(300 * np.log2(10) / 2, rel=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_cost_agrees_with_the_peer(seed):
    same, different = drawn(seed)
    assert cllr(same, different) == pytest.approx(peer_cllr(for_peer(same, different)))


@pytest.mark.parametrize("seed", range(4))
def test_least_cost_agrees_with_the_peer(seed):
    same, different = (np.round(side, 1) for side in drawn(seed))
    assert cllr_min(same, different) == pytest.approx(peer_cllr_min(for_peer(same, different)))


def test_refit_agrees_with_the_peer_value_by_value():
    same, different = drawn(9)
    ours = np.concatenate(refit_monotone(same, different))
    theirs = IsotonicCalibrator().fit_transform(
        np.concatenate([same, different]), np.concatenate([np.ones(40), np.zeros(300)])
    )
    assert ours == pytest.approx(theirs, abs=1e-9)


@given(LRS)
def test_pooled_sequence_is_the_least_squares_one(values):
    weights = np.linspace(1.0, 2.0, len(values))
    ours = pool_adjacent_violators(values, weights)
    assert ours == pytest.approx(isotonic_regression(values, weights=weights).x, abs=1e-8)


@given(LRS, LRS)
def test_recalibration_never_costs_more(same, different):
    assert cllr_min(same, different) <= cllr(same, different) + 1e-9


def test_perfectly_told_apart_costs_nothing_after_refit():
    assert cllr_min([1.0, 2.0], [-1.0, 0.5]) == pytest.approx(0.0)


@pytest.mark.parametrize(("same", "different"), [([], [1.0]), ([1.0], []), ([], [])])
def test_an_empty_side_is_refused(same, different):
    with pytest.raises(EmptySet, match="both are needed"):
        cllr(same, different)


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        cllr([1.0, float("nan")], [0.0])
