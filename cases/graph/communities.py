"""Which people belong together, and who belongs nowhere for sure.

Louvain starts from an order of nodes, and another order gives another answer; so it is run from
many seeds, and what counts is how often two people fall into one group. A group is told with that
share, and whoever changes sides is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats

SEEDS = 50
_FEWEST_SEEDS = 10
_EXACT = 400


@dataclass(frozen=True, slots=True)
class Community:
    """members: places of people, firmest first; firmness: of each, the share of runs in which it
    fell together with the others, on average. stability: the mean of these, 0 to 1."""

    members: tuple[int, ...]
    firmness: tuple[float, ...]
    stability: float


def seeds_for(size: int) -> int:
    """How many runs a network of so many nodes gets: fewer of a large one, never under 10."""
    return max(_FEWEST_SEEDS, int(SEEDS * min(1.0, _EXACT / max(size, 1))))


def partitions(matrix: csr_array, runs: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """(runs, n) the number of the group of each node, by Louvain (Blondel 2008), run by run.

    Weights are the matrix's own; negative ones are refused, as modularity has no meaning there.
    """
    if matrix.nnz and float(matrix.data.min()) < 0.0:
        raise ValueError("a link's weight is how sure it is and never below 0")
    n = matrix.shape[0]
    graph: nx.Graph[int] = nx.from_scipy_sparse_array(matrix)
    found = np.zeros((runs, n), dtype=np.intp)
    for run in range(runs):
        groups = nx.community.louvain_communities(graph, seed=int(rng.integers(2**31)))
        for number, group in enumerate(sorted(groups, key=min)):
            found[run, sorted(group)] = number
    return found


def together(runs: NDArray[np.intp], people: Sequence[int]) -> Floats:
    """(people, people) share of the runs in which two people are in one group; 1 with oneself."""
    own = runs[:, list(people)]
    found = np.zeros((len(people), len(people)))
    for row in own:
        found += row[:, None] == row[None, :]
    return found / max(len(own), 1)


def communities(runs: NDArray[np.intp], people: Sequence[int]) -> tuple[Community, ...]:
    """The groups of the run that agrees best with all others, with how firm each member is.

    Largest first, equal ones by their first member; groups of one are left out.
    """
    if not len(people) or not len(runs):
        return ()
    share = together(runs, people)
    medoid = runs[_most_agreeing(runs, people, share)][list(people)]
    found = []
    for number in np.unique(medoid):
        rows: list[int] = np.flatnonzero(medoid == number).tolist()
        if len(rows) < 2:
            continue
        own = share[np.ix_(rows, rows)]
        firm = (own.sum(axis=1) - 1.0) / (len(rows) - 1)
        order = sorted(range(len(rows)), key=lambda at: (-firm[at], people[rows[at]]))
        found.append(
            Community(
                tuple(people[rows[at]] for at in order),
                tuple(float(firm[at]) for at in order),
                float(firm.mean()),
            )
        )
    return tuple(sorted(found, key=lambda one: (-len(one.members), min(one.members))))


def _most_agreeing(runs: NDArray[np.intp], people: Sequence[int], share: Floats) -> int:
    """The run whose pairs agree best with the share over all runs; the first of equals."""
    off = [
        float((((row[:, None] == row[None, :]) - share) ** 2).sum())
        for row in runs[:, list(people)]
    ]
    return int(np.argmin(np.round(off, 9)))
