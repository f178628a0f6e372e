"""What is told beside a silence: nights lost to failures, once and only while a camera stood."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from cases.watches.overdue import find

NOW = datetime(2025, 12, 1, 12, tzinfo=UTC)


def met(records: Any, until: str) -> Any:
    """Lord at STN-1 every ten days from January to 17 September; the camera stays until `until`."""
    records.say("STN-1", "Station", name="Upper Amba")
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end=until)
    records.say("IND-1", "IndividualAnimal", name="Lord", species="Panthera pardus")
    for number in range(0, 260, 10):
        when = (date(2025, 1, 1) + timedelta(days=number)).isoformat()
        records.say(f"PHO-{number}", "Photo", capturedAt=f"{when}T21:00:00+10:00",
                    individual="IND-1", deployment="DEP-1", flank="left")  # fmt: skip
    return records


def lost(records: Any) -> list[str]:
    (watch,) = find(records.world(NOW))
    return [str(one) for one in watch.missing if "theft" in str(one) or "snow" in str(one)]


def test_a_theft_that_two_reports_tell_lost_its_nights_once(records: Any) -> None:
    met(records, "2025-12-31")
    for report in ("SRC-1", "SRC-2"):
        records.say("DEP-1", "Deployment", by=report, gap="theft", date="2025-10-01 - 2025-10-10")

    (told,) = lost(records)

    assert told.startswith("10 camera-nights")


def test_nights_after_a_camera_was_taken_down_are_not_lost_by_its_failure(records: Any) -> None:
    met(records, "2025-10-05")
    records.say("DEP-1", "Deployment", gap="theft", date="2025-10-01 - 2025-11-30")

    (told,) = lost(records)

    assert told.startswith("4 camera-nights")


def test_a_failure_before_the_last_photo_says_nothing_of_the_silence(records: Any) -> None:
    met(records, "2025-12-31")
    records.say("DEP-1", "Deployment", gap="snow", date="2025-02-01 - 2025-02-20")

    assert lost(records) == []
