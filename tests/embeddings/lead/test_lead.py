"""The four verdicts as they are defined, and the ratio for "none of these"."""

import math
from dataclasses import replace

import pytest

from embeddings.lead import (
    Searched,
    Verdict,
    exclusion_threshold,
    naming_threshold,
    not_in_catalogue_llr,
    say,
)
from embeddings.strength import Strength, Thresholds

THRESHOLDS = Thresholds(this_animal=1.0, excluded=-0.5, animals=1)


def strength(individual: str, log10_lr: float, bound: float = 2.0) -> Strength:
    held = max(-1.5, min(bound, log10_lr))
    return Strength(
        individual, log10_lr, held, held, held, -1.5, bound, "tigers", "abc", False, "LR"
    )


def searched(animals: int, incomparable: int = 0) -> Searched:
    return Searched(("Panthera tigris",), ("left",), animals, 3 * animals, "d", incomparable)


def verdict(*ratios: float, incomparable: int = 0, good: bool = True) -> Verdict:
    """The verdict with thresholds that were chosen on a catalogue of just this size."""
    strengths = [strength(f"IND-{place}", ratio) for place, ratio in enumerate(ratios)]
    return say(
        strengths,
        good_enough=good,
        searched=searched(len(ratios), incomparable),
        thresholds=replace(THRESHOLDS, animals=max(len(ratios), 1)),
    ).verdict


@pytest.mark.parametrize(
    ("ratios", "incomparable", "expected"),
    [
        ((1.2, -1.0), 0, Verdict.THIS_ANIMAL),
        ((1.0, -1.0), 5, Verdict.THIS_ANIMAL),
        ((0.9, -1.0), 0, Verdict.CANNOT_TELL),
        ((-0.4, -1.0), 0, Verdict.CANNOT_TELL),
        ((-0.6, -1.0), 0, Verdict.NOT_IN_CATALOGUE),
        ((-0.6, -1.0), 7, Verdict.NOT_IN_CATALOGUE),
        ((-0.6,), 7, Verdict.NOT_THIS_ANIMAL),
        ((-0.6,), 0, Verdict.NOT_IN_CATALOGUE),
        ((), 7, Verdict.CANNOT_TELL),
        ((), 0, Verdict.CANNOT_TELL),
    ],
)
def test_the_verdict_follows_from_the_ratios(ratios, incomparable, expected):
    assert verdict(*ratios, incomparable=incomparable) == expected


@pytest.mark.parametrize("ratios", [(3.0,), (-1.0,), (0.0,), ()])
def test_below_the_quality_gate_nobody_can_tell(ratios):
    assert verdict(*ratios, good=False) == Verdict.CANNOT_TELL


def test_a_larger_catalogue_asks_for_more():
    fifty = replace(THRESHOLDS, animals=50)
    assert naming_threshold(fifty, 50) == 1.0
    assert naming_threshold(fifty, 5000) == pytest.approx(3.0)
    assert naming_threshold(fifty, 2) == 1.0


def test_a_ratio_that_excludes_among_many_excludes_nothing_alone():
    fifty = Thresholds(this_animal=1.5, excluded=0.5, animals=50)
    assert exclusion_threshold(fifty, 50) == 0.5
    assert exclusion_threshold(fifty, 500) == pytest.approx(1.5)
    assert exclusion_threshold(fifty, 1) == pytest.approx(0.5 - math.log10(50))


@pytest.mark.parametrize("animals", [1, 50, 5_000, 500_000])
def test_no_animal_is_named_and_excluded_at_once(animals):
    for excluded in (-0.5, 0.5, 1.4):
        thresholds = Thresholds(this_animal=1.5, excluded=excluded, animals=50)
        assert exclusion_threshold(thresholds, animals) < naming_threshold(thresholds, animals)


def test_none_of_these_is_minus_the_mean_ratio():
    # Mean of 10 and 0.1 is 5.05.
    strengths = [strength("A", 1.0), strength("B", -1.0)]
    assert not_in_catalogue_llr(strengths) == pytest.approx(-math.log10(5.05))


def test_nothing_compared_says_nothing_about_none_of_these():
    assert not_in_catalogue_llr([]) is None


def test_none_of_these_stands_on_bounded_ratios_and_does_not_overflow():
    assert not_in_catalogue_llr([strength("A", 900.0)]) == pytest.approx(-2.0)


def test_the_sentence_says_what_was_searched_and_what_was_not():
    lead = say(
        [strength("IND-0042", 1.5)],
        good_enough=True,
        searched=searched(1, incomparable=4),
        thresholds=THRESHOLDS,
    )
    assert "IND-0042" in lead.sentence
    assert "3 coats of 1 known animal (Panthera tigris, left flank)" in lead.sentence
    assert "4 animals could not be compared" in lead.sentence
    assert lead.individual == "IND-0042"


def test_a_poor_photo_is_told_with_its_reason():
    lead = say(
        [strength("A", 3.0)],
        good_enough=False,
        searched=searched(1),
        thresholds=THRESHOLDS,
        reasons=["the coat is blurred"],
    )
    assert "the coat is blurred" in lead.sentence


def test_thresholds_upside_down_are_refused():
    with pytest.raises(ValueError, match="upside down"):
        Thresholds(this_animal=-1.0, excluded=0.0)
