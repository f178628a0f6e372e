"""That a skin's animal is none of those compared: by rules for each group, told by the worst."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.strength import Absence, Thresholds, weigh
from embeddings.strength.absence import HALF, absence_of, not_in_catalogue_llr, set_aside


@pytest.fixture
def strength(whole, seen):
    """strength(log10 LR, closely=True): of one animal, bounded as it is said."""

    def make(log10_lr, *, closely=True):
        return replace(
            weigh([seen(0.0)], whole), log10_lr=log10_lr, log10_lr_raw=99.0, looked_closely=closely
        )

    return make


def rule(catalogue, nearest, wrongly):
    return Absence(catalogue, nearest, wrongly, 0.0, 0.2, 63)


def test_one_half_is_what_its_name_says():
    assert pytest.approx(math.log10(2), abs=1.1e-3) == HALF
    # Rounded up: exactly one half is not yet less likely than not.
    assert math.log10(2) < HALF


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=12))
def test_the_ratio_for_none_of_these_is_one_over_the_mean_of_the_others(exponents):
    """Oracle: exact fractions."""

    class Said:
        def __init__(self, log10_lr):
            self.log10_lr = float(log10_lr)

    mean = sum(Fraction(10) ** one for one in exponents) / len(exponents)
    told = not_in_catalogue_llr([Said(one) for one in exponents])
    assert told == pytest.approx(-math.log10(mean), abs=1e-9)


def test_where_nothing_was_compared_nothing_is_said_on_the_catalogue():
    assert not_in_catalogue_llr([]) is None
    assert absence_of([], Thresholds(1.0)) is None
    assert set_aside([], Thresholds(1.0)) == (0, None)


@pytest.mark.parametrize(
    ("ratios", "absent"),
    [
        ([-1.0, -1.0, -1.0], True),
        # At the rule's own ratio it still holds; a hair above it does not.
        ([-0.4, -1.0, -1.0], True),
        ([-0.39, -1.0, -1.0], False),
        # Fewer animals than any rule was counted for.
        ([-1.0, -1.0], False),
    ],
)
def test_all_are_set_aside_where_the_nearest_is_low_enough(strength, ratios, absent):
    rules = Thresholds(1.0, 50, absent=(rule(3, -0.4, 0.04),))
    found = absence_of([strength(one) for one in ratios], rules)
    assert (found is not None) is absent


@pytest.mark.parametrize(("ratio", "absent"), [(-0.302, True), (-0.301, False)])
def test_a_mean_above_one_half_holds_the_answer_back_however_lax_the_rule(strength, ratio, absent):
    rules = Thresholds(1.0, 50, absent=(rule(1, 2.0, 0.04),))
    found = absence_of([strength(ratio)] * 4, rules)
    assert (found is not None) is absent


def test_each_group_is_judged_by_its_own_rule_and_the_worst_is_told(strength):
    rules = Thresholds(
        1.0, 50, absent=(rule(2, -0.4, 0.02),), absent_at_a_glance=(rule(2, -0.2, 0.09),)
    )
    close = [strength(-1.0), strength(-0.5)]
    glanced = [strength(-0.6, closely=False), strength(-0.3, closely=False)]
    assert absence_of([*close, *glanced], rules).wrongly == 0.09
    assert absence_of(close, rules).wrongly == 0.02


def test_one_group_that_stays_holds_back_the_answer_for_all_and_the_others_are_counted(strength):
    rules = Thresholds(
        1.0, 50, absent=(rule(2, -0.4, 0.02),), absent_at_a_glance=(rule(2, -0.9, 0.09),)
    )
    close = [strength(-1.0), strength(-0.5), strength(-2.0)]
    glanced = [strength(-0.6, closely=False), strength(-0.3, closely=False)]
    assert absence_of([*close, *glanced], rules) is None
    assert set_aside([*close, *glanced], rules) == (3, rules.absent[0])


def test_where_no_rule_was_counted_nobody_is_set_aside(strength):
    low = [strength(-2.0)] * 5
    assert absence_of(low, Thresholds(1.0, 50)) is None
    assert set_aside(low, Thresholds(1.0, 50)) == (0, None)


def test_the_bounded_ratio_decides_and_not_what_the_model_says_beyond_it(strength):
    rules = Thresholds(1.0, 50, absent=(rule(1, -0.4, 0.04),))
    # Raw, these would speak for the animal at log10 LR 99.
    assert absence_of([strength(-0.5)] * 3, rules) is rules.absent[0]
