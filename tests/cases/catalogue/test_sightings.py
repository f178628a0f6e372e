"""Frames made into sightings, against a count by hand and by looking at every pair."""

# ruff: noqa: DTZ001 - cameras write local times

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalogue.sightings import INDEPENDENT, last_seen, night_of
from cases.dates import read_date


@pytest.mark.parametrize(
    ("written", "night"),
    [
        # Noon to noon, by the date of the evening, in the local time of the camera.
        ("2025-03-01T22:00:00+10:00", "2025-03-01"), ("2025-03-02T04:00:00+10:00", "2025-03-01"),
        ("2025-03-02T11:59:59+10:00", "2025-03-01"), ("2025-03-02T12:00:00+10:00", "2025-03-02"),
        ("2025-03-01T22:00", "2025-03-01"), ("2025-01-01T03:00", "2024-12-31"),
        # Ten in the evening at the camera is noon of the same day in London.
        ("2025-03-01T12:30:00Z", "2025-03-01"), ("2025-03-01T11:30:00Z", "2025-02-28"),
        # A day without a time: nobody said that it was before noon. A month or a year: its end.
        ("2025-03-01", "2025-03-01"), ("2025-03", "2025-03-31"), ("2025", "2025-12-31"),
        ("01.03.2025", "2025-03-01"),
    ],
)  # fmt: skip
def test_a_night_is_that_of_its_evening_and_a_day_without_a_time_stays_that_day(
    written: str, night: str
) -> None:
    """Told a night earlier, the first of March would be counted among the nights of February."""
    assert night_of(read_date(written)).isoformat() == night


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.sampled_from(["", "Z", "+10:00", "+08:00", "-05:30"]),
)
def test_every_moment_lies_within_twelve_hours_of_midnight_of_its_night(
    at: datetime, offset: str
) -> None:
    night = night_of(read_date(at.isoformat(timespec="minutes") + offset))
    midnight = datetime.combine(night + timedelta(days=1), datetime.min.time())
    assert abs(at.replace(second=0, microsecond=0) - midnight) <= timedelta(hours=12)


def frames(records: Any, *given: tuple[str, str, str]) -> Any:
    """Photos of (animal, station, local time); the sightings they make."""
    for number, (animal, station, time) in enumerate(given):
        camera = station.replace("STN", "DEP")
        records.say(camera, "Deployment", station=station, start="2024-01-01", end="2026-12-31")
        records.say(animal, "IndividualAnimal", name=animal)
        records.say(f"PHO-{number}", "Photo", capturedAt=f"{time}+10:00", individual=animal,
                    deployment=camera, flank="left")  # fmt: skip
    return records.world().sightings


@pytest.mark.parametrize(
    ("minutes", "sightings"),
    [
        ([0], 1), ([0, 1, 2], 1), ([0, 59], 1), ([0, 60], 2), ([0, 30, 61], 2), ([0, 59, 118], 2),
        ([0, 120, 240], 3), ([0, 0, 0], 1), ([600, 0], 2),
    ],
)  # fmt: skip
def test_an_animal_counts_again_at_a_station_after_an_hour(
    minutes: list[int], sightings: int, records: Any
) -> None:
    """The hour runs from the first frame: an animal that stays all night is not met once."""
    start = datetime(2025, 2, 1, 20)
    times = [("IND-1", "STN-1", (start + timedelta(minutes=m)).isoformat()) for m in minutes]
    assert len(frames(records, *times)) == sightings


@pytest.mark.parametrize("seed", range(6))
def test_no_frame_is_lost_and_none_is_in_two_sightings(seed: int, records: Any) -> None:
    """Counted by hand: the frames of each animal and station, an hour from the first at a time."""
    draw, start = random.Random(seed), datetime(2025, 2, 1, 20)
    given = [
        (draw.choice(["IND-1", "IND-2"]), draw.choice(["STN-1", "STN-2"]), draw.randrange(600))
        for _ in range(draw.randrange(1, 25))
    ]
    found = frames(
        records, *((a, s, (start + timedelta(minutes=m)).isoformat()) for a, s, m in given)
    )
    expected = 0
    for who in {(animal, station) for animal, station, _ in given}:
        minutes = sorted(m for animal, station, m in given if (animal, station) == who)
        while minutes:
            first = minutes[0]
            minutes = [m for m in minutes if m >= first + INDEPENDENT / timedelta(minutes=1)]
            expected += 1
    assert len(found) == expected
    told = [record for sighting in found for record in sighting.records]
    assert sorted(told) == sorted(f"PHO-{number}" for number in range(len(given)))
    assert [s.when.start for s in found] == sorted(s.when.start for s in found)
    latest = {a: max(m for animal, _, m in given if animal == a) for a in {a for a, _, _ in given}}
    assert set(last_seen(found)) == set(latest)


def test_an_animal_without_a_name_or_a_photo_without_a_time_is_nobodys_sighting(
    records: Any,
) -> None:
    records.say("IND-1", "IndividualAnimal", name="unknown")
    records.say("IND-2", "IndividualAnimal", name="неизвестно")
    records.say("IND-3", "IndividualAnimal", name="Лорд")
    records.say("PHO-1", "Photo", capturedAt="2025-02-01T20:00+10:00", individual="IND-1",
                station="STN-1")  # fmt: skip
    records.say("PHO-2", "Photo", capturedAt="2025-02-01T20:00+10:00", individual="IND-2",
                station="STN-1")  # fmt: skip
    records.say("PHO-3", "Photo", individual="IND-3", station="STN-1")
    records.say("PHO-4", "Photo", capturedAt="2025-02-01T20:00+10:00", individual="IND-3",
                station="STN-1", kind="pelt")  # fmt: skip
    assert records.world().sightings == ()


def test_one_passage_in_the_offsets_of_two_servers_is_one(records: Any) -> None:
    records.say("IND-1", "IndividualAnimal", name="Лорд")
    for number, time in enumerate(["2025-02-01T20:00:00+10:00", "2025-02-01T10:05:00Z"]):
        records.say(f"PHO-{number}", "Photo", capturedAt=time, individual="IND-1",
                    station="STN-1", flank=("left", "right")[number])  # fmt: skip
    (sighting,) = records.world().sightings
    assert sighting.flanks == {"left", "right"}
    assert sighting.night == date(2025, 2, 1)
