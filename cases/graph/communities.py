"""Which people belong together, and who belongs nowhere for sure.

Louvain starts from an order of nodes, and another order gives another answer; so it is run from
many seeds, and what counts is how often two people fall into one group. A group is told with that
share, and whoever changes sides is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats
from cases.graph.louvain import louvain

SEEDS = 50
_FEWEST_SEEDS = 10
_EXACT = 2_000


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
    """(runs, n) the number of the group of each node, by Louvain, run by run.

    Weights are the matrix's own; negative ones are refused, as modularity has no meaning there.
    """
    if matrix.nnz and float(matrix.data.min()) < 0.0:
        raise ValueError("a link's weight is how sure it is and never below 0")
    found = np.zeros((runs, matrix.shape[0]), dtype=np.intp)
    for run in range(runs):
        found[run] = louvain(matrix, rng)
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
    own = runs[:, list(people)]
    medoid = own[_most_agreeing(own)]
    found = []
    for number in np.unique(medoid):
        rows: list[int] = np.flatnonzero(medoid == number).tolist()
        if len(rows) < 2:
            continue
        firm = (together(own, rows).sum(axis=1) - 1.0) / (len(rows) - 1)
        order = sorted(range(len(rows)), key=lambda at: (-firm[at], people[rows[at]]))
        found.append(
            Community(
                tuple(people[rows[at]] for at in order),
                tuple(float(firm[at]) for at in order),
                float(firm.mean()),
            )
        )
    return tuple(sorted(found, key=lambda one: (-len(one.members), min(one.members))))


def _most_agreeing(runs: NDArray[np.intp]) -> int:
    """The run whose pairs agree best with the share over all runs; the first of equals.

    The squared distance of a run's pairs (0/1) from their share over all runs, but for what is the
    same for every run, from how large the common parts of two runs' groups are: no matrix of pairs.
    """
    pairs = np.array([[_pairs_of_both(one, other) for other in runs] for one in runs])
    off = np.diag(pairs) - 2.0 * pairs.mean(axis=1)
    return int(np.argmin(np.round(off, 6)))


def _pairs_of_both(one: NDArray[np.intp], other: NDArray[np.intp]) -> float:
    """Ordered pairs of people, each with oneself too, that are together in both runs."""
    sizes = np.unique(one * (int(other.max()) + 1) + other, return_counts=True)[1]
    return float((sizes.astype(np.float64) ** 2).sum())
