"""Bounds: against the peer's, and what they must do whatever the ratios are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lir.algorithms.bayeserror import elub as peer_elub

from embeddings.strength import Bounds, EmptySet, by_animals, elub


def peer(same: np.ndarray, different: np.ndarray) -> tuple[float, float]:
    ratios = np.concatenate([same, different]).copy()
    return peer_elub(ratios, np.concatenate([np.ones(len(same)), np.zeros(len(different))]))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("same", "different"), [(50, 500), (300, 3000), (20, 20)])
def test_bounds_agree_with_the_peer(seed, same, different):
    rng = np.random.default_rng(seed)
    hp, hd = rng.normal(1.5, 1.2, same), rng.normal(-1.5, 1.2, different)
    ours = elub(hp, hd)
    assert (ours.low, ours.high) == pytest.approx(peer(hp, hd), abs=1e-6)


def test_misleading_ratios_leave_nothing_to_claim():
    # Every ratio points the wrong way: neither side may claim more than saying nothing.
    nothing = elub(np.full(30, -2.0), np.full(30, 2.0))
    assert (nothing.low, nothing.high) == (0.0, 0.0)


def test_a_few_pairs_can_never_carry_a_million():
    bounds = elub(np.full(50, 9.0), np.full(500, -9.0))
    assert bounds.high <= np.log10(501)
    assert bounds.low >= -np.log10(51)


@given(st.lists(st.floats(-8, 8), min_size=3, max_size=30), st.floats(-10, 10))
def test_a_bounded_value_lies_inside_and_is_left_alone_when_it_was(ratios, value):
    bounds = elub(ratios, [-r for r in ratios])
    held = bounds.hold(value)
    assert bounds.low <= held <= bounds.high
    assert bounds.hold(held) == held


@pytest.mark.parametrize(("low", "high"), [(0.5, 1.0), (-1.0, -0.5), (float("nan"), 1.0)])
def test_bounds_that_exclude_saying_nothing_are_refused(low, high):
    with pytest.raises(ValueError, match="zero between"):
        Bounds(low, high)


def test_no_pairs_no_bounds():
    with pytest.raises(EmptySet):
        elub([], [1.0])


def test_a_hundred_animals_carry_a_ratio_of_a_hundred_and_one_and_say_so():
    bounds = by_animals(found=40, asked=100)
    assert bounds.high == pytest.approx(np.log10(101))
    assert bounds.low == pytest.approx(-np.log10(41))
    assert bounds.reason(5.0) == "only 100 animals carry the calibration"
    assert bounds.reason(-5.0) == "only 40 animals were met again in the calibration"
    assert bounds.reason(1.0) == ""


@pytest.mark.parametrize(("found", "asked"), [(0, 10), (10, 0)])
def test_without_animals_nothing_carries_a_ratio(found, asked):
    with pytest.raises(ValueError, match="nothing carries"):
        by_animals(found, asked)


def test_many_pairs_of_few_animals_claim_no_more_than_the_animals_allow():
    pairs = elub(np.full(4000, 5.0), np.full(90_000, -5.0))
    held = pairs.tightest(by_animals(20, 30))
    assert (held.low, held.high) == (pytest.approx(-np.log10(21)), pytest.approx(np.log10(31)))
    assert "animals" in held.reason(4.0)


def test_the_reason_is_that_of_the_bound_that_bites():
    loose = Bounds(-2.0, 0.5, "low by pairs", "high by pairs")
    held = loose.tightest(by_animals(9, 99))
    assert held.reason(9.0) == "high by pairs"
    assert held.reason(-9.0) == "only 9 animals were met again in the calibration"
    assert loose.widest(Bounds(-1.0, 1.0, "a", "b")) == Bounds(-2.0, 1.0, "low by pairs", "b")
