"""Which way a search leans at even odds, over animals that were compared on unlike bases."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.strength import Balance, Basis, Rate, Strength, Thresholds, lean
from embeddings.strength.balance import balance_for, log10_lr_of


def rule(catalogue: int, at: float, slope: float = 1.0, **rates: Rate) -> Balance:
    some = Rate(0.25, 0.1, 0.4)
    told = dict.fromkeys(
        ("known_none", "known_other", "unknown_named", "wrong_none", "wrong_named"), some
    )
    return Balance(catalogue, at, slope, **{**told, **rates}, animals=31)


ONE = (rule(10, 0.0), rule(100, 1.0, wrong_named=Rate(0.5, 0.3, 0.7)))
KNOWN = Thresholds(2.0, 100, balances=ONE)


def strength(name: str, ratio: float, **how: object) -> Strength:
    one = Strength(name, ratio, ratio, ratio, ratio, -2.0, 2.0, "", "", False, f"LR of {name}")
    return replace(one, **how)


def compared(nearest: float, animals: int, **how: object) -> list[Strength]:
    rest = [strength(f"B{place}", -1.5, **how) for place in range(animals - 1)]
    return [strength("A", nearest, **how), *rest]


@pytest.mark.parametrize(
    ("nearest", "animals", "named", "none"),
    [
        (1.1, 100, True, False),
        (0.9, 100, False, True),
        (1.01, 100, False, False),
        (0.99, 100, False, False),
        (0.1, 10, True, False),
        (-0.1, 10, False, True),
        # Half way between the sizes by their logarithm the balance lies half way too.
        (0.6, 32, True, False),
        (0.4, 32, False, True),
        # Ten times as many look-alikes reach ten times as far.
        (2.1, 1000, True, False),
        (1.9, 1000, False, True),
        # Fewer than were counted: the smallest size's balance.
        (0.1, 2, True, False),
    ],
)
def test_a_search_leans_by_the_balance_of_its_size(nearest, animals, named, none):
    leaning = lean(compared(nearest, animals), KNOWN)
    assert (leaning.named, leaning.none) == (named, none)


def test_a_leaning_names_nobody_whose_ratio_speaks_against_it():
    low = replace(KNOWN, balances=(rule(10, -1.0),))
    leaning = lean(compared(-0.2, 10), low)
    assert leaning.log10_lr > 0.5
    assert (leaning.named, leaning.none) == (False, False)


def test_the_error_rate_is_that_of_the_next_larger_catalogue():
    assert balance_for(ONE, 10).catalogue == 10
    assert balance_for(ONE, 11).catalogue == 100
    assert balance_for(ONE, 5000).catalogue == 100
    assert balance_for((), 5) is None
    assert lean(compared(1.1, 50), KNOWN).wrong == Rate(0.5, 0.3, 0.7)
    assert lean(compared(-0.5, 50), KNOWN).wrong == Rate(0.25, 0.1, 0.4)


def test_a_leaning_tells_how_often_it_was_wrong_and_to_go_on_looking():
    words = lean(compared(1.2, 100), KNOWN).error()
    assert "about 50 of 100 (30 to 70)" in words
    assert "it was another animal or none of them" in words
    assert "31 animals counted" in words
    assert "look at the candidates before you stop" in words
    assert "more often" not in words
    none = lean(compared(0.5, 5000), KNOWN).error()
    assert "about 25 of 100 (10 to 40)" in none
    assert "the animal was there" in none
    assert "Counted among 100 animals; among more it is wrong more often" in none
    assert lean(compared(1.0, 100), KNOWN).error() == ""


def test_unlike_bases_are_joined_by_their_shares_of_the_animals():
    both = Thresholds(2.0, 100, balances=(rule(10, 0.0, wrong_none=Rate(0.1, 0.0, 0.2)),))
    known = replace(KNOWN, by_basis={Basis.BOTH_FLANKS: both})
    whole = compared(-1.0, 36, basis=Basis.BOTH_FLANKS)
    one_flank = [strength(f"C{place}", -0.3) for place in range(4)]
    leaning = lean([*one_flank, *whole], known)
    # By hand: 36 animals at their ratio, 4 at theirs; the crowd above ten lifts the first's mark.
    ratio = 0.9 * 10 ** (-1.0 - np.log10(3.6)) + 0.1 * 10**-0.3
    assert leaning.log10_lr == pytest.approx(np.log10(ratio))
    assert leaning.none
    assert leaning.wrong == Rate(0.25, 0.1, 0.4)


def test_few_animals_of_which_little_is_known_do_not_hold_back_many():
    both = Thresholds(2.0, 100, balances=(rule(10, 0.0),))
    known = Thresholds(2.0, 100, by_basis={Basis.BOTH_FLANKS: both})
    whole = compared(-1.0, 36, basis=Basis.BOTH_FLANKS)
    uncounted = [strength(f"C{place}", 0.5) for place in range(4)]
    assert lean([*uncounted, *whole], known).none
    # Of many that were never counted nothing can be told either way, and none is named.
    assert not lean([*uncounted * 100, *whole], known).none
    near = compared(3.0, 36, basis=Basis.BOTH_FLANKS)
    assert lean(near, known).named
    assert not lean([strength("C", 9.0), *near], known).named


def test_animals_only_glanced_at_have_balances_of_their_own():
    glanced = compared(0.6, 10, looked_closely=False)
    assert lean(glanced, KNOWN) is None
    known = replace(KNOWN, balances_at_a_glance=(rule(10, 0.8),))
    assert lean(glanced, known).none
    assert known.leanings(looked_closely=True) == ONE


def test_where_nothing_was_counted_nothing_leans():
    assert lean(compared(0.5, 10), Thresholds(2.0, 100)) is None
    with pytest.raises(ValueError, match="no balance was counted"):
        log10_lr_of((), 0.5, 10)


@pytest.mark.parametrize("share", [(0.5, 0.6, 0.7), (0.5, 0.2, 0.4), (1.2, 0.1, 1.3)])
def test_a_rate_lies_within_its_interval(share):
    with pytest.raises(ValueError, match="no share"):
        Rate(*share)


@pytest.mark.parametrize(("catalogue", "slope"), [(10, 0.0), (10, -1.0), (0, 1.0)])
def test_a_balance_that_leans_nowhere_is_refused(catalogue, slope):
    with pytest.raises(ValueError, match="leans nowhere"):
        rule(catalogue, 0.0, slope)
