"""Smooth chance and smooth warps, drawn coarse and enlarged.

A copy of its own, apart from the rendering of animals: that may be improved, this is frozen.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def cloud(rng: np.random.Generator, side: int, cell: float, octaves: int = 3) -> Floats:
    """Noise (side, side), mean about 0 and spread about 1, with detail from `cell` pixels down."""
    total = np.zeros((side, side), np.float32)
    power, weight = 0.0, 1.0
    for _ in range(octaves):
        cells = max(3, round(side / cell) + 3)
        coarse = rng.standard_normal((cells, cells), dtype=np.float32)
        total += weight * cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
        power += weight * weight
        weight, cell = weight * 0.5, max(cell / 2, 2.0)
    return np.asarray(total / np.sqrt(power), np.float32)


def thin_plate(
    rng: np.random.Generator, shape: tuple[int, int], jitter_px: float, grid: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Shift (columns, rows) in pixels of each place (h, w): control points jittered, thin plate.

    grid: control points across and down. The kernel is r^2 ln r (Bookstein 1989), solved exactly.
    """
    across, down = grid
    x, y = np.meshgrid(np.linspace(0, 1, across), np.linspace(0, 1, down))
    points = np.column_stack([x.ravel(), y.ravel()])
    shifts = rng.uniform(-jitter_px, jitter_px, points.shape)
    size = len(points)
    system = np.zeros((size + 3, size + 3))
    system[:size, :size] = _kernel(points, points)
    system[:size, size:] = np.column_stack([np.ones(size), points])
    system[size:, :size] = system[:size, size:].T
    weights = np.linalg.solve(system, np.vstack([shifts, np.zeros((3, 2))]))
    # Evaluated on a coarse grid: the plate is smooth, and every pixel would cost a second.
    u, v = np.meshgrid(np.linspace(0, 1, 48), np.linspace(0, 1, 48))
    places = np.column_stack([u.ravel(), v.ravel()])
    moved = _kernel(places, points) @ weights[:size]
    moved += np.column_stack([np.ones(len(places)), places]) @ weights[size:]
    columns, rows = (
        cv2.resize(
            moved[:, axis].reshape(48, 48).astype(np.float32),
            (shape[1], shape[0]),
            interpolation=cv2.INTER_CUBIC,
        )
        for axis in (0, 1)
    )
    return np.asarray(columns, np.float32), np.asarray(rows, np.float32)


def _kernel(places: NDArray[Any], points: NDArray[Any]) -> NDArray[Any]:
    squared = ((places[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(0.5 * squared * np.log(np.maximum(squared, 1e-12)))
