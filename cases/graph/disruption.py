"""What taking people out would do, at once and after the network has mended itself.

Networks mend: those who lost a contact find another, and how they find one matters more than the
first blow (Diviák 2023); some grow more efficient (Duijn 2014). So each removal is followed by
mending in three ways, and everything is held against taking out people at random.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats, betweenness, component_of, degree
from cases.graph.searching import nearness
from cases.graph.trade import Network, adjacency
from cases.graph.uncertain import Drawn, Measure, between

_PAIRS_FROM = 200
# How far a sequence goes, and what it costs to follow it in many networks.
_STEPS, _SHARE = 12, 0.15
_SEQUENCES, _SEQUENCES_OF_LARGE = 40, 25
_MEDIUM, _LARGE = 500, 1_500
_PIVOTS_OF_ONE, _PIVOTS_OF_MANY = 500, 100


class Mending(StrEnum):
    """How those who lost a contact find another."""

    NONE = "nobody finds another"
    NEAR = "through acquaintances"
    LINKED = "with whoever has most links"
    RANDOM = "with anybody"


@dataclass(frozen=True, slots=True)
class Removal:
    """One step of a sequence: who, and the share of people in the largest piece afterwards."""

    place: int
    largest: float


def largest_share(matrix: csr_array, among: Sequence[int], without: Collection[int] = ()) -> float:
    """Share of `among` in the largest connected piece once `without` are out, 0 to 1.

    Who is out still counts below the line. Nobody: 0.
    """
    return shares_left(matrix, among, [list(without)])[-1]


def shares_left(
    matrix: csr_array, among: Sequence[int], steps: Sequence[Collection[int]]
) -> list[float]:
    """Share of `among` in the largest connected piece after each of the steps, 0 to 1.

    steps: who is taken out, one step after the other. Counted backwards, from all gone: who comes
    back joins the pieces beside them, so that the network is searched once.
    """
    counted = np.zeros(matrix.shape[0], dtype=np.int64)
    counted[list(among)] = 1
    people = int(counted.sum())
    if not people:
        return [0.0] * len(steps)
    gone = {one for step in steps for one in step}
    labels = component_of(without_links(matrix, gone))
    pieces = _Pieces(labels, counted, gone)
    found = []
    for step in reversed(steps):
        found.append(pieces.largest / people)
        for one in step:
            pieces.put_back(one, [other for other in _row(matrix, one) if other not in gone])
            gone.discard(one)
    return found[::-1]


class _Pieces:
    """The pieces of a network to which nodes come back. Nodes that are out count in no piece."""

    def __init__(
        self, labels: NDArray[np.intp], counted: NDArray[np.int64], gone: Collection[int]
    ) -> None:
        self._labels, self._counted = labels, counted
        there = np.ones(len(labels), dtype=bool)
        there[list(gone)] = False
        sizes = np.bincount(labels[there], counted[there], minlength=int(labels.max()) + 1)
        self._size: list[int] = sizes.astype(int).tolist()
        self._parent = list(range(len(self._size)))
        self.largest = max(self._size)

    def put_back(self, node: int, beside: Sequence[int]) -> None:
        """A node comes back and joins the pieces of those beside it."""
        own = self._root(int(self._labels[node]))
        self._size[own] += int(self._counted[node])
        for other in beside:
            theirs = self._root(int(self._labels[other]))
            if theirs != own:
                self._parent[theirs] = own
                self._size[own] += self._size[theirs]
        self.largest = max(self.largest, self._size[own])

    def _root(self, piece: int) -> int:
        while self._parent[piece] != piece:
            piece = self._parent[piece]
        return piece


def removal_sequence(
    matrix: csr_array,
    people: Sequence[int],
    steps: int,
    *,
    measure: Measure = between,
) -> tuple[Removal, ...]:
    """Who would be taken out one after the other: each time whoever leads by `measure` then.

    Cavallaro et al. 2020 found betweenness, counted anew after each step, the best order. Equal
    ones: most links, then the smaller place. Ends early when nobody stands between anybody.
    """
    rest, gone = matrix, list[int]()
    own = np.array(sorted(people), dtype=np.intp)
    for _ in range(min(steps, len(own))):
        scores = np.round(measure(rest), 9)[own]
        best = np.lexsort((own, -degree(rest)[own], -scores))[0]
        if scores[best] <= 0.0:
            break
        gone.append(int(own[best]))
        own = np.delete(own, best)
        rest = without_links(rest, gone[-1:])
    left = shares_left(matrix, people, [[one] for one in gone])
    return tuple(map(Removal, gone, left))


@dataclass(frozen=True)
class Removals:
    """Whom to consider in which order: as recorded, and in each of some drawn networks."""

    recorded: tuple[Removal, ...]
    drawn: tuple[tuple[Removal, ...], ...]


def steps_for(people: int) -> int:
    """How many of so many people a sequence takes out: a seventh, two at least, twelve at most."""
    return min(_STEPS, max(2, round(_SHARE * people)))


def removals(network: Network, drawn: Sequence[Drawn]) -> Removals:
    """Sequences of people, over forty draws at most.

    In networks above 500 nodes ways are counted from pivots after each removal, and above 1,500
    fewer draws are looked at.
    """
    people = network.people.tolist()
    steps, size = steps_for(len(people)), len(network.nodes)
    chosen = drawn[: _SEQUENCES if size <= _LARGE else _SEQUENCES_OF_LARGE]
    return Removals(
        removal_sequence(network.adjacency(), people, steps, measure=_between_of_one),
        tuple(
            removal_sequence(one.matrix, people, steps, measure=_between_of_many) for one in chosen
        ),
    )


def _between_of_one(matrix: csr_array) -> Floats:
    return betweenness(matrix, pivots=_PIVOTS_OF_ONE if matrix.shape[0] > _LARGE else None)


def _between_of_many(matrix: csr_array) -> Floats:
    return betweenness(matrix, pivots=_PIVOTS_OF_MANY if matrix.shape[0] > _MEDIUM else None)


def without_links(matrix: csr_array, gone: Collection[int]) -> csr_array:
    """The same matrix without the links of `gone`; the nodes stay in their places."""
    keep = np.ones(matrix.shape[0])
    keep[list(gone)] = 0.0
    whole = matrix.tocoo()
    stays = (keep[whole.coords[0]] * keep[whole.coords[1]]) > 0
    return csr_array(
        (whole.data[stays], (whole.coords[0][stays], whole.coords[1][stays])), shape=matrix.shape
    )


def robustness(shares: Sequence[float], steps: int) -> float:
    """Mean share of people in the largest piece over the steps (Schneider et al. 2011), 0 to 1.

    A sequence that ended early stays where it was.
    """
    filled = [*shares[:steps], *[shares[-1] if len(shares) else 0.0] * (steps - len(shares))]
    return float(np.mean(filled)) if filled else 0.0


def efficiency(matrix: csr_array, people: Sequence[int], rng: np.random.Generator) -> float:
    """Mean of 1/steps over pairs of people (Latora & Marchiori 2001), 0 to 1.

    Counted from at most 200 of them. Fewer than two people: 0.
    """
    if len(people) < 2:
        return 0.0
    chosen = sorted(people)
    if len(chosen) > _PAIRS_FROM:
        chosen = sorted(rng.choice(np.array(chosen), _PAIRS_FROM, replace=False).tolist())
    counted = np.zeros(matrix.shape[0], dtype=bool)
    counted[list(people)] = True
    near = nearness(matrix, np.array(chosen, dtype=np.intp), counted)
    return near / (len(chosen) * (len(people) - 1))


def mended(
    matrix: csr_array,
    gone: int,
    people: Sequence[int],
    way: Mending,
    rng: np.random.Generator,
) -> csr_array:
    """The network once `gone` is out and each person who dealt with them has found another.

    Who dealt with them: persons beside them, or beside them through one thing or event. NEAR: a
    person within four steps of the old contact's other contacts; LINKED: drawn by number of links;
    RANDOM: any. Each orphan makes one new link.
    """
    rest = without_links(matrix, [gone])
    if way is Mending.NONE:
        return rest
    standing = [one for one in people if one != gone]
    orphans = _orphans(matrix, gone, standing)
    links = degree(rest)[standing] + 1.0
    fresh: list[tuple[int, int]] = []
    for one in orphans:
        others = [other for other in standing if other != one]
        if way is Mending.NEAR:
            others = [other for other in orphans if other != one] or others
        if not others:
            continue
        weight = None
        if way is not Mending.RANDOM:
            at = {person: float(link) for person, link in zip(standing, links, strict=True)}
            own = np.array([at[other] for other in others])
            weight = own / own.sum()
        fresh.append((one, int(rng.choice(np.array(others), p=weight))))
    return joined(rest, np.array(fresh, dtype=np.intp).reshape(-1, 2))


def joined(matrix: csr_array, more: NDArray[np.intp]) -> csr_array:
    """The matrix with links (m, 2) put in."""
    whole = matrix.tocoo()
    old = np.stack([whole.coords[0], whole.coords[1]], axis=1).astype(np.intp)
    return adjacency(matrix.shape[0], np.concatenate([old, more]))


def _orphans(matrix: csr_array, gone: int, standing: Sequence[int]) -> list[int]:
    beside = set(_row(matrix, gone))
    among = set(standing)
    further = {two for one in beside - among for two in _row(matrix, one)}
    return sorted((beside | further) & among)


def _row(matrix: csr_array, place: int) -> list[int]:
    own: list[int] = matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]].tolist()
    return own
