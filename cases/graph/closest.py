"""Which of many entities are tied together most firmly: the cheapest ways between any two of them.

Searching from each of thousands through the whole would take hours. A search goes only as far as
the ways that are wanted can cost: that bound grows until there are enough of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest

# Half of what a link of the best grade costs; from there the bound doubles.
_FIRST_BOUND = 0.04
Beside = Mapping[int, Sequence[tuple[int, float]]]


@dataclass(frozen=True, order=True, slots=True)
class Joined:
    """A way between two of the entities, by places, smaller end first, and what it costs."""

    cost: float
    way: tuple[int, ...]


def closest(beside: Beside, ends: Sequence[int], count: int, longest: int) -> tuple[Joined, ...]:
    """The `count` cheapest of all pairs' cheapest ways, cheapest first; equal ones by places.

    beside: place -> (neighbour, cost above 0) of its links, both ways. longest: a way with more
    links is no way. Fewer than `count` where fewer pairs are connected.
    """
    wanted, bound = set(ends), _FIRST_BOUND
    everything = sum(cost for links in beside.values() for _, cost in links) + bound
    while True:
        found = [
            one for end in sorted(wanted) for one in _from(beside, end, wanted, bound, longest)
        ]
        if len(found) >= count or bound > everything:
            return tuple(nsmallest(count, found))
        bound *= 2.0


def _from(beside: Beside, start: int, ends: set[int], bound: float, longest: int) -> list[Joined]:
    """The ways from one entity to those of a larger place that cost no more than the bound."""
    known, before = {start: 0.0}, dict[int, int]()
    waiting, done = [(0.0, start)], set[int]()
    found = []
    while waiting:
        cost, here = heappop(waiting)
        if here in done:
            continue
        done.add(here)
        if here in ends and here > start:
            way = _way(before, start, here)
            if len(way) <= longest + 1:
                found.append(Joined(cost, way))
        for there, more in beside.get(here, ()):
            reached = cost + more
            if reached <= bound and reached < known.get(there, bound + 1.0):
                known[there], before[there] = reached, here
                heappush(waiting, (reached, there))
    return found


def _way(before: Mapping[int, int], start: int, end: int) -> tuple[int, ...]:
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
