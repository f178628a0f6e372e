"""Groups of a network by modularity, from an order of nodes that chance gives.

Louvain (Blondel et al. 2008): each node moves to the group beside it that gains most, until none
gains; groups become nodes, and so on. Who lies beside a moved node is looked at again, the others
are not (Ozaki et al. 2016).
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Groups = NDArray[np.intp]
_GAIN = 1e-10


def louvain(matrix: csr_array, rng: np.random.Generator) -> Groups:
    """(n,) the number of the group of each node, counted in the order of their first members.

    matrix (n, n): symmetric, weights of 0 and more. Who has no link is a group alone.
    """
    groups = np.arange(matrix.shape[0])
    whole = csr_array(matrix)
    while True:
        moved = _moved(whole, rng)
        count = int(moved.max(initial=-1)) + 1
        groups = moved[groups]
        if count == whole.shape[0]:
            return _numbered(groups)
        member = csr_array(
            (np.ones(len(moved)), (np.arange(len(moved)), moved)), shape=(len(moved), count)
        )
        whole = csr_array(member.T @ whole @ member)


def modularity(matrix: csr_array, groups: Groups) -> float:
    """How much more weight lies within the groups than by chance (Newman & Girvan 2004)."""
    own = matrix.tocoo()
    total = float(own.data.sum())
    if total <= 0.0:
        return 0.0
    within = float(own.data[groups[own.coords[0]] == groups[own.coords[1]]].sum())
    strength = np.bincount(groups, np.asarray(matrix.sum(axis=1)).ravel())
    return within / total - float((strength**2).sum()) / total**2


def _moved(matrix: csr_array, rng: np.random.Generator) -> Groups:
    """(n,) groups once no node gains by moving to a group beside it, numbered from 0."""
    n = matrix.shape[0]
    starts, ends, weights = (part.tolist() for part in (matrix.indptr, matrix.indices, matrix.data))
    strength = np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel().tolist()
    total = sum(strength) or 1.0
    group, inside = list(range(n)), list(strength)
    waiting = deque(rng.permutation(n).tolist())
    queued = [True] * n
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        own, share = group[node], strength[node] / total
        beside: dict[int, float] = {own: 0.0}
        for at in range(starts[node], starts[node + 1]):
            if (other := ends[at]) != node:
                beside[group[other]] = beside.get(group[other], 0.0) + weights[at]
        inside[own] -= strength[node]
        best, most = own, beside[own] - share * inside[own] + _GAIN
        for there, weight in beside.items():
            if (gain := weight - share * inside[there]) > most:
                best, most = there, gain
        inside[best] += strength[node]
        if best != own:
            group[node] = best
            for other in ends[starts[node] : starts[node + 1]]:
                if not queued[other] and group[other] != best:
                    queued[other] = True
                    waiting.append(other)
    return np.unique(np.array(group, dtype=np.intp), return_inverse=True)[1].astype(np.intp)


def _numbered(groups: Groups) -> Groups:
    """The same groups, numbered by their first members."""
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    place = np.empty(len(first), dtype=np.intp)
    place[np.argsort(first)] = np.arange(len(first))
    return place[inverse]
