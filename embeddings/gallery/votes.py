"""Animals voted for by single marks: every query mark asks all marks of the gallery at once.

Local naive Bayes nearest neighbour (McCann & Lowe 2012; HotSpotter, Crall et al. 2013): a mark
votes for an animal by how much nearer the animal's nearest mark is than that of a far other animal,
so that a mark which looks like everything votes for nothing. The vote is credited to the coat that
the nearest mark lies on; an animal's votes are the sum over its coats.
"""

import numpy as np

from embeddings.photo import Array

FAR = 5
"""The nearest mark of so many-th other animal is what an advantage is measured against."""


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
