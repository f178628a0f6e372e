"""Which rows of a table are compared: against trying all pairs, and what large blocks cost."""

from itertools import combinations

import numpy as np
import pytest

from cases.resolution.block_keys import Key, keys_of
from cases.resolution.blocking import NAMES_ALONE, NO_NAMES, candidates
from cases.resolution.columns import Kind, column_of, table_of

KINDS = {"given": Kind.NAME, "family": Kind.NAME, "born": Kind.DATE, "sex": Kind.CATEGORY}


def table(rows: int, seed: int) -> tuple[Key, ...]:
    """The keys of a small table of few values, so that many rows share one."""
    rng = np.random.default_rng(seed)
    cells = {
        "given": rng.choice(["ivan", "oleg", "pyotr", "anna", ""], rows).tolist(),
        "family": rng.choice([f"name{chr(97 + n)}ov" for n in range(20)], rows).tolist(),
        "born": [f"19{rng.integers(60, 99)}-0{rng.integers(1, 9)}-1{rng.integers(0, 9)}"
                 for _ in range(rows)],
        "sex": rng.choice(["male", "female"], rows).tolist(),
    }  # fmt: skip
    return keys_of(table_of(cells, KINDS))


def told(found: object) -> set[tuple[int, int]]:
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(4))
def test_small_blocks_come_to_what_trying_all_pairs_comes_to(seed: int) -> None:
    rows = 40
    keys = table(rows, seed)

    def share(key: Key, one: int, other: int) -> bool:
        return bool(key.codes[one] >= 0 and key.codes[one] == key.codes[other])

    expected = {
        (one, other)
        for one, other in combinations(range(rows), 2)
        if any(share(key, one, other) for key in keys if key.fine and key.kind is not Kind.CATEGORY)
    }
    # Forty rows make no block that is too large, but for a sex, which never gathers by itself.
    assert told(candidates(keys, rows)) == expected


def test_each_pair_is_there_once_and_in_order() -> None:
    found = candidates(table(300, 5), 300)

    assert len(told(found)) == found.left.size
    assert (found.left < found.right).all()
    assert all(0 <= rule < len(found.rules) for rule in found.rule.tolist())


def test_of_two_tables_only_rows_across_meet() -> None:
    side = np.arange(60) >= 25
    found = candidates(table(60, 6), 60, side=side)

    assert found.left.size
    assert (side[found.left] != side[found.right]).all()


def test_a_pair_says_which_columns_it_was_found_without() -> None:
    """Two rows of one family name and nothing else: found without looking at the birth date."""
    cells = {"family": ["sobolev", "sobolev"], "born": ["1980-02-03", "1990-05-06"]}
    found = candidates(keys_of(table_of(cells, {"family": Kind.NAME, "born": Kind.DATE})), 2)

    mask = int(found.without[0])
    assert told(found) == {(0, 1)}
    assert mask >> 1 & 1
    assert not mask & 1
    assert mask >> NAMES_ALONE & 1
    assert not mask >> NO_NAMES & 1


@pytest.mark.parametrize(
    ("kind", "one", "other", "meets"),
    [
        (Kind.NAME, "ivanov", "ivannov", True),
        (Kind.NAME, "ivanov", "ivanav", True),
        (Kind.NAME, "ivanov", "petrov", False),
        (Kind.NAME, "o", "o", False),
        (Kind.DATE, "1980-02-03", "1980-03-02", True),
        (Kind.DATE, "1980-02-03", "1981-02-03", False),
        (Kind.DATE, "1980-01-01", "1980-01-01", True),
        (Kind.DATE, "1980", "1980", False),
        (Kind.CODE, "690 001", "690-001", True),
        (Kind.CODE, "690001", "690002", False),
        (Kind.TEXT, "unknown", "unknown", False),
    ],
)
def test_what_a_slip_leaves_of_a_value_still_brings_two_rows_together(
    kind: Kind, one: str, other: str, meets: bool
) -> None:
    keys = keys_of((column_of("x", kind, [one, other]),))

    assert bool(candidates(keys, 2).left.size) is meets


def test_no_row_and_no_key_make_no_pair() -> None:
    assert candidates((), 0).left.size == 0
    assert candidates(table(1, 1), 1).left.size == 0
