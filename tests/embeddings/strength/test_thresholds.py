"""From which ratio a lead names or excludes, and how often that was wrong, in words."""

import math

import pytest

from embeddings.strength import Absence, Basis, BestOf, Bounds, Exclusion, Line, Thresholds


def absence(catalogue: int, nearest: float = -0.3, wrongly: float = 0.04) -> Absence:
    return Absence(catalogue, nearest, wrongly, 0.01, 0.1, 63)


RULES = Thresholds(
    1.0,
    50,
    absent=(absence(10), absence(50), absence(200)),
    absent_at_a_glance=(absence(30),),
)


@pytest.mark.parametrize(
    ("animals", "rule"),
    [(0, None), (9, None), (10, 10), (49, 10), (50, 50), (199, 50), (200, 200), (9999, 200)],
)
def test_a_search_goes_by_the_largest_catalogue_that_is_no_larger_than_its_own(animals, rule):
    found = RULES.absence(animals, looked_closely=True)
    assert (found.catalogue if found else None) == rule


@pytest.mark.parametrize(("animals", "rule"), [(29, None), (30, 30), (500, 30)])
def test_animals_only_glanced_at_have_rules_of_their_own(animals, rule):
    found = RULES.absence(animals, looked_closely=False)
    assert (found.catalogue if found else None) == rule


@pytest.mark.parametrize("basis", list(Basis))
def test_what_was_never_chosen_for_photos_together_names_as_one_photo_and_excludes_nobody(basis):
    on = RULES.on(basis)
    assert (on.this_animal, on.animals) == (1.0, 50)
    if basis is Basis.ONE_PHOTO:
        assert on is RULES
    else:
        assert (on.excluded, on.absent, on.best_of) == (None, (), None)


def test_what_was_chosen_for_photos_together_holds_for_these_and_no_others():
    both = Thresholds(1.7, 40)
    rules = Thresholds(1.0, 50, by_basis={Basis.BOTH_FLANKS: both})
    assert rules.on(Basis.BOTH_FLANKS) is both
    assert rules.on(Basis.WHOLE_SKIN).this_animal == 1.0
    assert rules.on(Basis.ONE_PHOTO) is rules


@pytest.mark.parametrize("at", [0.0, 0.1, math.nan, math.inf])
def test_a_rule_that_does_not_speak_against_an_animal_excludes_nobody(at):
    with pytest.raises(ValueError, match="upside down"):
        Exclusion(at, 0.04, 0.01, 0.1, 63)


@pytest.mark.parametrize("named", [0.0, -1.0, math.nan])
def test_a_ratio_that_speaks_for_nobody_names_nobody(named):
    with pytest.raises(ValueError, match="speaks for no animal: upside down"):
        Thresholds(named)


def test_how_often_a_rule_was_wrong_is_told_with_its_interval_and_its_animals():
    assert Exclusion(-0.512, 0.04, 0.012, 0.131, 63).sentence() == (
        "An exclusion (log10 LR -0.51 or below) was wrong for 4% (1% to 13%) of 63 animals "
        "that were there."
    )
    assert Absence(50, 0.12, 0.03, 0.004, 0.081, 71).sentence() == (
        "A search with its nearest at log10 LR +0.12 or below was wrong for 3% (0% to 8%) of "
        "71 animals that were there."
    )


BEST = BestOf(Line((0.5,), (2.0,), (3.0,), -0.25), Bounds(-1.0, 1.0), 100)


@pytest.mark.parametrize(
    ("best", "animals", "expected"),
    [
        # -0.25 + 3 (best - 0.5) / 2, by hand.
        (0.5, 100, -0.25),
        (2.5, 100, 2.75),
        (-1.5, 100, -3.25),
        # Ten times the animals: ten times as many chance look-alikes.
        (2.5, 1000, 1.75),
        (2.5, 200, 2.75 - math.log10(2)),
        # Among fewer nothing is gained, and nobody at all is no fewer than one.
        (2.5, 10, 2.75),
        (2.5, 0, 2.75),
    ],
)
def test_the_best_of_a_search_is_worth_less_the_more_it_was_the_best_of(best, animals, expected):
    assert BEST.raw(best, animals) == pytest.approx(expected)
