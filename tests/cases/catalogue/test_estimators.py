"""Estimates out of animals met again: published figures, and intervals that cover the truth."""

import math
from datetime import UTC, date, datetime, timedelta
from math import comb

import numpy as np
import pytest

from cases.catalogue import (
    Occasion,
    Sighting,
    chapman,
    estimates,
    exact_limits,
    occasions_of,
    schnabel,
    span_of,
    winter_of,
)
from cases.dates import Precision, When

SINCE, UNTIL = date(2025, 11, 1), date(2026, 4, 30)


def met(animal: str, day: int, flank: str = "left") -> Sighting:
    start = datetime(2025, 11, 1, 12, tzinfo=UTC) + timedelta(days=day)
    when = When(start, start + timedelta(seconds=1), Precision.SECOND, 600)
    return Sighting(animal, "STN-1", "", when, frozenset({flank}), (), ())


def test_schnabels_sunfish_are_447() -> None:
    """Gerking's sunfish: caught times marked sums to 10,740 with 24 met again (Krebs, ch. 2)."""
    value, low, high = schnabel([Occasion(60, 0, 0), Occasion(179, 24, 60)])

    assert value == pytest.approx(10740 / 24, abs=0.01)
    # Exact limits of a Poisson count of 24: 15.377 to 35.710 (Pearson & Hartley, table 40).
    assert low == pytest.approx(10740 / 35.710, rel=1e-3)
    assert high == pytest.approx(10740 / 15.377, rel=1e-3)


def test_nobody_met_again_leaves_no_upper_end() -> None:
    assert schnabel([Occasion(5, 0, 0), Occasion(4, 0, 5)]) == (math.inf, 9.0, math.inf)


@pytest.mark.parametrize(("caught", "again", "before"), [(3, 4, 9), (9, 4, 3), (3, -1, 3)])
def test_an_impossible_occasion_is_refused(caught: int, again: int, before: int) -> None:
    with pytest.raises(ValueError, match="cannot be met again"):
        Occasion(caught, again, before)


def test_a_flank_is_a_study_of_its_own() -> None:
    seen = [met("L", 0), met("L", 100), met("R", 5, "right"), met("B", 7, "both"), met("B", 120)]

    left = occasions_of(seen, "left", SINCE, UNTIL, 2)
    right = occasions_of(seen, "right", SINCE, UNTIL, 2)

    assert [(o.caught, o.again, o.before) for o in left] == [(2, 0, 0), (2, 2, 2)]
    assert [(o.caught, o.again, o.before) for o in right] == [(2, 0, 0), (0, 0, 2)]


def test_too_few_met_again_are_no_estimate() -> None:
    found = estimates([met("L", 0), met("L", 100)], SINCE, UNTIL)

    assert {(one.method, one.flank) for one in found} == {
        ("Chapman", "left"), ("Chapman", "right"), ("Schnabel", "left"), ("Schnabel", "right"),
    }  # fmt: skip
    assert all(one.value is None for one in found)


@pytest.mark.parametrize("animals", [15, 40])
def test_intervals_cover_the_truth_as_often_as_they_say(animals: int) -> None:
    rng = np.random.default_rng(4)
    covered: dict[str, list[bool]] = {"Chapman": [], "Schnabel": []}
    for _ in range(300):
        seen = [
            met(f"A{n}", int(day))
            for n in range(animals)
            for day in rng.integers(0, 180, rng.poisson(2.0))
        ]
        seen.sort(key=lambda one: one.night)
        for one in estimates(seen, SINCE, UNTIL):
            if one.flank == "left" and one.low is not None and one.high is not None:
                covered[one.method].append(one.low <= animals <= one.high)
    assert min(np.mean(own) for own in covered.values()) > 0.93


def test_days_that_are_no_occasions_are_refused() -> None:
    with pytest.raises(ValueError, match="are not 5 occasions"):
        occasions_of([], "left", SINCE, SINCE, 5)


def test_a_winter_stays_whole() -> None:
    assert winter_of(date(2026, 1, 5)) == winter_of(date(2025, 11, 5))
    assert winter_of(date(2026, 7, 1)) == (date(2026, 7, 1), date(2027, 7, 1))


def test_a_study_runs_from_its_first_to_its_last_effort() -> None:
    nights = [date(2025, 11, 3).toordinal(), date(2026, 2, 1).toordinal()]
    assert span_of(nights, SINCE, UNTIL) == (date(2025, 11, 3), date(2026, 2, 2))
    assert span_of(nights, date(2020, 1, 1), date(2021, 1, 1)) is None


def test_chapman_is_what_two_halves_give() -> None:
    seen = [met(f"A{n}", day) for n in range(4) for day in (10, 120)] + [met("A9", 11)]

    first = next(one for one in estimates(seen, SINCE, UNTIL) if one.flank == "left")

    assert first.value == pytest.approx(chapman(5, 4, 4)[0])


@pytest.mark.parametrize(
    ("first", "second", "again"), [(5, 4, 4), (9, 7, 3), (12, 12, 4), (3, 3, 3)]
)
def test_exact_limits_are_all_populations_that_are_not_improbable(
    first: int, second: int, again: int
) -> None:
    """By counting the ways to draw, population after population."""

    def ways(animals: int, met: int) -> float:
        return comb(first, met) * comb(animals - first, second - met) / comb(animals, second)

    fitting = [
        animals
        for animals in range(first + second - again, 2000)
        if sum(ways(animals, m) for m in range(again, second + 1)) > 0.025
        and sum(ways(animals, m) for m in range(max(0, first + second - animals), again + 1))
        > 0.025
    ]

    assert exact_limits(first, second, again) == (fitting[0], fitting[-1])


def test_nobody_met_twice_bounds_a_population_from_below_only() -> None:
    low, high = exact_limits(6, 6, 0)
    assert 12 <= low < 30
    assert high == math.inf
