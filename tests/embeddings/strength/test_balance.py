"""Where a search leans neither way, by hand: between the sizes that were counted and beyond."""

import math

import pytest

from embeddings.strength import Balance, Rate
from embeddings.strength.balance import balance_for, log10_lr_of

HALF = Rate(0.5, 0.4, 0.6)


def rule(catalogue: int, at: float, slope: float = 2.0) -> Balance:
    return Balance(catalogue, at, slope, *[HALF] * 5, animals=40)


TEN, THOUSAND = rule(10, 0.2, 1.0), rule(1000, 1.2, 2.0)


@pytest.mark.parametrize(
    ("animals", "balance"),
    [
        (10, 0.2),
        (1000, 1.2),
        # Half way between ten and a thousand, as sizes of catalogues grow.
        (100, 0.7),
        # Among fewer than were counted the balance is that of the smallest.
        (3, 0.2),
        # Among ten times more a chance look-alike is ten times likelier.
        (10_000, 2.2),
        (2000, 1.2 + math.log10(2)),
    ],
)
def test_a_search_at_the_balance_leans_neither_way(animals: int, balance: float) -> None:
    rules = (TEN, THOUSAND)
    assert log10_lr_of(rules, balance, animals) == pytest.approx(0.0, abs=1e-12)
    assert log10_lr_of(rules, balance + 0.5, animals) == pytest.approx(1.0)
    assert log10_lr_of(rules, balance - 0.25, animals) == pytest.approx(-0.5)


def test_without_a_count_nothing_says_where_it_leans() -> None:
    with pytest.raises(ValueError, match="no balance was counted"):
        log10_lr_of((), 1.0, 10)


@pytest.mark.parametrize(("animals", "size"), [(1, 10), (10, 10), (11, 1000), (5000, 1000)])
def test_error_rates_are_told_of_a_catalogue_no_smaller_where_one_was_counted(
    animals: int, size: int
) -> None:
    found = balance_for((TEN, THOUSAND), animals)
    assert found is not None
    assert found.catalogue == size


def test_nothing_is_told_where_nothing_was_counted() -> None:
    assert balance_for((), 10) is None


@pytest.mark.parametrize(
    "parts", [(0.5, 0.6, 0.7), (0.5, 0.2, 0.4), (-0.1, -0.2, 0.5), (0.9, 0.8, 1.1)]
)
def test_a_share_that_lies_outside_its_interval_or_of_nothing_is_refused(parts) -> None:
    with pytest.raises(ValueError, match="no share of anything"):
        Rate(*parts)


def test_a_share_is_told_as_people_count() -> None:
    assert Rate(0.27, 0.18, 0.39).in_a_hundred() == "27 of 100 (18 to 39)"


@pytest.mark.parametrize(
    ("catalogue", "at", "slope"),
    [(10, 0.1, 0.0), (10, 0.1, -1.0), (0, 0.1, 1.0), (10, math.inf, 1.0), (10, 0.1, math.nan)],
)
def test_a_rule_that_leans_nowhere_is_refused(catalogue: int, at: float, slope: float) -> None:
    with pytest.raises(ValueError, match="leans nowhere"):
        rule(catalogue, at, slope)
