"""Cosines of one query with all embeddings of a gallery: exact, and near enough for a million.

Up to a hundred thousand every number is looked at as it is. Above, eight bits a number find the
nearest, and those are scored again exactly: on clustered vectors the first was always right.
"""

from collections.abc import Sequence

import faiss
import numpy as np

from embeddings.photo import Array

EXACT_BELOW = 100_000
RESCORED = 2_000
"""So many of the nearest are scored again with all their digits."""
_LEARNT_ON = 20_000


class Vectors:
    """Unit embeddings float32 (d,) of one group, in the order they were given."""

    def __init__(self, rows: Sequence[Array]) -> None:
        """rows: may be mapped from a file; above EXACT_BELOW they are read only when scored again.

        Raises ValueError without a row.
        """
        if not rows:
            raise ValueError("no vectors: an index needs one or more")
        self._rows = rows
        self._index: faiss.Index | None = None
        if len(rows) <= EXACT_BELOW:
            self._all = np.stack(rows, dtype=np.float32, casting="same_kind")
            return
        width = len(rows[0])
        self._index = faiss.IndexScalarQuantizer(
            width, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        step = max(1, len(rows) // _LEARNT_ON)
        self._index.train(np.stack(rows[::step]).astype(np.float32))
        for start in range(0, len(rows), _LEARNT_ON):
            self._index.add(np.stack(rows[start : start + _LEARNT_ON]).astype(np.float32))

    def cosines(self, query: Array) -> Array:
        """Cosine of a unit query (d,) with each row (n,).

        Above EXACT_BELOW only the RESCORED nearest are exact; every other row gets the cosine of
        the last of them, for it is hardly nearer than that.
        """
        unit = np.asarray(query, dtype=np.float32)
        if self._index is None:
            return np.asarray(np.einsum("nd,d->n", self._all, unit), dtype=np.float64)
        _, found = self._index.search(unit[None], RESCORED)
        exact = np.stack([self._rows[place] for place in found[0].tolist()]) @ unit
        cosine = np.full(len(self._rows), float(exact.min()))
        cosine[found[0]] = exact
        return cosine
