"""What makes two statements one, and what handling things made of several parts get."""

import hashlib
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.dates import read_date
from cases.statement import (
    Claim,
    Handling,
    Locator,
    Ref,
    Source,
    framed_digest,
    statement_digest,
)

FACT = {
    "subject": "PER-0001",
    "schema": "Person",
    "property": "name",
    "value": "Иван",
    "source_id": "SRC-1",
    "locator": Locator(row=3, column="Name"),
}


def digest(**changes: object) -> str:
    return statement_digest(**(FACT | changes))  # type: ignore[arg-type]


def test_the_same_fact_from_the_same_cell_is_one_statement() -> None:
    assert digest() == digest()


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "PER-0002"},
        {"value": "Пётр"},
        {"source_id": "SRC-2"},
        {"locator": Locator(row=4, column="Name")},
        {"locator": Locator(row=3, column="Alias")},
        {"locator": Locator(sheet="3", column="Name")},
        {"target": "PER-0003"},
        {"lang": "ru"},
        {"original_value": "ИВАН"},
        {"event_time": read_date("2023")},
        {"derived_from": ("a", "b")},
        {"judgement": "JD-1"},
        {"supersedes": "x"},
    ],
)
def test_source_place_and_everything_said_are_part_of_identity(change: dict[str, object]) -> None:
    assert digest(**change) != digest()


def test_parts_that_join_to_the_same_text_are_different_facts() -> None:
    assert digest(property="name.x", value="y") != digest(property="name", value="x.y")
    assert framed_digest(["ab", "c"]) != framed_digest(["a", "bc"])


def test_the_digest_is_sha256_over_length_and_text() -> None:
    by_hand = hashlib.sha256(b"\x00" * 7 + b"\x02ab" + b"\x00" * 8).hexdigest()
    assert framed_digest(["ab", ""]) == by_hand


@given(st.lists(st.text(max_size=6), max_size=4), st.lists(st.text(max_size=6), max_size=4))
def test_two_lists_share_a_digest_only_if_they_are_equal(a: list[str], b: list[str]) -> None:
    assert (framed_digest(a) == framed_digest(b)) == (a == b)


def test_a_locator_says_where_in_words() -> None:
    place = Locator(file="a.xlsx", sheet="S", row=12, column="Origin", quote="Hanoi")
    assert str(place) == "a.xlsx, sheet S, row 12, column Origin, “Hanoi”"
    assert str(Locator()) == ""


def test_compartments_have_one_canonical_text() -> None:
    assert Handling(compartments=frozenset({"B", "A"})).compartment_key == "A|B"
    assert Handling().compartment_key == ""


def test_what_is_made_of_two_is_as_strict_as_both() -> None:
    a = Handling(1, frozenset({"X"}), frozenset({"INTERPOL", "WCO"}), "H1")
    b = Handling(3, frozenset({"Y"}), frozenset({"WCO"}), "H2")
    both = a.with_strictest(b)
    assert both == Handling(3, frozenset({"X", "Y"}), frozenset({"WCO"}), "H1, H2")
    assert b.with_strictest(a) == both


def test_naming_no_recipient_is_stricter_than_naming_one() -> None:
    named = Handling(releasable_to=frozenset({"WCO"}))
    assert named.with_strictest(Handling()).releasable_to == frozenset()


@pytest.mark.parametrize("level", [-1, 4])
def test_there_are_four_levels(level: int) -> None:
    with pytest.raises(ValueError, match="no level"):
        Handling(level)


@pytest.mark.parametrize("name", ["", "A|B"])
def test_a_compartment_name_cannot_break_the_key(name: str) -> None:
    with pytest.raises(ValueError, match="compartment"):
        Handling(compartments=frozenset({name}))


def test_a_reference_needs_a_kind_and_a_key() -> None:
    assert Ref("Person", "", "7").key == "7"
    with pytest.raises(ValueError, match="needs a kind and a key"):
        Ref("Person", "ns", "")


def test_a_repeated_article_counts_under_its_root() -> None:
    assert Source("S2", "press", "reprint", origin="S1").root == "S1"
    assert Source("S1", "press", "first").root == "S1"


def test_a_claim_cannot_be_changed_afterwards() -> None:
    claim = Claim(Ref("Person", "n", "1"), "Person", "name", "x")
    with pytest.raises(FrozenInstanceError):
        claim.value = "y"  # type: ignore[misc]
