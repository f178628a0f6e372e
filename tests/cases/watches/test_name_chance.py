"""How many pairs of one name are expected: never fewer than common names make among those here."""

from collections import Counter
from math import log2
from random import Random
from typing import Any

import pytest

from cases.names import compare
from cases.watches.name_chance import NamesOnRecord, expected_pairs
from cases.watches.recurring_name import find

FAMILIES = ["Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Cho", "Yoon", "Jang", "Lim"]
FIRST, SECOND = (
    ["Min", "Ji", "Sung", "Jae", "Hyun", "Seung", "Dong", "Sang"],
    ["ho", "soo", "hee", "woo", "min", "hyun", "jin"],
)
RARE = "Kazimir Brzezinsky-Wolanski"


def koreans(people: int, seed: int) -> list[str]:
    """Names of which no table of this house has the given half."""
    draw = Random(seed)
    return [
        f"{draw.choice(FAMILIES)} {draw.choice(FIRST)}-{draw.choice(SECOND)}" for _ in range(people)
    ]


def test_pairs_by_chance_are_those_of_all_pairs_at_that_weight() -> None:
    """100 people make 4,950 pairs; at three bits one in eight may weigh as much."""
    assert expected_pairs(100, 3.0) == pytest.approx(4950 / 8)
    assert expected_pairs(2, 0.0) == expected_pairs(2, -5.0) == 1.0
    assert expected_pairs(1, 3.0) == 0.0


def test_given_names_that_no_table_has_are_as_common_as_they_are_on_record() -> None:
    """Each is of another person. By tables alone 0.1 pairs of 20 bits were expected of 400."""
    told, there = Counter[int](), Counter[int]()
    for seed in range(3):
        names = koreans(400, seed)
        known = NamesOnRecord([one] for one in names)
        for name, often in Counter(names).items():
            if often > 1:
                bits = known.bits(name, name, compare(name, name).weight_bits)
                for least in (8, 11, 14, 17, 20):
                    there[least] += (bits >= least) * often * (often - 1) // 2
        for least in (8, 11, 14, 17, 20):
            told[least] += expected_pairs(len(names), least)  # type: ignore[assignment]
    assert there[8] > 100
    assert all(there[least] <= told[least] for least in told)


def test_a_name_that_nobody_else_here_bears_is_worth_what_the_tables_say() -> None:
    """However few are on record: a file of twenty says nothing of the names that are not in it."""
    by_tables = compare(RARE, RARE).weight_bits
    for people in (2, 20, 400):
        names = [[RARE], [RARE], *([one] for one in koreans(people - 2, 1))]
        assert NamesOnRecord(names).bits(RARE, RARE, by_tables) == by_tables


def test_each_other_bearer_makes_it_weigh_less_and_other_names_of_one_person_do_not() -> None:
    weights = []
    for others in range(6):
        bearers = [[RARE]] * (2 + others)
        rest = [[one] for one in koreans(100 - len(bearers), 2)]
        weights.append(NamesOnRecord([*bearers, *rest]).bits(RARE, RARE, 99.0))
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 6
    once = [[RARE], [RARE], *([one] for one in koreans(98, 2))]
    twice = [[RARE, RARE.upper()], [RARE, f"{RARE} "], *once[2:]]
    assert NamesOnRecord(twice).bits(RARE, RARE, 99.0) == NamesOnRecord(once).bits(RARE, RARE, 99.0)


def test_a_word_counts_by_hand() -> None:
    """Of 52 people 22 bear both words, 20 beside the two: (20 + 50 p) / (50 + 50), p of the table
    8192ths and so nearly nothing, for each of two words that no table has."""
    names = [["Zorba Quux"]] * 22 + [[one] for one in koreans(30, 3)]
    found = NamesOnRecord(names).bits("Zorba Quux", "Quux Zorba", 99.0)
    assert found == pytest.approx(-2 * log2((20 + 50 * 2**-13) / 100))


def test_a_name_without_words_keeps_its_weight() -> None:
    assert NamesOnRecord([["?"], ["!"]]).bits("?", "!", 3.0) == 3.0


def test_the_watch_tells_what_is_expected_among_those_on_record(records: Any) -> None:
    """Forty seizures of forty couriers, all different people, two of them with one name."""
    names = [*koreans(38, 5), "Yoon Sang-hee", "Yoon Sang-hee"]
    for number, name in enumerate(names):
        records.say(f"PER-{number}", "Person", name=name)
        records.say(f"SZ-{number}", "Seizure", courier=f"PER-{number}", country="KR")
    told = {(watch.subject, watch.topic): watch for watch in find(records.world())}
    watch = told["PER-38", "PER-39"]
    by_tables = expected_pairs(40, compare(names[38], names[39]).weight_bits)
    assert watch.chance is not None
    assert watch.chance > 10 * by_tables
    assert watch.value < compare(names[38], names[39]).weight_bits
