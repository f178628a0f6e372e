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

from cases.graph.centrality import component_of, degree
from cases.graph.key_sets import distances
from cases.graph.trade import adjacency
from cases.graph.uncertain import Measure, between

_PAIRS_FROM = 200


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
    if not len(among):
        return 0.0
    gone = set(without)
    keep = np.array([one for one in range(matrix.shape[0]) if one not in gone], dtype=np.intp)
    counted = np.isin(keep, np.array(sorted(set(among) - gone), dtype=np.intp))
    if not counted.any():
        return 0.0
    labels = component_of(matrix[keep][:, keep])
    return float(np.bincount(labels[counted]).max()) / len(set(among))


def removal_sequence(
    matrix: csr_array, people: Sequence[int], steps: int, *, measure: Measure = between
) -> tuple[Removal, ...]:
    """Who would be taken out one after the other: each time whoever leads by `measure` then.

    Cavallaro et al. 2020 found betweenness, counted anew after each step, the best order. Equal
    ones: most links, then the smaller place. Ends early when nobody stands between anybody.
    """
    rest, gone, found = matrix, set[int](), []
    for _ in range(min(steps, len(people))):
        scores, links = np.round(measure(rest), 9), degree(rest)
        left = [one for one in people if one not in gone]
        first = max(left, key=lambda one: (scores[one], links[one], -one))
        if scores[first] <= 0.0:
            break
        gone.add(first)
        rest = without_links(rest, [first])
        found.append(Removal(first, largest_share(matrix, people, gone)))
    return tuple(found)


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
    steps = distances(matrix, chosen)[:, sorted(people)]
    there = np.isfinite(steps) & (steps > 0)
    return float((1.0 / steps[there]).sum()) / (len(chosen) * (len(people) - 1))


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
