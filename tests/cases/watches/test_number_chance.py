"""How often a number recurs by chance: told as "at most", and never far above what is counted."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.watches.number_chance import Numbers, expected, folded, is_placeholder


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+7 (914) 555-01-02", "79145550102"),
        ("К318ЕМ 125", "K318EM125"),
        ("k318em125", "K318EM125"),
        ("黑A·12345", "黑A12345"),
        ("29A-123.45", "29A12345"),
        ("+7914…0102", "7914*0102"),
        ("＋８６１３９", "86139"),
    ],
)
def test_a_number_is_known_by_its_characters_however_it_is_written(written, kept):
    assert folded(written) == kept


@pytest.mark.parametrize(
    ("written", "is_one"),
    [
        ("0000000", True),
        ("+7 999 999 99 99", True),
        ("1234567", True),
        ("+7 (000) 000-00-00", True),
        ("+7 123 456 78 90", True),
        ("+7 914 0 123456", False),
        ("+7 4232 00-00-00", False),
        ("??", True),
        ("", True),
        ("+79140000001", False),
        ("4321", False),
        ("К318ЕМ125", False),
    ],
)
def test_what_people_write_who_have_no_number_is_told_apart(written, is_one):
    assert is_placeholder(written) is is_one


def tails(rng: np.random.Generator, records: int, length: int) -> Counter[str]:
    return Counter("".join(map(str, row)) for row in rng.integers(0, 10, (records, length)))


@pytest.mark.parametrize(("records", "length"), [(60, 3), (200, 4), (600, 5)])
def test_parts_of_numbers_recur_as_often_as_is_told_or_less(records, length):
    """Worlds in which every record is of another person: what recurs there is chance."""
    rng = np.random.default_rng(7)
    told, counted = [], []
    for _ in range(120):
        mentions = tails(rng, records, length)
        numbers = Numbers(mentions)
        some = list(mentions)[:8]
        told.append(np.mean([numbers.by_chance(one, 2).expected for one in some]))
        counted.append(sum(1 for count in mentions.values() if count > 1))
    error = np.std(counted) / math.sqrt(len(counted))
    assert np.mean(told) > np.mean(counted) - 3 * error
    assert np.mean(told) < 2.5 * np.mean(counted)


def test_three_events_are_rarer_than_two_and_told_so():
    rng = np.random.default_rng(8)
    told, counted = [], []
    for _ in range(60):
        mentions = tails(rng, 200, 3)
        numbers = Numbers(mentions)
        told.append(np.mean([numbers.by_chance(one, 3).expected for one in list(mentions)[:6]]))
        counted.append(sum(1 for count in mentions.values() if count >= 3))
    assert np.mean(counted) < np.mean(told) < 3 * np.mean(counted)


def test_a_whole_number_recurs_by_chance_hardly_ever_and_a_part_of_one_soon():
    rng = np.random.default_rng(9)
    whole = Numbers(Counter(f"+7914{one}" for one in tails(rng, 300, 7)))
    part = Numbers(tails(rng, 300, 4))
    assert whole.by_chance("+79145550102", 2).chance < 0.01
    assert part.by_chance("0102", 2).chance > 0.9


def test_the_beginning_that_all_numbers_share_makes_none_rarer():
    """Ten thousand numbers of one exchange: only what follows it tells them apart."""
    rng = np.random.default_rng(10)
    ends = tails(rng, 400, 4)
    short = Numbers(ends).by_chance("0102", 2)
    long = Numbers(Counter({f"+74232{end}": n for end, n in ends.items()})).by_chance(
        "+742320102", 2
    )
    assert long.expected == pytest.approx(short.expected, rel=0.05)


def test_operators_that_are_not_equally_common_are_reckoned_apart():
    """Half of a mixed list begins alike: the odds are of a half, not of each digit by itself."""
    rng = np.random.default_rng(11)
    mixed = Counter(f"7914{end}" for end in tails(rng, 300, 7))
    mixed += Counter(f"8493{end}" for end in tails(rng, 300, 7))
    alone = Numbers(mixed).by_chance("79145550102", 2)
    truth = 600 * 599 / 2 * 0.5 * 1e-7
    assert truth < alone.expected < 8 * truth


def test_a_character_that_was_not_read_agrees_with_any():
    rng = np.random.default_rng(12)
    known = Numbers(tails(rng, 300, 5) + Counter({"12*45": 1, "12345": 1}))
    read, unread = known.by_chance("12345", 2), known.by_chance("12*45", 2)
    assert unread.expected > 3 * read.expected
    assert (read.characters, unread.characters) == (5, 4)


def test_a_name_that_people_choose_is_rarer_the_longer_it_is():
    known = Numbers({"alex": 2, "tiger_skins_from_primorye": 2})
    short, long = (known.chosen_by_chance(n, 2) for n in ("alex", "tiger_skins_from_primorye"))
    assert short.expected == pytest.approx(2.0**-8, rel=0.01)
    assert long.expected < 1e-12


@given(st.integers(2, 400), st.floats(1e-9, 0.2), st.integers(2, 5))
def test_what_is_expected_is_the_poisson_sum_written_out(mentions, agrees, events):
    rate = (mentions - 1) * agrees
    below = sum(math.exp(-rate) * rate**n / math.factorial(n) for n in range(events - 1))
    by_hand = mentions / events * max(0.0, 1.0 - below) if mentions >= events else 0.0
    assert expected(mentions, agrees, events) == pytest.approx(by_hand, rel=1e-6, abs=1e-9)


def test_more_records_make_a_recurrence_likelier_and_more_events_rarer():
    assert expected(1000, 1e-4, 2) > expected(100, 1e-4, 2) > expected(100, 1e-4, 3)
    assert expected(1, 0.5, 2) == 0.0
    assert expected(10_000, 0.05, 2) == pytest.approx(5000.0)
