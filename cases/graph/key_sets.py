"""Which few people together cut a network apart, or reach it: sets, not the best single ones.

Borgatti 2006: two who stand side by side do one person's work, so the best set is rarely the set of
the best. KPP-Neg asks whose loss cuts most, KPP-Pos from whom most can be reached or watched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from math import comb

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from cases.graph.centrality import Floats, fragmentation

_GAIN = 1e-12
_TRIED = 3000
_STARTS = 8


def best_set(
    candidates: Sequence[int], k: int, value: Callable[[Sequence[int]], float]
) -> tuple[tuple[int, ...], float]:
    """The k candidates of most value together, and that value; ties go to the smaller places.

    All sets are tried where there are at most 3,000. Else greedy from the eight best single ones,
    each followed by swaps while one helps (Borgatti 2006, section 5): no guarantee then.
    Fewer candidates than k: all of them.
    """
    pool = sorted(set(candidates))
    if not pool or k < 1:
        return (), value(())
    if comb(len(pool), min(k, len(pool))) <= _TRIED:
        best = max(combinations(pool, min(k, len(pool))), key=value)
        return best, value(best)
    single = sorted(pool, key=lambda one: (-value([one]), one))
    found = [_swapped(_greedy([first], pool, k, value), pool, value) for first in single[:_STARTS]]
    chosen, reached = min(found, key=lambda one: (-one[1], sorted(one[0])))
    return tuple(sorted(chosen)), reached


def _greedy(
    chosen: list[int], pool: Sequence[int], k: int, value: Callable[[Sequence[int]], float]
) -> list[int]:
    while len(chosen) < k:
        rest = [one for one in pool if one not in chosen]
        chosen = [*chosen, max(rest, key=lambda one: (value([*chosen, one]), -one))]
    return chosen


def _swapped(
    chosen: list[int], pool: Sequence[int], value: Callable[[Sequence[int]], float]
) -> tuple[list[int], float]:
    best = value(chosen)
    improved = True
    while improved:
        improved = False
        for place in range(len(chosen)):
            for other in pool:
                if other in chosen:
                    continue
                trial = [*chosen[:place], other, *chosen[place + 1 :]]
                reached = value(trial)
                if reached > best + _GAIN:
                    chosen, best, improved = trial, reached, True
    return chosen, best


def key_players(
    matrix: csr_array, candidates: Sequence[int], k: int, *, among: Collection[int] | None = None
) -> tuple[tuple[int, ...], float]:
    """KPP-Neg: the k candidates whose loss cuts most pairs apart, and the fragmentation then."""
    return best_set(candidates, k, lambda chosen: fragmentation(matrix, chosen, among))


def distances(matrix: csr_array, start: Sequence[int]) -> Floats:
    """(len(start), n) steps from each start to each node; infinity where there is no way."""
    if not len(start):
        return np.empty((0, matrix.shape[0]))
    found = dijkstra(matrix, directed=False, indices=list(start), unweighted=True)
    return np.asarray(found, dtype=np.float64)


def distance_fragmentation(
    matrix: csr_array, without: Collection[int] = (), among: Collection[int] | None = None
) -> float:
    """Distance-weighted KPP-Neg, 0 to 1: 1 - sum of 1/d over ordered pairs / n(n-1).

    Borgatti 2006, eq. 9. 0: everybody beside everybody; 1: nobody reaches anybody. without: nodes
    taken out, counted as cut off. among: only pairs of these count. Fewer than two counted: 0.
    """
    n = matrix.shape[0]
    counted = sorted(set(range(n)) if among is None else set(among))
    if len(counted) < 2:
        return 0.0
    gone = set(without)
    keep = np.array([place for place in range(n) if place not in gone], dtype=np.intp)
    rest = matrix[keep][:, keep]
    at = {int(place): row for row, place in enumerate(keep)}
    here = [at[place] for place in counted if place in at]
    near = _nearness(distances(rest, here)[:, here]) if here else np.zeros((0, 0))
    return 1.0 - float(near.sum()) / (len(counted) * (len(counted) - 1))


def reach(steps: Floats, chosen: Sequence[int], own: Sequence[int]) -> float:
    """KPP-Pos, distance-weighted, 0 to 1: mean over all counted of 1 / steps to the nearest chosen.

    Borgatti 2006, eq. 14; a chosen one itself counts 1, who cannot be reached 0. steps (candidates,
    counted); chosen: rows; own: for each row the column of the candidate itself.
    """
    if not len(chosen) or not steps.shape[1]:
        return 0.0
    near = _nearness(steps[list(chosen)].min(axis=0))
    near[[own[one] for one in chosen]] = 1.0
    return float(near.mean())


def best_reach(
    matrix: csr_array, candidates: Sequence[int], k: int, *, among: Sequence[int]
) -> tuple[tuple[int, ...], float]:
    """KPP-Pos: the k candidates who together are nearest to all in `among`, and their reach.

    candidates must be among `among`. Raises KeyError otherwise.
    """
    pool, counted = sorted(set(candidates)), sorted(set(among))
    column = {place: at for at, place in enumerate(counted)}
    own = [column[place] for place in pool]
    steps = distances(matrix, pool)[:, counted]
    rows, value = best_set(range(len(pool)), k, lambda chosen: reach(steps, chosen, own))
    return tuple(pool[row] for row in rows), value


def _nearness(steps: Floats) -> Floats:
    near = np.zeros(steps.shape)
    there = np.isfinite(steps) & (steps > 0)
    near[there] = 1.0 / steps[there]
    return near
