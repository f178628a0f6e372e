"""The four verdicts as they are defined, and the ratio for "none of these"."""

import math
from dataclasses import replace

import pytest

from embeddings.lead import (
    Searched,
    Verdict,
    exclusion_of,
    naming_threshold,
    not_in_catalogue_llr,
    say,
    with_coverage,
)
from embeddings.strength import (
    Absence,
    Balance,
    Basis,
    BestOf,
    Bounds,
    Exclusion,
    Line,
    Rate,
    Strength,
    Thresholds,
    words_for,
)

EXCLUDED = Exclusion(at=-0.5, wrongly=0.04, low=0.01, high=0.12, animals=60)
THRESHOLDS = Thresholds(this_animal=1.0, animals=1, excluded=EXCLUDED)


def strength(individual: str, log10_lr: float, bound: float = 2.0) -> Strength:
    held = max(-1.5, min(bound, log10_lr))
    words = words_for(held, validated=False)
    return Strength(
        individual, log10_lr, held, held, held, -1.5, bound, "tigers", "abc", False, words
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


@pytest.mark.parametrize("animals", [1, 50, 5_000, 500_000])
def test_an_animal_is_excluded_by_its_own_ratio_however_many_were_searched(animals):
    many = [strength("A", -0.6)] + [strength("B", -0.7)] * (animals > 1)
    lead = say(many, good_enough=True, searched=searched(animals), thresholds=THRESHOLDS)
    assert lead.verdict == Verdict.NOT_IN_CATALOGUE
    near = say([strength("A", -0.4)], good_enough=True, searched=searched(animals),
               thresholds=THRESHOLDS)  # fmt: skip
    assert near.verdict == Verdict.CANNOT_TELL


@pytest.mark.parametrize("ratio", [-0.4, 0.0, 0.34, 0.9])
def test_no_ratio_that_speaks_for_an_animal_or_hardly_against_it_excludes(ratio):
    lead = say([strength("A", ratio)], good_enough=True, searched=searched(53, 2),
               thresholds=replace(THRESHOLDS, animals=53))  # fmt: skip
    assert lead.verdict == Verdict.CANNOT_TELL
    assert "None of the animals" not in lead.sentence
    assert "Not A" not in lead.sentence
    assert "look-alikes among 53 would not explain" in lead.sentence


def test_the_bounded_ratio_excludes_and_not_what_the_model_invents_beyond_it():
    claimed = replace(strength("A", -3.0), log10_lr=-0.3)
    assert exclusion_of(claimed, THRESHOLDS) is None
    assert exclusion_of(strength("A", -3.0), THRESHOLDS) is EXCLUDED


def test_a_calibration_that_misses_too_many_excludes_nobody_and_says_so():
    nobody = Thresholds(this_animal=1.0)
    lead = say([strength("A", -9.0)], good_enough=True, searched=searched(1), thresholds=nobody)
    assert lead.verdict == Verdict.CANNOT_TELL
    assert "no animal can be excluded" in lead.sentence


def test_an_animal_that_was_only_glanced_at_is_excluded_by_a_rule_of_its_own():
    glanced = replace(strength("A", -0.6), looked_closely=False)
    assert exclusion_of(glanced, THRESHOLDS) is None
    laxer = replace(EXCLUDED, at=-0.55, wrongly=0.05)
    both = replace(THRESHOLDS, excluded_at_a_glance=laxer)
    assert exclusion_of(glanced, both) is laxer
    lead = say([glanced, strength("B", -0.7)], good_enough=True, searched=searched(2),
               thresholds=both)  # fmt: skip
    assert "wrong for 5%" in lead.sentence


BOTH = Exclusion(at=-0.9, wrongly=0.02, low=0.0, high=0.1, animals=48)
BY_BASIS = replace(THRESHOLDS, by_basis={Basis.BOTH_FLANKS: Thresholds(1.4, 1, BOTH)})


@pytest.mark.parametrize(
    ("basis", "ratio", "rule"),
    [
        (Basis.ONE_PHOTO, -0.6, EXCLUDED),
        (Basis.BOTH_FLANKS, -0.6, None),
        (Basis.BOTH_FLANKS, -1.0, BOTH),
        (Basis.SEVERAL_PHOTOS, -1.4, None),
    ],
)
def test_photos_taken_together_exclude_by_rules_of_their_own(basis, ratio, rule):
    assert exclusion_of(replace(strength("A", ratio), basis=basis), BY_BASIS) is rule


def test_a_skin_with_both_flanks_unlike_all_animals_is_not_in_the_catalogue():
    unlike = [replace(strength(name, -1.2), basis=Basis.BOTH_FLANKS) for name in "ABC"]
    lead = say(unlike, good_enough=True, searched=searched(3), thresholds=BY_BASIS)
    assert lead.verdict == Verdict.NOT_IN_CATALOGUE
    assert "wrong for 2% (0% to 10%) of 48 animals" in lead.sentence
    one_side = [*unlike[:2], strength("C", -0.4)]
    lead = say(one_side, good_enough=True, searched=searched(3), thresholds=BY_BASIS)
    assert lead.verdict == Verdict.CANNOT_TELL


def test_a_search_in_which_nobody_is_spoken_for_says_none_of_these_with_its_error_rate():
    rule = Absence(catalogue=3, nearest=0.2, wrongly=0.03, low=0.01, high=0.12, animals=48)
    known = Thresholds(1.0, 3, absent=(rule,))
    strengths = [strength("A", 0.1), strength("B", -1.4), strength("C", -1.4)]
    lead = say(strengths, good_enough=True, searched=searched(3), thresholds=known)
    assert lead.verdict == Verdict.NOT_IN_CATALOGUE
    assert "the nearest is A" in lead.sentence
    assert "+0.20 or below was wrong for 3% (1% to 12%) of 48 animals" in lead.sentence
    near = [strength("A", 0.3), *strengths[1:]]
    lead = say(near, good_enough=True, searched=searched(3), thresholds=known)
    assert lead.verdict == Verdict.CANNOT_TELL


def test_an_animal_known_by_one_flank_holds_back_none_of_these_and_the_lead_says_so():
    rule = Absence(catalogue=3, nearest=0.2, wrongly=0.03, low=0.01, high=0.12, animals=48)
    known = Thresholds(1.0, 3, by_basis={Basis.BOTH_FLANKS: Thresholds(1.0, 3, absent=(rule,))})
    both = [replace(strength(name, -1.4), basis=Basis.BOTH_FLANKS) for name in "ABC"]
    lead = say(
        [*both, strength("D", -1.4)], good_enough=True, searched=searched(4), thresholds=known
    )
    assert lead.verdict == Verdict.CANNOT_TELL
    assert "3 of 4 animals are set aside together (wrong for 3%, 1% to 12%" in lead.sentence
    assert "but not the 1 animal compared on fewer photos or one flank only" in lead.sentence


def test_both_flanks_name_an_animal_by_their_own_threshold():
    both = replace(strength("A", 1.2), basis=Basis.BOTH_FLANKS)
    for one, verdict in ((both, Verdict.CANNOT_TELL), (strength("A", 1.2), Verdict.THIS_ANIMAL)):
        lead = say([one], good_enough=True, searched=searched(1), thresholds=BY_BASIS)
        assert lead.verdict == verdict


def test_what_was_never_counted_together_excludes_nobody_and_says_so():
    several = replace(strength("A", -1.4), basis=Basis.SEVERAL_PHOTOS)
    lead = say([several], good_enough=True, searched=searched(1), thresholds=BY_BASIS)
    assert lead.verdict == Verdict.CANNOT_TELL
    assert "excluded by several photos of one flank, because that was never" in lead.sentence


@pytest.mark.parametrize("good", [True, False])
def test_a_lead_carries_what_the_best_says_on_the_catalogue(good):
    rule = BestOf(Line((0.0,), (1.0,), (1.0,), -0.5), Bounds(-1.0, 1.0), 10)
    known = replace(THRESHOLDS, best_of=rule)
    lead = say([strength("A", 1.0)], good_enough=good, searched=searched(1), thresholds=known)
    assert (lead.in_catalogue is not None) is good
    if good:
        assert lead.in_catalogue.log10_lr == pytest.approx(0.5)
        assert "catalogue" not in lead.sentence


def test_coverage_stands_beside_a_search_in_vain_and_changes_nothing():
    lead = say([strength("A", -0.6)], good_enough=True, searched=searched(1), thresholds=THRESHOLDS)
    words = with_coverage(lead, 0.83, 0.7, 0.92)
    assert words.startswith(lead.sentence)
    assert "probability of 83% (70% to 92%)" in words
    assert "in none of them" in words
    assert "is not known" in with_coverage(lead, None, 0.0, 0.0)


def test_where_an_animal_is_named_coverage_has_nothing_to_say():
    lead = say([strength("A", 1.5)], good_enough=True, searched=searched(1), thresholds=THRESHOLDS)
    assert with_coverage(lead, 0.83, 0.7, 0.92) == lead.sentence


@pytest.mark.parametrize(("chance", "low", "high"), [(1.2, 0.9, 1.3), (0.5, 0.6, 0.9)])
def test_a_coverage_that_is_no_chance_is_refused(chance, low, high):
    lead = say([strength("A", -0.6)], good_enough=True, searched=searched(1), thresholds=THRESHOLDS)
    with pytest.raises(ValueError, match="no chance"):
        with_coverage(lead, chance, low, high)


def test_one_animal_left_standing_keeps_the_catalogue_open():
    lead = say([strength("A", -0.2), strength("B", -1.0), strength("C", -1.0)], good_enough=True,
               searched=searched(3), thresholds=THRESHOLDS)  # fmt: skip
    assert lead.verdict == Verdict.CANNOT_TELL
    assert "2 of 3 animals excluded" in lead.sentence


@pytest.mark.parametrize(
    ("others", "verdict"), [(0, Verdict.NOT_IN_CATALOGUE), (4, Verdict.NOT_THIS_ANIMAL)]
)
def test_an_exclusion_tells_how_often_it_was_wrong(others, verdict):
    lead = say([strength("Amba", -1.0)], good_enough=True, searched=searched(1, others),
               thresholds=THRESHOLDS)  # fmt: skip
    assert lead.verdict == verdict
    assert "wrong for 4% (1% to 12%) of 60 animals that were there" in lead.sentence
    assert "from another animal" in lead.sentence
    assert "from this animal" not in lead.sentence


def test_a_lead_from_rendered_coats_says_that_it_is_for_demonstration_only():
    rendered = replace(strength("A", 1.5), simulated_calibration=True)
    for one, told in ((rendered, True), (strength("A", 1.5), False)):
        lead = say([one], good_enough=True, searched=searched(1), thresholds=THRESHOLDS)
        assert ("fitted on simulated coats: for demonstration only" in lead.sentence) is told


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


@pytest.mark.parametrize(
    ("flanks", "told"),
    [
        (("right",), "right flank"),
        (("both",), "both flanks"),
        (("left", "right"), "left and right flanks"),
        (("unknown",), "unknown flank"),
        ((), "no flank"),
    ],
)
def test_the_sentence_says_one_flank_or_several(flanks, told):
    asked = replace(searched(1), flanks=flanks)
    assert asked.sentence().endswith(f"(Panthera tigris, {told}).")


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
        Thresholds(this_animal=-1.0)


@pytest.mark.parametrize("at", [0.0, 0.34])
def test_what_does_not_speak_against_an_animal_is_no_rule_of_exclusion(at):
    with pytest.raises(ValueError, match="does not speak against"):
        replace(EXCLUDED, at=at)


def leaning_from(at: float, catalogue: int = 3) -> Thresholds:
    """Nobody is excluded, an animal is named from log10 LR 1, and a search leans from `at` on."""
    rates = [Rate(share, 0.1, 0.7) for share in (0.2, 0.1, 0.3, 0.27, 0.4)]
    balance = Balance(catalogue, at, 1.0, *rates, animals=31)
    return Thresholds(1.0, catalogue, balances=(balance,))


def of_three(nearest: float) -> list[Strength]:
    return [strength("A", nearest), strength("B", -1.4), strength("C", -1.4)]


@pytest.mark.parametrize(
    ("nearest", "verdict", "firm", "begins"),
    [
        (1.2, Verdict.THIS_ANIMAL, True, "Points to A: "),
        (0.9, Verdict.THIS_ANIMAL, False, "Leaning to A, not firm: "),
        (0.3, Verdict.NOT_IN_CATALOGUE, False, "Leaning to none of the animals compared, not firm"),
        (0.51, Verdict.CANNOT_TELL, False, "Cannot tell: "),
    ],
)
def test_a_lead_is_firm_or_leans_or_cannot_tell(nearest, verdict, firm, begins):
    lead = say(of_three(nearest), good_enough=True, searched=searched(3),
               thresholds=leaning_from(0.5))  # fmt: skip
    assert (lead.verdict, lead.firm) == (verdict, firm)
    assert lead.leans is (not firm and verdict is not Verdict.CANNOT_TELL)
    assert lead.sentence.startswith(begins)


def test_a_leaning_says_how_often_it_is_wrong_and_why_nothing_is_firm():
    none = say(of_three(0.3), good_enough=True, searched=searched(3), thresholds=leaning_from(0.5))
    assert "about 27 of 100 (10 to 70) such leanings the animal was there" in none.sentence
    assert "look at the candidates before you stop" in none.sentence
    assert "Nothing is firm: naming needs log10 LR 1.0; no animal can be excluded" in none.sentence
    to = say(of_three(0.9), good_enough=True, searched=searched(3), thresholds=leaning_from(0.5))
    assert "about 40 of 100 (10 to 70) such leanings it was another animal" in to.sentence


def test_where_neither_is_more_probable_nobody_can_tell():
    lead = say(of_three(0.5), good_enough=True, searched=searched(3), thresholds=leaning_from(0.5))
    assert (lead.verdict, lead.leans) == (Verdict.CANNOT_TELL, False)
    assert "that and none of these are about as probable" in lead.sentence


def test_a_calibration_without_leanings_leans_nowhere_and_says_so():
    lead = say(of_three(0.3), good_enough=True, searched=searched(3),
               thresholds=Thresholds(1.0, 3))  # fmt: skip
    assert lead.verdict == Verdict.CANNOT_TELL
    assert "no leaning is known, this calibration counted none" in lead.sentence


def test_what_a_firm_rule_decides_never_leans():
    rule = Absence(catalogue=3, nearest=0.2, wrongly=0.03, low=0.01, high=0.12, animals=48)
    # By the leaning alone the first would be named.
    known = replace(leaning_from(-0.5), absent=(rule,))
    lead = say(of_three(0.1), good_enough=True, searched=searched(3), thresholds=known)
    assert (lead.verdict, lead.firm) == (Verdict.NOT_IN_CATALOGUE, True)
    assert "ean" not in lead.sentence.split("Searched")[0]


@pytest.mark.parametrize(
    ("others", "verdict"), [(0, Verdict.NOT_IN_CATALOGUE), (4, Verdict.NOT_THIS_ANIMAL)]
)
def test_the_only_animal_compared_is_leant_against_by_itself(others, verdict):
    lead = say([strength("A", 0.1)], good_enough=True, searched=searched(1, others),
               thresholds=leaning_from(0.5, 1))  # fmt: skip
    assert (lead.verdict, lead.firm) == (verdict, False)


def test_below_the_quality_gate_and_without_a_comparison_nothing_leans():
    poor = say(of_three(0.9), good_enough=False, searched=searched(3), thresholds=leaning_from(0.5))
    empty = say([], good_enough=True, searched=searched(0), thresholds=leaning_from(0.5))
    for lead in (poor, empty):
        assert (lead.verdict, lead.firm, lead.leans) == (Verdict.CANNOT_TELL, False, False)


def test_coverage_stands_beside_a_leaning_whichever_way():
    for nearest in (0.3, 0.9):
        lead = say(of_three(nearest), good_enough=True, searched=searched(3),
                   thresholds=leaning_from(0.5))  # fmt: skip
        assert "probability of 83%" in with_coverage(lead, 0.83, 0.7, 0.92)
