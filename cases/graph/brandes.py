"""Betweenness of a graph of a million entities, from pivots, with how far it may be off.

Brandes (2001) from so many pivots (Brandes & Pich 2007): a breadth-first search from each, level by
level over the rows of a sparse matrix, and the shares of the ways handed back. What hangs like a
tree is counted exactly beforehand (`peeling`). Betweenness describes our records, not a person's
guilt.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import reverse_cuthill_mckee

from cases.graph.peeling import Floats, Peeled, Places, peel

# How often a bound may be missed: of all entities together, and of each by itself.
_MISSED = 0.05


@dataclass(frozen=True)
class Betweenness:
    """pairs (n,): pairs of entities that each lies between, as shares of ways, each pair once.

    error (n,): how far each by itself may be off, held with 95 % at least (empirical Bernstein
    bound, Maurer & Pontil 2009, theorem 4: normal intervals are too short here, since few pivots
    speak for an entity). bound: how far any of them may be off, with 95 % for all at once
    (Hoeffding 1963). Both 0 where every entity was a pivot. pivots: searches made; searched:
    entities that remained after the trees were counted.
    """

    pairs: Floats
    error: Floats
    bound: float
    pivots: int
    searched: int

    @property
    def exact(self) -> bool:
        """Whether nothing was estimated."""
        return self.bound == 0.0


def betweenness_of_whole(
    matrix: csr_array, rng: np.random.Generator, *, pivots: int | None = None
) -> Betweenness:
    """Betweenness of all entities, unweighted and undirected. matrix (n, n): symmetric, no loops.

    pivots: None or as many as remain to be searched: exact. Otherwise drawn with chances as their
    weights, with replacement, so that the estimate is unbiased. Time: pivots times links; memory:
    some 100 bytes an entity and 50 a link. Values other than 0 count as links, whatever their sign.
    """
    if not matrix.shape[0]:
        return Betweenness(np.zeros(0), np.zeros(0), 0.0, 0, 0)
    peeled = peel(matrix)
    core = matrix[peeled.core][:, peeled.core]
    order = reverse_cuthill_mckee(csr_array(core), symmetric_mode=True)
    places = peeled.core[order]
    near = csr_array(core[order][:, order])
    weight = peeled.weight[places]
    n = len(places)
    if pivots is None or pivots >= n:
        total = np.zeros(n)
        for source in range(n):
            reached, shares = _shares(near, weight, source)
            total[reached] += weight[source] * shares
        pairs = peeled.hung.copy()
        pairs[places] += total / 2.0
        return Betweenness(pairs, np.zeros(len(pairs)), 0.0, n, n)
    return _estimated(near, weight, places, peeled, rng, pivots)


def _estimated(
    near: csr_array,
    weight: Floats,
    places: Places,
    peeled: Peeled,
    rng: np.random.Generator,
    pivots: int,
) -> Betweenness:
    n, whole = len(places), float(weight.sum())
    total, squares = np.zeros(n), np.zeros(n)
    drawn, times = np.unique(rng.choice(n, pivots, p=weight / whole), return_counts=True)
    for source, count in zip(drawn.tolist(), times.tolist(), strict=True):
        reached, shares = _shares(near, weight, source)
        total[reached] += count * shares
        squares[reached] += count * shares * shares
    mean = total / pivots
    spread = np.maximum(squares / pivots - mean * mean, 0.0) * pivots / max(pivots - 1, 1)
    half = whole / 2.0
    pairs, error = peeled.hung.copy(), np.zeros(len(peeled.hung))
    pairs[places] += half * mean
    missed = math.log(4.0 / _MISSED)
    # Beyond an entity there is at most the whole of its component.
    rest = 7.0 * peeled.component[places] * missed / (3.0 * max(pivots - 1, 1))
    error[places] = half * (np.sqrt(2.0 * spread * missed / pivots) + rest)
    share = math.sqrt(math.log(2.0 * n / _MISSED) / (2.0 * pivots))
    bound = half * float(peeled.component[places].max()) * share
    return Betweenness(pairs, error, bound, pivots, n)


@dataclass(frozen=True, slots=True)
class _Level:
    """The links from one level of a search to the next, by places within the levels."""

    entities: Places
    ways: Floats
    above: NDArray[np.intp]
    below: NDArray[np.intp]


def _shares(matrix: csr_array, weight: Floats, source: int) -> tuple[Places, Floats]:
    """Who is reached from `source`, and for how much weight beyond each a way leads through it."""
    levels = _levels(matrix, source)
    owed = np.zeros(len(levels[-1].entities))
    shares = [owed]
    for level, next_ in zip(levels[-2::-1], levels[:0:-1], strict=True):
        owing = (weight[next_.entities] + owed) / next_.ways
        handed = np.bincount(next_.above, weights=owing[next_.below], minlength=len(level.entities))
        owed = handed * level.ways
        shares.append(owed)
    # The source lies between nobody and itself.
    shares[-1] = np.zeros(1)
    return np.concatenate([level.entities for level in levels[::-1]]), np.concatenate(shares)


def _levels(matrix: csr_array, source: int) -> list[_Level]:
    starts, counts, links = matrix.indptr[:-1], np.diff(matrix.indptr), matrix.indices
    none = np.zeros(0, dtype=np.intp)
    seen = np.zeros(matrix.shape[0], dtype=bool)
    place = np.zeros(matrix.shape[0], dtype=np.intp)
    seen[source] = True
    levels = [_Level(np.array([source]), np.ones(1), none, none)]
    while True:
        front = levels[-1]
        many = counts[front.entities]
        before = np.cumsum(many) - many
        at = np.repeat(starts[front.entities] - before, many) + np.arange(int(many.sum()))
        ends = links[at]
        fresh = np.flatnonzero(~seen[ends])
        if not fresh.size:
            return levels
        ends = ends[fresh]
        above = np.repeat(np.arange(len(many)), many)[fresh]
        place[ends] = np.arange(len(ends))
        entities = ends[place[ends] == np.arange(len(ends))]
        place[entities] = np.arange(len(entities))
        below = place[ends]
        seen[entities] = True
        ways = np.bincount(below, weights=front.ways[above], minlength=len(entities))
        levels.append(_Level(entities, ways.astype(np.float64), above, below))
