"""A half-entered form outlives a day of hard work and a second window."""

from datetime import UTC, datetime, timedelta

import pytest

from workbench.store import Reader, Store, drafting
from workbench.store.drafting import DraftRows

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANNA, BORIS = Reader("STAFF-0001"), Reader("STAFF-0002")


@pytest.fixture
def rows(sqlite_store: Store) -> DraftRows:
    """The drafts of an empty project."""
    return DraftRows(sqlite_store)


def begin(rows: DraftRows, name: str, text: str = "x", turn: int = 0, at: datetime = NOW) -> bool:
    return rows.keep(ANNA, name, turn, {"why": text}, "/resolution", at)


def test_who_answers_hundreds_in_a_morning_still_loses_nothing_that_is_begun(
    rows: DraftRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MOST", 4)
    for number in range(5):
        assert begin(rows, f"pair-{number}")
        rows.close(ANNA, f"pair-{number}", 0, NOW)
    assert begin(rows, "the-next-pair", "a reason that took ten minutes")
    assert [one.fields for one in rows.all(ANNA)] == [{"why": "a reason that took ten minutes"}]


def test_a_form_that_was_never_touched_is_nothing_to_come_back_to(rows: DraftRows) -> None:
    for number in range(3):
        assert rows.keep(ANNA, f"blank-{number}", 0, {}, "/market", NOW)
    assert rows.all(ANNA) == []


def test_what_is_thrown_away_in_one_window_leaves_what_was_begun_since_in_another(
    rows: DraftRows,
) -> None:
    begin(rows, "offer", "first")
    rows.close(ANNA, "offer", 0, NOW)
    assert begin(rows, "offer", "second", turn=1)
    rows.close(ANNA, "offer", 0, NOW)
    held = rows.one(ANNA, "offer")
    assert held is not None
    assert (held.turn, held.fields) == (1, {"why": "second"})
    rows.close(ANNA, "offer", 1, NOW)
    assert rows.all(ANNA) == []


def test_a_message_that_comes_a_day_late_is_still_of_a_turn_that_is_over(rows: DraftRows) -> None:
    begin(rows, "offer")
    rows.close(ANNA, "offer", 0, NOW)
    assert not begin(rows, "offer", at=NOW + timedelta(hours=23))


def test_the_same_form_of_two_people_is_two(rows: DraftRows) -> None:
    begin(rows, "offer", "Anna's")
    assert rows.keep(BORIS, "offer", 0, {"why": "Boris's"}, "/market", NOW)
    rows.close(BORIS, "offer", 0, NOW)
    assert [one.fields for one in rows.all(ANNA)] == [{"why": "Anna's"}]
    assert rows.one(BORIS, "offer").fields == {}  # type: ignore[union-attr]
