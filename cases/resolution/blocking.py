"""Which pairs of rows are compared at all: those that share a key, or two, or three.

A key is a value, or what is left of it after the usual slips (the skeleton of a name, a date with
day and month in order). Every combination of keys of one and of two columns is a rule; a block that
is larger than the cap is split by a third column, and what even that leaves too large is not
compared and is reported with the pairs it would have made.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from cases.resolution.block_keys import Key
from cases.resolution.columns import Ints, Kind
from cases.resolution.reason import Lost

__all__ = ["NAMES_ALONE", "NO_NAMES", "Candidates", "candidates"]

NAMES_ALONE, NO_NAMES = 30, 31

Masks = NDArray[np.uint32]

# Pairs that one rule may propose for each row, and the largest block that is compared whole.
_PAIRS_A_ROW = 0.5
_LARGEST = 100
_SMALLEST = 4
_WAY_BITS = 12


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs to compare: rows left < right, each pair once.

    without (pairs,): bit c is set where a rule that does not look at column c proposes the pair,
    so that what column c says of it was not selected for; bit NAMES_ALONE where a rule looks at
    names only, NO_NAMES where it looks at none. rule (pairs,): the first rule, by its number.
    """

    left: Ints
    right: Ints
    without: Masks
    rule: Ints
    rules: tuple[str, ...]
    lost: tuple[Lost, ...]


def candidates(
    keys: Sequence[Key], rows: int, *, side: NDArray[np.bool_] | None = None
) -> Candidates:
    """The pairs that any rule proposes. side (n,): which of two tables a row is of, where only
    pairs across them are wanted."""
    every = (1 << (max((key.column for key in keys), default=0) + 1)) - 1
    made: list[Ints] = []
    ways: list[tuple[str, int]] = []
    lost: list[Lost] = []
    # Rows whose block of a key alone is too large: a second key need look at no others.
    crowded: dict[str, Ints] = {}
    for rule in _rules(keys):
        of = _crowded_in(rule, crowded, rows)
        pairs, large = _blocks(_joined(rule, of), rows, side, of)
        proposed = [(pairs, rule)]
        if len(rule) == 1:
            crowded[rule[0].name] = large
        elif large.size:
            more, still = _split(rule, keys, rows, side, large)
            proposed += more
            lost.extend(_reported(rule, still))
        for pairs, used in proposed:
            if pairs.size:
                # The way a pair was found stands in its last bits, so that one sort does for all.
                made.append(pairs << _WAY_BITS | len(ways))
                ways.append((" + ".join(key.name for key in used), _unseen(used, every)))
    return _once(made, ways, rows, sorted(lost, key=lambda one: -one.pairs))


def _unseen(used: Sequence[Key], every: int) -> int:
    names = {key.kind is Kind.NAME for key in used}
    alone = (names == {True}) << NAMES_ALONE | (names == {False}) << NO_NAMES
    return every & ~sum({1 << key.column for key in used}) | alone


def _rules(keys: Sequence[Key]) -> Iterator[tuple[Key, ...]]:
    """Every fine key alone, then with every other but the broad ones, which only split."""
    for key in keys:
        if key.fine:
            yield (key,)
    for one, other in combinations(keys, 2):
        if one.column != other.column and one.fine and other.kind is not Kind.CATEGORY:
            yield one, other


def _crowded_in(rule: tuple[Key, ...], crowded: Mapping[str, Ints], rows: int) -> Ints:
    known = [crowded[key.name] for key in rule if key.name in crowded and len(rule) > 1]
    if not known:
        return np.arange(rows)
    first, *others = known
    for other in others:
        first = np.intersect1d(first, other, assume_unique=True)
    return first


def _split(
    rule: tuple[Key, ...],
    keys: Sequence[Key],
    rows: int,
    side: NDArray[np.bool_] | None,
    large: Ints,
) -> tuple[list[tuple[Ints, tuple[Key, ...]]], Ints]:
    """Pairs of blocks that a third key made small, and the rows that no third key could part."""
    found = []
    apart = large
    used = {key.column for key in rule}
    for third in keys:
        if third.column in used:
            continue
        both = (*rule, third)
        codes = _joined(both, large)
        more, still = _blocks(codes, rows, side, large)
        found.append((more, both))
        whole = np.union1d(still, large[codes < 0])
        apart = np.intersect1d(apart, whole, assume_unique=True)
    return found, apart


def _joined(rule: Sequence[Key], of: Ints) -> Ints:
    """One code a row for the values of several keys together; -1 where one of them is missing."""
    code = rule[0].codes[of].astype(np.int64)
    for key in rule[1:]:
        other = key.codes[of]
        both = (code >= 0) & (other >= 0)
        code = np.where(both, code * (int(key.codes.max(initial=0)) + 1) + other, -1)
    return code


def _blocks(codes: Ints, rows: int, side: NDArray[np.bool_] | None, of: Ints) -> tuple[Ints, Ints]:
    """(pairs within blocks as left * rows + right, rows of blocks that are too large)."""
    there = codes >= 0
    codes, of = codes[there], of[there]
    if codes.size and int(codes.max()) >= (1 << 62) // rows:
        codes = np.unique(codes, return_inverse=True)[1]
    # Sorting the two in one number is several times quicker than sorting places.
    packed = np.sort(codes * rows + of)
    owners, codes = packed % rows, packed // rows
    starts = np.concatenate(([0], np.flatnonzero(np.diff(codes)) + 1)).astype(np.int64)
    sizes = np.diff(np.concatenate((starts, [codes.size])))
    cap = _cap(sizes, rows)
    pairs: list[Ints] = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= cap)]):
        block = owners[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(int(size), 1)
        left, right = block[:, one].ravel(), block[:, other].ravel()
        if side is not None:
            across = side[left] != side[right]
            left, right = left[across], right[across]
        pairs.append(left * rows + right)
    over = np.repeat(sizes > cap, sizes)
    return np.concatenate(pairs) if pairs else np.empty(0, np.int64), np.sort(owners[over])


def _cap(sizes: Ints, rows: int) -> int:
    """The largest block that can be compared whole while the rule keeps to its share of pairs."""
    ordered = np.sort(sizes[sizes > 1])
    made = np.cumsum(ordered * (ordered - 1) // 2)
    within = int(np.searchsorted(made, max(_PAIRS_A_ROW * rows, 2000.0), side="right"))
    if within == ordered.size:
        return _LARGEST
    return int(min(max(ordered[within] - 1, _SMALLEST), _LARGEST))


def _reported(rule: tuple[Key, ...], rows: Ints) -> list[Lost]:
    """The blocks that these rows are in, largest first, at most ten of a rule."""
    if not rows.size:
        return []
    blocks, members = np.unique(_joined(rule, rows), return_counts=True)
    found = []
    for place in np.argsort(-members, kind="stable")[:10]:
        size = int(members[place])
        if size > 1:
            found.append(Lost(_told(rule, int(blocks[place])), size, math.comb(size, 2)))
    return found


def _told(rule: tuple[Key, ...], code: int) -> str:
    parts: list[str] = []
    for key in reversed(rule[1:]):
        code, value = divmod(code, int(key.codes.max(initial=0)) + 1)
        parts.append(f"{key.name} {key.labels[value]}")
    parts.append(f"{rule[0].name} {rule[0].labels[code]}")
    return ", ".join(reversed(parts))


def _once(
    made: Sequence[Ints], ways: Sequence[tuple[str, int]], rows: int, lost: Sequence[Lost]
) -> Candidates:
    names = tuple(name for name, _ in ways)
    if not made:
        nothing = np.empty(0, np.int64)
        return Candidates(nothing, nothing, np.empty(0, np.uint32), nothing, names, tuple(lost))
    packed = np.sort(np.concatenate(made))
    pairs, way = packed >> _WAY_BITS, packed & ((1 << _WAY_BITS) - 1)
    starts = np.concatenate(([0], np.flatnonzero(np.diff(pairs)) + 1))
    unseen = np.array([mask for _, mask in ways], dtype=np.uint32)
    unique = pairs[starts]
    return Candidates(
        unique // rows,
        unique % rows,
        np.bitwise_or.reduceat(unseen[way], starts),
        way[starts],
        names,
        tuple(lost),
    )
