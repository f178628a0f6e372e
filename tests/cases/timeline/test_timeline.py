"""What happened in which order, as far as the dates say."""

from typing import Any

from cases.timeline import timeline


def story(records: Any) -> Any:
    records.say("INC-1", "Incident", type="shots", date="2026-02-03")
    records.say("SZ-2026-001", "Seizure", name="border post", date="2026-02-10", courier="PER-1")
    records.say("PAT-1", "Patrol", date="2026-02", result="nothing found")
    records.say("OFR-1", "Offer", date="2025", product="skin", seller="PER-1")
    records.say("PER-1", "Person", name="Пётр Кузьмин")
    records.say("INC-9", "Incident", type="tracks")
    return records


def test_events_come_in_the_order_of_their_dates(records: Any) -> None:
    found = timeline(story(records).world().entities)

    assert [one.entity for one in found] == ["OFR-1", "PAT-1", "INC-1", "SZ-2026-001"]


def test_a_month_is_not_said_to_be_before_a_day_in_it(records: Any) -> None:
    certain = {one.entity: one.certain_after for one in timeline(story(records).world().entities)}

    assert certain["INC-1"] is False
    assert certain["SZ-2026-001"] is False
    assert certain["OFR-1"] is False


def test_days_apart_are_certainly_in_order(records: Any) -> None:
    records.say("INC-1", "Incident", type="shots", date="2026-02-03")
    records.say("INC-2", "Incident", type="tracks", date="2026-02-20")

    assert [one.certain_after for one in timeline(records.world().entities)] == [False, True]


def test_only_events_that_concern_somebody(records: Any) -> None:
    found = timeline(story(records).world().entities, ["PER-1"])

    assert [one.entity for one in found] == ["OFR-1", "SZ-2026-001"]
    assert "courier: Пётр Кузьмин" in found[1].sentence


def test_a_patrol_that_found_nothing_is_an_entry(records: Any) -> None:
    found = {one.entity: one for one in timeline(story(records).world().entities)}

    assert "nothing found" in found["PAT-1"].sentence
    assert str(found["PAT-1"].when) == "2026-02"


def test_an_event_without_a_date_is_not_given_one(records: Any) -> None:
    assert "INC-9" not in {one.entity for one in timeline(story(records).world().entities)}


def test_an_event_without_a_name_is_told_by_what_where_and_when(records: Any) -> None:
    records.say("SZ-2013-198", "Seizure", date="2013-10-23", product="Ivory",
                location="Entebbe Airport", country="UG")  # fmt: skip

    (entry,) = timeline(records.world().entities)

    assert entry.sentence == "seizure Ivory, Entebbe Airport, 2013-10-23"
    assert records.world().named("SZ-2013-198") == (
        "Ivory, Entebbe Airport, 2013-10-23 (SZ-2013-198)"
    )
