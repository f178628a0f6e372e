"""Shares of animals with their intervals, held against a statistics library and against drawing."""

import numpy as np
import pytest
from scipy.stats import binomtest

from embeddings.evaluation.intervals import expected_of_others, wilson


@pytest.mark.parametrize(
    ("k", "n"), [(0, 1), (0, 63), (1, 63), (5, 10), (62, 63), (63, 63), (7, 400)]
)
def test_the_interval_is_that_of_a_statistics_library(k: int, n: int) -> None:
    theirs = binomtest(k, n).proportion_ci(confidence_level=0.95, method="wilson")

    assert wilson(k / n, n) == pytest.approx((theirs.low, theirs.high), abs=1e-8)


def test_none_of_a_few_leaves_much_possible() -> None:
    assert wilson(0.0, 10)[0] == 0.0
    assert 0.27 < wilson(0.0, 10)[1] < 0.28
    assert wilson(1.0, 10)[1] == pytest.approx(1.0)


@pytest.mark.parametrize(("k", "n"), [(0, 19), (3, 19), (19, 19)])
def test_a_limit_drawn_at_what_was_seen_is_crossed_by_one_more(k: int, n: int) -> None:
    """The limit is the (k+1)th highest of n: a stranger is above it as often."""
    assert expected_of_others(k / n, n) == pytest.approx((k + 1) / (n + 1))


@pytest.mark.parametrize(("k", "n"), [(0, 9), (2, 9)])
def test_drawing_strangers_gives_the_share_that_was_foretold(k: int, n: int) -> None:
    drawn = np.random.default_rng(3).normal(size=(20_000, n + 1))
    limits = np.sort(drawn[:, :n], axis=1)[:, n - 1 - k]
    crossed = float((drawn[:, n] > limits).mean())

    assert crossed == pytest.approx(expected_of_others(k / n, n), abs=0.01)
