"""Only nights on which a camera surely stood there count: nobody says that "2025" is 1 January."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.catalogue import deployments, effort, uncountable
from cases.dates import read_date
from cases.watches.overdue import find as overdue


def camera(records: Any, start: str, end: str, name: str = "DEP-1") -> None:
    records.say(name, "Deployment", station="STN-1", start=start, end=end)


def nights(records: Any) -> int:
    return effort(deployments(records.world().entities)).camera_nights


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        ("2025-03-01", "2025-03-31", 30),
        # Put up some day of March, at the latest on its last.
        ("2025-03", "2025-04-10", 10), ("2025", "2026-01-10", 10),
        # Taken down some day of June, at the earliest on its first.
        ("2025-05-01", "2025-06", 31), ("2024-12-22", "2025", 10),
        ("2025-03", "2025-05", 31), ("2025-03", "2025-03", 0), ("2025", "2025", 0),
        ("2025", "2025-06-01", 0), ("2025-06-01", "2025", 0),
    ],
)  # fmt: skip
def test_only_nights_that_are_sure_count(start: str, end: str, counted: int, records: Any) -> None:
    camera(records, start, end)

    assert nights(records) == counted


@pytest.mark.parametrize("start", ["2025", "2025-02", "2025-02-10", "2024-11 - 2025-01"])
@pytest.mark.parametrize("end", ["2025", "2025-02", "2025-04", "2025-03-03", "2026"])
def test_a_night_counts_if_it_does_whatever_the_days_were(
    start: str, end: str, records: Any
) -> None:
    """Tried out: every day of the start with every day of the end that does not precede it."""
    first, last = read_date(start), read_date(end)
    begins = [first.day + timedelta(n) for n in range((first.last_day - first.day).days + 1)]
    ends = [last.day + timedelta(n) for n in range((last.last_day - last.day).days + 1)]
    nights_of = [set(range(a.toordinal(), b.toordinal())) for a in begins for b in ends if a <= b]
    camera(records, start, end)

    assert nights(records) == len(set.intersection(*nights_of))


def test_a_camera_of_no_sure_night_is_told_as_one_that_is_not_counted(records: Any) -> None:
    camera(records, "2025", "2025", "DEP-1")
    camera(records, "2025-03", "2025-05", "DEP-2")
    camera(records, "2025-03-01", "2025-03-01", "DEP-3")
    camera(records, "2025-06", "2025-03", "DEP-4")
    records.say("DEP-5", "Deployment", station="STN-1", start="2025")

    (told,) = uncountable(records.world().entities)

    assert (told.id, told.station, told.start, told.end) == ("DEP-1", "STN-1", "2025", "2025")


def test_an_animal_is_not_missed_by_a_camera_of_which_no_night_is_sure(records: Any) -> None:
    camera(records, "2025-01-01", "2025-10-19")
    camera(records, "2026-01", "2026", "DEP-2")
    records.say("IND-1", "IndividualAnimal", name="Lord")
    for day in range(0, 291, 10):
        on = (date(2025, 1, 1) + timedelta(days=day)).isoformat()
        records.say(f"PHO-{on}", "Photo", capturedAt=f"{on}T21:00:00+10:00", individual="IND-1",
                    deployment="DEP-1", flank="left")  # fmt: skip

    (watch,) = overdue(records.world(datetime(2026, 6, 1, tzinfo=UTC)))

    assert "0 effective station-nights in its range since" in watch.sentence
    assert watch.missing == (
        "No night of DEP-2 counts: it stood there from 2026-01 to 2026, which says of no night "
        "that it surely did",
    )
