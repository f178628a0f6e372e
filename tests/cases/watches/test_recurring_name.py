"""Since when a name recurs: since it stood in an event of each record, and not before."""

from datetime import date
from typing import Any

import pytest

from cases.watches.recurring_name import find

NAMES = ("Kazimir Brzezinsky-Wolanski", "Kazimir Brzezinsky-Wolanski")


def people(records: Any, *told: tuple[str, str, str]) -> Any:
    """Two records of one name, and events (id, date, whom it names)."""
    for person, name in zip(("PER-1", "PER-2"), NAMES, strict=True):
        records.say(person, "Person", name=name)
    for event, day, whom in told:
        more = {"date": day} if day else {}
        records.say(event, "Seizure", name=event, courier=whom.split(), **more)
    return records.world()


def since(records: Any, *told: tuple[str, str, str]) -> date | None:
    (watch,) = find(people(records, *told))
    return watch.since


def test_two_events_of_the_first_record_are_no_recurrence_yet(records: Any) -> None:
    assert since(
        records,
        ("SZ-1", "2020-01-05", "PER-1"),
        ("SZ-2", "2021-02-06", "PER-1"),
        ("SZ-3", "2025-03-07", "PER-2"),
    ) == date(2025, 3, 7)


def test_it_recurs_since_the_first_event_that_only_the_other_stands_in(records: Any) -> None:
    assert since(
        records,
        ("SZ-1", "2019-01-05", "PER-1 PER-2"),
        ("SZ-2", "2021-02-06", "PER-1"),
        ("SZ-3", "2022-03-07", "PER-2"),
        ("SZ-4", "2023-03-07", "PER-2"),
    ) == date(2022, 3, 7)


@pytest.mark.parametrize(("written", "day"), [("2024", (2024, 12, 31)), ("2024-02", (2024, 2, 29))])
def test_of_a_month_or_year_it_is_the_last_day(records: Any, written: str, day: Any) -> None:
    told = ("SZ-1", "2020-01-05", "PER-1"), ("SZ-2", written, "PER-2")
    assert since(records, *told) == date(*day)


def test_where_one_of_the_two_is_in_no_dated_event_nobody_knows_since_when(records: Any) -> None:
    told = ("SZ-1", "2020-01-05", "PER-1"), ("SZ-2", "2021-01-05", "PER-1"), ("SZ-3", "", "PER-2")
    assert since(records, *told) is None


def test_two_who_only_stand_in_the_same_event_are_no_recurrence(records: Any) -> None:
    assert find(people(records, ("SZ-1", "2020-01-05", "PER-1 PER-2"))) == []
