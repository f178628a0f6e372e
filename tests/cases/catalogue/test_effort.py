"""Nights on which a camera surely worked, each counted once, however many reports tell its failure.

Oracle: every camera and every evening one by one, in plain loops.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cases.catalogue import deployments, effort
from cases.catalogue.effort import Deployment, Gap

NEW_YEAR = date(2025, 1, 1)
DAYS = st.integers(0, 20)


def day(number: int) -> date:
    return NEW_YEAR + timedelta(days=number)


@st.composite
def cameras(draw: st.DrawFn) -> Deployment:
    first = draw(DAYS)
    gaps = draw(st.lists(st.tuples(DAYS, st.integers(1, 9), st.sampled_from(["snow", "theft"]))))
    return Deployment(
        f"DEP-{draw(st.integers(0, 99))}",
        draw(st.sampled_from(["STN-1", "STN-2"])),
        day(first),
        day(first + draw(st.integers(0, 20))),
        tuple(Gap(day(since), day(since + long), why) for since, long, why in gaps),
    )


@given(st.lists(cameras(), max_size=3), DAYS, DAYS)
def test_every_evening_counts_once_and_every_lost_one_once_a_reason(
    known: list[Deployment], since: int, until: int
) -> None:
    worked, stations, lost = 0, set(), dict[str, int]()
    for camera in known:
        for evening in range(60):
            if not (since <= evening < until and camera.first <= day(evening) < camera.last):
                continue
            why = {gap.reason for gap in camera.gaps if gap.since <= day(evening) < gap.until}
            for reason in why:
                lost[reason] = lost.get(reason, 0) + 1
            if not why:
                worked += 1
                stations.add((camera.station, evening))

    found = effort(known, since=day(since), until=day(until))

    assert (found.camera_nights, found.station_nights, found.lost) == (worked, len(stations), lost)


def test_a_failure_that_two_reports_tell_is_one(records: Any) -> None:
    for report in ("SRC-1", "SRC-2"):
        records.say(
            "DEP-1", "Deployment", by=report, station="STN-1", start="2025-01-01", end="2025-01-31"
        )
        records.say("DEP-1", "Deployment", by=report, gap="snow", date="2025-01-10 - 2025-01-14")

    found = effort(deployments(records.world().entities))

    assert (found.camera_nights, found.lost) == (25, {"snow": 5})


def test_failures_that_overlap_lose_each_night_once(records: Any) -> None:
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2025-01-31")
    records.say("DEP-1", "Deployment", gap="snow", date="2025-01-10 - 2025-01-14")
    records.say("DEP-1", "Deployment", gap="snow", date="2025-01-13 - 2025-01-16")
    records.say("DEP-1", "Deployment", gap="theft", date="2025-01-16")

    found = effort(deployments(records.world().entities))

    assert (found.camera_nights, found.lost) == (23, {"snow": 7, "theft": 1})
