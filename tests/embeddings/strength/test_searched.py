"""What a search of many does beside a ratio: chance hits, and the catalogue's own question."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.strength import (
    Absence,
    Basis,
    Bounds,
    Thresholds,
    absence_of,
    chance_words,
    in_catalogue,
    not_in_catalogue_llr,
    set_aside,
    weigh,
)


def test_both_flanks_claim_what_was_counted_of_both_flanks(whole, seen):
    strength = weigh([seen(1.5), seen(1.5, flank="right")], whole)
    assert strength.basis is Basis.BOTH_FLANKS
    assert (strength.log10_lr_raw, strength.log10_lr) == (3.0, 1.8)
    assert strength.bound_reason == "few skins"
    against = weigh([seen(-1.0), seen(-1.0, flank="right")], whole)
    assert (against.log10_lr, against.bound_reason) == (-1.5, "few skins met again")


def test_flanks_that_were_never_counted_together_claim_no_more_than_one(whole, seen):
    uncounted = replace(whole, combined={})
    strength = weigh([seen(1.5), seen(1.5, flank="right")], uncounted)
    assert (strength.log10_lr_raw, strength.log10_lr) == (3.0, 2.0)
    assert "may claim no more than one" in strength.bound_reason
    mixed = weigh([seen(1.5), seen(1.5, flank="right", closely=False)], whole)
    assert mixed.upper_bound == 2.0


def test_a_whole_skin_is_joined_by_its_fitted_line_and_every_refit_by_its_own(whole, seen):
    photos = [seen(0.4), seen(0.8), seen(1.0, flank="right")]
    strength = weigh(photos, whole)
    assert strength.basis is Basis.WHOLE_SKIN
    # Best photos 0.8 and 1.0, means 0.6 and 1.0; a quarter of the ones, half of the others.
    assert strength.log10_lr_raw == pytest.approx(-0.5 + 0.25 * 1.8 + 0.5 * 1.6)
    # The refits of a photo are 0.2 lower and 0.3 higher; those of the line are told in the file.
    refits = [1.6 - 0.4, 0.1 + (1.8 + 0.6) + (1.6 + 0.6) / 2]
    low, high = np.percentile(refits, (2.5, 97.5))
    assert strength.low == pytest.approx(min(low, strength.log10_lr_raw))
    assert strength.high == pytest.approx(min(high, 1.9))


def test_a_strength_names_its_other_animal_and_on_what_it_was_fitted(whole, seen):
    strength = weigh([seen(0.3)], whole)
    assert strength.hd.endswith("another animal of the named population: invented tigers")
    assert strength.quality == "fitted on all together"
    assert strength.bound_reason == ""


def test_chance_hits_are_the_animals_searched_times_the_share_that_reaches_it(whole, seen):
    strength = weigh([seen(-0.2)], whole)
    # The tail holds 0.1 from -0.2 on.
    assert strength.chance == 0.1
    assert strength.chance_hits(50) == pytest.approx(5.0)
    assert "Among 50 other animals compared 5.0 are expected to reach" in chance_words(strength, 50)


def test_where_nothing_was_counted_chance_is_what_the_bounded_ratio_allows(whole, seen):
    strength = weigh([seen(4.0, closely=False)], whole)
    # Bounded at log10 LR 0.5, whatever the model claims beyond it.
    assert strength.chance == pytest.approx(10**-0.5)
    assert "expected at most, if calibrated" in chance_words(strength, 10)
    assert weigh([seen(-3.0, closely=False)], whole).chance == 1.0


def test_the_catalogues_question_has_its_own_ratio_bounds_and_words(whole, seen):
    best, other = weigh([seen(0.9)], whole), weigh([seen(-1.0)], whole)
    found = in_catalogue([best, *[other] * 49], whole.thresholds)
    assert found.log10_lr_raw == pytest.approx(0.4)
    assert found.animals == 50
    assert "one of the 50 animals compared, against none of them" in found.sentence()
    assert "not to be multiplied" in found.sentence()


def test_ten_times_the_animals_make_the_best_of_them_ten_times_weaker(whole, seen):
    rule = whole.thresholds.best_of
    assert rule.raw(0.9, 500) == pytest.approx(rule.raw(0.9, 50) - 1.0)
    assert rule.raw(0.9, 5) == rule.raw(0.9, 50)


def test_a_held_back_answer_on_the_catalogue_says_why(whole, seen):
    found = in_catalogue([weigh([seen(5.0)], whole)], whole.thresholds)
    assert (found.log10_lr_raw, found.log10_lr) == (4.5, 1.2)
    assert "held back from log10 LR +4.50: few asked" in found.sentence()


def test_both_flanks_answer_the_catalogues_question_by_their_own_line(whole, seen):
    best = weigh([seen(1.0), seen(1.0, flank="right")], whole)
    assert in_catalogue([best], whole.thresholds).log10_lr_raw == pytest.approx(1.0)


@pytest.mark.parametrize("photos", [1, 2])
def test_what_was_not_counted_answers_nothing_on_the_catalogue(whole, seen, photos):
    assert in_catalogue([], whole.thresholds) is None
    glanced = weigh([seen(1.0, closely=False)], whole)
    assert in_catalogue([glanced], whole.thresholds) is None
    several = weigh([seen(1.0)] * photos, whole)
    assert (in_catalogue([several], whole.thresholds) is None) is (photos == 2)


def test_a_basis_without_its_own_rules_excludes_nobody(whole):
    several = whole.thresholds.on(Basis.SEVERAL_PHOTOS)
    assert (several.excluded, several.best_of) == (None, None)
    assert several.this_animal == whole.thresholds.this_animal
    assert whole.thresholds.on(Basis.BOTH_FLANKS).excluded.at == -1.2
    assert whole.thresholds.on(Basis.ONE_PHOTO) is whole.thresholds


def test_thresholds_upside_down_are_refused_on_any_basis():
    with pytest.raises(ValueError, match="upside down"):
        Thresholds(1.0, by_basis={Basis.BOTH_FLANKS: Thresholds(-1.0)})


def test_bounds_of_both_flanks_hold_zero_between_them():
    with pytest.raises(ValueError, match="zero between"):
        Bounds(0.1, 0.2)


def compared(whole, seen, nearest: float, others: float, animals: int, **how):
    return [weigh([seen(nearest, **how)], whole)] + [weigh([seen(others, **how)], whole)] * (
        animals - 1
    )


@pytest.mark.parametrize(
    ("nearest", "others", "animals", "catalogue"),
    [
        (0.1, -0.9, 50, 50),
        (0.2, -0.9, 50, None),
        (-0.3, -0.9, 49, 10),
        (0.1, -0.9, 49, None),
        (-0.9, -0.9, 9, None),
        (0.1, -0.2, 50, None),
    ],
)
def test_a_search_says_none_of_these_by_the_rule_for_its_size(
    whole, seen, nearest, others, animals, catalogue
):
    rule = absence_of(compared(whole, seen, nearest, others, animals), whole.thresholds)
    assert (None if rule is None else rule.catalogue) == catalogue


def test_animals_compared_otherwise_are_judged_by_rules_of_their_own(whole, seen):
    close = compared(whole, seen, -0.5, -0.9, 50)
    assert absence_of(close, whole.thresholds) is not None
    glanced = weigh([seen(-0.5, closely=False)], whole)
    assert absence_of([*close, glanced], whole.thresholds) is None
    lax = replace(whole.thresholds, absent_at_a_glance=(Absence(1, 0.0, 0.05, 0.0, 0.2, 63),))
    assert absence_of([*close, glanced], lax).wrongly == 0.05
    assert absence_of([], whole.thresholds) is None


def test_those_set_aside_are_counted_where_others_hold_the_answer_back(whole, seen):
    close = compared(whole, seen, -0.5, -0.9, 50)
    glanced = weigh([seen(-0.5, closely=False)], whole)
    count, rule = set_aside([*close, glanced], whole.thresholds)
    assert (count, rule.catalogue) == (50, 50)
    assert set_aside([glanced], whole.thresholds) == (0, None)
    assert set_aside([], whole.thresholds) == (0, None)


def test_none_of_these_is_minus_the_mean_ratio(whole, seen):
    # Bounded: the mean of 10 ** 2 and 10 ** -1.
    found = not_in_catalogue_llr([weigh([seen(9.0)], whole), weigh([seen(-9.0)], whole)])
    assert found == pytest.approx(-np.log10(50.05))
