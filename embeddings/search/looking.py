"""One query coat held against the gallery: glanced at all, looked closely at a shortlist.

Everything comparable gets a cosine and votes. Above the budget the shortlist is the union of what
either finds, each animal's best coat first, so that no animal drops out because another has many
photos. At or below the budget everything is looked at closely.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from embeddings.features import Features
from embeddings.gallery import Apart, Gallery
from embeddings.photo import Array
from embeddings.verify import Comparing, Comparison

BUDGET = 240
"""Coats looked at closely for one query photo."""


@dataclass(frozen=True, slots=True)
class Look:
    """One query against all entries (n,): what was allowed, cosine, votes, and comparisons.

    cosine and votes are nan where not allowed.
    closely: entry row -> comparison.
    """

    query: Features
    allowed: Array
    cosine: Array
    votes: Array
    closely: Mapping[int, Comparison]


def look(query: Features, gallery: Gallery, *, apart: Apart, budget: int) -> Look:
    """Glance at all comparable coats, compare the shortlist mark by mark."""
    coat = query.coat
    allowed = gallery.allowed(flank=coat.flank, species=coat.species, apart=apart)
    cosine = gallery.cosines(query, allowed)
    rows = np.flatnonzero(allowed)
    votes = np.where(allowed, gallery.votes(query, allowed), np.nan)
    if len(rows) > budget:
        rows = shortlist(gallery, allowed, (votes, cosine), budget)
    held = Comparing(query)
    closely = {int(row): held.against(gallery.entries[row].features) for row in rows}
    return Look(query, allowed, cosine, votes, closely)


def shortlist(gallery: Gallery, allowed: Array, scores: tuple[Array, ...], budget: int) -> Array:
    """Rows of at most `budget` allowed entries, in ascending order.

    Scores take turns; within one, the best coat of each animal comes before any second one, and
    ties fall in the order of rows.
    """
    queues = [_best_of_each_first(gallery, allowed, score) for score in scores]
    chosen: list[int] = []
    seen: set[int] = set()
    for turn in range(int(allowed.sum())):
        for queue in queues:
            row = int(queue[turn])
            if row not in seen and len(chosen) < budget:
                seen.add(row)
                chosen.append(row)
        if len(chosen) >= budget:
            break
    return np.array(sorted(chosen), dtype=np.int64)


def _best_of_each_first(gallery: Gallery, allowed: Array, score: Array) -> Array:
    """Allowed rows: first the best coat of every animal, then all others, best first each."""
    rows = np.flatnonzero(allowed)
    order = rows[np.lexsort((rows, -np.nan_to_num(score[rows], nan=-np.inf)))]
    first: list[int] = []
    later: list[int] = []
    met: set[str] = set()
    for row in order.tolist():
        group = gallery.groups[row]
        (later if group in met else first).append(row)
        met.add(group)
    return np.array(first + later, dtype=np.int64)
