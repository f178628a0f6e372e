"""A search for findings that was broken off goes on only where nothing has changed: not the
records, not the question, not who asks and what they may see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cases.findings import Finding, Player
from workbench.services.finding_in_whole import Heart
from workbench.services.kept_findings import SoFar
from workbench.store import Reader

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANNA = Reader("STAFF-0001", frozenset({"analyst"}), 2, frozenset({"LORD"}))
QUESTION = {"case": "CASE-2026-001", "about": ["PER-0001"], "as_of": ""}
FOUND = [
    Finding(
        kind="broker",
        sentence="Ван stands between the groups",
        subjects=("PER-0001",),
        value=1.0,
        interval=(1.0, 3.0),
        competing=("a go-between",),
        would_change="a second person",
        statements=("a" * 64,),
        caveat="of our records",
        facts=(("Ван", "rank 1"),),
        players=(Player("PER-0001", 1, 1, 3, 0.5, 0.9, 7.25),),
        measure="betweenness",
    ),
    Finding(
        kind="broker",
        sentence="nobody else",
        subjects=(),
        value=None,
        interval=None,
        competing=("nobody looked",),
        would_change="",
        statements=(),
        caveat="",
    ),
]


HEART = Heart(("PER-0002", "PER-0001"), 20, 2, 9000, 30_000, 64, 0.05)


def asked(
    folder: Path, reader: Reader = ANNA, question=QUESTION, head: int = 7, now: datetime = NOW
) -> SoFar:
    return SoFar.of(folder, reader, question, head=head, now=now)


def test_what_was_found_comes_back_as_it_was_and_of_the_same_moment(tmp_path: Path) -> None:
    asked(tmp_path).done("broker", FOUND)

    again = asked(tmp_path, now=NOW + timedelta(hours=3))

    assert again.known("broker") == FOUND
    assert again.known("resilience") is None
    assert again.now == NOW


@pytest.mark.parametrize(
    "change",
    [
        {"head": 8},
        {"question": QUESTION | {"case": ""}},
        {"question": QUESTION | {"about": []}},
        {"reader": replace(ANNA, person="STAFF-0002")},
        {"reader": replace(ANNA, clearance=1)},
        {"reader": replace(ANNA, compartments=frozenset())},
        {"reader": replace(ANNA, roles=frozenset({"analyst", "investigator"}))},
    ],
)
def test_nobody_is_told_what_was_found_of_other_records_or_for_other_eyes(
    tmp_path: Path, change
) -> None:
    asked(tmp_path).done("broker", FOUND)

    other = asked(tmp_path, **change, now=NOW + timedelta(hours=3))

    assert other.known("broker") is None
    assert other.now == NOW + timedelta(hours=3)


def test_the_heart_of_a_large_whole_is_kept_beside_what_is_done(tmp_path: Path) -> None:
    first = asked(tmp_path)
    first.done("broker", FOUND)
    first.keep_heart(HEART)

    again = asked(tmp_path)

    assert again.heart == HEART
    assert again.known("broker") == FOUND


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '"x"', '{"asked": "other"}', "\x00"])
def test_a_file_that_cannot_be_read_is_found_again(tmp_path: Path, content: str) -> None:
    asked(tmp_path).done("broker", FOUND)
    (file,) = (tmp_path / "findings").iterdir()
    file.write_text(content, "utf-8")
    assert asked(tmp_path).known("broker") is None


def test_once_the_search_has_ended_nothing_is_left(tmp_path: Path) -> None:
    search = asked(tmp_path)
    search.done("broker", FOUND)
    search.forget()
    search.forget()
    assert list((tmp_path / "findings").iterdir()) == []
