"""How far two values agree, as one of a few levels a kind of column.

Levels run from best (0) to worst; MISSING where either side says nothing. A comparison is made once
for each pair of different values.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from cases.resolution.columns import Column, Ints, Kind

__all__ = ["LEVELS", "MISSING", "Levels", "levels_of"]

Levels = NDArray[np.int8]
MISSING = -1

# The words of each level, for a person; the last of a kind is "differs".
LEVELS: dict[Kind, tuple[str, ...]] = {
    Kind.NAME: (
        "the same",
        "one letter apart",
        "much alike",
        "alike",
        "one is the initial of the other",
        "different",
    ),
    Kind.TEXT: ("the same", "one letter apart", "much alike", "alike", "different"),
    Kind.DATE: (
        "the same day",
        "the same, as far as the coarser one goes",
        "day and month exchanged",
        "one digit apart",
        "two digits apart",
        "the same year",
        "different",
    ),
    Kind.CODE: ("the same", "one sign apart", "two signs apart", "different"),
    Kind.CATEGORY: ("the same", "different"),
}
_PORTION = 1 << 18


def levels_of(column: Column, left: Ints, right: Ints) -> Levels:
    """The level of each pair of rows (left, right) in this column."""
    a, b = column.codes[left], column.codes[right]
    found = np.full(a.size, MISSING, dtype=np.int8)
    both = (a >= 0) & (b >= 0)
    found[both & (a == b)] = 0
    todo = np.flatnonzero(both & (a != b))
    if not todo.size:
        return found
    if column.kind is Kind.CATEGORY:
        found[todo] = 1
        return found
    low, high = np.minimum(a[todo], b[todo]), np.maximum(a[todo], b[todo])
    of_pair, pairs = pd.factorize(low * len(column.values) + high)
    levels = np.empty(pairs.size, dtype=np.int8)
    for start in range(0, pairs.size, _PORTION):
        part = pairs[start : start + _PORTION]
        ones = list(map(column.values.__getitem__, (part // len(column.values)).tolist()))
        others = list(map(column.values.__getitem__, (part % len(column.values)).tolist()))
        levels[start : start + _PORTION] = _COMPARE[column.kind](ones, others)
    found[todo] = levels[of_pair]
    return found


def _words(ones: Sequence[str], others: Sequence[str], *, initials: bool) -> Levels:
    worst = len(LEVELS[Kind.NAME if initials else Kind.TEXT]) - 1
    slips = cpdist(ones, others, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    alike = cpdist(ones, others, scorer=JaroWinkler.similarity, score_cutoff=0.8, dtype=np.float32)
    lengths = (
        np.fromiter(map(len, ones), np.int16, len(ones)),
        np.fromiter(map(len, others), np.int16, len(others)),
    )
    short = np.minimum(*lengths)
    found = np.full(len(ones), worst, dtype=np.int8)
    found[alike >= 0.83] = 3
    found[(alike >= 0.9) | ((slips == 2) & (short >= 5))] = 2
    found[(slips == 1) & (short >= 2)] = 1
    if initials:
        for place in np.flatnonzero(short == 1).tolist():
            if ones[place][0] == others[place][0]:
                found[place] = 4
    return found


def _names(ones: Sequence[str], others: Sequence[str]) -> Levels:
    return _words(ones, others, initials=True)


def _texts(ones: Sequence[str], others: Sequence[str]) -> Levels:
    return _words(ones, others, initials=False)


def _dates(ones: Sequence[str], others: Sequence[str]) -> Levels:
    one, other = _digits(ones), _digits(others)
    told = np.minimum(_told(one), _told(other))
    alike = (one == other) | (np.arange(8) >= told[:, None])
    found = np.full(len(ones), 6, dtype=np.int8)
    year = alike[:, :4].all(axis=1)
    found[year] = 5
    whole = told == 8
    slips = (~alike).sum(axis=1)
    # Two digits that changed places are one slip of the hand.
    swapped = (one[:, :-1] == other[:, 1:]) & (one[:, 1:] == other[:, :-1]) & ~alike[:, 1:]
    slips = np.where((slips == 2) & swapped.any(axis=1), 1, slips)
    found[whole & (slips == 2)] = 4
    found[whole & (slips == 1)] = 3
    crossed = np.concatenate((other[:, 6:], other[:, 4:6]), axis=1)
    exchanged = (one[:, 4:] == crossed).all(axis=1)
    found[whole & year & exchanged] = 2
    found[~whole] = np.where(alike[~whole].all(axis=1), 1, 6)
    return found


def _digits(dates: Sequence[str]) -> NDArray[np.uint8]:
    """(dates, 8): the signs of each date, zeros after its end."""
    return np.array(dates, dtype="S8").view(np.uint8).reshape(len(dates), 8)


def _told(dates: NDArray[np.uint8]) -> Ints:
    """How many digits are meant: the first of January often stands for the year alone."""
    length = (dates > 0).sum(axis=1)
    new_year = (dates[:, 4:] == np.frombuffer(b"0101", np.uint8)).all(axis=1)
    return np.where(new_year, 4, length)


def _codes(ones: Sequence[str], others: Sequence[str]) -> Levels:
    slips = cpdist(ones, others, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
    found: Levels = np.minimum(slips, 3).astype(np.int8)
    return found


_COMPARE = {Kind.NAME: _names, Kind.TEXT: _texts, Kind.DATE: _dates, Kind.CODE: _codes}
