"""The words that stand on everything that leaves."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from typing import Any

import pytest

from cases.exports.stamp import OWN_USE, Stamp, strictest
from cases.statement import Handling

MADE = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("handling", "words"),
    [
        (Handling(), "OPEN"),
        (Handling(1), "RESTRICTED"),
        (Handling(2, frozenset({"LORD", "EAGLE"})), "CONFIDENTIAL · EAGLE · LORD"),
        (Handling(3, native="H2"), "SECRET · H2"),
        (Handling(2, frozenset({"LORD"}), frozenset({"WCO", "INTERPOL"}), "P"),
         "CONFIDENTIAL · LORD · releasable to INTERPOL · releasable to WCO · P"),
    ],
)  # fmt: skip
def test_how_it_is_held_is_told_in_one_line_and_one_order(handling: Handling, words: str) -> None:
    assert Stamp("x", MADE, handling).handling_words == words


def test_a_whole_stamp_says_all_and_an_empty_one_that_it_is_for_own_use() -> None:
    whole = Stamp(
        "The skin", MADE, Handling(2), True, "Market office", "joint inquiry", "letter 18"
    )
    assert whole.lines == (
        "Title: The skin",
        "Handling: CONFIDENTIAL",
        "Data: SIMULATED: rendered or invented",
        "Made: 2026-11-21T12:00:00+00:00",
        "Recipient: Market office",
        "Purpose: joint inquiry",
        "Authority: letter 18",
    )
    assert whole.sentence == "; ".join(whole.lines)
    bare = Stamp("The skin", MADE)
    assert bare.lines == (
        "Title: The skin",
        "Handling: OPEN",
        "Data: records",
        "Made: 2026-11-21T12:00:00+00:00",
        f"Recipient: {OWN_USE}",
    )


@pytest.mark.parametrize("title", ["two\nlines", "two\r\nlines", "two\u2028lines", "two\x0blines",
                                   " two  \t lines "])  # fmt: skip
def test_a_title_cannot_slip_in_a_line_of_its_own(title: str) -> None:
    """Or `x\\nHandling: OPEN` would stand beneath the true line."""
    lines = Stamp(title, MADE, Handling(3)).lines
    assert lines[0] == "Title: two lines"
    assert len(lines) == 5
    assert all(len(line.splitlines()) == 1 for line in lines)


def test_when_it_was_made_is_told_with_its_offset_and_without_parts_of_seconds() -> None:
    made = datetime(2026, 11, 21, 22, 0, 5, 999, tzinfo=timezone(timedelta(hours=10)))
    assert "Made: 2026-11-21T22:00:05+10:00" in Stamp("x", made).lines


def test_an_export_is_held_as_closely_as_anything_in_it(records: Any) -> None:
    told = [
        records.say("PER-1", "Person", name="a", handling=Handling(1, frozenset({"A"})))[0],
        records.say("PER-2", "Person", name="b", handling=Handling(3))[0],
        records.say("PER-3", "Person", name="c", handling=Handling(0, frozenset({"B"})))[0],
    ]
    expected = Handling(3, frozenset({"A", "B"}))
    for turned in permutations(told):
        assert strictest(turned) == expected
    assert strictest([*told, *told]) == expected


def test_nothing_is_open_and_a_start_is_a_floor(records: Any) -> None:
    assert strictest([]) == Handling()
    start = Handling(2, frozenset({"LORD"}), frozenset({"WCO"}))
    assert strictest([], start) == start
    (plain,) = records.say("PER-1", "Person", name="a")
    # What names no recipient is for nobody beyond the project, and so is the whole.
    assert strictest([plain], start) == Handling(2, frozenset({"LORD"}))
