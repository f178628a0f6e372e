"""How often as many incidents would fall into a window by chance.

The window is laid at every place of the record and the places counted at which it catches as many.
No rate is assumed: shots that come three in an evening stay together, so a clumped record is not
taken for a rare coincidence. Only days on which somebody could have noticed count, as nights do for
a silence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np


def by_chance(
    events: Iterable[int], days: Collection[int], first: int, last: int, at_least: int
) -> float | None:
    """The share of places at which a window as long as first to last catches at least so many.

    events, days: ordinals of the incidents and of the days of record; first, last: of the window,
    both counted. The record is closed to a ring, so that every day is covered equally often; under
    chance the window lies at any of its places alike, and a share of p is reached in at most p of
    the cases (a permutation test by rotation). None where no day of the window is on record.
    """
    record = np.array(sorted(set(days)), dtype=np.int64)
    low = int(np.searchsorted(record, first, side="left"))
    high = int(np.searchsorted(record, last, side="right"))
    length = high - low
    if length <= 0 or at_least <= 0:
        return None
    counts = np.zeros(len(record), dtype=np.int64)
    for event in events:
        place = int(record.searchsorted(event))
        if place < len(record) and record[place] == event:
            counts[place] += 1
    ring = np.concatenate([[0], np.cumsum(np.concatenate([counts, counts[: length - 1]]))])
    caught = ring[length:] - ring[:-length]
    return float(np.mean(caught >= at_least))
