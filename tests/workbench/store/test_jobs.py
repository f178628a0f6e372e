"""Long work waits its turn, is its owner's to stop, and ends in one of three ways."""

from datetime import UTC, datetime, timedelta

import pytest

from workbench.store import Reader, Role, Store, StoreRefused
from workbench.store.jobs import JobRows

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANNA, BORIS = Reader("STAFF-0001"), Reader("STAFF-0002")
ADA = Reader("STAFF-0003", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def rows(sqlite_store: Store) -> JobRows:
    """The queue of an empty project."""
    return JobRows(sqlite_store)


def ask(rows: JobRows, by: Reader = ANNA, kind: str = "rebuild", **arguments: object) -> str:
    return rows.add(kind, by.person, arguments, NOW)


def test_who_asked_first_is_served_first_and_each_is_taken_once(rows: JobRows) -> None:
    asked = [ask(rows, number=number) for number in range(3)]
    taken = [rows.claim(f"worker {number}", NOW) for number in range(4)]
    assert [one and one.id for one in taken] == [*asked, None]
    assert [one.arguments["number"] for one in taken if one] == [0, 1, 2]
    assert {one.state for one in taken if one} == {"running"}


def test_one_sees_ones_own_and_an_administrator_everybodys(rows: JobRows) -> None:
    own, theirs = ask(rows, ANNA), ask(rows, BORIS)
    assert [one.id for one in rows.all(ANNA)] == [own]
    assert rows.one(ANNA, theirs) is None
    assert [one.id for one in rows.all(ADA)] == [theirs, own]


def test_only_ones_own_is_asked_to_stop_and_the_worker_hears_it(rows: JobRows) -> None:
    own, theirs = ask(rows, ANNA), ask(rows, BORIS)
    with pytest.raises(StoreRefused, match=f"no job {theirs} of yours"):
        rows.ask_to_stop(ANNA, theirs, NOW)
    assert not rows.report(theirs, {"done": 1}, NOW)
    rows.ask_to_stop(ANNA, own, NOW)
    assert rows.report(own, {"done": 1}, NOW)
    rows.ask_to_stop(ADA, theirs, NOW)
    assert rows.report(theirs, {"done": 2}, NOW)


@pytest.mark.parametrize("state", ["waiting", "running", "gone", ""])
def test_work_ends_done_failed_or_stopped_and_in_no_other_way(rows: JobRows, state: str) -> None:
    known = ask(rows)
    with pytest.raises(ValueError, match="done, failed or stopped"):
        rows.end(known, state, {}, NOW)
    held = rows.one(ANNA, known)
    assert held is not None
    assert held.state == "waiting"


def test_what_came_of_it_and_when_stays_to_be_read(rows: JobRows) -> None:
    known, later = ask(rows), NOW + timedelta(minutes=5)
    rows.claim("w", NOW)
    rows.end(known, "failed", {"refused": "диск полон"}, later)
    held = rows.one(ANNA, known)
    assert held is not None
    assert (held.state, held.outcome, held.changed_at) == (
        "failed",
        {"refused": "диск полон"},
        later,
    )
    assert not rows.any_left()


def test_what_a_dead_worker_left_waits_again_and_is_counted(rows: JobRows) -> None:
    known = ask(rows)
    for start in (1, 2, 3):
        taken = rows.claim("w", NOW)
        assert taken is not None
        assert (taken.id, taken.starts) == (known, start)
        rows.put_back(known, NOW)
    assert rows.any_left()


def test_there_is_no_job_to_speak_of(rows: JobRows) -> None:
    for act in (
        lambda: rows.report("JOB-9999", {}, NOW),
        lambda: rows.end("JOB-9999", "done", {}, NOW),
        lambda: rows.put_back("JOB-9999", NOW),
        lambda: rows.ask_to_stop(ADA, "JOB-9999", NOW),
    ):
        with pytest.raises(StoreRefused, match="there is no job JOB-9999"):
            act()
