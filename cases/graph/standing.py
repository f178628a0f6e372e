"""How central each person is, by four measures over the same draws.

No single number says who matters: many links, ways through somebody, and links to the well linked
are three questions. `overall` is the mean of the three ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from cases.graph.centrality import Floats, degree, ranks
from cases.graph.trade import Network
from cases.graph.uncertain import Drawn, Measure, RankInterval, all_rank_intervals, between

# Half of what would make the sum of ways diverge: far ways count, near ones more.
_DAMPING = 0.5
_STEPS = 60
_SMALL = 150
# Per cent of the draws beyond each end of an interval that claims 90 %. Draws are surer than they
# may be, most of all of ways through: the tails are those that held 90 % of all persons on record
# in two kinds of invented networks (benchmarks/planted_kinds.py: cells, chain), and were then
# tried on kinds that had no part in the choice. That of links held too few where sources hear of
# people unevenly; it was chosen again with a third kind (crews), and tried on others than that.
TAILS: Mapping[str, float] = MappingProxyType(
    {"overall": 4.0, "links": 3.0, "between": 2.0, "influence": 3.0, "hidden": 2.0}
)


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
        return _together([one(matrix) for one in (degree, betweenness, reached)], places)

    return measured


def hidden(network: Network, betweenness: Measure = between) -> Measure:
    """A measure: ways through each person by the square of their links; -1 for what is no person.

    Haas & Ferreira 2015 call a low degree with a high betweenness a concealed influential player.
    Who has k links can join k(k-1)/2 pairs of them: many ways for so few pairs is a bridge.
    """

    def measured(matrix: csr_array) -> Floats:
        return _concealed(degree(matrix), betweenness(matrix), _people(network, matrix.shape[0]))

    return measured


def _together(of_each: Sequence[Floats], places: NDArray[np.intp]) -> Floats:
    own = [ranks(np.round(one[places], 9)).astype(np.float64) for one in of_each]
    found = np.full(len(of_each[0]), -np.inf)
    found[places] = -np.mean(own, axis=0)
    return found


def _concealed(links: Floats, ways: Floats, places: NDArray[np.intp]) -> Floats:
    found = np.full(len(links), -1.0)
    found[places] = ways[places] / np.maximum(links[places], 1.0) ** 2
    return found


def standings(network: Network, drawn: Sequence[Drawn]) -> Mapping[str, tuple[RankInterval, ...]]:
    """The persons by each of `measures`, ordered by what is to be expected of them.

    Not by the network as recorded, where a wrong link counts as much as a sure one: the mean over
    the draws of what the links kept there make (`expected`). Intervals are of the networks drawn.
    """
    if not network.people.size:
        return dict.fromkeys(measures(network), ())
    return all_rank_intervals(
        network, measures(network), drawn, scores=expected(network, drawn), tails=TAILS
    )


def expected(network: Network, drawn: Sequence[Drawn]) -> Mapping[str, Floats]:
    """Each measure (n,) over the draws, by the links kept in them alone; at least one draw.

    links, between, influence: their means. overall, hidden: of these means.
    """
    size = len(network.nodes)
    links, ways, reached = np.zeros(size), np.zeros(size), np.zeros(size)
    for one in drawn:
        links += degree(one.kept)[:size] / len(drawn)
        ways += between(one.kept)[:size] / len(drawn)
        reached += influence(one.kept)[:size] / len(drawn)
    return {
        "overall": _together((links, ways, reached), network.people),
        "links": links,
        "between": ways,
        "influence": reached,
        "hidden": _concealed(links, ways, network.people),
    }


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
    ways, reached = Once(between), Once(influence)
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
