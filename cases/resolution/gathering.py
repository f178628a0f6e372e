"""Which records of a project are held against each other: those that share a key.

The keys of a record are the sounds of its names, its birth date, and the numbers it holds. A key of
too many records is split by the decade of birth and by sex, and dropped where that is not enough.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from cases.resolution.evidence import Record, new_year
from cases.resolution.reason import Lost

__all__ = ["Gathered", "gather"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """pairs: ids in order -> the keys both share. holders: how many records hold each number;
    borne: how many bear each sound of a name."""

    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    lost: tuple[Lost, ...]
    holders: Mapping[str, int]
    borne: Mapping[str, int]


def gather(records: Iterable[Record], cap: int) -> Gathered:
    """The pairs of records that share a key which at most `cap` share, or a part of it does."""
    blocks: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda one: one.id):
        for key in sorted(_keys(record)):
            blocks.setdefault(key, []).append(record)
    pairs: dict[tuple[str, str], list[str]] = {}
    lost = []
    for key, own in sorted(blocks.items()):
        whole = [own] if len(own) <= cap else _parts(own)
        for part in whole:
            if len(part) > cap:
                lost.append(Lost(key, len(part), math.comb(len(part), 2)))
                continue
            for left, right in combinations(part, 2):
                pairs.setdefault((left.id, right.id), []).append(key)
    counts = {key: len(own) for key, own in blocks.items()}
    borne = {key: count for key, count in counts.items() if key.startswith("name ")}
    holders = {
        key: count for key, count in counts.items() if not key.startswith(("name ", "born "))
    }
    told = {pair: tuple(dict.fromkeys(by)) for pair, by in sorted(pairs.items())}
    return Gathered(told, tuple(lost), holders, borne)


def _keys(record: Record) -> set[str]:
    found = set(record.keys)
    for born, _ in record.births:
        if born.precision.value not in ("year", "month") and not new_year(born):
            found.add(f"born {born.day.isoformat()}")
    for own in record.held.values():
        found.update(held.key for held in own)
    found.update(f"number:{number}" for number in record.tax)
    return found


def _parts(own: Collection[Record]) -> list[list[Record]]:
    """A block split by year of birth; whoever was born at an unknown time is in every part."""
    years: dict[int, list[Record]] = {}
    unknown = [record for record in own if not record.births]
    for record in own:
        for year in {born.day.year for born, _ in record.births}:
            # A year may be one off: a record stands in the part of its year and of the next.
            for place in (year, year + 1):
                years.setdefault(place, []).append(record)
    if not years:
        return [list(own)]
    parts = [[*part, *unknown] for _, part in sorted(years.items())]
    return [sorted(part, key=lambda one: one.id) for part in parts]
