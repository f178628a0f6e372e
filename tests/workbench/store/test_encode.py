"""Values as both databases keep them: one text for one value, the same digest in each of them."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import Precision, read_date
from cases.statement import Handling, Locator
from workbench.store.encode import (
    canonical,
    handling_cells,
    handling_of,
    instant,
    instant_of,
    locator_of,
    locator_text,
    names_key,
    row_digest,
    unstorable,
    when_cells,
    when_of,
)
from workbench.store.records import CustodyRecord

TEXTS = st.text(max_size=12)
WHOLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
NUMBERS = st.integers(-(2**62), 2**62) | st.floats(allow_nan=False, allow_infinity=False)
CELLS = st.none() | WHOLE | NUMBERS
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | WHOLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WHOLE, inner, max_size=3),
    max_leaves=8,
)


class Colour(StrEnum):
    OCHRE = "ochre"


@given(JSON)
def test_canonical_text_is_json_that_anybody_can_read_back(value: Any) -> None:
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(WHOLE, NUMBERS, max_size=6), st.randoms())
def test_equal_values_give_equal_text_in_whatever_order_they_were_made(
    value: dict[str, Any], chance: Any
) -> None:
    turned = list(value.items())
    chance.shuffle(turned)
    text = canonical(dict(turned))
    assert text == canonical(value)
    # Oracle: the standard library, slowly.
    assert text == json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ("Кедровка", '"Кедровка"'),
        (Colour.OCHRE, '"ochre"'),
        (frozenset({"b", "a"}), '["a","b"]'),
        ({3, 1, 2}, "[1,2,3]"),
        (date(2026, 3, 4), '"2026-03-04"'),
        (datetime(2026, 3, 4, 5, tzinfo=timezone(timedelta(hours=10))),
         '"2026-03-03T19:00:00.000000Z"'),
        # A time that nobody gave a zone stays one without.
        (datetime(2026, 3, 4, 5, tzinfo=UTC).replace(tzinfo=None), '"2026-03-04T05:00:00"'),
        (np.float64(0.5), "0.5"),
        (np.int64(3), "3"),
        (np.array([[1.0, 2.0]]), "[[1.0,2.0]]"),
        (Handling(1, native="H1"),
         '{"compartments":[],"level":1,"native":"H1","releasable_to":[]}'),
    ],
)  # fmt: skip
def test_what_the_cores_hand_over_has_one_text(value: object, text: str) -> None:
    assert canonical(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"x": [float("-inf")]}])
def test_what_is_no_number_is_not_kept_as_one(value: object) -> None:
    with pytest.raises(ValueError, match=r"Out of range|not JSON compliant"):
        canonical(value)


@pytest.mark.parametrize("value", [object(), {1: object()}, b"bytes", CustodyRecord])
def test_what_has_no_text_is_refused_by_its_kind(value: object) -> None:
    with pytest.raises(TypeError, match="cannot be kept as JSON"):
        canonical(value)


AWARE = st.datetimes(datetime(1000, 1, 2), datetime(9000, 1, 1)).flatmap(  # noqa: DTZ001
    lambda at: st.integers(-14 * 60, 14 * 60).map(
        lambda minutes: at.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    )
)


@given(AWARE, AWARE)
def test_the_order_of_instants_is_the_order_of_their_texts(one: datetime, other: datetime) -> None:
    assert (instant(one) < instant(other)) == (one < other)
    assert (instant(one) == instant(other)) == (one == other)
    assert instant_of(instant(one)) == one
    assert len(instant(one)) == len("2026-03-04T05:06:07.000008Z")


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        instant(datetime(2026, 3, 4))  # noqa: DTZ001


@given(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1),
       st.lists(CELLS, max_size=6))  # fmt: skip
def test_the_digest_of_a_row_is_sha256_over_a_json_array(table: str, cells: list[Any]) -> None:
    by_hand = json.dumps([table, *cells], ensure_ascii=False, separators=(",", ":"))
    assert row_digest(table, cells) == sha256(by_hand.encode()).hexdigest()


@given(st.lists(WHOLE, max_size=3), st.lists(WHOLE, max_size=3))
def test_two_different_rows_never_share_a_digest_by_joining(
    one: list[str], other: list[str]
) -> None:
    assert (row_digest("t", one) == row_digest("t", other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [(["1"], [1]), ([None], [""]), ([0], [0.0]), (["a", ""], ["a"]), (['","'], ["", ""])],
)
def test_values_of_another_kind_are_another_row(one: list[Any], other: list[Any]) -> None:
    assert row_digest("t", one) != row_digest("t", other)


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), -float("inf")])
def test_a_row_with_a_number_that_is_none_has_no_digest(cell: float) -> None:
    with pytest.raises(ValueError, match=r"Out of range|not JSON compliant"):
        row_digest("t", [cell])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", ""),
        ("Кедровка 王伟 🐆", ""),
        ("a\x00b", "the text holds a zero byte"),
        ("half \ud800", "the text holds half a character"),
        ("\udcff", "the text holds half a character"),
        ("\x00\ud800", "the text holds a zero byte"),
        ("\x01\x7f\u2028\ufffe", ""),
    ],
)
def test_a_text_that_no_database_keeps_is_told_why(text: str, why: str) -> None:
    assert unstorable(text) == why


NAMES = st.sets(st.text(min_size=1, max_size=4).filter(lambda name: "|" not in name), max_size=3)
HANDLINGS = st.builds(
    Handling, st.integers(0, 3), NAMES.map(frozenset), NAMES.map(frozenset), TEXTS
)


@given(HANDLINGS)
def test_handling_comes_back_as_it_was_kept(handling: Handling) -> None:
    assert handling_of(*handling_cells(handling)) == handling


def test_handling_is_kept_level_first_then_compartments_then_recipients_then_the_stamp() -> None:
    held = Handling(2, frozenset({"B", "A"}), frozenset({"WCO", "INTERPOL"}), "H2")
    assert handling_cells(held) == (2, "A|B", "INTERPOL|WCO", "H2")
    assert handling_cells(Handling()) == (0, "", "", "")
    assert names_key(["b", "a"]) == "a|b"
    assert names_key([]) == ""


WRITTEN = ["2023", "2023-03", "4.3.2023", "2023-03-04T18:20", "2023-03-04T18:20+10:00",
           "2023-03-04T18:20:05Z", "2014-2015", "март 2023", "2023年3月4日"]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_time_comes_back_with_its_precision_its_zone_and_its_words(written: str) -> None:
    when = read_date(written)
    again = when_of(*when_cells(when))
    assert again == when
    assert (str(again), again.written) == (str(when), written)


@pytest.mark.parametrize(
    ("written", "cells"),
    [
        ("2023-03", ("2023-03-01T00:00:00.000000", "2023-04-01T00:00:00.000000", "month", None,
                     "2023-03")),
        ("2023-03-04T18:20+10:00", ("2023-03-04T08:20:00.000000Z", "2023-03-04T08:21:00.000000Z",
                                    "minute", 600, "2023-03-04T18:20+10:00")),
    ],
)  # fmt: skip
def test_a_local_time_is_kept_without_a_zone_and_an_instant_with_one(
    written: str, cells: tuple[object, ...]
) -> None:
    assert when_cells(read_date(written)) == cells


def test_no_time_is_no_time() -> None:
    assert when_cells(None) == (None, None, None, None, "")
    assert when_of(None, None, None, None, "") is None
    start, end, precision, offset, written = when_cells(read_date("2023"))
    assert precision == Precision.YEAR.value
    for missing in ((None, end, precision), (start, None, precision), (start, end, None)):
        assert when_of(*missing, offset, written) is None


SIDES = st.floats(allow_nan=False, allow_infinity=False)
NUMBER = st.none() | st.integers(0, 10**6)
LOCATORS = st.builds(
    Locator, st.none() | WHOLE, st.none() | WHOLE, NUMBER, NUMBER, st.none() | WHOLE,
    st.none() | WHOLE, st.none() | st.tuples(SIDES, SIDES, SIDES, SIDES),
)  # fmt: skip


@given(LOCATORS)
def test_a_place_comes_back_as_it_was_and_its_text_is_json_in_order(place: Locator) -> None:
    text = locator_text(place)
    assert locator_of(text) == place
    names = ("box", "column", "file", "page", "quote", "row", "sheet")
    has = {name: getattr(place, name) for name in names if getattr(place, name) is not None}
    by_hand = json.dumps(has, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert text == (by_hand if has else "")


def test_a_place_that_quotes_json_stays_one_place() -> None:
    place = Locator(file='a","row":7,"x":"', quote="{}\n\\")
    assert locator_of(locator_text(place)) == place
