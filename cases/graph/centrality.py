"""Who stands between others: measures on sparse matrices, equal to networkx on small graphs.

Whole levels of many breadth-first searches are one step, so that hundreds of resampled networks
are measured in seconds. Centrality describes our records, not a person's guilt.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from cases.graph.peeling import peel
from cases.graph.searching import Floats as Floats
from cases.graph.searching import dependencies

_SMALL = 64


def degree(matrix: csr_array) -> Floats:
    """(n,) number of neighbours in a symmetric 0/1 matrix."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def betweenness(matrix: csr_array, *, pivots: int | None = None) -> Floats:
    """(n,) shortest paths through each node, unweighted, undirected, each pair once (Brandes 2001).

    Not normalised: divide by (n-1)(n-2)/2. What hangs like a tree is counted without a search
    (`peeling`). pivots: search from so many of the rest only, evenly spread by what each stands
    for, and scale up (Brandes & Pich 2007); None, or more than there are: from all. Time: pivots
    times links.
    """
    n = matrix.shape[0]
    if n <= _SMALL and (pivots is None or pivots >= n):
        # Below some hundred nodes a full matrix is several times faster than a sparse one.
        return _dependencies(matrix.toarray(), np.arange(n)) / 2.0
    peeled = peel(matrix)
    core = csr_array(matrix[peeled.core][:, peeled.core])
    weight = peeled.weight[peeled.core]
    sources, times = np.arange(len(weight)), weight
    if pivots is not None and pivots < len(weight):
        reached = np.cumsum(weight)
        sources = np.searchsorted(reached, (np.arange(pivots) + 0.5) / pivots * reached[-1])
        times = np.full(pivots, reached[-1] / pivots)
    found = peeled.hung.copy()
    found[peeled.core] += dependencies(core, sources, times, weight) / 2.0
    return found


def _dependencies(matrix: Floats, sources: NDArray[np.intp]) -> Floats:
    """(n,) the dependencies of all sources on each node of a small full matrix."""
    rows, n = len(sources), matrix.shape[0]
    ways = np.zeros((rows, n))
    ways[np.arange(rows), sources] = 1.0
    seen = ways > 0
    levels = [seen.copy()]
    front = ways.copy()
    while True:
        front = np.asarray(front @ matrix)
        front[seen] = 0.0
        fresh = front > 0
        if not fresh.any():
            break
        ways += front
        seen |= fresh
        levels.append(fresh)
    owed = np.zeros((rows, n))
    for level in range(len(levels) - 1, 0, -1):
        share = np.zeros((rows, n))
        here = levels[level]
        share[here] = (1.0 + owed[here]) / ways[here]
        back = np.asarray(share @ matrix) * ways
        above = levels[level - 1]
        owed[above] += back[above]
    owed[np.arange(rows), sources] = 0.0
    return np.asarray(owed.sum(axis=0), dtype=np.float64)


def component_of(matrix: csr_array) -> NDArray[np.intp]:
    """(n,) the number of the connected component of each node."""
    _, labels = connected_components(matrix, directed=False)
    return np.asarray(labels, dtype=np.intp)


def fragmentation(
    matrix: csr_array, without: Collection[int] = (), among: Collection[int] | None = None
) -> float:
    """Share of pairs that cannot reach each other, 0 to 1 (KPP-Neg, Borgatti 2006, eq. 4).

    1 - sum s(s-1) / n(n-1) over the components of sizes s. without: nodes taken out; they count
    as cut off, so that taking out many never looks harmless. among: only these nodes are counted.
    Fewer than two counted nodes: 0.
    """
    n = matrix.shape[0]
    keep = np.ones(n, dtype=bool)
    keep[list(without)] = False
    counted = np.zeros(n, dtype=bool)
    counted[list(range(n)) if among is None else list(among)] = True
    size = int(counted.sum())
    if size < 2:
        return 0.0
    places = np.flatnonzero(keep)
    labels = component_of(matrix[places][:, places])
    sizes = np.bincount(labels[counted[places]], minlength=1).astype(np.float64)
    return 1.0 - float((sizes * (sizes - 1)).sum()) / (size * (size - 1))


def ranks(scores: Floats) -> NDArray[np.intp]:
    """(n,) rank of each score, 1 the highest; equals share the better rank."""
    order = np.sort(scores)[::-1]
    return np.searchsorted(-order, -scores, side="left").astype(np.intp) + 1
