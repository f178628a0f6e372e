"""Tables are linked by weights learnt from them: small cases by hand, large ones by brute force."""

import math
from typing import Any

import numpy as np
import pytest

from cases.resolution.agreement import LEVELS, MISSING, levels_of
from cases.resolution.block_keys import keys_of
from cases.resolution.blocking import candidates
from cases.resolution.chance import chance_of
from cases.resolution.columns import Kind, column_of, table_of
from cases.resolution.estimation import Model, estimate, probability_of, total_bits
from cases.resolution.linking import link

NAMES = ["ivanov", "petrov", "sobolev", "dymov", "orlov", "kuzmin", "zaitsev", "belov", "gorin"]


def compared(kind: Kind, one: str, other: str) -> str:
    """How far two values agree, in words."""
    column = column_of("x", kind, [one, other])
    level = int(levels_of(column, np.array([0]), np.array([1]))[0])
    return "missing" if level == MISSING else LEVELS[kind][level]


@pytest.mark.parametrize(
    ("kind", "one", "other", "said"),
    [
        (Kind.NAME, "Иванов", "ИВАНОВ", "the same"),
        (Kind.NAME, "Ivanov", "Ivanof", "one letter apart"),
        (Kind.NAME, "I.", "Ivan", "one is the initial of the other"),
        (Kind.NAME, "P", "Ivan", "different"),
        (Kind.NAME, "NULL", "Null", "the same"),
        (Kind.NAME, "🐆", "🐆", "the same"),
        (Kind.NAME, "محمد", "محمود", "one letter apart"),
        (Kind.NAME, "Ivanov", "", "missing"),
        (Kind.TEXT, "unknown", "Kraskino", "missing"),
        (Kind.DATE, "1984-05-12", "1984-05-12", "the same day"),
        (Kind.DATE, "1984-05-12", "1984-12-05", "day and month exchanged"),
        (Kind.DATE, "1984-05-12", "1984-05-21", "one digit apart"),
        (Kind.DATE, "1984-05-12", "1984-05-13", "one digit apart"),
        (Kind.DATE, "1984-05-12", "1984-06-13", "two digits apart"),
        (Kind.DATE, "1984-05-12", "1984-11-30", "the same year"),
        (Kind.DATE, "1884-05-12", "1984-05-12", "one digit apart"),
        (Kind.DATE, "1984-05-12", "1984", "the same, as far as the coarser one goes"),
        (Kind.DATE, "1984-01-01", "1984-07-09", "the same, as far as the coarser one goes"),
        (Kind.DATE, "1984-01-01", "1985-07-09", "different"),
        (Kind.DATE, "soon", "1985-07-09", "missing"),
        (Kind.CODE, "+7 914 555-01-11", "79145550111", "the same"),
        (Kind.CATEGORY, "male", "female", "different"),
    ],
)
def test_how_far_two_values_agree(kind: Kind, one: str, other: str, said: str) -> None:
    assert compared(kind, one, other) == said
    assert compared(kind, other, one) == said


def test_the_weight_of_a_pair_solved_by_hand() -> None:
    """Two columns, known m and u: log2(0.9/0.1) + log2(0.2/0.8) bits, prior 1 pair in 10."""
    model = Model((np.array([0.9, 0.1]), np.array([0.8, 0.2])), matches=1.0, pairs=10.0)
    levels = [np.array([0], np.int8), np.array([1], np.int8)]
    by_chance = [np.log2([0.1]), np.log2([0.8])]

    bits = total_bits(model, levels, by_chance)

    assert bits[0] == pytest.approx(math.log2(0.9 / 0.1) + math.log2(0.2 / 0.8))
    # Odds: 1 to 9, times 9, times 1/4: 1 to 4.
    assert probability_of(bits + model.prior_bits)[0] == pytest.approx(0.2)


def test_what_is_missing_says_nothing() -> None:
    model = Model((np.array([0.9, 0.1]),), matches=1.0, pairs=10.0)

    assert total_bits(model, [np.array([MISSING], np.int8)], [np.zeros(1)])[0] == 0.0


def made(rng: np.random.Generator, people: int, copies: int) -> tuple[dict[str, list[str]], Any]:
    """A table of people with copies that are worn in known shares, and who each row is."""
    first = ["".join(rng.choice(list("aeioubcdgklmnprstv"), 7)) for _ in range(60)]
    last = ["".join(rng.choice(list("aeioubcdgklmnprstv"), 8)) for _ in range(people // 2)]
    rows = [
        [str(rng.choice(first)), str(rng.choice(last)),
         f"{rng.integers(1950, 2005)}-{rng.integers(2, 13):02}-{rng.integers(1, 29):02}",
         str(rng.choice(["male", "female"]))]
        for _ in range(people)
    ]  # fmt: skip
    who = [*range(people), *rng.integers(0, people, copies).tolist()]
    for person in who[people:]:
        row = list(rows[person])
        if rng.random() < 0.3:
            row[1] = row[1][:3] + "x" + row[1][4:]
        if rng.random() < 0.2:
            row[2] = ""
        rows.append(row)
    columns = ("given", "family", "birth", "sex")
    return {name: [row[n] for row in rows] for n, name in enumerate(columns)}, np.array(who)


KINDS = {"given": Kind.NAME, "family": Kind.NAME, "birth": Kind.DATE, "sex": Kind.CATEGORY}


def test_the_shares_with_which_copies_were_worn_are_learnt() -> None:
    cells, who = made(np.random.default_rng(4), 3000, 900)
    columns = table_of(cells, KINDS)
    rows = len(who)
    found = candidates(keys_of(columns), rows)
    levels = [levels_of(column, found.left, found.right) for column in columns]
    chance = chance_of(columns, np.random.default_rng(1)).bits(levels, found.left, found.right)

    model = estimate(columns, levels, chance, found.without, pairs=math.comb(rows, 2))

    true_pairs = sum(math.comb(n, 2) for n in np.bincount(who))
    assert model.matches == pytest.approx(true_pairs, rel=0.05)
    # A copy of the family name is the same in 0.7 of cases, and one letter apart in the others
    # (both letters may agree by accident, and two copies differ twice).
    assert model.m[1][0] == pytest.approx(0.7, abs=0.06)
    assert model.m[1][1] == pytest.approx(0.3, abs=0.06)


def test_blocks_propose_what_comparing_everything_finds_up_to_pairs_that_are_told() -> None:
    cells, who = made(np.random.default_rng(9), 260, 80)
    columns = table_of(cells, KINDS)
    rows = len(who)

    linkage = link(columns, rng=np.random.default_rng(1))

    left, right = np.triu_indices(rows, 1)
    levels = [levels_of(column, left, right) for column in columns]
    chance = chance_of(columns, np.random.default_rng(1)).bits(levels, left, right)
    bits = total_bits(linkage.model, levels, chance)
    likely = probability_of(bits + linkage.model.prior_bits) >= linkage.threshold
    everything = {(int(a), int(b)) for a, b in zip(left[likely], right[likely], strict=True)}
    ours = linkage.left[linkage.named], linkage.right[linkage.named]
    named = {(int(a), int(b)) for a, b in zip(*ours, strict=True)}
    assert named <= everything
    assert len(named) >= len(everything) * (linkage.recall - 0.02)


def test_precision_and_recall_come_out_as_the_model_says() -> None:
    cells, who = made(np.random.default_rng(21), 3000, 900)

    linkage = link(table_of(cells, KINDS), rng=np.random.default_rng(1))

    right = who[linkage.left] == who[linkage.right]
    named = linkage.named
    assert right[named].mean() == pytest.approx(linkage.probability[named].mean(), abs=0.03)
    true_pairs = sum(math.comb(n, 2) for n in np.bincount(who))
    found = right[named].sum()
    assert 2 * found / (named.sum() + true_pairs) > 0.95
    assert linkage.recall == pytest.approx(right.sum() / true_pairs, abs=0.04)


def test_the_same_table_is_linked_the_same_way_twice() -> None:
    cells, _ = made(np.random.default_rng(2), 400, 100)
    once, again = (link(table_of(cells, KINDS), rng=np.random.default_rng(1)) for _ in range(2))

    assert np.array_equal(once.left, again.left)
    assert np.array_equal(once.probability, again.probability)


def test_a_table_of_strangers_names_nobody() -> None:
    cells, _ = made(np.random.default_rng(3), 2000, 0)

    linkage = link(table_of(cells, KINDS), rng=np.random.default_rng(1))

    assert linkage.named.sum() <= 6


def test_of_two_tables_only_pairs_across_are_named_and_each_row_once() -> None:
    cells, who = made(np.random.default_rng(5), 800, 700)
    side = np.arange(len(who)) >= 800

    linkage = link(table_of(cells, KINDS), rng=np.random.default_rng(1), side=side, once=True)

    assert (side[linkage.left] != side[linkage.right]).all()
    ends = np.concatenate((linkage.left, linkage.right))
    assert np.unique(ends).size == ends.size


def test_a_block_of_namesakes_is_left_out_and_told() -> None:
    cells = {"given": ["Ivan"] * 900, "family": ["Ivanov"] * 900}

    linkage = link(
        table_of(cells, {"given": Kind.NAME, "family": Kind.NAME}), rng=np.random.default_rng(1)
    )

    assert linkage.left.size == 0
    assert linkage.lost[0].records == 900
    assert linkage.lost[0].pairs == math.comb(900, 2)
    assert "given (skeleton) ivn" in linkage.lost[0].key


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_hardly_any_rows_are_no_fault(rows: int) -> None:
    cells = {"given": NAMES[:rows], "family": NAMES[:rows]}

    linkage = link(
        table_of(cells, {"given": Kind.NAME, "family": Kind.NAME}), rng=np.random.default_rng(1)
    )

    assert linkage.left.size == 0


def test_columns_of_unlike_length_are_refused() -> None:
    with pytest.raises(ValueError, match="unlike length"):
        table_of({"given": ["a"], "family": []}, {"given": Kind.NAME, "family": Kind.NAME})


def test_a_rare_name_says_more_than_a_common_one() -> None:
    family = ["ivanov"] * 500 + ["shcherbinin"] * 2 + [f"name{n}" for n in range(500)]
    columns = table_of({"family": family}, {"family": Kind.NAME})
    left, right = np.array([0, 500]), np.array([1, 501])
    levels = [levels_of(columns[0], left, right)]

    chance = chance_of(columns, np.random.default_rng(1)).bits(levels, left, right)[0]

    assert chance[0] == pytest.approx(math.log2(499.5 / 1002))
    assert chance[1] == pytest.approx(math.log2(1.5 / 1002))
