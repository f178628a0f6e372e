"""Triangles to pixels: which face is nearest in each pixel, and where in the face the pixel lies.

A plain z-buffer, vectorised over all pixels of all faces at once: the animal's ten thousand faces
cover a few pixels each, so looping over faces would cost more than filling them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Pixels that show a face: flat pixel index, face index, barycentric weights (n, 3)."""

    pixel: Ints
    face: Ints
    weights: Floats

    def interpolate(self, faces: Ints, values: Floats) -> Floats:
        """Return (n, k) values of the vertices (v, k), weighted within each pixel's face."""
        corners = values[faces[self.face]]
        return np.asarray(np.einsum("nc,nck->nk", self.weights, corners), dtype=np.float32)


def rasterise(xy: Floats, depth: Floats, faces: Ints, shape: tuple[int, int]) -> Coverage:
    """Return what an image of `shape` (rows, columns) shows of a mesh.

    xy (v, 2) are pixels, depth (v,) distances from the camera, faces (f, 3) vertex indices with
    turning anticlockwise as seen by a person when they look at the camera (others are culled).
    """
    a, b, c = (xy[faces[:, i]] for i in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    low = np.floor(np.minimum(np.minimum(a, b), c)).astype(np.int64)
    high = np.ceil(np.maximum(np.maximum(a, b), c)).astype(np.int64)
    low, high = np.maximum(low, 0), np.minimum(high, [shape[1] - 1, shape[0] - 1])
    size = high - low + 1
    kept = np.flatnonzero(
        (area < -1e-6) & (size > 0).all(axis=1) & (depth[faces] > 0.1).all(axis=1)
    )
    count = size[kept].prod(axis=1)
    face = np.repeat(kept, count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    width = size[face, 0]
    x = (low[face, 0] + offset % width).astype(np.float32)
    y = (low[face, 1] + offset // width).astype(np.float32)

    # Each edge is a line a x + b y + c whose value is twice the area towards the pixel.
    lines = np.stack([_line(b, c), _line(c, a), _line(a, b)], axis=1)[kept].reshape(-1, 9)
    spread = np.repeat(lines, count, axis=0).reshape(-1, 3, 3)
    weights = spread[:, :, 0] * x[:, None] + spread[:, :, 1] * y[:, None] + spread[:, :, 2]
    inside = np.flatnonzero((weights <= 1e-4).all(axis=1))
    weights = weights[inside] / area[face[inside], None]
    pixel = (y[inside] * shape[1] + x[inside]).astype(np.int64)
    face = face[inside]
    distance = np.einsum("nc,nc->n", weights, depth[faces[face]])
    order = np.argsort(-distance, kind="stable")
    nearest = np.full(shape[0] * shape[1], -1, np.int64)
    nearest[pixel[order]] = order
    shown = np.flatnonzero(nearest >= 0)
    chosen = nearest[shown]
    return Coverage(shown, face[chosen], np.asarray(weights[chosen], np.float32))


def _line(p: Floats, q: Floats) -> Floats:
    """Return (f, 3) coefficients of the lines through p and q (f, 2)."""
    down, along = p[:, 1] - q[:, 1], q[:, 0] - p[:, 0]
    return np.stack([down, along, -down * p[:, 0] - along * p[:, 1]], axis=1)
