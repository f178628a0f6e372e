"""Smooth random fields, the raw material of coats, ground and fur.

Every field is drawn at the coarseness it is needed at and enlarged with a cubic kernel, which is
what makes a photo cost a quarter of a second and not ten.
"""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.resample import enlarged

Floats = NDArray[np.float32]


def smooth(
    rng: np.random.Generator, shape: tuple[int, int], cell: float | tuple[float, float]
) -> Floats:
    """Return noise (rows, columns), mean 0 and spread about 1, that varies over `cell` pixels.

    `cell` is one length or (rows, columns): a long cell draws the noise out along that axis.
    """
    rows, columns = (cell, cell) if isinstance(cell, int | float) else cell
    coarse = (max(2, round(shape[0] / rows) + 3), max(2, round(shape[1] / columns) + 3))
    field = rng.standard_normal(coarse, dtype=np.float32)
    whole = (max(shape[0], round(coarse[0] * rows)), max(shape[1], round(coarse[1] * columns)))
    grown = enlarged(field, whole, cubic=True)
    return np.asarray(grown[: shape[0], : shape[1]] * 1.4, dtype=np.float32)


def fractal(
    rng: np.random.Generator,
    shape: tuple[int, int],
    cell: float,
    octaves: int = 4,
    gain: float = 0.55,
) -> Floats:
    """Return noise (rows, columns) with detail from `cell` pixels downwards, spread about 1."""
    weight, power = 1.0, 0.0
    layers = []
    for _ in range(octaves):
        layers.append((weight, max(1.0, cell)))
        power += weight * weight
        weight, cell = weight * gain, cell / 2
    # All but fine layers are added up small and enlarged once.
    shrink = max(1, int(layers[-1][1] // 4))
    small = (-(-shape[0] // shrink), -(-shape[1] // shrink))
    total = np.zeros(small, np.float32)
    for share, size in layers:
        total += share * smooth(rng, small, size / shrink)
    if shrink > 1:
        total = enlarged(total, shape)
    return np.asarray(total / np.sqrt(power), dtype=np.float32)


def step(value: NDArray[np.floating[Any]], low: float, high: float) -> Floats:
    """Return 0 below `low`, 1 above `high`, and a smooth climb between (either order)."""
    ramp = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(ramp * ramp * (3 - 2 * ramp), dtype=np.float32)


@lru_cache(maxsize=4)
def hair(shape: tuple[int, int], length: int = 13, slope: float = 0.35) -> Floats:
    """Return strand noise (rows, columns) drawn out along the growth: backwards and a little down.

    The same for all animals (its seed is fixed): fur has grain, and the grain identifies nobody.
    """
    rng = np.random.default_rng(7)
    grain = rng.standard_normal(shape, dtype=np.float32)
    kernel = np.zeros((length, length), np.float32)
    middle = length // 2
    cv2.line(
        kernel,
        (0, round(middle + slope * middle)),
        (length - 1, round(middle - slope * middle)),
        1.0,
        1,
        cv2.LINE_AA,
    )
    strands = np.asarray(cv2.filter2D(grain, -1, kernel / kernel.sum()), dtype=np.float32)
    both = strands + 0.8 * enlarged(strands[: shape[0] // 2, : shape[1] // 2], shape)
    return np.asarray(both / both.std(), dtype=np.float32)
