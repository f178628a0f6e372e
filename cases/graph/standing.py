"""How central each person is, by four measures over the same draws.

No single number says who matters: many links, ways through somebody, and links to the well linked
are three questions. `overall` is the mean of the three ranks.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from cases.graph.centrality import Floats, degree, ranks
from cases.graph.trade import Network
from cases.graph.uncertain import Measure, between, between_recorded

# Half of what would make the sum of ways diverge: far ways count, near ones more.
_DAMPING = 0.5
_STEPS = 60
_SMALL = 150


def influence(matrix: csr_array) -> Floats:
    """(n,) Katz centrality: ways of any length that end at a node, each step halved (Katz 1953).

    x = 1 + a A x with a = 0.5 / largest eigenvalue, so that it is defined on networks in pieces,
    where the eigenvector itself is not; scaled to length 1. Nobody: an empty array.
    """
    n = matrix.shape[0]
    if n == 0:
        return np.zeros(0)
    largest = _largest_eigenvalue(matrix)
    if largest <= 0.0:
        return np.full(n, 1.0 / np.sqrt(n))
    step = _DAMPING / largest
    found = np.ones(n)
    for _ in range(_STEPS):
        found = 1.0 + step * (matrix @ found)
    return np.asarray(found / np.linalg.norm(found), dtype=np.float64)


def _largest_eigenvalue(matrix: csr_array) -> float:
    if matrix.nnz == 0:
        return 0.0
    if matrix.shape[0] <= _SMALL:
        return float(np.linalg.eigvalsh(matrix.toarray())[-1])
    try:
        start = np.ones(matrix.shape[0])
        return float(
            eigsh(matrix, k=1, which="LA", v0=start, return_eigenvectors=False, tol=1e-4)[0]
        )
    except ArpackNoConvergence:
        # No eigenvalue of a network is above its largest number of links.
        return float(degree(matrix).max())


def overall(
    network: Network, betweenness: Measure = between, reached: Measure = influence
) -> Measure:
    """A measure: minus the mean rank among the persons by links, ways through, and influence."""

    def measured(matrix: csr_array) -> Floats:
        places = _people(network, matrix.shape[0])
        mean = sum(
            ranks(np.round(one(matrix)[places], 9)).astype(np.float64)
            for one in (degree, betweenness, reached)
        )
        found = np.full(matrix.shape[0], -np.inf)
        found[places] = -np.asarray(mean) / 3.0
        return found

    return measured


def hidden(network: Network, betweenness: Measure = between) -> Measure:
    """A measure: ways through those with no more links than the middle person; -1 for others.

    Haas & Ferreira 2015 call a low degree with a high betweenness a concealed influential player.
    """

    def measured(matrix: csr_array) -> Floats:
        places = _people(network, matrix.shape[0])
        found = np.full(matrix.shape[0], -1.0)
        links = degree(matrix)[places]
        if not (links > 0).any():
            return found
        few = places[(links > 0) & (links <= np.median(links[links > 0]))]
        found[few] = betweenness(matrix)[few]
        return found

    return measured


class Once:
    """A measure that several others ask for of one matrix is counted once."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._of: csr_array | None = None
        self._found = np.empty(0)

    def __call__(self, matrix: csr_array) -> Floats:
        if matrix is not self._of:
            self._found, self._of = self._measure(matrix), matrix
        return self._found


def measures(network: Network) -> Mapping[str, Measure]:
    """The measures by name: overall, links, between, influence, hidden."""
    return _named(network, between)


def dearer(network: Network) -> Mapping[str, Measure]:
    """The same, with ways counted from more pivots, for the network as recorded."""
    return _named(network, between_recorded)


def _named(network: Network, betweenness: Measure) -> dict[str, Measure]:
    ways, reached = Once(betweenness), Once(influence)
    return {
        "overall": overall(network, ways, reached),
        "links": degree,
        "between": ways,
        "influence": reached,
        "hidden": hidden(network, ways),
    }


def _people(network: Network, size: int) -> NDArray[np.intp]:
    """Places of the persons, parted ones behind the nodes included."""
    return np.concatenate([network.people, np.arange(len(network.nodes), size, dtype=np.intp)])
