"""Slips of the hand as they are drawn to measure recall: small, of the same letters, repeatable."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.resolution.slips import misdated, mistyped, shortened, without_a_word

NAMES = st.lists(st.text("абвгдежзик", min_size=1, max_size=8), min_size=1, max_size=4).map(
    " ".join
)
SEEDS = st.integers(0, 10_000)


def edits(one: str, other: str) -> int:
    """Letters left out, put in, changed or exchanged with their neighbour, by the full table."""
    far = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            ways = [far[i - 1, j] + 1, far[i, j - 1] + 1]
            ways.append(far[i - 1, j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and (one[i - 1], one[i - 2]) == (other[j - 2], other[j - 1]):
                ways.append(far[i - 2, j - 2] + 1)
            far[i, j] = min(ways)
    return far[len(one), len(other)]


@given(NAMES, SEEDS)
def test_a_slip_is_one_letter_of_one_word_and_brings_in_no_other(name: str, seed: int) -> None:
    slipped = mistyped(name, np.random.default_rng(seed))

    assert slipped == mistyped(name, np.random.default_rng(seed))
    assert len(slipped.split()) == len(name.split())
    far = [edits(a, b) for a, b in zip(name.split(), slipped.split(), strict=True)]
    assert sum(far) <= 1
    assert set(slipped) <= set(name)


def test_every_kind_of_slip_happens() -> None:
    """Left out, doubled, changed for another, exchanged: of one name all four are seen."""
    seen = {mistyped("соболев", np.random.default_rng(seed)) for seed in range(200)}

    assert {len(one) for one in seen} == {6, 7, 8}
    assert "ссоболев" in seen
    assert "осболев" in seen
    assert any(len(one) == 7 and sorted(one) != sorted("соболев") for one in seen)


@pytest.mark.parametrize("name", ["", "а", "а б в"])
def test_there_is_no_slip_in_single_letters(name: str) -> None:
    assert mistyped(name, np.random.default_rng(1)) == name


@given(NAMES, SEEDS)
def test_one_of_two_words_is_shortened_to_its_first_letter(name: str, seed: int) -> None:
    before, after = name.split(), shortened(name, np.random.default_rng(seed)).split()

    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) <= min(1, len(before) - 1)
    assert all(b == a[0] for a, b in changed)


@given(NAMES, SEEDS)
def test_only_a_word_between_the_first_and_the_last_is_left_out(name: str, seed: int) -> None:
    before, after = name.split(), without_a_word(name, np.random.default_rng(seed)).split()

    assert len(after) == (len(before) - 1 if len(before) > 2 else len(before))
    assert (after[0], after[-1]) == (before[0], before[-1])
    assert not Counter(after) - Counter(before)


@pytest.mark.parametrize("seed", range(12))
def test_a_wrong_digit_makes_another_day_or_another_year(seed: int) -> None:
    wrong = misdated("1980-05-28", np.random.default_rng(seed))

    assert wrong != "1980-05-28"
    year, month, day = wrong.split("-")
    assert month == "05"
    assert (year == "1980") is not (day == "28")
    assert year[:3] == "198"
    assert 1 <= int(day) <= 28


def test_day_and_month_are_exchanged_only_where_that_is_a_date() -> None:
    of_may = {misdated("1980-05-04", np.random.default_rng(seed)) for seed in range(40)}
    late = {misdated("1980-05-28", np.random.default_rng(seed)) for seed in range(40)}

    assert "1980-04-05" in of_may
    assert "1980-28-05" not in late


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("1980", "198"),
        ("1980-05", "1980-0"),
        ("1", "1"),
        ("1980-02-28T10:00:00", "1980-02-28T10:00:0"),
        ("1980-02-28 00:00", "1980-02-28 00:0"),
        ("198x-02-28", "198x-02-2"),
        ("28-02-1980", "28-02-198"),
        ("1980-2-8", "1980-2-"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_a_date_of_another_form_loses_its_last_sign(written: str, left: str, seed: int) -> None:
    assert misdated(written, np.random.default_rng(seed)) == left
