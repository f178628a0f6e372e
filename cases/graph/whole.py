"""The whole graph as a sparse matrix: who is linked with whom, and nothing else.

For arithmetic over everything at once, where statements would not fit into memory. Entities with
too many links are left out and listed, as in a step or a way: people with ten times as many are
kept, for a broker is what is looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from cases.graph.derived import DEFAULT_CAP, Hub
from cases.graph.growing import too_many


@dataclass(frozen=True)
class Whole:
    """ids: the entities in order of id; matrix (n, n): symmetric 0/1, no loops; hubs: left out."""

    ids: tuple[str, ...]
    matrix: csr_array
    hubs: tuple[Hub, ...]


def whole_graph(
    pairs: Iterable[tuple[str, str]],
    canonical: Mapping[str, str] | None = None,
    *,
    cap: int | None = DEFAULT_CAP,
) -> Whole:
    """The graph of linked pairs in any order, each as often as it is said.

    canonical: merged record -> the id that stands for it. cap: see `growing.too_many`; None: all
    are kept. Memory: some 150 bytes an entity and 30 a pair while it is made.
    """
    names = canonical or {}
    places: dict[str, int] = {}
    ends = np.fromiter(
        (places.setdefault(names.get(end, end), len(places)) for pair in pairs for end in pair),
        dtype=np.int32,
    ).reshape(-1, 2)
    matrix = _matrix(ends, len(places))
    links = np.diff(matrix.indptr)
    named = list(places)
    hubs = {
        named[place]: int(links[place])
        for place in (np.flatnonzero(links > cap).tolist() if cap is not None else ())
        if too_many(named[place], int(links[place]), cap or 0)
    }
    ids = sorted(one for one in named if one not in hubs)
    kept = np.array([places[one] for one in ids], dtype=np.intp)
    left_out = tuple(Hub(one, one, hubs[one]) for one in sorted(hubs))
    return Whole(tuple(ids), csr_array(matrix[kept][:, kept]), left_out)


def _matrix(ends: np.ndarray, n: int) -> csr_array:
    ends = ends[ends[:, 0] != ends[:, 1]]
    row = np.concatenate([ends[:, 0], ends[:, 1]])
    column = np.concatenate([ends[:, 1], ends[:, 0]])
    matrix = csr_array((np.ones(len(row), np.float32), (row, column)), shape=(n, n))
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    return matrix
