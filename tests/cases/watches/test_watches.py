"""Silence is measured by working cameras; numbers recur; incidents fall into windows."""

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.catalogue import Rate
from cases.watches import WATCHES, State, Watch, watch_all
from cases.watches.overdue import find as overdue
from cases.watches.recurring_phone import find as recurring
from cases.watches.seizure_window import find as in_window

START = date(2025, 1, 1)


def lord(records: Any, *, every: int = 10, until: int = 300, start: int = 0) -> Any:
    """Lord at STN-1 every so many days from START + start; a camera there the whole time."""
    records.say("STN-1", "Station", name="Upper Amba", latitude="43.2", longitude="131.3")
    records.say("DEP-1", "Deployment", station="STN-1", start="2025-01-01", end="2027-01-01")
    records.say("IND-1", "IndividualAnimal", name="Lord", sex="male")
    for day in range(start, until, every):
        on = (START + timedelta(days=day)).isoformat()
        records.say(f"PHO-{on}", "Photo", capturedAt=f"{on}T21:00:00+10:00", individual="IND-1",
                    deployment="DEP-1", flank="left")  # fmt: skip
    return records


def on(day: int) -> datetime:
    return datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)


def only(watches: list[Watch]) -> Watch:
    assert len(watches) == 1
    return watches[0]


def test_ninety_silent_nights_mean_more_where_an_animal_was_met_often() -> None:
    assert Rate(0.02, 0.01, 0.03, 9, 450).silence(90) == pytest.approx(0.165, abs=0.001)
    assert Rate(0.05, 0.04, 0.06, 9, 180).silence(90) == pytest.approx(0.011, abs=0.001)


def test_a_rate_is_meetings_a_night_drawn_towards_that_of_all(records: Any) -> None:
    world = lord(records).world(on(300))
    own = world.sightings_of["IND-1"]

    rate = world.rate_after(own)

    assert (rate.meetings, rate.nights) == (29, 289)
    assert rate.per_night == pytest.approx(30 / (289 + 289 / 29))
    assert rate.low < rate.per_night < rate.high


@pytest.mark.parametrize(
    ("silent", "state"),
    [(2, State.CURRENT), (40, State.DUE), (60, State.OVERDUE), (99, State.MISSING)],
)
def test_silence_turns_from_due_to_overdue_to_missing(
    records: Any, silent: int, state: State
) -> None:
    watch = only(overdue(lord(records, until=291).world(on(290 + silent))))

    assert watch.state is state
    assert watch.value == pytest.approx(math.exp(-0.1 * (silent - 1)), rel=0.4)


def test_an_overdue_animal_is_said_to_be_so_with_its_effort_and_other_explanations(
    records: Any,
) -> None:
    watch = only(overdue(lord(records, until=291).world(on(350))))

    assert "last seen on 2025-10-18 at Upper Amba" in watch.sentence
    assert "59 effective station-nights" in watch.sentence
    assert f"overdue since {watch.since}" in watch.sentence
    assert any("camera" in other for other in watch.competing)
    assert any("natural" in other for other in watch.competing)
    assert watch.statements


def test_a_dead_camera_makes_nobody_overdue(records: Any) -> None:
    lord(records, until=291)
    records.say("DEP-1", "Deployment", date="2025-10-19/2026-12-31", gap="stolen")

    watch = only(overdue(records.world(on(400))))

    assert watch.state is State.CURRENT
    assert "0 effective station-nights" in watch.sentence


def test_seen_again_after_being_overdue_closes_the_watch_with_both_dates(records: Any) -> None:
    lord(records, until=291)
    lord(records, start=390, until=411)

    watch = only(overdue(records.world(on(412))))
    began = next(change for change in watch.history if change.state is State.OVERDUE)

    assert watch.state is State.RE_SIGHTED
    assert watch.since == START + timedelta(days=390)
    assert f"overdue since {began.on}, was seen again on {watch.since}" in watch.sentence
    assert START + timedelta(days=290) < began.on < watch.since


def test_what_was_overdue_then_was_so_then(records: Any) -> None:
    """The history found today has the dates that a look at that time would have given."""
    lord(records, until=291)
    lord(records, start=390, until=411)
    today = only(overdue(records.world(on(412))))
    began = next(change.on for change in today.history if change.state is State.OVERDUE)

    before = only(
        overdue(
            records.world(
                datetime(began.year, began.month, began.day, tzinfo=UTC) - timedelta(days=1)
            )
        )
    )
    then = only(overdue(records.world(datetime(began.year, began.month, began.day, tzinfo=UTC))))

    assert (before.state, then.state) == (State.DUE, State.OVERDUE)


def test_an_animal_seen_seldom_is_never_called_overdue(records: Any) -> None:
    watch = only(overdue(lord(records, until=21).world(on(700))))

    assert watch.state is State.UNKNOWN


def test_a_dead_animal_is_not_overdue(records: Any) -> None:
    lord(records)
    records.say("IND-1", "IndividualAnimal", deathDate="2025-11-01")

    assert only(overdue(records.world(on(700)))).state is State.DEAD


def test_a_phone_in_two_seizures_recurs_with_its_holder(two_groups: Any) -> None:
    watch = only(recurring(two_groups.world()))

    assert (watch.subject, watch.value) == ("PHN-1", 2.0)
    assert watch.since == date(2026, 4, 2)
    assert "王建国 (PER-5)" in watch.sentence
    assert any("changed hands" in other for other in watch.competing)


def test_a_phone_in_one_seizure_does_not_recur(records: Any) -> None:
    records.say("PHN-1", "Phone", number="+79140000001")
    records.say("SZ-2026-001", "Seizure", phone="PHN-1")
    records.say("SZ-2026-001", "Seizure", by="SRC-2", phone="PHN-1")

    assert recurring(records.world()) == []


def shots(records: Any, name: str, day: int, latitude: str = "43.21") -> None:
    records.say(name, "Incident", type="shots", date=(START + timedelta(days=day)).isoformat(),
                latitude=latitude, longitude="131.3")  # fmt: skip


def test_shots_near_the_last_photos_fall_into_the_window_of_a_skin(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", name="market", date="2025-12-20")
    shots(records, "INC-1", 295)
    shots(records, "INC-2", 100)
    shots(records, "INC-3", 296, latitude="44.9")

    watch = next(one for one in in_window(records.world(on(360))) if one.subject == "SK-1")

    assert watch.related == ("IND-1", "INC-1")
    assert watch.since == date(2025, 10, 18)
    assert "1 like it" in watch.sentence
    assert watch.value is not None
    assert 0.2 < watch.value < 0.6
    assert watch.competing


def test_what_never_happened_outside_the_window_is_not_called_impossible(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")
    shots(records, "INC-1", 295)

    watch = next(one for one in in_window(records.world(on(360))) if one.subject == "SK-1")

    assert "up to" in watch.sentence
    assert watch.value == pytest.approx(1.0, abs=0.05)


def test_an_empty_world_has_no_watches(records: Any) -> None:
    assert watch_all(records.world()) == ()


def test_every_file_of_the_room_is_a_watch() -> None:
    assert sorted(WATCHES) == ["overdue", "recurring_phone", "seizure_window"]


def test_an_animal_of_which_a_skin_was_found_is_not_waited_for(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", name="skin 1", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")
    shots(records, "INC-1", 295)
    world = records.world(on(700))

    watch = only(overdue(world))

    assert watch.state is State.DEAD
    assert "skin 1 (SK-1) was judged to be it" in watch.sentence
    assert {one.subject for one in in_window(world)} == {"SK-1"}


def test_how_many_animals_one_expects_silent_as_long_by_chance_is_said(records: Any) -> None:
    watch = only(overdue(lord(records, until=291).world(on(350))))

    assert f"among 1 animals one expects {watch.value:.2g} silent" in watch.sentence
