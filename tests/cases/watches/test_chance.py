"""How often as much falls into a window by chance: told as often as it is measured."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.watches.chance import by_chance

DAYS = 600


def counted(events: list[int], days: list[int], first: int, last: int, at_least: int) -> float:
    """The same by laying the window at every place, one after another."""
    inside = [day for day in sorted(days) if first <= day <= last]
    ring = sorted(days)
    hits = 0
    for start in range(len(ring)):
        window = {ring[(start + step) % len(ring)] for step in range(len(inside))}
        hits += sum(1 for event in events if event in window) >= at_least
    return hits / len(ring)


@given(st.data())
def test_it_is_what_laying_the_window_everywhere_gives(data: st.DataObject) -> None:
    days = data.draw(st.lists(st.integers(0, 60), min_size=1, max_size=30, unique=True))
    events = data.draw(st.lists(st.sampled_from(days), max_size=6))
    first = data.draw(st.sampled_from(sorted(days)))
    last = data.draw(st.sampled_from([day for day in sorted(days) if day >= first]))

    told = by_chance(events, days, first, last, 1)

    assert told == pytest.approx(counted(events, days, first, last, 1))


@pytest.mark.parametrize(("first", "last"), [(700, 800), (5, 4)])
def test_a_window_outside_the_record_has_no_chance(first: int, last: int) -> None:
    assert by_chance([3], range(DAYS), first, last, 1) is None


def at_random(rng: np.random.Generator) -> list[int]:
    return rng.integers(0, DAYS, rng.poisson(5)).tolist()


def in_bursts(rng: np.random.Generator) -> list[int]:
    evenings = rng.integers(0, DAYS, rng.poisson(3))
    return [int(day) for day in evenings for _ in range(int(rng.integers(1, 5)))]


@pytest.mark.parametrize("incidents", [at_random, in_bursts])
@pytest.mark.parametrize("at_least", [1, 2])
def test_the_rate_that_is_told_is_the_rate_that_is_measured(
    incidents: Callable[[np.random.Generator], list[int]], at_least: int
) -> None:
    """Windows of 60 days that have nothing to do with the incidents."""
    rng = np.random.default_rng(8)
    told, measured = [], []
    for _ in range(1500):
        events, first = incidents(rng), int(rng.integers(0, DAYS - 60))
        chance = by_chance(events, range(DAYS), first, first + 59, at_least)
        assert chance is not None
        told.append(chance)
        measured.append(sum(1 for day in events if first <= day < first + 60) >= at_least)

    error = 3 * np.sqrt(np.mean(told) * (1 - np.mean(told)) / len(told))
    assert abs(np.mean(told) - np.mean(measured)) < error + 0.01


def test_a_rare_coincidence_is_told_as_rare_no_more_often_than_it_is() -> None:
    """Of windows at random, no more than 5 % reach a count that is told to have a chance of 5 %."""
    rng = np.random.default_rng(9)
    called = 0
    for _ in range(1500):
        events, first = in_bursts(rng), int(rng.integers(0, DAYS - 30))
        inside = sum(1 for day in events if first <= day < first + 30)
        chance = by_chance(events, range(DAYS), first, first + 29, inside)
        called += chance is not None and chance <= 0.05
    assert called / 1500 < 0.07
