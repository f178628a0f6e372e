"""Coats voted for by single marks: every query mark asks all marks of the gallery at once.

Local naive Bayes nearest neighbour (McCann & Lowe 2012; HotSpotter, Crall et al. 2013): a mark
votes for the coats among its nearest neighbours by how much nearer they are than the last of them,
so that a mark which looks like everything votes for nothing.
"""

from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from embeddings.photo import Array

# The wheel's type stubs know the C++ signatures, not those that its Python side accepts.
_faiss: Any = faiss

NEIGHBOURS = 30
PROBES = 16
VOTING = 300
"""So many marks of a coat take part, the strongest."""
EXACT_BELOW = 60_000
"""Up to so many marks every one is looked at; above, the marks are divided into cells."""
_PASSES = 8


@dataclass(frozen=True, slots=True)
class MarkIndex:
    """All marks of one kind of one group: a FAISS index and the entry row of each mark (n,)."""

    index: faiss.Index
    owner: Array

    @classmethod
    def build(cls, descriptors: Array, owner: Array) -> "MarkIndex":
        """descriptors uint8 or int8 (n, d) and the entry row of each (n,)."""
        rows = shifted(descriptors)
        width = rows.shape[1]
        if len(rows) <= EXACT_BELOW:
            index: faiss.Index = faiss.IndexScalarQuantizer(
                width, faiss.ScalarQuantizer.QT_8bit_direct, faiss.METRIC_L2
            )
            index.train(rows[:1])
        else:
            cells = int(2 * np.sqrt(len(rows)))
            # Not by residual: 8-bit direct codes hold 0..255, a residual would be cut off at zero.
            index = faiss.IndexIVFScalarQuantizer(
                faiss.IndexFlatL2(width),
                width,
                cells,
                faiss.ScalarQuantizer.QT_8bit_direct,
                faiss.METRIC_L2,
                False,
            )
            index.cp.niter = _PASSES
            index.cp.max_points_per_centroid = 64
            index.train(rows)
        index.add(rows)
        return cls(index, np.asarray(owner, dtype=np.int64))

    def nearest(self, query: Array, allowed: Array) -> tuple[Array, Array]:
        """Squared distances and entry rows (q, NEIGHBOURS) of the nearest marks of allowed entries.

        allowed: bool by entry row. Where there are fewer, distance inf and row -1.
        """
        keep = np.packbits(allowed[self.owner], bitorder="little")
        selector = _faiss.IDSelectorBitmap(keep)
        if isinstance(self.index, faiss.IndexIVF):
            how = _faiss.SearchParametersIVF(nprobe=PROBES, sel=selector)
        else:
            how = _faiss.SearchParameters(sel=selector)
        distance, mark = self.index.search(shifted(query), NEIGHBOURS, params=how)
        rows = np.where(mark >= 0, self.owner[mark], -1)
        return np.where(mark >= 0, distance, np.inf), rows


def shifted(descriptors: Array) -> Array:
    """uint8 or int8 descriptors as float32 in 0..255, the range the index stores exactly."""
    rows = descriptors.astype(np.float32)
    return np.asarray(rows + 128.0 if descriptors.dtype == np.int8 else rows, dtype=np.float32)


def votes(distance: Array, rows: Array, entries: int) -> Array:
    """Votes (entries,) from neighbours (q, k): squared distances, inf = none, and entry rows.

    A mark gives each coat 1 - d / d_last once, for the coat's nearest mark; d_last is the farthest
    neighbour that was found.
    """
    given = np.zeros(entries, dtype=np.float64)
    found = np.isfinite(distance)
    last = np.where(found, distance, 0.0).max(axis=1)
    worth = 1.0 - distance / np.maximum(last, 1e-9)[:, None]
    mark, place = np.nonzero(found & (last[:, None] > 0.0))
    pairs = mark.astype(np.int64) * entries + rows[mark, place]
    order = np.lexsort((distance[mark, place], pairs))
    _, first = np.unique(pairs[order], return_index=True)
    chosen = order[first]
    np.add.at(given, rows[mark[chosen], place[chosen]], worth[mark[chosen], place[chosen]])
    return given
