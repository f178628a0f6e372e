"""Which marks of a gallery look most like a query's marks.

Up to EXACT_BELOW marks every one is looked at; above, they are divided into cells and a mark is
sought in the PROBES nearest. All numbers are whole and small enough that float32 holds every
squared distance exactly: what is found does not depend on where the marks lie.

Cells are searched some at a time, and those of a kept index are mapped from its file only so long:
ten thousand photos have half a gigabyte of voting marks, a search holds a tenth of it at once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings.gallery.files import OpenFile
from embeddings.photo import Array

# The wheel's type stubs know the C++ signatures, not those that its Python side accepts.
_faiss: Any = faiss

NEIGHBOURS = 50
PROBES = 16
VOTING = 300
"""So many marks of a coat take part, the strongest."""
EXACT_BELOW = 60_000
"""Up to so many marks every one is looked at; above, the marks are divided into cells."""
AT_A_TIME = 64 * 2**20
"""So many bytes of cells are searched at a time; no fewer than one cell."""
_PASSES = 8
_A_CELL = 64
_AT_ONCE = 65_536
_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class MarkIndex:
    """All marks of one kind of one group, searched in FAISS.

    opened: gives the index; one that is kept on disk is mapped anew for each part of a search.
    portions: numbers of the cells at which parts of a search begin, and of the end; empty where
    marks are not divided into cells. owner: entry row of each mark (n,).
    """

    opened: Callable[[], faiss.Index]
    portions: tuple[int, ...]
    owner: Array

    @classmethod
    def build(cls, parts: Callable[[], Iterable[Array]], rows: Sequence[int]) -> "MarkIndex":
        """parts: gives the descriptors uint8 or int8 (m, d) of each coat in turn, and is called
        three times at most, so that they need not be in memory; rows: the coat's entry row.

        Raises ValueError without a mark.
        """
        shapes = [part.shape for part in parts()]
        lengths = [length for length, _ in shapes]
        if not sum(lengths):
            raise ValueError("no marks: an index needs one or more")
        width = shapes[0][1]
        index = _divided(parts, lengths, width) if sum(lengths) > EXACT_BELOW else _exact(width)
        for portion in _gathered(parts()):
            index.add(shifted(portion))
        owner = np.repeat(np.asarray(rows), lengths).astype(np.int32)
        return cls(lambda: index, _portions(index), owner)

    @classmethod
    def kept(cls, path: Path, owner: Array) -> "MarkIndex":
        """The index in a file that `write` wrote. Raises ValueError for that of other marks.

        Also OSError where the file is absent, RuntimeError where FAISS cannot read it.
        """
        file = OpenFile(path)

        def opened() -> faiss.Index:
            return faiss.read_index(file.name, faiss.IO_FLAG_MMAP)

        index = opened()
        if index.ntotal != len(owner):
            raise ValueError(f"{path.name} is the index of other marks")
        return cls(opened, _portions(index), owner)

    def write(self, path: Path) -> None:
        """Keep the index, without its owners, in a file. Raises OSError where the disk refuses."""
        with path.open("wb") as file:
            faiss.write_index(self.opened(), _faiss.PyCallbackIOWriter(file.write, _AT_ONCE))

    def nearest(self, query: Array, allowed: Array) -> tuple[Array, Array]:
        """Squared distances and entry rows (q, NEIGHBOURS) of the nearest marks of allowed entries.

        allowed: bool by entry row. Ties fall in the order of the marks. Where there are fewer,
        distance inf and row -1.
        """
        keep = np.packbits(allowed[self.owner], bitorder="little")
        selector = _faiss.IDSelectorBitmap(keep)
        asked, index = shifted(query), self.opened()
        if self.portions:
            distance, mark = self._in_cells(index, asked, selector)
        else:
            how = _faiss.SearchParameters(sel=selector)
            distance, mark = index.search(asked, NEIGHBOURS, params=how)
        rows = np.where(mark >= 0, self.owner[mark], -1)
        return np.where(mark >= 0, distance, np.inf), rows

    def _in_cells(self, index: Any, asked: Array, selector: Any) -> tuple[Array, Array]:
        """Distances and mark numbers (q, NEIGHBOURS): the nearest of the nearest of each part."""
        how = _faiss.SearchParametersIVF(nprobe=PROBES, sel=selector)
        apart, cells = index.quantizer.search(asked, min(PROBES, index.nlist))
        found = []
        for first, end in pairwise(self.portions):
            here = np.where((cells >= first) & (cells < end), cells, -1)
            if (here >= 0).any():
                # What the last part of the search mapped is let go before the next is mapped.
                index = None
                index = self.opened()
                found.append(_within(index, asked, apart, here, how))
        distance, mark = (np.concatenate(part, axis=1) for part in zip(*found, strict=True))
        order = np.lexsort((mark, distance))[:, :NEIGHBOURS]
        return np.take_along_axis(distance, order, 1), np.take_along_axis(mark, order, 1)


def _within(index: Any, asked: Array, apart: Array, cells: Array, how: Any) -> tuple[Array, Array]:
    """Distances and mark numbers (q, NEIGHBOURS) in the cells (q, p) given for each query mark.

    A cell of -1 is none; apart: distances of the cells (q, p).
    """
    distance = np.empty((len(asked), NEIGHBOURS), np.float32)
    mark = np.empty((len(asked), NEIGHBOURS), np.int64)
    given = (np.ascontiguousarray(asked), np.ascontiguousarray(cells), np.ascontiguousarray(apart))
    query, places, away, near, which = map(_faiss.swig_ptr, (*given, distance, mark))
    index.search_preassigned_c(len(asked), query, NEIGHBOURS, places, away, near, which, False, how)
    return distance, mark


def _portions(index: faiss.Index) -> tuple[int, ...]:
    """Where the cells are cut, so that each part but the last has about AT_A_TIME bytes."""
    if not isinstance(index, faiss.IndexIVF) or index.invlists is None:
        return ()
    sizes = np.array([index.invlists.list_size(cell) for cell in range(index.nlist)], np.int64)
    before = np.cumsum(sizes * (index.code_size + _ID_BYTES)) // AT_A_TIME
    cuts = np.flatnonzero(np.diff(before)) + 1
    return (0, *cuts.tolist(), int(index.nlist))


def _exact(width: int) -> faiss.Index:
    index = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_8bit_direct, faiss.METRIC_L2)
    index.train(np.zeros((1, width), np.float32))
    return index


def _divided(
    parts: Callable[[], Iterable[Array]], lengths: Sequence[int], width: int
) -> faiss.Index:
    """An empty index whose cells were learnt on marks taken at even steps."""
    count = sum(lengths)
    cells = int(2 * np.sqrt(count))
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
    starts = np.cumsum([0, *lengths])
    sample = [part[-start % step :: step] for start, part in zip(starts, parts(), strict=False)]
    index.train(shifted(np.concatenate(sample)))
    return index


def _gathered(parts: Iterable[Array]) -> Iterator[Array]:
    """The parts one below the other, in portions: all at once would be a gigabyte and a half."""
    waiting: list[Array] = []
    count = 0
    for part in parts:
        waiting.append(part)
        count += len(part)
        if count >= _AT_ONCE:
            yield np.concatenate(waiting)
            waiting, count = [], 0
    if waiting:
        yield np.concatenate(waiting)


def shifted(descriptors: Array) -> Array:
    """uint8 or int8 descriptors as float32 in 0..255, the range the index stores exactly."""
    rows = descriptors.astype(np.float32)
    return np.asarray(rows + 128.0 if descriptors.dtype == np.int8 else rows, dtype=np.float32)
