"""How far a rank can be trusted: the network drawn again and again as its grades allow.

Each link is kept with the chance that its statements hold. A rank that stays the same over the
draws rests on the network; one that jumps rests on a single report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats, betweenness, ranks
from cases.graph.trade import Network

DRAWS = 200
# Beyond so many nodes ways are counted from pivots, and fewer networks are drawn: an interval that
# nobody waits for helps nobody.
_EXACT = 500
_PIVOTS = 100
_FEWEST_DRAWS = 25


def between(matrix: csr_array) -> Floats:
    """(n,) betweenness: exact up to some hundred nodes, from pivots beyond."""
    return betweenness(matrix, pivots=_PIVOTS if matrix.shape[0] > _EXACT else None)


def between_recorded(matrix: csr_array) -> Floats:
    """(n,) betweenness of the network as recorded, from five times as many pivots."""
    return betweenness(matrix, pivots=_EXACT)


def draws_for(network: Network, draws: int) -> int:
    """How many networks to draw of this size: fewer of a large one, never under 25."""
    share = min(1.0, (_EXACT / max(len(network.nodes), 1)) ** 2)
    return max(min(draws, _FEWEST_DRAWS), int(draws * share))


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The rank of one node among the persons: as recorded, its 90 % interval, and P(first)."""

    node: str
    score: float
    rank: int
    low: int
    high: int
    first: float


def rank_intervals(
    network: Network,
    measure: Callable[[csr_array], Floats],
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    recorded_by: Callable[[csr_array], Floats] | None = None,
) -> tuple[RankInterval, ...]:
    """Ranks of the persons by `measure`, best first; equal scores: fewer links first, then id.

    recorded_by: a dearer measure for the network as recorded. low, high: 5th and 95th percentile
    of the rank over the draws. P(first) counts shared first ranks in equal parts.
    """
    people = network.people
    draws = draws_for(network, draws)
    if not people.size:
        return ()
    recorded = (recorded_by or measure)(network.adjacency())[people]
    links = np.asarray(network.adjacency().sum(axis=1)).ravel()[people]
    drawn = np.empty((draws, len(people)), dtype=np.intp)
    first = np.zeros(len(people))
    for draw in range(draws):
        keep: NDArray[np.bool_] = rng.random(len(network.links)) < network.certainty
        found = ranks(np.round(measure(network.adjacency(keep))[people], 9))
        drawn[draw] = found
        leading = found == 1
        first[leading] += 1.0 / leading.sum()
    low = np.percentile(drawn, 5, axis=0, method="nearest")
    high = np.percentile(drawn, 95, axis=0, method="nearest")
    own = ranks(np.round(recorded, 9))
    order = sorted(
        range(len(people)),
        key=lambda i: (int(own[i]), float(links[i]), network.nodes[people[i]]),
    )
    return tuple(
        RankInterval(
            network.nodes[people[i]], float(recorded[i]), int(own[i]), int(low[i]), int(high[i]),
            float(first[i] / draws),
        )
        for i in order
    )  # fmt: skip
