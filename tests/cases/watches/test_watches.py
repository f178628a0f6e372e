"""Silence is measured by working cameras; numbers recur; incidents fall into windows."""

import math
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cases.catalogue import Rate
from cases.watches import WATCHES, State, Watch, watch_all, with_reach
from cases.watches.overdue import find as overdue
from cases.watches.recurring import find as recurring
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
    # 29 meetings in 289 nights, drawn to one in ten: a gamma of shape 30 over 299 nights.
    assert watch.value == pytest.approx((1 + (silent - 1) / 299) ** -30, rel=0.05)
    assert watch.value > math.exp(-0.1 * (silent - 1)) or silent == 2


def test_an_overdue_animal_is_said_to_be_so_with_its_effort_and_other_explanations(
    records: Any,
) -> None:
    watch = only(overdue(lord(records, until=291).world(on(350))))

    assert "last seen on 2025-10-18 (Upper Amba)" in watch.sentence
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


def test_no_alarm_while_the_neighbours_data_are_not_loaded(records: Any) -> None:
    """Half of Lord's photos are of a station across the border, of which nothing came since."""
    lord(records, until=291)
    records.say("STN-2", "Station", name="Hunchun 4", latitude="43.0", longitude="130.9")
    records.say("DEP-2", "Deployment", station="STN-2", start="2025-01-01", end="2025-10-20")
    for day in range(5, 300, 9):
        when = (START + timedelta(days=day)).isoformat()
        records.say(f"PHO-2-{day}", "Photo", capturedAt=f"{when}T21:00:00+10:00",
                    individual="IND-1", deployment="DEP-2", flank="left")  # fmt: skip

    watch = only(overdue(records.world(on(700))))

    assert watch.state is State.DUE
    assert "Hunchun 4" in watch.missing[0]
    assert "suspended" in watch.missing[0]


def test_a_photo_after_the_seizure_opens_the_skin_again(records: Any) -> None:
    lord(records, until=291)
    lord(records, start=390, until=411)
    records.say("SK-1", "Specimen", name="skin 1", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")

    watch = only(overdue(records.world(on(412))))

    assert watch.state is State.RE_SIGHTED
    assert watch.related == ("SK-1", "SZ-2025-002")
    assert "whose skin it is is open again" in watch.sentence


def test_an_animal_that_comes_back_opens_the_seizures_of_its_absence_again(records: Any) -> None:
    lord(records, until=291)
    lord(records, start=390, until=411)
    records.say("IND-1", "IndividualAnimal", species="Panthera pardus")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20", species="леопард")
    records.say("SZ-2025-003", "Seizure", date="2025-12-21", species="snow leopard")

    watch = only(overdue(records.world(on(412))))

    assert watch.state is State.RE_SIGHTED
    assert watch.related == ("SZ-2025-002",)


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
    assert "1 more like it stands near" in watch.sentence
    # 64 days and 2 more at each end, two shots on 361 days of record, 195 days apart.
    assert watch.value == 1.0
    assert watch.chance == pytest.approx(2 * 68 / 361, abs=0.002)
    assert watch.competing


def test_a_single_shot_falls_into_a_window_as_often_as_the_window_is_long(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")
    shots(records, "INC-1", 295)

    watch = next(one for one in in_window(records.world(on(360))) if one.subject == "SK-1")

    assert "There is none like it" in watch.sentence
    assert watch.chance == pytest.approx(68 / 361, abs=0.002)


def test_three_shots_of_one_evening_are_no_rarer_than_one(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")
    for name in ("INC-1", "INC-2", "INC-3"):
        shots(records, name, 295)

    watch = next(one for one in in_window(records.world(on(360))) if one.subject == "SK-1")

    assert watch.value == 3.0
    assert watch.chance == pytest.approx(68 / 361, abs=0.002)


def test_an_incident_known_to_the_month_only_is_told_and_not_counted(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")
    shots(records, "INC-1", 295)
    records.say("INC-2", "Incident", type="shots", date="2025-11", latitude="43.21",
                longitude="131.3")  # fmt: skip

    watch = next(one for one in in_window(records.world(on(360))) if one.subject == "SK-1")

    assert watch.related == ("IND-1", "INC-1")
    assert "INC-2" in watch.missing[0]


def test_the_reach_of_a_shot_can_be_set(records: Any) -> None:
    lord(records, until=291)
    records.say("SK-1", "Specimen", individual="IND-1", seizure="SZ-2025-002")
    records.say("SZ-2025-002", "Seizure", date="2025-12-20")
    shots(records, "INC-1", 295, latitude="43.29")
    world = records.world(on(360))

    assert in_window(world) == []
    assert len(in_window(world, kernels=with_reach({"shot": (12.0, 2)}))) == 1


def test_an_empty_world_has_no_watches(records: Any) -> None:
    assert watch_all(records.world()) == ()


def test_every_file_of_the_room_is_a_watch() -> None:
    assert sorted(WATCHES) == [
        "missing_seized",
        "overdue",
        "recurring",
        "recurring_name",
        "seizure_window",
    ]


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

    assert f"among 1 animal one expects {watch.value:.2g} silent" in watch.sentence
