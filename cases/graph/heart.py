"""The heart of a whole too large to be looked at: who stands out in it, and what lies nearest.

Findings hold a network in memory, person by person; of millions only a part can be held. Which part
is settled on the whole, by measures that the whole allows (links, and ways counted from pivots), so
that it is not the part that somebody happened to ask about.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cases.graph.centrality import Floats

__all__ = ["first_by", "grown", "without"]

Places = NDArray[np.intp]


def first_by(scores: Sequence[Floats], among: Places, each: int) -> Places:
    """The first `each` places of `among` by each of the scores (n,), all of them, in order.

    Equal scores: the smaller place.
    """
    found = [among[np.argsort(-one[among], kind="stable")[:each]] for one in scores]
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.intp)


def grown(matrix: csr_array, starts: Places, most: int) -> tuple[Places, int]:
    """Places nearest to the starts, at most so many; within how many steps all of them are in.

    matrix (n, n): symmetric. Of the step that would be too many those with most links to what is
    in already come first, then the smaller place. Too many starts: the first of them.
    """
    inside = np.zeros(matrix.shape[0], dtype=bool)
    inside[starts[:most]] = True
    steps = 0
    while True:
        links = np.asarray(matrix @ inside.astype(np.float32))
        fresh = np.flatnonzero((links > 0) & ~inside)
        room = most - int(inside.sum())
        if not fresh.size or room <= 0:
            return np.flatnonzero(inside), steps
        if fresh.size > room:
            order = np.argsort(-links[fresh], kind="stable")
            inside[fresh[order[:room]]] = True
            return np.flatnonzero(inside), steps
        inside[fresh] = True
        steps += 1


def without(matrix: csr_array, gone: NDArray[np.bool_]) -> csr_array:
    """The same matrix without the links of those who are gone (n,); the others keep their place."""
    whole = matrix.tocoo()
    row, column = whole.coords
    stays = ~(gone[row] | gone[column])
    return csr_array((whole.data[stays], (row[stays], column[stays])), shape=matrix.shape)
