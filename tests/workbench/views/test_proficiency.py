"""Error rates with their numbers and intervals."""

import pytest
from scipy.stats import binomtest

from workbench.store import Trial
from workbench.views.proficiency import Share, measured, wilson


@pytest.mark.parametrize(("count", "of"), [(0, 10), (1, 16), (5, 10), (16, 16), (0, 1), (3, 500)])
def test_the_interval_is_that_of_a_statistics_library(count, of):
    theirs = binomtest(count, of).proportion_ci(0.95, method="wilson")
    assert wilson(count, of) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


def test_where_nothing_was_measured_everything_is_possible():
    assert wilson(0, 0) == (0.0, 1.0)
    assert str(Share(0, 0)) == "0 of 0 (95 % interval 0 to 100 %)"


def test_each_examiners_errors_are_counted_by_kind_and_by_person():
    answered = [
        ("S1", False, "same"), ("S1", False, "different"), ("S1", False, "cannot_tell"),
        ("S1", True, "same"), ("S1", True, "different"),
        ("S2", True, "same"),
    ]  # fmt: skip
    first, second = measured([Trial(*one) for one in answered], {"S1": "Boris"})
    assert (first.name, second.name) == ("Boris", "S2")
    shares = (first.wrong_same, first.wrong_different, first.cannot_tell)
    assert [(one.count, one.of) for one in shares] == [(1, 3), (1, 2), (1, 5)]
    assert first.sentence.startswith("Boris (S1), on 5 pairs of known truth, unknown to them:")
    assert 'wrong "same" 1 of 3 (95 % interval 6 to 79 %)' in first.sentence
    assert (second.wrong_same.of, second.wrong_different.count) == (0, 0)
