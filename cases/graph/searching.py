"""Shortest ways from many entities at once: what each search owes to whoever lies on its ways.

Brandes (2001), level by level, for a block of sources side by side: one numpy step serves a level
of all of them, so that a search costs what it touches and a hundred searches cost little more than
one. Equal to networkx on small graphs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
# So many entities times sources are searched side by side: some 30 bytes each.
_AT_ONCE = 1_500_000


@dataclass(frozen=True, slots=True)
class _Level:
    """The links from one level of the searches to the next, by places within the levels.

    keys: source's number in the block times n plus entity.
    """

    keys: Places
    ways: Floats
    above: Places
    below: Places


def dependencies(matrix: csr_array, sources: Places, times: Floats, weight: Floats) -> Floats:
    """(n,) sum over the sources of `times` (m,) their dependency on each entity (Brandes 2001).

    A source depends on an entity for the weight of all that it reaches through it, by the share of
    the shortest ways. matrix (n, n): symmetric, unweighted, no loops; weight (n,): how many each
    entity stands for. A source does not depend on itself. Time: sources times links.
    """
    n = matrix.shape[0]
    total = np.zeros(n)
    block = max(1, _AT_ONCE // max(n, 1))
    for start in range(0, len(sources), block):
        own = sources[start : start + block]
        total += _block(matrix, own, times[start : start + block], weight)
    return total


def nearness(matrix: csr_array, sources: Places, counted: NDArray[np.bool_]) -> float:
    """Sum of 1/steps from each source to each of `counted` (n,) that it reaches, itself left out.

    matrix as in `dependencies`. Time: sources times links.
    """
    total, block = 0.0, max(1, _AT_ONCE // max(matrix.shape[0], 1))
    for start in range(0, len(sources), block):
        levels = _levels(matrix, sources[start : start + block])
        for steps, level in enumerate(levels[1:], start=1):
            total += float(counted[level.keys % matrix.shape[0]].sum()) / steps
    return total


def _block(matrix: csr_array, sources: Places, times: Floats, weight: Floats) -> Floats:
    n = matrix.shape[0]
    levels = _levels(matrix, sources)
    total = np.zeros(n)
    owed = np.zeros(len(levels[-1].keys))
    for level, next_ in zip(levels[-2::-1], levels[:0:-1], strict=True):
        entity = next_.keys % n
        total += np.bincount(entity, owed * times[next_.keys // n], minlength=n)
        owing = (weight[entity] + owed) / next_.ways
        owed = np.bincount(next_.above, owing[next_.below], minlength=len(level.keys)) * level.ways
    return total


def _levels(matrix: csr_array, sources: Places) -> list[_Level]:
    n, size = matrix.shape[0], len(sources) * matrix.shape[0]
    starts, counts, links = matrix.indptr[:-1], np.diff(matrix.indptr), matrix.indices
    seen = np.zeros(size, dtype=bool)
    place = np.zeros(size, dtype=np.intp)
    keys = np.arange(len(sources)) * n + sources
    seen[keys] = True
    none = np.zeros(0, dtype=np.intp)
    levels = [_Level(keys, np.ones(len(keys)), none, none)]
    while True:
        front = levels[-1]
        entity = front.keys % n
        many = counts[entity]
        above = np.repeat(np.arange(len(many)), many)
        shift = starts[entity] - (np.cumsum(many) - many)
        ends = links[shift[above] + np.arange(len(above))] + (front.keys - entity)[above]
        fresh = np.flatnonzero(~seen[ends])
        if not fresh.size:
            return levels
        ends, above = ends[fresh], above[fresh]
        # Of several links to one entity the last stands for it.
        place[ends] = np.arange(len(ends))
        keys = ends[place[ends] == np.arange(len(ends))]
        place[keys] = np.arange(len(keys))
        seen[keys] = True
        below = place[ends]
        ways = np.asarray(np.bincount(below, front.ways[above], len(keys)), dtype=np.float64)
        levels.append(_Level(keys, ways, above, below))
