"""The share of true pairs that is found, told by planted copies: by hand, by chance, on a file."""

from typing import Any

import numpy as np
import pytest

from cases.names import prepare
from cases.resolution import proposals
from cases.resolution.comparing import compared, plans, portions
from cases.resolution.evidence import record_of
from cases.resolution.gathering import gather, met
from cases.resolution.recall import UNWORN, Wear, recall_of
from cases.resolution.slips import misdated, mistyped, shortened, without_a_word

RNG = np.random.default_rng


def wear(usual: list[float], seen: list[float], worth: float = 1e6) -> Wear:
    """A feature whose wear is as good as known."""
    return Wear(np.array(usual), np.full(len(usual), 1 / len(usual)), np.array(seen), worth)


def test_copies_count_as_often_as_their_wear_happens() -> None:
    """Planted half and half; unworn all found, worn none; worn happens one time in ten: 0.9."""
    worn = np.array([[0]] * 200 + [[1]] * 200, dtype=np.int8)
    found = recall_of(worn[:, 0] == 0, worn, [wear([0.9, 0.1], [0, 0])], pairs=1e6, rng=RNG(1))

    assert found is not None
    assert found.share == pytest.approx(0.9, abs=0.005)
    assert found.low < 0.9 < found.high
    assert found.planted == 400


def test_what_the_records_say_of_their_wear_outweighs_what_is_usual() -> None:
    worn = np.array([[0]] * 200 + [[1]] * 200, dtype=np.int8)
    learnt = wear([0.9, 0.1], [500.0, 500.0], worth=20.0)
    found = recall_of(worn[:, 0] == 0, worn, [learnt], pairs=1e6, rng=RNG(1))

    assert found is not None
    assert found.share == pytest.approx(0.5, abs=0.03)


def test_the_less_is_known_of_the_wear_the_wider_the_interval() -> None:
    worn = np.array([[0]] * 200 + [[1]] * 200, dtype=np.int8)

    def width(worth: float) -> float:
        feature = wear([0.8, 0.2], [0, 0], worth)
        found = recall_of(worn[:, 0] == 0, worn, [feature], pairs=1e6, rng=RNG(1))
        assert found is not None
        return found.high - found.low

    assert width(5.0) > 2 * width(1e6)


def test_few_true_pairs_and_few_copies_make_it_wider_and_all_found_is_not_all() -> None:
    worn = np.zeros((30, 1), dtype=np.int8)
    everything = recall_of(np.ones(30, dtype=bool), worn, [wear([1.0], [0])], pairs=1e6, rng=RNG(1))
    few = recall_of(np.ones(30, dtype=bool), worn, [wear([1.0], [0])], pairs=4.0, rng=RNG(1))

    assert everything is not None
    assert few is not None
    assert (everything.share, everything.high) == (1.0, 1.0)
    # Of 30 found in 30 tries the rule of three leaves a tenth open.
    assert 0.7 < everything.low < 0.95
    assert few.low < everything.low


def test_a_feature_that_an_original_has_not_says_nothing() -> None:
    worn = np.array([[UNWORN], [UNWORN]], dtype=np.int8)
    found = recall_of(
        np.array([True, False]), worn, [wear([0.99, 0.01], [0, 0])], pairs=10.0, rng=RNG(1)
    )

    assert found is not None
    assert found.share == 0.5


def test_without_copies_nothing_is_told() -> None:
    none = np.empty((0, 1), dtype=np.int8)
    assert recall_of(none[:, 0] == 0, none, [wear([1.0], [0])], pairs=1.0, rng=RNG(1)) is None


def test_the_interval_covers_as_often_as_it_says() -> None:
    """300 worlds of a known share: the wear is known, copies and true pairs are drawn."""
    rng, covered = RNG(7), 0
    for _ in range(300):
        worn = rng.integers(0, 2, (300, 1)).astype(np.int8)
        # A worn copy is found with 0.5, another with 0.98; worn are 30 of 100.
        chance = np.where(worn[:, 0] == 1, 0.5, 0.98)
        found = recall_of(
            rng.random(300) < chance, worn, [wear([0.7, 0.3], [0, 0])], pairs=200.0, rng=rng
        )
        truth = rng.binomial(200, 0.7 * 0.98 + 0.3 * 0.5) / 200
        covered += found is not None and found.low <= truth <= found.high

    assert 0.92 <= covered / 300 <= 1.0


@pytest.mark.parametrize("name", ["Иван Соболев", "张伟", "O", "Nguyễn Văn Minh", "NULL", ""])
def test_a_slip_of_the_hand_changes_at_most_one_word_by_one_letter_or_two(name: str) -> None:
    for seed in range(40):
        slipped = mistyped(name, RNG(seed)).split()
        words = name.split()
        assert len(slipped) == len(words)
        differing = [(a, b) for a, b in zip(words, slipped, strict=True) if a != b]
        assert len(differing) <= 1
        assert all(abs(len(a) - len(b)) <= 1 for a, b in differing)


def test_slips_do_happen() -> None:
    assert len({mistyped("Sobolev", RNG(seed)) for seed in range(60)}) > 15


def test_one_word_of_a_name_is_cut_whichever_it_is() -> None:
    drawn = {shortened("Иван Соболев", RNG(n)) for n in range(20)}
    assert drawn == {"И Соболев", "Иван С"}
    assert shortened("Соболев", RNG(1)) == "Соболев"
    assert {without_a_word("Ivan Petrovich Sobolev", RNG(n)) for n in range(9)} == {"Ivan Sobolev"}
    assert without_a_word("Ivan Sobolev", RNG(1)) == "Ivan Sobolev"


def test_a_date_stays_a_date_when_it_is_mistaken() -> None:
    drawn = {misdated("1980-02-03", RNG(seed)) for seed in range(200)}

    assert "1980-03-02" in drawn
    assert "1980-02-03" not in drawn
    assert all(np.datetime64(one) for one in drawn)
    assert misdated("1980", RNG(1)) == "198"
    assert all(
        one[5:7] == "02" for one in (misdated("1980-02-03", RNG(n), digits=2) for n in range(50))
    )


def people(records: Any, count: int) -> Any:
    """So many people of different names with a copy each, whose birth date is lost every third
    time and whose name has another letter every second time."""
    rng = RNG(3)
    letters = list("bdgklmnprstv")
    for n in range(count):
        name = " ".join("".join(f"{rng.choice(letters)}{rng.choice(list('aeiou'))}"
                                for _ in range(4)) for _ in range(2))  # fmt: skip
        born = f"{rng.integers(1950, 2000)}-{rng.integers(2, 12):02}-{rng.integers(2, 28):02}"
        phone = {"phone": f"PHN-{n}"} if n % 2 else {}
        records.say(f"PER-{n:03}a", "Person", name=name, birthDate=born, **phone)
        told = mistyped(name, rng) if n % 2 else name
        more = phone | ({} if n % 3 == 0 else {"birthDate": born})
        records.say(f"PER-{n:03}b", "Person", name=told, **more)
        if phone:
            records.say(f"PHN-{n}", "Phone", number=f"+7914{n:07}")
    return records.world().entities


def test_recall_of_a_file_is_told_near_the_truth_and_again_the_same(records: Any) -> None:
    entities = people(records, 120)

    found = proposals(entities)

    proposed = {(one.left, one.right) for one in found.proposals}
    truth = sum((f"PER-{n:03}a", f"PER-{n:03}b") in proposed for n in range(120)) / 120
    assert found.recall is not None
    assert found.recall.low <= truth <= found.recall.high
    assert found.recall.high - found.recall.low < 0.25
    assert proposals(entities).recall == found.recall


def test_nobody_has_no_recall_and_one_alone_has(records: Any) -> None:
    assert proposals({}).recall is None
    records.say("PER-1", "Person", name="Иван Соболев")
    assert proposals(records.world().entities).recall is not None


def test_a_crowd_of_namesakes_is_told_as_pairs_that_are_not_found(records: Any) -> None:
    """Thirty of one name and nothing else: no copy of theirs can be brought together."""
    for n in range(30):
        records.say(f"PER-{n:02}", "Person", name="Иван Соболев")
    found = proposals(records.world().entities, cap=10)

    assert found.recall is not None
    assert found.recall.share < 0.2


def test_portions_come_to_what_comparing_all_at_once_comes_to(records: Any) -> None:
    entities = people(records, 20)
    plan = next(one for one in plans(entities) if one.schema == "Person")

    whole = compared(plan, 0, plan.pairs)
    in_parts = [one for ends in portions(plan, 7) for one in compared(plan, *ends)]

    assert whole
    assert tuple(in_parts) == whole
    assert list(portions(plan, 10**9)) == [(0, plan.pairs)]


def test_pairs_are_gathered_as_trying_all_pairs_gathers_them(records: Any) -> None:
    entities = people(records, 25)
    everyone = [record_of(e, entities) for e in entities.values() if e.schema == "Person"]

    gathered = gather(everyone, 500)

    expected = {
        (i, j)
        for i in range(len(everyone))
        for j in range(i + 1, len(everyone))
        if gathered.keys[i] & gathered.keys[j]
    }
    assert set(zip(gathered.left.tolist(), gathered.right.tolist(), strict=True)) == expected
    assert all((i, j) in gathered for i, j in expected)
    assert (0, 0) not in gathered


def test_many_of_one_name_are_held_together_by_the_year_of_birth(records: Any) -> None:
    for n in range(100):
        records.say(f"PER-{n:03}", "Person", name="Иван Соболев", birthDate=f"{1900 + n}-05-06")
    entities = records.world().entities
    gathered = gather([record_of(e, entities) for e in entities.values()], 60)

    # A year may be one off: neighbours meet, the others do not.
    assert sorted(zip(gathered.left.tolist(), gathered.right.tolist(), strict=True)) == [
        (n, n + 1) for n in range(99)
    ]
    assert gathered.lost == ()


def test_a_copy_is_met_where_it_shares_a_key_that_few_share(records: Any) -> None:
    records.say("PER-1", "Person", name="Иван Соболев", birthDate="1980-05-06")
    records.say("PER-2", "Person", name="Олег Дымов", birthDate="1990-05-06")
    records.say("PER-3", "Person", name="Ivan Soboleff")
    records.say("PER-4", "Person", name="Пётр Кузьмин")
    entities = records.world().entities
    one, two, copy, other = (record_of(entities[f"PER-{n}"], entities) for n in range(1, 5))

    assert met(gather([one, two], 500), [(0, copy), (1, other), (1, copy)], 500) == [
        True, False, False,
    ]  # fmt: skip
    assert prepare("Ivan Soboleff").words[0].key in {key[-4:] for key in copy.keys}
