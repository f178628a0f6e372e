"""Animals voted for by single marks: every query mark asks all marks of the gallery at once.

Local naive Bayes nearest neighbour (McCann & Lowe 2012; HotSpotter, Crall et al. 2013): a mark
votes for an animal by how much nearer the animal's nearest mark is than that of a far other animal,
so that a mark which looks like everything votes for nothing. The vote is credited to the coat that
the nearest mark lies on; an animal's votes are the sum over its coats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np

from embeddings.photo import Array

# The wheel's type stubs know the C++ signatures, not those that its Python side accepts.
_faiss: Any = faiss

NEIGHBOURS = 50
FAR = 5
"""The nearest mark of so many-th other animal is what an advantage is measured against."""
PROBES = 16
VOTING = 300
"""So many marks of a coat take part, the strongest."""
EXACT_BELOW = 60_000
"""Up to so many marks every one is looked at; above, the marks are divided into cells."""
_PASSES = 8
_A_CELL = 64
_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class MarkIndex:
    """All marks of one kind of one group: a FAISS index and the entry row of each mark (n,)."""

    index: faiss.Index
    owner: Array

    @classmethod
    def build(cls, parts: Sequence[Array], rows: Sequence[int]) -> "MarkIndex":
        """parts: the descriptors uint8 or int8 (m, d) of each coat; rows: the coat's entry row.

        Marks are added in portions: of ten thousand coats they would be a gigabyte and a half.
        """
        count, width = sum(len(part) for part in parts), parts[0].shape[1]
        index = _divided(parts, count) if count > EXACT_BELOW else _exact(width)
        waiting: list[Array] = []
        for part in parts:
            waiting.append(part)
            if sum(len(one) for one in waiting) >= _AT_ONCE:
                index.add(shifted(np.concatenate(waiting)))
                waiting = []
        if waiting:
            index.add(shifted(np.concatenate(waiting)))
        owner = np.repeat(np.asarray(rows), [len(part) for part in parts]).astype(np.int32)
        return cls(index, owner)

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


def _exact(width: int) -> faiss.Index:
    index = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_8bit_direct, faiss.METRIC_L2)
    index.train(np.zeros((1, width), np.float32))
    return index


def _divided(parts: Sequence[Array], count: int) -> faiss.Index:
    """An empty index whose cells were learnt on marks taken at even steps."""
    width, cells = parts[0].shape[1], int(2 * np.sqrt(count))
    step = max(1, count // (cells * _A_CELL))
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
    index.cp.max_points_per_centroid = _A_CELL
    starts = np.cumsum([0, *(len(part) for part in parts)])
    sample = [part[-start % step :: step] for start, part in zip(starts, parts, strict=False)]
    index.train(shifted(np.concatenate(sample)))
    return index


def shifted(descriptors: Array) -> Array:
    """uint8 or int8 descriptors as float32 in 0..255, the range the index stores exactly."""
    rows = descriptors.astype(np.float32)
    return np.asarray(rows + 128.0 if descriptors.dtype == np.int8 else rows, dtype=np.float32)


def votes(distance: Array, rows: Array, animals: Array) -> Array:
    """Votes by entry (n,) from neighbours (q, k), nearest first, ties by entry row.

    distance: squared, inf = none; rows: entry rows, -1 = none; animals: number of the animal that
    each entry (n,) is evidence about. A mark gives each of the FAR nearest animals 1 - d / d_far
    with plain distances, d_far being that of the next animal after them, or of the farthest
    neighbour where fewer animals are near.
    """
    given = np.zeros(len(animals), dtype=np.float64)
    if not rows.size:
        return given
    root = np.sqrt(np.where(rows >= 0, distance, 0.0))
    far = root.max(axis=1)
    kinds = np.where(rows >= 0, animals[rows], -1)
    mark = np.repeat(np.arange(len(rows)), rows.shape[1])
    _, first = np.unique(mark * (len(animals) + 1) + kinds.ravel(), return_index=True)
    first = np.sort(first[kinds.ravel()[first] >= 0])
    # Row by row, nearest first: how many other animals stand before this one.
    before = np.arange(first.size) - np.searchsorted(mark[first], mark[first])
    beyond = first[before == FAR]
    far[mark[beyond]] = root.ravel()[beyond]
    chosen = first[before < FAR]
    worth = 1.0 - root.ravel()[chosen] / np.maximum(far[mark[chosen]], 1e-9)
    np.add.at(given, rows.ravel()[chosen], np.maximum(worth, 0.0))
    return given
