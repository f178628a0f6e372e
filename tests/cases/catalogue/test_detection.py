"""How likely an animal that lives among the cameras was photographed."""

import math
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest

from cases.catalogue import Deployment, Detection, Gap, Sighting, area_km2, detection
from cases.dates import read_date

START = date(2024, 1, 1)
UNTIL = date(2026, 1, 1)
NIGHTS = (UNTIL - START).days


def cameras(stations: int = 30, **more: object) -> list[Deployment]:
    return [
        Deployment(f"DEP-{n}", f"STN-{n}", START, UNTIL, **more)  # type: ignore[arg-type]
        for n in range(stations)
    ]


def sighting(animal: int, station: int, night: int, flank: str) -> Sighting:
    when = read_date(f"{START + timedelta(days=night)}T22:00")
    return Sighting(f"IND-{animal}", f"STN-{station}", "", when, frozenset({flank}), (), ())


def residents(seed: int, rate: float, animals: int = 40) -> tuple[list[Sighting], float]:
    """Animals that meet cameras by a known rate, and the true mean chance of a left flank a year.

    Rates differ between animals; each has four stations; half of the meetings show the left flank.
    """
    rng = np.random.default_rng(seed)
    seen, chances = [], []
    for animal in range(animals):
        own = rng.gamma(2.0, rate / 2.0)
        for station in rng.choice(30, 4, replace=False):
            for night in np.flatnonzero(rng.random(NIGHTS) < own):
                side = "left" if rng.random() < 0.5 else "right"
                seen.append(sighting(animal, int(station), int(night), side))
        chances.append(1.0 - math.exp(-own * 0.5 * 4 * 365))
    return seen, float(np.mean(chances))


def of(seen: list[Sighting], **asked: object) -> Detection:
    given: dict[str, object] = {"cameras": cameras(), "until": UNTIL, "flank": "left"} | asked
    return detection(seen, rng=np.random.default_rng(0), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", [0.002, 0.005, 0.02])
def test_the_chance_is_that_of_animals_whose_rates_are_known(rate: float) -> None:
    worlds = [residents(seed, rate) for seed in range(8)]
    told = [of(seen) for seen, _ in worlds]

    errors = [one.probability - truth for one, (_, truth) in zip(told, worlds, strict=True)]

    assert abs(np.mean(errors)) < 0.05
    assert np.max(np.abs(errors)) < 0.15
    assert all(one.low <= one.probability <= one.high for one in told)


def test_it_is_told_in_words_with_what_it_rests_on() -> None:
    seen, _ = residents(3, 0.005)

    told = of(seen)

    percent = round(100 * told.probability)
    assert told.sentence.startswith(
        f"an animal living here would have been photographed with its left flank with {percent} % "
        f"chance ({round(100 * told.low)}-{round(100 * told.high)})"
    )
    assert "10,950 camera-nights at 30 stations" in told.sentence
    met = {(one.individual, one.night) for one in seen}
    nights = [sum(1 for who, _ in met if who == f"IND-{n}") for n in range(40)]
    assert told.animals == sum(1 for n in nights if n > 1)
    assert told.passing == sum(1 for n in nights if n == 1)
    assert (told.camera_nights, told.stations) == (30 * 365, 30)


def test_a_short_stay_is_photographed_less_surely_than_a_long_one() -> None:
    seen, _ = residents(3, 0.002)

    chances = [of(seen, days=days).probability for days in (30, 180, 365, 700)]

    assert chances == sorted(chances)
    assert chances[0] < 0.35 < 0.75 < chances[-1]


def test_one_flank_is_photographed_less_surely_than_any() -> None:
    seen, _ = residents(3, 0.002)

    assert of(seen, flank="left").probability < of(seen, flank=None).probability - 0.1


def dead(nights: int) -> Iterator[Gap]:
    yield Gap(UNTIL - timedelta(days=nights), UNTIL, "battery")


def test_cameras_that_were_dead_do_not_count() -> None:
    seen, _ = residents(3, 0.005)
    awake = [one for one in seen if one.night < UNTIL - timedelta(days=300)]

    told = of(awake, cameras=cameras(gaps=tuple(dead(300))))

    assert told.camera_nights == 30 * 65
    assert told.probability < of(seen).probability - 0.2


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"cameras": []}, "unknown: no effort on record"),
        (
            {"until": date(2028, 1, 1)},
            "unknown: no camera is known to have worked in the 365 days to 2028-01-01",
        ),
        ({"stations": {"STN-99"}}, "unknown: no effort on record"),
    ],
)
def test_without_effort_nothing_is_said(asked: dict[str, object], sentence: str) -> None:
    seen, _ = residents(3, 0.005)

    told = of(seen, **asked)

    assert told.sentence == sentence
    assert (told.probability, told.low, told.high) == (None, None, None)


def test_animals_that_are_hardly_ever_met_say_too_little() -> None:
    seen, _ = residents(1, 0.0004)

    told = of(seen)

    assert told.probability is None
    assert "too few to say how often cameras meet an animal" in told.sentence


def test_who_was_met_on_one_night_only_may_be_passing_through() -> None:
    seen, _ = residents(3, 0.005)
    guest = [sighting(500, 1, 100, "left"), sighting(500, 1, 100, "left")]

    told = of([*seen, *guest])

    assert told.passing == of(seen).passing + 1
    assert told.probability == of(seen).probability


def test_the_same_records_give_the_same_numbers() -> None:
    seen, _ = residents(3, 0.005)
    assert of(seen) == of(seen[::-1])


def test_a_square_of_ten_kilometres_spans_a_hundred_square_kilometres() -> None:
    north, east = 10 / 111.32, 10 / (111.32 * math.cos(math.radians(43.0)))
    corners = [(43.0 + n * north - north / 2, 131.0 + e * east) for n in (0, 1) for e in (0, 1)]

    assert area_km2(corners) == pytest.approx(100.0, rel=0.01)
    assert area_km2([*corners, (43.0, 131.0 + east / 2)]) == pytest.approx(100.0, rel=0.01)


@pytest.mark.parametrize("places", [[], [(43.0, 131.0)], [(43.0, 131.0 + n) for n in range(4)]])
def test_a_line_spans_no_land(places: list[tuple[float, float]]) -> None:
    assert area_km2(places) is None
