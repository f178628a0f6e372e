"""What the record does not say: links that nobody told, and links told once that others would have.

A network drawn only by leaving out doubtful links is thinner than the record, and the record is
thinner than life; its ranks would be too sure of whoever is well recorded. So as many links as are
likely missing are put in, where links lie: near what is linked already as often as recorded links
are, else anywhere, and at each entity as often as its own links, and those of its kind, suggest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats, degree
from cases.graph.link import Link
from cases.graph.trade import Network

# Without two sources that report some of the same links nobody can count what both overlooked;
# studies of covert networks that could be checked missed a tenth to a third of the ties.
ASSUMED = 0.2
_FEWEST_TWICE = 5
_MOST = 0.4
_SURE = 20.0
_LOOKED_AT = 200
_TRIES = 4
_ROUNDS = 50
_MOST_ALIKE = 20.0


@dataclass(frozen=True, slots=True)
class Missing:
    """share: of all links, those not on record, 0 to 1. counted: from sources that overlap."""

    share: float
    counted: bool

    @property
    def sentence(self) -> str:
        """How the share was come by, in words."""
        if self.counted:
            return f"{self.share:.0%} of the links missing, by how often two sources agree (Chao)"
        return f"{self.share:.0%} of the links missing, which is assumed: no two sources overlap"

    def draw(self, recorded: float, rng: np.random.Generator) -> int:
        """How many links to put in beside `recorded` true ones; the share itself is uncertain."""
        share = min(rng.beta(self.share * _SURE + 0.5, (1.0 - self.share) * _SURE + 0.5), 0.6)
        return int(rng.poisson(recorded * share / (1.0 - share)))


def standing_certainty(network: Network, links: Sequence[Link]) -> Floats:
    """(links,) that each exists, now that no second source tells of it.

    Where sources overlap, a true link is often told twice and a false one is not: by Bayes a link
    told once with certainty h stands with h q / (h q + 1 - h), q being the share of true tellings
    that are their link's only one, found by iteration from all links. One source alone, or fewer
    than five links told twice: q = 1, nothing changes.
    """
    told = np.array([link.certainty for link in links], dtype=np.float64)
    roots = np.array([link.roots for link in links], dtype=np.intp)
    alone = _alone(network)
    once = roots == 1
    told[once] = told[once] * alone / (told[once] * alone + 1.0 - told[once])
    return told


def _alone(network: Network) -> float:
    roots = np.array([link.roots for link in network.links], dtype=np.intp)
    certainty = network.certainty
    again = float((certainty * roots)[roots > 1].sum())
    if float(certainty[roots == 2].sum()) < _FEWEST_TWICE:
        return 1.0
    once, alone = certainty[roots == 1], 1.0
    for _ in range(_ROUNDS):
        true = float((once * alone / (once * alone + 1.0 - once)).sum())
        alone = max(true / (true + again), 0.05)
    return alone


def missing_share(network: Network) -> Missing:
    """Chao's lower bound from links told by one and by two independent sources (Chao 1987, Chao2).

    Links told once count by their standing certainty. With fewer than five links told twice: 20 %,
    assumed. Never above 40 %.
    """
    stands = standing_certainty(network, network.links)
    roots = np.array([link.roots for link in network.links], dtype=np.intp)
    once, twice = float(stands[roots == 1].sum()), float(stands[roots == 2].sum())
    if twice < _FEWEST_TWICE:
        return Missing(ASSUMED, counted=False)
    occasions = (network.origins - 1.0) / network.origins
    unseen = occasions * once * max(once - 1.0, 0.0) / (2.0 * (twice + 1.0))
    return Missing(min(unseen / max(float(stands.sum()) + unseen, 1.0), _MOST), counted=True)


class Unrecorded:
    """Draws links that are not on record, each of a kind that is."""

    def __init__(self, network: Network) -> None:
        """Prepare a network; its own links say which kinds are linked and how closely."""
        self._ends = network.ends
        names = np.array([*network.kinds, ""])
        self._kinds = np.unique(names, return_inverse=True)[1][: len(network.nodes)]
        matrix = network.adjacency()
        self._start, self._beside = matrix.indptr, matrix.indices
        self._known = set(map(tuple, np.sort(network.ends, axis=1).tolist()))
        self._closed = closure(matrix, network.ends)
        self._links = degree(matrix)
        self._of_kind = {
            int(kind): np.flatnonzero(self._kinds == kind) for kind in np.unique(self._kinds)
        }
        self._like = {kind: alike(self._links[own]) for kind, own in self._of_kind.items()}

    def draw(self, count: int, rng: np.random.Generator) -> NDArray[np.intp]:
        """(up to count, 2) places of links that are not on record."""
        if not len(self._ends) or not count:
            return np.empty((0, 2), dtype=np.intp)
        pools = self._pools(count, rng)
        found: list[tuple[int, int]] = []
        like = rng.integers(0, len(self._ends), count)
        near = rng.random(count) < self._closed
        for one, close in zip(like.tolist(), near.tolist(), strict=True):
            first, second = (int(self._kinds[place]) for place in self._ends[one])
            for _ in range(_TRIES):
                here = _next(pools[first], rng)
                end = self._near(here, second, rng) if close else _next(pools[second], rng)
                pair = (min(here, end), max(here, end))
                if end != here and end >= 0 and pair not in self._known:
                    found.append(pair)
                    break
        return np.array(found, dtype=np.intp).reshape(-1, 2)

    def _pools(self, count: int, rng: np.random.Generator) -> dict[int, NDArray[np.intp]]:
        """Ends to take, by kind: as often as each entity's own number of links may truly be."""
        pools = {}
        for kind, own in self._of_kind.items():
            weight = rng.gamma(self._links[own] + self._like[kind])
            pools[kind] = rng.choice(own, min(4 * count, 20_000), p=weight / weight.sum())
        return pools

    def _near(self, here: int, kind: int, rng: np.random.Generator) -> int:
        for steps in (2, 3):
            at = here
            for _ in range(steps):
                own = self._beside[self._start[at] : self._start[at + 1]]
                at = int(own[rng.integers(0, len(own))])
            if self._kinds[at] == kind and at != here:
                return at
        return -1


def _next(pool: NDArray[np.intp], rng: np.random.Generator) -> int:
    return int(pool[rng.integers(0, len(pool))])


def alike(links: Floats) -> float:
    """How alike entities of a kind are in their number of links: the shape of a Gamma, by moments.

    Numbers that vary as by chance alone: 20; very unequal ones: near 0.5. The unrecorded links of
    an entity are then expected in proportion to its own links plus this (empirical Bayes).
    """
    mean, spread = float(links.mean()), float(links.var())
    if spread <= mean:
        return _MOST_ALIKE
    return float(np.clip(mean * mean / (spread - mean), 0.5, _MOST_ALIKE))


def closure(matrix: csr_array, ends: NDArray[np.intp]) -> float:
    """Share of links whose ends stay within three steps of each other without it, 0 to 1.

    Counted on at most 200 links, evenly spread. No links: 0.
    """
    if not len(ends):
        return 0.0
    looked = ends[np.linspace(0, len(ends) - 1, min(len(ends), _LOOKED_AT)).astype(np.intp)]
    beside = [
        set(matrix.indices[matrix.indptr[place] : matrix.indptr[place + 1]].tolist())
        for place in range(matrix.shape[0])
    ]
    return sum(_stays_near(beside, int(a), int(b)) for a, b in looked) / len(looked)


def _stays_near(beside: Sequence[set[int]], a: int, b: int) -> bool:
    theirs = beside[b] - {a}
    if (beside[a] - {b}) & theirs:
        return True
    return any(theirs & (beside[one] - {a}) for one in beside[a] - {b})
