"""Whose links are mostly new: how a person's share of the links grows from one time to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cases.graph.centrality import Floats, ranks
from cases.graph.missing import standing_certainty
from cases.graph.trade import Network
from cases.graph.uncertain import TOP, span

WINDOWS = 4
SHUFFLES = 500
DRAWS = 200
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Rise:
    """One person. slope: share of all new links gained from one window to the next.

    counts: new links in each window. chance: in what share of shufflings of all dates anybody rose
    as steeply. low, high: 90 % interval of the rank over draws; first, top: how
    often first, and among the first five.
    """

    place: int
    slope: float
    counts: tuple[int, ...]
    chance: float
    low: int
    high: int
    first: float
    top: float


def edges_of_windows(days: NDArray[np.int64]) -> Floats:
    """(windows - 1,) the days between the windows: each holds about as many dated links.

    Windows of equal length would take a fuller record of late years for a rise of everybody.
    """
    return np.asarray(np.quantile(days, np.linspace(0, 1, WINDOWS + 1)[1:-1]), dtype=np.float64)


def dated(network: Network) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """(m,) rows of links with a date, (m,) the first day of each. A link counts when it is new."""
    rows = [row for row, own in enumerate(network.days) if own]
    first = [network.days[row][0] for row in rows]
    return np.array(rows, dtype=np.intp), np.array(first, dtype=np.int64)


def counts(ends: NDArray[np.intp], window: NDArray[np.intp], weight: Floats, size: int) -> Floats:
    """(size, windows) new links of each node in each window. ends (m, 2), window, weight (m,)."""
    found = np.zeros((size, WINDOWS))
    for side in (0, 1):
        np.add.at(found, (ends[:, side], window), weight)
    return found


def slopes(of: Floats) -> Floats:
    """(n,) least-squares slope over the windows of each node's share of the links, counts (n, w).

    A window without links adds nothing.
    """
    total = of.sum(axis=0)
    share = np.divide(of, total, out=np.zeros_like(of), where=total > 0)
    at = np.arange(of.shape[1]) - (of.shape[1] - 1) / 2.0
    return np.asarray(share @ at / float(at @ at), dtype=np.float64)


def rises(
    network: Network, rng: np.random.Generator, *, shuffles: int = SHUFFLES
) -> tuple[Rise, ...]:
    """The persons by how steeply their share of new links rises, steepest first.

    Only those with three dated links or more. Nobody where fewer than eight links are dated or they
    bear fewer than four dates.
    """
    rows, days = dated(network)
    if len(rows) < 2 * WINDOWS or len(np.unique(days)) < WINDOWS:
        return ()
    ends, size = network.ends[rows], len(network.nodes)
    window = np.searchsorted(edges_of_windows(days), days, side="right")
    own = counts(ends, window, np.ones(len(rows)), size)
    people = np.array([p for p in network.people.tolist() if own[p].sum() >= _FEWEST], np.intp)
    if not people.size:
        return ()
    slope, steeper = slopes(own), np.zeros(size)
    for _ in range(shuffles):
        drawn = counts(ends, rng.permutation(window), np.ones(len(rows)), size)
        steeper += slopes(drawn)[people].max() >= slope - 1e-12
    low, high, first, top = _drawn_ranks(network, rows, window, people, rng)
    found = [
        Rise(
            place=int(place),
            slope=float(slope[place]),
            counts=tuple(int(n) for n in own[place]),
            chance=float(steeper[place] / shuffles),
            low=int(low[at]),
            high=int(high[at]),
            first=float(first[at]),
            top=float(top[at]),
        )
        for at, place in enumerate(people)
    ]
    return tuple(sorted(found, key=lambda one: (-one.slope, network.nodes[one.place])))


def _drawn_ranks(
    network: Network,
    rows: NDArray[np.intp],
    window: NDArray[np.intp],
    people: NDArray[np.intp],
    rng: np.random.Generator,
) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats, Floats]:
    """Ranks by slope where each link is kept by its certainty and told no time, once or more often.

    The second is a Poisson bootstrap: which of the true links got on record with a date is chance.
    """
    certainty = standing_certainty(network, network.links)[rows]
    drawn = np.empty((DRAWS, len(people)), dtype=np.intp)
    for draw in range(DRAWS):
        weight = (rng.random(len(rows)) < certainty) * rng.poisson(1.0, len(rows)).astype(float)
        own = counts(network.ends[rows], window, weight, len(network.nodes))
        drawn[draw] = ranks(np.round(slopes(own)[people], 9))
    low, high = span(drawn)
    return low, high, (drawn == 1).mean(axis=0), (drawn <= TOP).mean(axis=0)
