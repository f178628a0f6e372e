"""Which marks of two coats look alike: nearest descriptor, kept when the next one is worse.

A mark of the query may pair with one mark of the candidate only; the ratio of the nearest to the
second nearest distance (Lowe 2004) says how distinct the pairing is.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.photo import Array


@dataclass(frozen=True, slots=True)
class Pairing:
    """Marks paired by looks alone: query (n,) and candidate (n,) row numbers, ratio (n,) 0..1."""

    query: Array
    candidate: Array
    ratio: Array

    def __len__(self) -> int:
        return len(self.query)

    def chosen(self, keep: Array) -> "Pairing":
        """The pairs under a boolean mask or row numbers."""
        return Pairing(self.query[keep], self.candidate[keep], self.ratio[keep])


def unit_rows(descriptors: Array) -> Array:
    """Descriptors (n, d) of any number type as float32 rows of length one; empty rows stay zero."""
    rows = descriptors.astype(np.float32)
    length = np.sqrt(np.einsum("nd,nd->n", rows, rows))
    return np.asarray(rows / np.maximum(length, 1e-9)[:, None], dtype=np.float32)


def pair_up(query: Array, candidate: Array, *, ratio: float, most: int = 200) -> Pairing:
    """Pair unit rows (n, d) with (m, d): nearest neighbours below the ratio, `most` at most.

    Where several query marks claim one candidate mark, the most distinct claim stays. Fewer than
    two candidate marks pair with nothing, since no ratio can be had.
    """
    if not len(query) or len(candidate) < 2:
        empty = np.zeros(0, dtype=np.int64)
        return Pairing(empty, empty, np.zeros(0, dtype=np.float32))
    likeness = query @ candidate.T
    rows = np.arange(len(query))
    nearest = likeness.argmax(axis=1)
    best = likeness[rows, nearest].copy()
    likeness[rows, nearest] = -2.0
    second = likeness.max(axis=1)
    distance = np.sqrt(np.maximum(2.0 - 2.0 * best, 1e-9))
    next_distance = np.sqrt(np.maximum(2.0 - 2.0 * second, 1e-9))
    found = Pairing(rows, nearest, (distance / next_distance).astype(np.float32))
    found = found.chosen(found.ratio < ratio)
    order = np.lexsort((found.query, found.ratio))
    _, first = np.unique(found.candidate[order], return_index=True)
    single = found.chosen(np.sort(order[first]))
    distinct = np.argsort(single.ratio, kind="stable")[:most]
    return single.chosen(np.sort(distinct))
