"""An animal of which the last that is known is a month: nobody wrote the first day of it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.catalogue import dated, estimates, last_seen
from cases.findings.hypotheses import find as hypotheses
from cases.findings.skin_origin import find as origin
from cases.watches import State, Watch
from cases.watches.overdue import find as overdue
from cases.watches.silence import silence
from cases.watches.windows import windows

START = date(2025, 1, 1)


def lord(records: Any, *later: str, nights: int = 291) -> Any:
    """Lord every ten days to 18 October 2025 at a camera that goes on; then sightings as dated."""
    records.say("STN-1", "Station", name="Upper Amba", latitude="43.2", longitude="131.3")
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2027-01-01")
    records.say("IND-1", "IndividualAnimal", name="Lord")
    for day in range(0, nights, 10):
        on = (START + timedelta(days=day)).isoformat()
        records.say(f"PHO-{on}", "Photo", capturedAt=f"{on}T21:00:00+10:00", individual="IND-1",
                    deployment="DEP-1", flank="left")  # fmt: skip
    for number, written in enumerate(later):
        records.say(f"SGT-{number}", "Sighting", date=written, individual="IND-1",
                    station="STN-1")  # fmt: skip
    return records


def watch(records: Any, today: str) -> Watch:
    (found,) = overdue(records.world(datetime.fromisoformat(f"{today}T12:00:00+00:00")))
    return found


def test_an_animal_seen_in_march_is_silent_from_april_and_told_by_its_month(records: Any) -> None:
    """Counted from 1 March, thirty nights more would have made it overdue."""
    found = watch(lord(records, "2026-03"), "2026-04-21")

    assert "last seen on 2026-03 (Upper Amba): 20 effective station-nights" in found.sentence
    assert "2026-03-01" not in " ".join((found.sentence, *found.missing))
    assert found.missing[0].startswith("1 sighting is known to no day (2026-03)")


@pytest.mark.parametrize(
    ("later", "nights", "last"),
    [
        ((), 60, "2025-10-18"),
        # The year may have brought it on any evening up to its last.
        (("2025",), 0, "2025"),
        # What is known to the day and comes after all the month counts from its day.
        (("2025-10",), 47, "2025-10"),
        (("2025-09",), 60, "2025-10-18"),
        (("2025-11-01 - 2025-11-20",), 27, "2025-11-01/2025-11-20"),
    ],
)
def test_silence_counts_from_the_last_day_it_may_have_been(
    later: tuple[str, ...], nights: int, last: str, records: Any
) -> None:
    found = watch(lord(records, *later), "2025-12-18")

    assert f"last seen on {last} (" in found.sentence
    assert f"{nights} effective station-night" in found.sentence


def test_what_is_known_to_the_month_is_in_no_rate(records: Any) -> None:
    now = datetime(2025, 12, 18, 12, tzinfo=UTC)
    without = lord(records).world(now)
    before = silence(without, without.sightings_of["IND-1"], now.date()).rate
    records.say("SGT-1", "Sighting", date="2025-05", individual="IND-1", station="STN-1")
    records.say("SGT-2", "Sighting", date="2025", individual="IND-1", station="STN-1")
    world = records.world(now)

    after = silence(world, world.sightings_of["IND-1"], now.date()).rate

    assert (after, len(world.sightings_of["IND-1"])) == (before, 32)
    assert dated(world.sightings) == without.sightings
    assert estimates(world.sightings, START, now.date()) == estimates(
        without.sightings, START, now.date()
    )


def test_an_animal_known_by_months_only_is_never_called_overdue(records: Any) -> None:
    months = [f"2025-{month:02d}" for month in range(1, 7)]

    found = watch(lord(records, *months, nights=0), "2026-12-01")

    assert found.state is State.UNKNOWN
    assert "last seen on 2025-06" in found.sentence
    assert "6 sightings are known to no day" in found.missing[0]


def test_an_absence_that_a_month_may_have_ended_is_told_by_that_month(records: Any) -> None:
    found = watch(lord(records, "2026-03"), "2026-04-02")

    assert found.state is State.RE_SIGHTED
    assert "was seen again on 2026-03 (Upper Amba)" in found.sentence
    assert found.since == date(2026, 3, 31)


def test_two_photos_of_one_month_and_one_of_its_first_hour_are_two_sightings(records: Any) -> None:
    for number, written in enumerate(
        ["2026-03", "2026-03-01T00:10", "2026-03", "2026-03-01T00:30"]
    ):
        records.say(f"SGT-{number}", "Sighting", date=written, individual="IND-1",
                    station="STN-1")  # fmt: skip

    found = records.world().sightings

    assert [(str(one.told), len(one.records)) for one in found] == [
        ("2026-03-01", 2), ("2026-03", 2),
    ]  # fmt: skip
    assert last_seen(found)["IND-1"] == found[-1]


def test_a_skin_of_an_animal_last_met_in_a_month_is_told_by_that_month(records: Any) -> None:
    lord(records, "2025-11")
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-1")
    records.say("SZ-1", "Seizure", date="2025-12-20")
    world = records.world()

    (found,) = origin(world)
    (window,) = windows(world)

    assert "last photographed on 2025-11 in" in found.sentence
    assert "2025-11-01" not in found.sentence
    # Alive on some day of November: it was lost between the first of it and the seizure.
    assert found.value == (date(2025, 12, 20) - date(2025, 11, 1)).days
    assert (window.since, window.begins) == (date(2025, 11, 1), "2025-11")


def test_a_year_that_may_lie_after_the_seizure_opens_no_judgement_again(records: Any) -> None:
    lord(records, "2025", nights=91)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-1")
    records.say("SZ-1", "Seizure", date="2025-06-20")
    world = records.world()

    (found,) = origin(world)

    assert "last photographed on 2025-04-01" in found.sentence
    assert overdue(world)[0].state is State.DEAD
    assert windows(world)[0].since == date(2025, 4, 1)


def test_what_became_of_it_is_asked_since_the_month_as_written(records: Any) -> None:
    lord(records, "2025-11")
    records.say("INC-1", "Incident", type="shots", date="2026-01-10", latitude="43.21",
                longitude="131.3")  # fmt: skip

    (found,) = hypotheses(records.world())

    assert any("station-nights since 2025-11;" in name for name, _ in found.facts)
