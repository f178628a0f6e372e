"""Who was seen where, how hard one looked, and how many were missed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalogue import (
    Deployment,
    Gap,
    animals,
    chapman,
    coverage,
    deployments,
    effort,
    families,
    last_seen,
    population,
    sightings,
)
from cases.catalogue.coverage import interval_of_unseen
from cases.formats import camtrap_dp
from cases.statement import Claim


def seen(
    records: Any, animal: str, *times: str, station: str = "STN-1", flank: str = "left"
) -> None:
    records.say("DEP-1", "Deployment", station="STN-1", start="2024-01-01", end="2026-12-31")
    records.say("DEP-2", "Deployment", station="STN-2", start="2024-01-01", end="2026-12-31")
    records.say(animal, "IndividualAnimal", name=animal)
    for time in times:
        place = "DEP-1" if station == "STN-1" else "DEP-2"
        records.say(f"PHO-{animal}-{time}", "Photo", capturedAt=time, individual=animal,
                    deployment=place, flank=flank)  # fmt: skip


def test_frames_of_one_passage_are_one_sighting(records: Any) -> None:
    seen(records, "IND-1", "2025-02-01T22:00:00+10:00", "2025-02-01T22:00:05+10:00",
         "2025-02-01T22:40:00+10:00", "2025-02-02T01:00:00+10:00")  # fmt: skip

    found = records.world().sightings

    assert [len(one.records) for one in found] == [3, 1]


def test_a_photo_row_and_its_event_row_are_one_sighting(records: Any) -> None:
    seen(records, "IND-1", "2025-02-01T22:00:00+10:00")
    records.say("SGT-1", "Sighting", date="2025-02-01T22:00:00+10:00", individual="IND-1",
                deployment="DEP-1")  # fmt: skip

    assert len(records.world().sightings) == 1


def test_two_animals_in_one_night_are_two(records: Any) -> None:
    seen(records, "IND-1", "2025-02-01T22:00:00+10:00")
    seen(records, "IND-2", "2025-02-01T22:10:00+10:00")

    assert {one.individual for one in records.world().sightings} == {"IND-1", "IND-2"}


def test_a_photo_of_a_pelt_or_of_nobody_is_no_sighting(records: Any) -> None:
    seen(records, "IND-1")
    records.say("IND-9", "IndividualAnimal", name="unknown")
    records.say("PHO-1", "Photo", capturedAt="2025-02-01", individual="IND-1", kind="pelt")
    records.say("PHO-2", "Photo", capturedAt="2025-02-01", individual="IND-9")
    records.say("PHO-3", "Photo", individual="IND-1")

    assert records.world().sightings == ()


@pytest.mark.parametrize(
    ("time", "night"),
    [
        ("2025-02-02T03:00:00+10:00", date(2025, 2, 1)),
        ("2025-02-01T23:00:00+08:00", date(2025, 2, 1)),
        ("2025-02-01T13:00:00+10:00", date(2025, 2, 1)),
        ("2025-02-01T11:00:00+10:00", date(2025, 1, 31)),
        ("2025-02-02T03:00:00", date(2025, 2, 1)),
    ],
)
def test_a_night_has_the_date_of_its_evening_where_the_camera_stood(
    records: Any, time: str, night: date
) -> None:
    seen(records, "IND-1", time)

    assert records.world().sightings[0].night == night


def test_last_seen_is_the_latest_place(records: Any) -> None:
    seen(records, "IND-1", "2025-02-01T22:00:00+10:00")
    seen(records, "IND-1", "2025-03-01T22:00:00+10:00", station="STN-2")

    assert last_seen(records.world().sightings)["IND-1"].station == "STN-2"


def test_nights_lost_to_snow_and_theft_are_no_effort(records: Any) -> None:
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2025-01-31")
    snow = records.say("DEP-1", "Deployment", date="2025-01-03/2025-01-12", gap="snowed in")

    worked = effort(deployments(records.world().entities))

    assert snow[1].event_time is not None
    assert worked.camera_nights == 30 - 10
    assert worked.lost == {"snowed in": 10}


def test_two_cameras_of_a_station_count_twice_as_cameras_and_once_as_station() -> None:
    pair = [Deployment(f"DEP-{n}", "STN-1", date(2025, 1, 1), date(2025, 1, 11)) for n in (1, 2)]

    worked = effort(pair)

    assert (worked.camera_nights, worked.station_nights) == (20, 10)


def test_effort_is_counted_within_the_days_asked_for() -> None:
    camera = Deployment("DEP-1", "STN-1", date(2025, 1, 1), date(2025, 2, 1),
                        (Gap(date(2025, 1, 10), date(2025, 1, 12), "stolen"),))  # fmt: skip

    worked = effort([camera], since=date(2025, 1, 8), until=date(2025, 1, 15))

    assert worked.camera_nights == 5
    assert effort([camera], stations={"STN-2"}).camera_nights == 0


@given(st.lists(st.integers(0, 60), min_size=2, max_size=2), st.integers(0, 80))
def test_no_night_is_counted_twice_or_lost(span: list[int], split: int) -> None:
    first, last = sorted(span)
    camera = Deployment("DEP-1", "S", date.fromordinal(1000 + first), date.fromordinal(1000 + last))
    cut = date.fromordinal(1000 + split)

    before = effort([camera], until=cut).camera_nights
    after = effort([camera], since=cut).camera_nights

    assert before + after == last - first


@pytest.mark.parametrize(
    ("animal", "flank"), [("IND-1", "both"), ("IND-2", "left"), ("IND-3", "unknown")]
)
def test_which_flank_a_skin_can_be_held_against(records: Any, animal: str, flank: str) -> None:
    seen(records, "IND-1", "2025-02-01T22:00:00+10:00", flank="left")
    seen(records, "IND-1", "2025-03-01T22:00:00+10:00", flank="right")
    seen(records, "IND-2", "2025-02-01T23:00:00+10:00", flank="left")
    seen(records, "IND-3", "2025-02-01T21:00:00+10:00", flank="")
    world = records.world()

    known = {one.id: one for one in animals(world.entities, world.sightings)}

    assert known[animal].comparable_flank == flank


def test_a_family_is_what_is_stated_of_it(records: Any) -> None:
    for cub in ("Killy", "Crimea", "Barry"):
        records.say(f"IND-{cub}", "IndividualAnimal", name=cub, mother="IND-K")

    assert families(records.world().entities)[0].cubs == ("IND-Barry", "IND-Crimea", "IND-Killy")


def test_the_estimate_of_two_occasions_is_as_published() -> None:
    """60 and 55 marked, 44 again: 74.9 (72.2 to 83.5)."""
    assert chapman(60, 55, 44) == pytest.approx((74.9, 72.2, 83.5), abs=0.05)


def test_more_cannot_be_seen_again_than_were_seen() -> None:
    with pytest.raises(ValueError, match="cannot be caught twice"):
        chapman(5, 6, 7)


def test_coverage_follows_from_those_met_once_and_twice(records: Any) -> None:
    """4 met once, 2 twice, 2 three times: 4*3/(2*3) = 2 missed, so 8 of 10."""
    for n, times in enumerate([1, 1, 1, 1, 2, 2, 3, 3]):
        seen(records, f"IND-{n}", *(f"2025-{m + 1:02}-01T22:00:00+10:00" for m in range(times)))

    found = coverage(records.world().sightings)

    assert found.estimated == pytest.approx(10.0)
    assert found.probability == pytest.approx(0.8)
    assert found.low is not None
    assert found.high is not None
    assert 8 <= found.low < 10 < found.high


def test_only_sightings_of_the_comparable_flank_count(records: Any) -> None:
    seen(records, "IND-1", *(f"2025-{m:02}-01T22:00:00+10:00" for m in range(1, 12)), flank="left")

    assert coverage(records.world().sightings, flank="right").meetings == 0
    assert coverage(records.world().sightings, flank="left").meetings == 11


def test_too_few_sightings_make_no_estimate(records: Any) -> None:
    seen(records, "IND-1", "2025-02-01T22:00:00+10:00")

    found = coverage(records.world().sightings)

    assert found.probability is None
    assert "too few" in found.sentence


def test_nobody_missed_still_leaves_an_upper_end() -> None:
    assert interval_of_unseen(20, 0.0, 0.0) == (20.0, 23.0)


def test_a_left_side_and_a_right_side_are_not_added_up(records: Any) -> None:
    for n in range(3):
        seen(records, f"IND-L{n}", "2025-02-01T22:00:00+10:00", flank="left")
    for n in range(2):
        seen(records, f"IND-R{n}", "2025-02-01T22:00:00+10:00", flank="right")
    world = records.world()

    rows = population(world.animals, world.sightings, world.deployments)

    assert [(row.year, row.at_least, row.left_only, row.right_only) for row in rows] == [
        (2025, 3, 3, 2)
    ]


def test_effort_stands_beside_the_count_and_never_inside_it(records: Any) -> None:
    seen(records, "IND-1", "2024-02-01T22:00:00+10:00", "2026-02-01T22:00:00+10:00")
    world = records.world()

    rows = population(world.animals, world.sightings, world.deployments)

    assert [row.at_least for row in rows] == [1, 0, 1]
    assert [row.camera_nights for row in rows] == [2 * 366, 2 * 365, 2 * 364]


def test_the_example_package_has_four_deployments_of_countable_nights(
    shared_data: Path, records: Any
) -> None:
    first = date(2020, 5, 30)
    for item in camtrap_dp.read(shared_data / "camtrap_dp"):
        if (
            isinstance(item, Claim)
            and item.schema == "Deployment"
            and item.property in ("start", "end")
        ):
            records.say(f"DEP-{item.subject.key}", "Deployment", **{item.property: item.value})

    found = deployments(records.world().entities)

    assert len(found) == 4
    assert min(one.first for one in found) == first
    assert all(one.effective for one in found)


def test_nothing_recorded_is_nobody_seen() -> None:
    assert sightings({}) == ()
    assert population((), (), ()) == ()


def test_a_cub_is_a_cub_until_its_second_year(records: Any) -> None:
    seen(records, "IND-1", *(f"{year}-02-01T22:00:00+10:00" for year in (2024, 2025, 2026)))
    records.say("IND-1", "IndividualAnimal", birthDate="2024-01")
    world = records.world()

    rows = population(world.animals, world.sightings, world.deployments)

    assert [(row.cubs, row.adults) for row in rows] == [(1, 0), (1, 0), (0, 1)]
