"""Figures against examples worked by hand."""

import math

import numpy as np
import pytest

from embeddings.evaluation.metrics import (
    average_precision,
    ece,
    judge_ratios,
    over_animals,
    tippett,
)
from embeddings.strength import cllr


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ([True], 1.0),
        ([False, True], 0.5),
        ([True, False, True], (1 + 2 / 3) / 2),
        ([False, False, True, True, False], (1 / 3 + 2 / 4) / 2),
    ],
)
def test_average_precision_by_hand(relevant, expected):
    assert average_precision(relevant) == pytest.approx(expected)


def test_a_query_without_an_answer_has_no_precision():
    assert math.isnan(average_precision([False, False]))


def test_cross_entropy_at_even_odds_is_the_cost():
    same, different = [1.0, -0.3, 2.0], [-1.0, 0.4]
    assert ece(same, different, 0.0) == pytest.approx(cllr(same, different))


def test_cross_entropy_of_saying_nothing_is_the_entropy_of_the_prior():
    prior = 10 / 11
    entropy = -prior * math.log2(prior) - (1 - prior) * math.log2(1 - prior)
    assert ece([0.0], [0.0], 1.0) == pytest.approx(entropy)


def test_tippett_counts_what_lies_above():
    assert tippett([-1.0, 0.0, 1.0, 2.0], [-2.0, 0.0, 1.5, 3.0]).tolist() == [1.0, 0.5, 0.25, 0.0]


def test_misleading_ratios_are_counted_on_their_side():
    report = judge_ratios([1.0, -0.5], [-1.0, 0.5, 2.5, -2.0])
    assert report.misled_same == 0.5
    assert report.misled_different == 0.5
    assert report.misled_strongly == 0.25
    assert report.cllr_cal >= 0
    assert (report.pairs_same, report.pairs_different) == (2, 4)


def test_intervals_resample_animals_not_photos():
    # One animal with a thousand right answers and one with none: photos alone would look certain.
    answers = {"prolific": [True] * 1000, "shy": [False] * 1000}
    interval = over_animals(answers, lambda seen: float(np.mean(seen)), np.random.default_rng(1))
    assert (interval.value, interval.low, interval.high) == (0.5, 0.0, 1.0)
    assert interval.animals == 2
    assert str(interval) == "0.500 (0.000 to 1.000)"


def test_the_same_seed_gives_the_same_interval():
    answers = {str(place): [place % 3 == 0] for place in range(30)}
    first, again = (
        over_animals(answers, lambda seen: float(np.mean(seen)), np.random.default_rng(7))
        for _ in range(2)
    )
    assert first == again
