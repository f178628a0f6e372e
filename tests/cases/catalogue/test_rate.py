"""How long a silence has to be before it says something: against integration and brute force."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from cases.catalogue.rate import (
    Pooled,
    PooledRates,
    Rate,
    count_between,
    home_stations,
    nights_between,
    rate_of,
)
from cases.catalogue.sightings import Sighting
from cases.dates import read_date

FIRST = date(2024, 1, 1)


def seen(day: int, station: str = "A") -> Sighting:
    """Met on the evening of a day."""
    at = FIRST + timedelta(days=day)
    return Sighting("IND-1", station, "", read_date(f"{at}T20:00"), frozenset(), (), ())


def every_night(stations: str = "A", nights: int = 400) -> dict[str, np.ndarray]:
    """Stations that worked on every night."""
    first = FIRST.toordinal()
    return {one: np.arange(first, first + nights, dtype=np.int64) for one in stations}


@pytest.mark.parametrize(
    ("rate", "nights", "silence"),
    [(0.02, 90, 0.1653), (0.05, 90, 0.0111), (0.02, 0, 1.0), (0.01, 300, 0.0498)],
)
def test_a_known_rate_gives_the_silences_of_the_textbook(
    rate: float, nights: int, silence: float
) -> None:
    """exp(-rate nights), as printed in the head of the module and in any table of exp."""
    assert Rate(rate, rate, rate, 9, 400).silence(nights) == pytest.approx(silence, abs=5e-5)


@pytest.mark.parametrize("shape", [1.0, 2.5, 20.0])
@pytest.mark.parametrize("bout", [1.0, 3.0])
@pytest.mark.parametrize("nights", [1, 40, 365])
def test_an_uncertain_rate_is_averaged_over_all_that_it_may_be(
    shape: float, bout: float, nights: int
) -> None:
    """Oracle: the integral of exp(-v n) over the gamma of the visits, by quadrature."""
    rate = Rate(0.03, 0.0, 1.0, 5, 200, shape, bout)
    gamma = stats.gamma(shape, scale=0.03 / bout / shape)
    expected, _ = integrate.quad(lambda v: math.exp(-v * nights) * gamma.pdf(v), 0, np.inf)
    assert rate.silence(nights) == pytest.approx(expected, rel=1e-5)


RATES = st.builds(
    Rate, st.floats(1e-3, 0.5), st.just(0.0), st.just(1.0), st.just(5), st.just(200),
    st.just(math.inf) | st.floats(1.0, 50.0), st.floats(1.0, 6.0),
)  # fmt: skip


@given(RATES, st.floats(0.01, 0.5))
def test_an_animal_is_overdue_from_the_first_night_that_is_silent_enough(
    rate: Rate, silence: float
) -> None:
    nights = rate.nights_until(silence)
    assert rate.silence(nights) < silence * (1 + 1e-9)
    assert nights == 1 or rate.silence(nights - 1) >= silence * (1 - 1e-9)


@given(RATES, st.integers(0, 400))
def test_a_longer_silence_is_never_likelier(rate: Rate, nights: int) -> None:
    assert 0.0 < rate.silence(nights + 1) < rate.silence(nights) <= 1.0


def test_an_interval_of_silence_runs_from_the_high_rate_to_the_low() -> None:
    rate = Rate(0.03, 0.01, 0.06, 5, 200, 6.0, 2.0)
    low, high = rate.silence_interval(100)
    assert (low, high) == (pytest.approx(math.exp(-3.0)), pytest.approx(math.exp(-0.5)))


NIGHTS = st.dictionaries(
    st.sampled_from("ABC"), st.lists(st.integers(0, 40), unique=True).map(sorted), max_size=3
)


@given(NIGHTS, st.sets(st.sampled_from("ABCD")), st.integers(-2, 42), st.integers(-2, 42))
def test_nights_between_two_evenings_are_those_that_counting_each_gives(
    worked: dict[str, list[int]], stations: set[str], after: int, before: int
) -> None:
    base = FIRST.toordinal()
    nights = {one: np.array(own, dtype=np.int64) + base for one, own in worked.items()}
    expected = sorted(
        night + base
        for station in stations
        for night in worked.get(station, [])
        if after < night < before
    )
    days = FIRST + timedelta(days=after), FIRST + timedelta(days=before)
    assert nights_between(nights, stations, *days) == expected
    assert count_between(nights, stations, *days) == len(expected)


def test_the_range_of_an_animal_is_wherever_it_was_met() -> None:
    assert home_stations([seen(0, "A"), seen(3, "B"), seen(9, "A")]) == {"A", "B"}
    assert home_stations([]) == frozenset()


def test_an_animal_that_was_met_once_has_the_rate_of_all_of_them() -> None:
    """One meeting more than none says nothing yet: the prior is worth one meeting."""
    rate = rate_of([seen(10)], every_night(), Pooled(0.04))
    assert (rate.meetings, rate.nights, rate.shape) == (0, 0, 1.0)
    assert rate.per_night == pytest.approx(0.04)


def test_meetings_and_nights_are_those_after_the_first() -> None:
    own = [seen(day) for day in (0, 50, 100, 150, 201)]
    rate = rate_of(own, every_night(), Pooled(0.04))
    # Four meetings in the 200 nights strictly between the first and the last evening.
    assert (rate.meetings, rate.nights) == (4, 200)
    # Gamma posterior: (4 + 1) / (200 + 1 / 0.04).
    assert rate.per_night == pytest.approx(5 / 225)
    posterior = stats.gamma(5, scale=1 / 225)
    assert (rate.low, rate.high) == (
        pytest.approx(posterior.ppf(0.05)), pytest.approx(posterior.ppf(0.95)),
    )  # fmt: skip


def test_a_station_that_stood_still_counts_no_night() -> None:
    nights = every_night("AB")
    nights["B"] = nights["B"][100:]
    own = [seen(0, "A"), seen(200, "B")]
    rate = rate_of(own, nights, Pooled(0.04))
    # A worked on 199 nights between, B on the 100 from its hundredth on.
    assert rate.nights == 199 + 100


def test_visits_in_bouts_make_a_silence_say_less() -> None:
    own = [seen(day) for day in (0, 50, 100, 150, 201)]
    alone, in_bouts = (rate_of(own, every_night(), Pooled(0.04, bout)) for bout in (1.0, 3.0))
    assert in_bouts.silence(60) > alone.silence(60)
    assert (in_bouts.shape, in_bouts.bout) == (pytest.approx(4 / 3 + 1), 3.0)


def test_where_nobody_was_met_twice_nothing_is_known() -> None:
    rates = PooledRates.of({"IND-1": [seen(3)], "IND-2": []}, every_night())
    assert rates.at(FIRST + timedelta(days=300)) == Pooled(0.0)
    assert PooledRates.of({}, {}).at(FIRST) == Pooled(0.0)


def greenwood(gaps: list[int]) -> float:
    """Greenwood's statistic over its mean for gaps at random, 2 / (m + 1)."""
    return sum(g * g for g in gaps) / sum(gaps) ** 2 * (len(gaps) + 1) / 2


def test_what_all_animals_say_is_the_sum_of_what_each_says() -> None:
    even = [seen(day) for day in (0, 51, 102, 153)]
    bouts = [seen(day, "B") for day in (0, 2, 4, 200)]
    rates = PooledRates.of({"IND-1": even, "IND-2": bouts}, every_night("AB"))
    pooled = rates.at(FIRST + timedelta(days=399))
    # By hand: three meetings each; 152 nights between for the one, 199 for the other.
    assert pooled.per_night == pytest.approx((3 + 3) / (152 + 199))
    told = 3 * greenwood([50, 50, 50]) + 3 * greenwood([1, 1, 195])
    assert pooled.bout == pytest.approx((told + 3) / (6 + 3))


def test_a_past_day_knows_nothing_of_later_photos() -> None:
    own = [seen(day) for day in (0, 51, 102, 153)]
    rates = PooledRates.of({"IND-1": own}, every_night())
    assert rates.at(FIRST + timedelta(days=50)) == Pooled(0.0)
    assert rates.at(FIRST + timedelta(days=51)).per_night == pytest.approx(1 / 50)
    assert rates.at(FIRST + timedelta(days=152)).per_night == pytest.approx(2 / 101)
    assert rates.at(FIRST + timedelta(days=153)).per_night == pytest.approx(3 / 152)


def test_gaps_more_even_than_chance_are_not_leant_upon() -> None:
    own = [seen(day) for day in range(0, 400, 20)]
    rates = PooledRates.of({"IND-1": own}, every_night())
    assert greenwood([19] * 19) < 1.0
    assert rates.at(FIRST + timedelta(days=399)).bout == 1.0
