"""Which records of a project are held against each other: those that share a key.

The keys of a record are the sounds of its names, its birth date, and the numbers it holds; of a
name whose sound was mistyped, its consonants with the year of birth. A key of too many records is
split by the year of birth and by the other words of the name, and what neither makes small is
dropped and reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cases.resolution.columns import Ints
from cases.resolution.evidence import Record, new_year
from cases.resolution.reason import Lost

__all__ = ["Gathered", "gather", "met"]

# A sound of a name that so many share is split; a number or a date is held by so many as a whole.
_NAMESAKES = 60


@dataclass(frozen=True, slots=True)
class Gathered:
    """Pairs to compare, each once, as places in `records` (left < right), in order.

    records: by id; keys: of each. dropped: keys of which some records were not compared; holders:
    how many records hold each number; borne: how many bear each sound of a name.
    """

    records: tuple[Record, ...]
    keys: tuple[frozenset[str], ...]
    left: Ints
    right: Ints
    lost: tuple[Lost, ...]
    holders: Mapping[str, int]
    borne: Mapping[str, int]

    def shared(self, left: int, right: int) -> tuple[str, ...]:
        """The keys that both records have."""
        return tuple(sorted(self.keys[left] & self.keys[right]))

    def __contains__(self, pair: tuple[int, int]) -> bool:
        code = min(pair) * len(self.records) + max(pair)
        codes = self.left * len(self.records) + self.right
        place = int(np.searchsorted(codes, code))
        return place < codes.size and int(codes[place]) == code


def gather(records: Iterable[Record], cap: int) -> Gathered:
    """The pairs of records that share a key which at most `cap` share, or a part of it does."""
    ordered = tuple(sorted(records, key=lambda one: one.id))
    keys = tuple(_keys(record) for record in ordered)
    blocks: dict[str, list[int]] = {}
    for place, own in enumerate(keys):
        for key in own:
            blocks.setdefault(key, []).append(place)
    codes, lost = [np.empty(0, np.int64)], []
    for key, members in sorted(blocks.items()):
        if len(members) < 2:
            continue
        parts, left_out = _parts(key, members, ordered, cap)
        codes += [_pairs(part, len(ordered)) for part in parts]
        if len(left_out) > 1:
            lost.append(Lost(key, len(left_out), math.comb(len(left_out), 2)))
    pairs = np.unique(np.concatenate(codes))
    counts = {key: len(members) for key, members in blocks.items()}
    return Gathered(
        ordered,
        keys,
        pairs // max(len(ordered), 1),
        pairs % max(len(ordered), 1),
        tuple(lost),
        {key: count for key, count in counts.items() if not _of_person(key)},
        {key: count for key, count in counts.items() if key.startswith("name ")},
    )


def met(known: Gathered, copies: Sequence[tuple[int, Record]], cap: int) -> list[bool]:
    """Whether each copy (of the record at that place) would be brought together with it, if all
    copies stood among the records."""
    records = (*known.records, *(record for _, record in copies))
    keys = (*known.keys, *(_keys(record) for _, record in copies))
    rows = len(known.records)
    asked = [keys[place] & keys[rows + n] for n, (place, _) in enumerate(copies)]
    blocks: dict[str, list[int]] = {key: [] for own in asked for key in own}
    for place, own in enumerate(keys):
        for key in own & blocks.keys():
            blocks[key].append(place)
    together: set[int] = set()
    for key, members in blocks.items():
        for part in _parts(key, members, records, cap)[0]:
            inside = set(part)
            together.update(
                n for n in (p - rows for p in part) if n >= 0 and copies[n][0] in inside
            )
    return [n in together for n in range(len(copies))]


def _of_person(key: str) -> bool:
    return key.startswith(("name ", "born ", "like "))


def _keys(record: Record) -> frozenset[str]:
    """Everything that a record is looked up by."""
    found = set(record.keys)
    for born, _ in record.births:
        if born.precision.value not in ("year", "month") and not new_year(born):
            found.add(f"born {born.day.isoformat()}")
            # A day and a month that were exchanged come out alike.
            low, high = sorted((born.day.month, born.day.day))
            found.add(f"born about {born.day.year} {low} {high}")
        for year in (born.day.year, born.day.year + 1):
            found.update(f"like {bare} {year}" for bare in _consonants(record))
    for own in record.held.values():
        found.update(held.key for held in own)
    found.update(f"number:{number}" for number in record.tax)
    return frozenset(found)


def _consonants(record: Record) -> set[str]:
    """The consonants of each name as one, in no order: what is left when vowels are mistyped."""
    found = set()
    for name, _ in record.read:
        parts = sorted(word.bare[:1] for word in name.words if word.key)
        longest = max((word.bare[:4] for word in name.words), key=len, default="")
        if len(longest) > 1:
            found.add(f"{longest} {''.join(parts)}")
    return found


def _pairs(members: Sequence[int], rows: int) -> Ints:
    own = np.array(sorted(members), dtype=np.int64)
    one, other = np.triu_indices(own.size, 1)
    codes: Ints = own[one] * rows + own[other]
    return codes


def _parts(
    key: str, members: list[int], records: Sequence[Record], cap: int
) -> tuple[list[list[int]], list[int]]:
    """(parts that are compared whole, members that are in none of them)."""
    whole = min(cap, _NAMESAKES) if key.startswith("name ") else cap
    if len(members) <= whole:
        return [members], []
    parts = [*_by_year(members, records), *_by_other_words(key, members, records)]
    small = [part for part in parts if len(part) <= cap]
    there = {place for part in small for place in part}
    return small, [place for place in members if place not in there]


def _by_year(members: Sequence[int], records: Sequence[Record]) -> list[list[int]]:
    """Members by year of birth; whoever was born at an unknown time is in every part."""
    years: dict[int, list[int]] = {}
    unknown = [place for place in members if not records[place].births]
    for place in members:
        born = {when.day.year for when, _ in records[place].births}
        # A year may be one off: a record stands in the part of its year and of the next.
        for year in born | {one + 1 for one in born}:
            years.setdefault(year, []).append(place)
    return [[*part, *unknown] for part in years.values()]


def _by_other_words(key: str, members: Sequence[int], records: Sequence[Record]) -> list[list[int]]:
    """Members by the first letter of the words beside the one that they share."""
    letters: dict[str, list[int]] = {}
    for place in members:
        words = [word.key for name, _ in records[place].read for word in name.words]
        for letter in {word[:1].casefold() for word in words if f"name s:{word}" != key} or {""}:
            letters.setdefault(letter, []).append(place)
    return list(letters.values())
