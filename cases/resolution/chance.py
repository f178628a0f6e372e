"""How often two people agree by chance, which is what an agreement has to be rarer than.

Three things make chance unlike from pair to pair. A value is common or rare: a shared Nguyen says
less than a shared rare name (Winkler 1988). Short words are one letter apart by the hundred. And
names, towns and nationality go together, so that agreeing on all three is hardly rarer than
agreeing on the name: where a category such as nationality goes with other columns, chance is
counted among those who share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.resolution.agreement import LEVELS, MISSING, Levels, levels_of
from cases.resolution.columns import Column, Ints, Kind

__all__ = ["Chance", "Floats", "chance_of"]

Floats = NDArray[np.float64]
_DRAWN = 300_000
_DRAWN_A_ROW = 60
_LONGEST = 8
_GOES_TOGETHER = 1.3
# Where a pair stands to the setting: one of them has none, both have one, they have two.
_UNKNOWN, _SHARED, _APART = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance does. setting: the category column within which names are counted, or None.

    tables: for each column (lengths, settings, levels): how often two people stand at a level.
    within: for each column, how many rows hold each value in each value of the setting.
    """

    columns: tuple[Column, ...]
    setting: int | None
    tables: tuple[Floats, ...]
    within: tuple[Ints | None, ...]

    def bits(self, levels: Sequence[Levels], left: Ints, right: Ints) -> list[Floats]:
        """For each column, log2 of how often two people stand at the level that each pair of rows
        stands at; 0 where one side says nothing."""
        nowhere = np.zeros(left.size, np.int8)
        setting = nowhere
        if self.setting is not None:
            setting = _standing(self.columns[self.setting], left, right)
        return [
            self._of(place, level, left, right, nowhere if place == self.setting else setting)
            for place, level in enumerate(levels)
        ]

    def _of(
        self, place: int, level: Levels, left: Ints, right: Ints, setting: NDArray[np.int8]
    ) -> Floats:
        column, table = self.columns[place], np.log2(self.tables[place])
        size = table.shape[2]
        cell = (_lengths(column, left, right).astype(np.int32) * 3 + setting) * size + level
        made: Floats = table.ravel().astype(np.float32)[cell]
        made[level == MISSING] = 0.0
        if column.kind is Kind.CATEGORY and place != self.setting:
            return made
        same = np.flatnonzero(level == 0)
        value = column.codes[left[same]]
        held, among = column.counts[value].astype(float), np.full(same.size, float(column.known))
        within = self.within[place]
        if within is not None and self.setting is not None:
            here = setting[same] == _SHARED
            of = self.columns[self.setting]
            shared = of.codes[left[same[here]]]
            held[here] = within[value[here] * len(of.values) + shared]
            among[here] = of.counts[shared]
        # One of the holders is this record itself; a value nobody else holds is still possible.
        made[same] = np.log2(np.maximum(held - 0.5, 0.5) / np.maximum(among, 1.0))
        return made


def chance_of(
    columns: Sequence[Column],
    rng: np.random.Generator,
    side: NDArray[np.bool_] | None = None,
) -> Chance:
    """What two rows drawn at random have in common. side (n,): of which table each row is, where
    only pairs across them are compared."""
    rows = columns[0].codes.size
    draws = min(_DRAWN, max(rows * _DRAWN_A_ROW, 20_000))
    left, right = rng.integers(0, rows, (2, draws))
    other = left != right if side is None else side[left] != side[right]
    left, right = left[other], right[other]
    levels = [levels_of(column, left, right) for column in columns]
    setting = _setting(columns, levels)
    within: list[Ints | None] = [None] * len(columns)
    tables = []
    if setting is not None:
        # Those who share a setting are drawn again, so that rare settings are known as well.
        more = _within_setting(columns[setting], draws, rng)
        left, right = np.append(left, more[0]), np.append(right, more[1])
        levels = [
            np.append(level, levels_of(column, *more))
            for level, column in zip(levels, columns, strict=True)
        ]
    drawn = int(other.sum())
    for place, column in enumerate(columns):
        standing = np.zeros(left.size, np.int8)
        if setting is not None and place != setting:
            standing = _standing(columns[setting], left, right)
            within[place] = _counted(column, columns[setting])
        table = _table(column, levels[place], standing, _lengths(column, left, right))
        whole = _table(
            column, levels[place][:drawn], standing[:drawn] * 0,
            _lengths(column, left[:drawn], right[:drawn]),
        )  # fmt: skip
        table[:, _UNKNOWN] = whole[:, _UNKNOWN]
        tables.append(table)
    return Chance(tuple(columns), setting, tuple(tables), tuple(within))


def _table(
    column: Column, level: Levels, standing: NDArray[np.int8], length: NDArray[np.int8]
) -> Floats:
    """(lengths, settings, levels), each row drawn towards what holds for all lengths."""
    size = len(LEVELS[column.kind])
    told = level != MISSING
    place = (length[told].astype(np.int64) * 3 + standing[told]) * size + level[told]
    seen = np.bincount(place, minlength=(_LONGEST + 1) * 3 * size).astype(float)
    seen = seen.reshape(_LONGEST + 1, 3, size)
    overall = seen.sum(axis=0) + 0.5 / size
    overall /= overall.sum(axis=1, keepdims=True)
    drawn = seen + 20.0 * overall
    table: Floats = drawn / drawn.sum(axis=2, keepdims=True)
    return np.maximum(table, 1e-9)


def _lengths(column: Column, left: Ints, right: Ints) -> NDArray[np.int8]:
    """The length of the shorter value of each pair, 0 where lengths say nothing."""
    if column.kind not in (Kind.NAME, Kind.TEXT):
        return np.zeros(left.size, np.int8)
    long = np.array([min(len(value), _LONGEST) for value in column.values] + [0], dtype=np.int8)
    return np.minimum(long[column.codes[left]], long[column.codes[right]])


def _standing(setting: Column, left: Ints, right: Ints) -> NDArray[np.int8]:
    a, b = setting.codes[left], setting.codes[right]
    stands = np.where(a == b, _SHARED, _APART).astype(np.int8)
    stands[(a < 0) | (b < 0)] = _UNKNOWN
    return stands


def _setting(columns: Sequence[Column], levels: Sequence[Levels]) -> int | None:
    """The category with which the other columns go together most, if any does at all."""
    best, most = None, _GOES_TOGETHER
    for place, column in enumerate(columns):
        if column.kind is not Kind.CATEGORY or len(column.values) < 2:
            continue
        for other, level in zip(columns, levels, strict=True):
            if other.kind in (Kind.CATEGORY, Kind.DATE):
                continue
            known = (level != MISSING) & (levels[place] != MISSING)
            near = known & (level <= 2)
            if near.sum() < 50:
                continue
            shared = float((levels[place][near] == 0).mean())
            usual = float((levels[place][known] == 0).mean())
            if usual and shared / usual > most:
                best, most = place, shared / usual
    return best


def _within_setting(setting: Column, draws: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Pairs of rows of one setting, as many of each."""
    each = draws // max(len(setting.values), 1)
    left, right = [], []
    for value in range(len(setting.values)):
        own = np.flatnonzero(setting.codes == value)
        if own.size > 1:
            chosen = rng.integers(0, own.size, (2, each))
            chosen = chosen[:, chosen[0] != chosen[1]]
            left.append(own[chosen[0]])
            right.append(own[chosen[1]])
    none = [np.empty(0, np.int64)]
    return np.concatenate(left or none), np.concatenate(right or none)


def _counted(column: Column, setting: Column) -> Ints:
    both = (column.codes >= 0) & (setting.codes >= 0)
    place = column.codes[both] * len(setting.values) + setting.codes[both]
    return np.bincount(place, minlength=len(column.values) * len(setting.values)).astype(np.int64)
