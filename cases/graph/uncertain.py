"""How sure a rank is: the network is drawn again and again from what records can and cannot say.

Each link is kept with the chance that its statements hold, records that people joined are parted by
the doubt left in it, and as many links as are likely missing are put in. A rank that stays the same
over the draws rests on the network; one that jumps rests on a single report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats, betweenness, degree, ranks
from cases.graph.doubt import Doubt, Partition
from cases.graph.link import Link
from cases.graph.missing import Missing, Unrecorded, missing_share, standing_certainty
from cases.graph.trade import Network, adjacency

DRAWS = 200
TOP = 5
TAIL = 5.0
# Beyond so many nodes ways are counted from pivots, and fewer networks are drawn: an interval that
# nobody waits for helps nobody.
_EXACT = 1_500
_PIVOTS = 150
_FEWEST_DRAWS = 25
_FEWEST_OF_MANY = 10
_MANY = 50_000
Measure = Callable[[csr_array], Floats]


def between(matrix: csr_array) -> Floats:
    """(n,) betweenness: exact up to 1,500 nodes, from 150 pivots beyond."""
    return betweenness(matrix, pivots=_PIVOTS if matrix.shape[0] > _EXACT else None)


def draws_for(network: Network, draws: int) -> int:
    """How many networks to draw of this size: fewer of a large one, never under 10."""
    size = max(len(network.nodes), 1)
    fewest = _FEWEST_DRAWS if size <= _MANY else _FEWEST_OF_MANY
    return max(min(draws, fewest), int(draws * min(1.0, _EXACT / size)))


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The rank of one node among the persons, its 90 % interval, and how often it is first.

    first, top: share of the draws in which it was first, and among the first five.
    """

    node: str
    score: float
    rank: int
    low: int
    high: int
    first: float
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One network as it may be. matrix (m, m), m >= n: parted records stand behind the nodes.

    extra: places of parted persons among those behind. kept (m, m): only the links on record that
    are kept in this draw, without those put in.
    """

    matrix: csr_array
    extra: NDArray[np.intp]
    kept: csr_array


@dataclass
class Draws:
    """The networks that records allow: `Draws.of(network)`, then walk through them by a seed."""

    network: Network
    missing: Missing
    partition: Partition
    _pieces: NDArray[np.intp] = field(repr=False)
    _certainty: Floats = field(repr=False)
    _records: tuple[tuple[str, str], ...] = field(repr=False)
    _unrecorded: Unrecorded = field(repr=False)
    _numbers: NDArray[np.uint64] = field(repr=False)

    @classmethod
    def of(cls, network: Network, doubts: Iterable[Doubt] = ()) -> Draws:
        """doubts: which records may not be one after all."""
        pieces = network.pieces or network.links
        places: dict[str, int] = dict(network.index)
        ends = np.empty((len(pieces), 2), dtype=np.intp)
        whole = _wholes(network)
        for row, piece in enumerate(pieces):
            a, b = whole.get((piece.source, piece.target), (piece.source, piece.target))
            places.setdefault(piece.source, network.index[a])
            places.setdefault(piece.target, network.index[b])
            ends[row] = network.index[a], network.index[b]
        return cls(
            network,
            missing_share(network),
            Partition(doubts, places),
            ends,
            standing_certainty(network, pieces),
            tuple((piece.source, piece.target) for piece in pieces),
            Unrecorded(network),
            _numbered(pieces),
        )

    def walk(self, count: int, rng: np.random.Generator) -> Iterator[Drawn]:
        """`count` networks, one after the other."""
        n = len(self.network.nodes)
        for draw in rng.integers(2**63, size=count).tolist():
            keep = _chances(self._numbers, draw) < self._certainty
            ends, size, extra = self._pieces[keep], n, np.empty(0, dtype=np.intp)
            if self.partition:
                ends, size, extra = self._parted(np.flatnonzero(keep), rng)
            more = self._unrecorded.draw(self.missing.draw(float(keep.sum()), rng), rng)
            whole = adjacency(size, np.concatenate([ends, more]))
            yield Drawn(whole, extra, adjacency(size, ends))

    def _parted(
        self, kept: NDArray[np.intp], rng: np.random.Generator
    ) -> tuple[NDArray[np.intp], int, NDArray[np.intp]]:
        n = len(self.network.nodes)
        at = self.partition.draw(rng, n)
        ends = self._pieces[kept].copy()
        for row, piece in enumerate(kept.tolist()):
            for side, record in enumerate(self._records[piece]):
                ends[row, side] = at.get(record, ends[row, side])
        size = max([n, *(place + 1 for place in at.values())])
        persons = set(self.network.people.tolist())
        extra = {
            place
            for record, place in at.items()
            if place >= n and self.partition.place(record) in persons
        }
        return ends, size, np.array(sorted(extra), dtype=np.intp)


def _numbered(pieces: Iterable[Link]) -> NDArray[np.uint64]:
    """A number for each link, by whom it joins: the same whatever else is on record."""
    own = (f"{one.source} {one.target}".encode() for one in pieces)
    return np.frombuffer(b"".join(blake2b(one, digest_size=8).digest() for one in own), np.uint64)


def _chances(numbers: NDArray[np.uint64], draw: int) -> Floats:
    """Uniform on 0 to 1, from a link's number and that of the draw (splitmix64, Steele 2014).

    A link meets the same fate in the same draw whatever other links there are: a record more moves
    no rank of those whom it does not concern by chance alone.
    """
    mixed = numbers ^ np.uint64(draw)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(11)) * 2.0**-53, dtype=np.float64)


def _wholes(network: Network) -> Mapping[tuple[str, str], tuple[str, str]]:
    """Of each piece the link it is a part of."""
    by_statement = {s: (link.source, link.target) for link in network.links
                    for s in link.statements}  # fmt: skip
    return {
        (piece.source, piece.target): by_statement[piece.statements[0]] for piece in network.pieces
    }


def drawn_networks(
    network: Network,
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    doubts: Iterable[Doubt] = (),
) -> Iterator[Drawn]:
    """So many networks as records allow, fewer of a large one (`draws_for`)."""
    return Draws.of(network, doubts).walk(draws_for(network, draws), rng)


def rank_intervals(
    network: Network, measure: Measure, drawn: Iterable[Drawn]
) -> tuple[RankInterval, ...]:
    """Ranks of the persons by `measure`, best first; equal scores: fewer links first, then id.

    drawn: networks to take the intervals from. low, high: 5th and 95th percentile of the rank over
    the draws. Shared ranks count in equal parts.
    """
    return all_rank_intervals(network, {"": measure}, drawn)[""]


def all_rank_intervals(
    network: Network,
    measures: Mapping[str, Measure],
    drawn: Iterable[Drawn],
    *,
    scores: Mapping[str, Floats] | None = None,
    tails: Mapping[str, float] | None = None,
) -> dict[str, tuple[RankInterval, ...]]:
    """The rank intervals of several measures over the same draws: name -> as `rank_intervals`.

    scores: by what they are ordered, (n,), where that is not the measure of the network as
    recorded. tails: per cent of the draws beyond each end of an interval, 5 where it is not said.
    """
    people = network.people
    if not people.size:
        return dict.fromkeys(measures, ())
    found: dict[str, list[NDArray[np.intp]]] = {name: [] for name in measures}
    first = {name: np.zeros(people.size) for name in measures}
    for one in drawn:
        for name, measure in measures.items():
            of_all = np.round(measure(one.matrix), 9)
            among = ranks(np.concatenate([of_all[people], of_all[one.extra]]))
            own = among[: people.size]
            found[name].append(own)
            first[name] += (own == 1) / max(int((among == 1).sum()), 1)
    matrix, known = network.adjacency(), scores or {}
    links = degree(matrix)[people]
    return {
        name: _ordered(
            network,
            (known[name] if name in known else measure(matrix))[people],
            span(np.array(found[name]), (tails or {}).get(name, TAIL)),
            (first[name] / len(found[name]), (np.array(found[name]) <= TOP).mean(axis=0)),
            links,
        )
        for name, measure in measures.items()
    }


def span(drawn: NDArray[np.intp], tail: float = TAIL) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(m,), (m,) percentiles of ranks (draws, m), `tail` from each end; ranks that were drawn."""
    low, high = np.percentile(drawn, [tail, 100.0 - tail], axis=0, method="nearest")
    return low.astype(np.intp), high.astype(np.intp)


def _ordered(
    network: Network,
    scores: Floats,
    interval: tuple[NDArray[np.intp], NDArray[np.intp]],
    often: tuple[Floats, Floats],
    links: Floats,
) -> tuple[RankInterval, ...]:
    people, (low, high), (first, top) = network.people, interval, often
    own = ranks(np.round(scores, 9))
    order = sorted(
        range(len(people)),
        key=lambda i: (int(own[i]), float(links[i]), network.nodes[people[i]]),
    )
    return tuple(
        RankInterval(
            network.nodes[people[i]], float(scores[i]), int(own[i]), int(low[i]), int(high[i]),
            float(first[i]), float(top[i]),
        )
        for i in order
    )  # fmt: skip
