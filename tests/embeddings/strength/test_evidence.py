"""What was seen of one photo and one animal, as numbers: each counted, none invented."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.strength import CLOSE, Cohort, Evidence, Model, weigh


def piece(**scores: float) -> Evidence:
    return Evidence("Amba", "CT-1", "left", "sufficient", scores, coats=7, encounters=3)


@pytest.mark.parametrize("score", [math.nan, math.inf, -math.inf])
def test_a_score_that_was_not_measured_is_never_weighed(whole, score):
    with pytest.raises(ValueError, match=r"CT-1 against Amba has no number for body"):
        weigh([piece(body=score)], whole)


def test_a_score_that_nobody_asks_for_may_be_missing():
    assert piece(body=1.0, cosine=math.nan).row(("body",)).tolist() == [1.0]


@pytest.mark.parametrize(
    ("names", "row"),
    [
        (("body",), [2.5]),
        (("cosine", "body"), [0.5, 2.5]),
        (("coats_log", "body", "encounters_log"), [math.log(7), 2.5, math.log(3)]),
        ((), []),
    ],
)
def test_scores_come_in_the_order_in_which_they_are_asked_for(names, row):
    assert piece(body=2.5, cosine=0.5).row(names).tolist() == pytest.approx(row)


def test_an_animal_without_a_coat_counts_as_one_and_not_as_minus_infinity():
    bare = replace(piece(body=1.0), coats=0, encounters=0)
    assert bare.row(("coats_log", "encounters_log")).tolist() == [0.0, 0.0]


def test_a_calibration_that_asks_for_more_is_told_what_there_is_and_what_to_do():
    with pytest.raises(KeyError) as refused:
        piece(body=1.0).row(("body", "votes", "cosine"))
    told = str(refused.value)
    assert "asks for votes, cosine" in told
    assert "has body, coats_log, encounters_log" in told
    assert "fit the calibration anew" in told


def test_a_kept_number_of_coats_comes_before_the_counted_one():
    assert piece(coats_log=9.0).row(("coats_log",)).tolist() == [9.0]


# A score the cohort is moved by, as if each other animal had one coat.
SCORES = st.lists(st.floats(-50, 50), min_size=1, max_size=30)


@given(SCORES, st.floats(-5, 5), st.floats(0.01, 5), st.floats(0, 30))
def test_a_cohort_is_the_pooled_mean_and_spread_of_what_was_known_and_what_is_seen(
    seen, mean, spread, weight
):
    """Oracle: moments of a mixture, by their textbook definition; four fifths of the known spread
    is the least."""
    joined = Cohort(mean, spread, weight).joined(seen)
    total = weight + len(seen)
    first = (weight * mean + math.fsum(seen)) / total
    second = (weight * (spread**2 + mean**2) + math.fsum(x * x for x in seen)) / total
    assert joined.weight == pytest.approx(total)
    assert joined.mean == pytest.approx(first, abs=1e-9)
    least = (0.8 * spread) ** 2
    assert joined.spread**2 == pytest.approx(max(second - first**2, least), abs=1e-7)


def test_animals_that_lie_close_together_by_luck_make_nobody_stand_out_far():
    # Ninety alike: the pooled spread would be 0.32 of what the calibration saw.
    joined = Cohort(0.0, 1.0).joined([0.0] * 90)
    assert joined.standard(2.0) == pytest.approx(2.5)


def test_others_that_all_score_alike_leave_a_spread_above_zero():
    joined = Cohort(2.0, 1e-9, weight=0.0).joined([2.0, 2.0, 2.0])
    assert joined.spread == 1e-6
    assert math.isfinite(joined.standard(3.0))


@given(st.floats(-5, 5), st.integers(1, 10_000), st.floats(-2, 2))
def test_the_best_of_many_coats_is_brought_down_to_that_of_one(score, coats, slope):
    cohort = Cohort(0.0, 1.0, slope=slope)
    brought = cohort.as_one_coat(np.array([score]), np.array([float(coats)]))
    assert brought[0] == pytest.approx(score - slope * math.log(coats))


def test_no_coats_are_brought_down_by_nothing():
    cohort = Cohort(0.0, 1.0, slope=0.5)
    assert cohort.as_one_coat(np.array([2.0, 2.0]), np.array([0.0, 1.0])).tolist() == [2.0, 2.0]


def test_a_standard_score_counts_spreads_above_the_mean():
    assert Cohort(1.0, 0.5).standard(2.5) == 3.0
    assert Cohort(1.0, 0.5).standard(0.0) == -2.0


@pytest.mark.parametrize(("spread", "weight"), [(0.0, 1.0), (-1.0, 1.0), (math.nan, 1.0),
                                                (1.0, -0.1), (1.0, math.nan)])  # fmt: skip
def test_a_cohort_that_cannot_be_is_refused(spread, weight):
    with pytest.raises(ValueError, match="a cohort needs a spread above zero"):
        Cohort(0.0, spread, weight)


@pytest.mark.parametrize(
    ("seen", "body", "held"),
    [(((0.0, 1.0),), 0.5, 0.5), (((0.0, 1.0),), 7.0, 1.0), (((0.0, 1.0),), -7.0, 0.0),
     ((), 7.0, 7.0)],
)  # fmt: skip
def test_a_score_is_weighed_no_further_than_the_fitting_saw(whole, seen, body, held):
    model = replace(whole.models[CLOSE], seen=seen)
    assert model.row(piece(body=body)).tolist() == [held]
    beyond = model.beyond(piece(body=body))
    assert beyond == ({"body": (body, held)} if body != held else {})


def test_the_refits_say_what_each_says_alone(whole):
    model: Model = whole.models[CLOSE]
    alone = [float(one.log10_lr(np.array([[0.9]]))[0]) for one in model.resamples]
    assert model.spread(piece(body=0.9)).tolist() == pytest.approx(alone)
