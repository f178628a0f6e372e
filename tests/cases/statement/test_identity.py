"""What a statement's name is made of: the same fact has the same name in every version, for ever.

A name that changed by itself would make two statements of every one that is imported again. The
oracle frames by hand: the number of bytes of each part in eight bytes, then the part.
"""

import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import read_date
from cases.statement import Handling, Locator, framed_digest, statement_digest

FULL: dict[str, Any] = {
    "subject": "PER-0001",
    "schema": "Person",
    "property": "phone",
    "value": "+7 914 000-00-01",
    "source_id": "SRC-0007",
    "locator": Locator(
        "tip.pdf", "Лист1", 3, 12, "Телефон", "звонил на 914", (0.25, 10.0, 300.5, 42.0)
    ),
    "target": "PHN-0003",
    "original_value": "8 (914) 000-00-01",
    "lang": "ru",
    "event_time": read_date("2023-03-04T18:20+10:00"),
    "derived_from": ("a" * 64, "b" * 64),
    "supersedes": "c" * 64,
    "judgement": "JDG-0002",
}
PLAIN: dict[str, Any] = {
    "subject": "IND-0001",
    "schema": "IndividualAnimal",
    "property": "name",
    "value": "Кедровка",
    "source_id": "SRC-0001",
    "locator": Locator(),
}


def framed(*parts: str) -> str:
    """sha256 over each part's length in eight bytes, most significant first, and the part."""
    whole = b""
    for part in parts:
        coded = part.encode("utf-8", "surrogatepass")
        whole += len(coded).to_bytes(8, "big") + coded
    return hashlib.sha256(whole).hexdigest()


def by_hand(**fact: Any) -> str:
    """The name of a statement by its definition, without our code."""
    place = fact["locator"]
    words = [place.file, place.sheet, place.page, place.row, place.column, place.quote]
    box = "" if place.box is None else ",".join(repr(float(side)) for side in place.box)
    told = ["" if word is None else str(word) for word in words]
    time = fact.get("event_time")
    return framed(
        "kedrovka statement 1", fact["subject"], fact["schema"], fact["property"], fact["value"],
        fact.get("target") or "", fact.get("original_value", ""), fact.get("lang", ""),
        fact["source_id"], *told, box, "" if time is None else str(time),
        fact.get("supersedes") or "", fact.get("judgement") or "", *fact.get("derived_from", ()),
    )  # fmt: skip


def test_names_that_were_given_once_are_given_again() -> None:
    """Written down on the day this test was written: an import of then is known to one of today."""
    assert statement_digest(**PLAIN) == PLAIN_NAME
    assert statement_digest(**FULL) == FULL_NAME


PLAIN_NAME = "23fc87813a5c9d7068329da1db07f4d83924a53e7e988d897ec127b4eff3ceee"
FULL_NAME = "03626545a386b9b3b5fb0b4d453ce2a822570c97920ac360262660f74adfdc8f"


@pytest.mark.parametrize("without", [None, *sorted(FULL.keys() - PLAIN.keys())])
def test_a_name_is_made_of_its_framed_parts_in_their_order(without: str | None) -> None:
    fact = {name: part for name, part in FULL.items() if name != without}
    assert statement_digest(**fact) == by_hand(**fact)


PLACES = {
    "file": "a.csv",
    "sheet": "S",
    "page": 7,
    "row": 7,
    "column": "S",
    "quote": "a.csv",
    "box": (1.0, 2.0, 3.0, 4.0),
}


@pytest.mark.parametrize("part", PLACES)
def test_each_part_of_a_place_counts_by_itself_and_beside_the_others(part: str) -> None:
    alone, others = Locator(**{part: PLACES[part]}), Locator(**(PLACES | {part: None}))
    for place in (alone, others):
        fact = PLAIN | {"locator": place}
        assert statement_digest(**fact) == by_hand(**fact)
        assert statement_digest(**fact) != statement_digest(**PLAIN)


def test_no_two_places_share_a_name() -> None:
    alone = [Locator(**{part: value}) for part, value in PLACES.items()]
    names = {statement_digest(**(PLAIN | {"locator": place})) for place in alone}
    assert len(names) == len(PLACES)


@pytest.mark.parametrize("length", [0, 1, 1023, 1024, 1025, 70_000])
@pytest.mark.parametrize("letter", ["a", "я", "虎"])
def test_a_long_text_is_framed_as_a_short_one(length: int, letter: str) -> None:
    text = letter * length
    assert framed_digest([text, "end"]) == framed(text, "end")
    long = PLAIN | {"original_value": text, "locator": Locator(quote=text or None)}
    assert statement_digest(**long) == by_hand(**long)


TEXTS = st.text(max_size=8)
NUMBERS = st.none() | st.integers(0, 10**6)
SIDES = st.floats(allow_nan=False, allow_infinity=False, width=32)
LOCATORS = st.builds(
    Locator, st.none() | TEXTS, st.none() | TEXTS, NUMBERS, NUMBERS, st.none() | TEXTS,
    st.none() | TEXTS, st.none() | st.tuples(SIDES, SIDES, SIDES, SIDES),
)  # fmt: skip
TIMES = st.sampled_from([None, *map(read_date, ("2023", "2023-03", "4.3.2023", "2014-2015"))])
FACTS = st.fixed_dictionaries(
    {"subject": TEXTS, "schema": TEXTS, "property": TEXTS, "value": TEXTS, "source_id": TEXTS,
     "locator": LOCATORS},
    optional={"target": st.none() | TEXTS, "original_value": TEXTS, "lang": TEXTS,
              "event_time": TIMES, "supersedes": st.none() | TEXTS,
              "judgement": st.none() | TEXTS, "derived_from": st.lists(TEXTS, max_size=3)},
)  # fmt: skip


@given(FACTS)
def test_whatever_is_said_its_name_is_that_of_the_definition(fact: dict[str, Any]) -> None:
    assert statement_digest(**fact) == by_hand(**fact)
    # The parts that repeat are remembered: the second time must not differ from the first.
    assert statement_digest(**fact) == by_hand(**fact)


@given(FACTS, FACTS)
def test_only_equal_facts_share_a_name(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = statement_digest(**one) == statement_digest(**other)
    assert same == (by_hand(**one) == by_hand(**other))


def test_half_a_character_in_a_cell_has_a_name_too() -> None:
    fact = PLAIN | {"value": "half \ud800 character"}
    assert statement_digest(**fact) == by_hand(**fact)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Locator("a.csv", row=3), "a.csv, row 3"),
        (Locator(page=0, row=0), "page 0, row 0"),
        (Locator(sheet="S", quote="x"), "sheet S, “x”"),
        (Locator(box=(0.0, 0.0, 1.0, 1.0)), ""),
    ],
)
def test_a_place_is_told_with_what_it_has(place: Locator, words: str) -> None:
    assert str(place) == words
    assert len(place.parts()) == 7


NAMES = st.sets(st.sampled_from(["LORD", "EAGLE", "王"]), max_size=3).map(frozenset)
HELD = st.builds(Handling, st.integers(0, 3), NAMES, NAMES, st.sampled_from(["", "H1", "P"]))


@given(HELD, HELD, HELD)
def test_things_made_of_several_are_held_the_same_in_whatever_order(
    a: Handling, b: Handling, c: Handling
) -> None:
    assert a.with_strictest(b) == b.with_strictest(a)
    left, right = a.with_strictest(b).with_strictest(c), a.with_strictest(b.with_strictest(c))
    assert (left.level, left.compartments, left.releasable_to) == (
        right.level, right.compartments, right.releasable_to,
    )  # fmt: skip


@given(HELD, HELD)
def test_nobody_sees_a_whole_who_may_not_see_each_part(a: Handling, b: Handling) -> None:
    """Oracle: whoever is cleared for the whole is cleared for both, over all readers there are."""
    whole = a.with_strictest(b)
    for level in range(4):
        for inside in (frozenset(), frozenset({"LORD"}), frozenset({"LORD", "EAGLE", "王"})):
            for recipient in ("LORD", "王", "WCO"):
                may = [
                    level >= one.level
                    and one.compartments <= inside
                    and (recipient in one.releasable_to)
                    for one in (whole, a, b)
                ]
                assert may[0] == (may[1] and may[2])
    assert Handling().level == 0


@pytest.mark.parametrize(
    ("first", "second", "native"),
    [("", "", ""), ("H1", "", "H1"), ("", "P", "P"), ("P", "H1", "H1, P"), ("P", "P", "P")],
)
def test_the_codes_as_they_came_are_both_kept(first: str, second: str, native: str) -> None:
    assert Handling(native=first).with_strictest(Handling(native=second)).native == native
