"""What a seized skin is laid on: table, tiles, concrete, cloth, planks, tarmac."""

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import Surface
from embeddings.synthesis.noise import fractal, smooth

Floats = NDArray[np.float32]
SIDE_PX, SIDE_M = 768, 1.6


def _tint(red: int, green: int, blue: int) -> Floats:
    return np.asarray((np.array([red, green, blue], np.float32) / 255) ** 2.2, np.float32)


def _boards(rng: np.random.Generator, tone: Floats, boards: int) -> Floats:
    """Return wood (side, side, 3): boards along the rows, each of its own tone, with grain."""
    grain = smooth(rng, (SIDE_PX, SIDE_PX), (2.5, 160)) + 0.6 * smooth(
        rng, (SIDE_PX, SIDE_PX), (9, 300)
    )
    light = 1 + (0.13 if boards > 1 else 0.05) * grain
    wide = SIDE_PX // boards
    for i in range(boards):
        light[i * wide : (i + 1) * wide] *= float(rng.uniform(0.82, 1.12))
        if boards > 1:
            light[i * wide : i * wide + 2] *= 0.35
    return np.asarray(tone * light[..., None], np.float32)


def floor(rng: np.random.Generator, surface: Surface) -> Floats:
    """Return a square of floor (side, side, 3), linear RGB, 1.6 m wide."""
    shape = (SIDE_PX, SIDE_PX)
    dirt = 1 + 0.10 * fractal(rng, shape, 220, 6)
    if surface == "planks":
        return _boards(rng, _tint(142, 104, 70), 9) * dirt[..., None]
    if surface == "table":
        tone = (_tint(170, 128, 86), _tint(196, 196, 190), _tint(120, 84, 56))[int(rng.integers(3))]
        return _boards(rng, tone, 1) * (0.5 + 0.5 * dirt)[..., None]
    if surface == "tiles":
        tone = (_tint(206, 202, 192), _tint(150, 120, 98), _tint(176, 184, 188))[
            int(rng.integers(3))
        ]
        light = dirt.copy()
        pitch = SIDE_PX // 5
        for at in range(0, SIDE_PX, pitch):
            for across in range(0, SIDE_PX, pitch):
                light[at : at + pitch, across : across + pitch] *= float(rng.uniform(0.93, 1.05))
            light[at : at + 3], light[:, at : at + 3] = 0.55, 0.55
        return np.asarray(tone * light[..., None], np.float32)
    if surface == "cloth":
        tone = (_tint(60, 84, 120), _tint(96, 104, 84), _tint(190, 186, 176), _tint(120, 44, 40))[
            int(rng.integers(4))
        ]
        weave = smooth(rng, shape, (1.5, 9)) + smooth(rng, shape, (9, 1.5))
        creases = fractal(rng, shape, 160, 3)
        return np.asarray(tone * (1 + 0.08 * weave + 0.12 * creases)[..., None], np.float32)
    speck = cv2.GaussianBlur(rng.standard_normal(shape, dtype=np.float32), (0, 0), 1.1) * 2.4
    if surface == "tarmac":
        return np.asarray(_tint(96, 96, 98) * (dirt + 0.22 * speck)[..., None], np.float32)
    crack = np.exp(-np.abs(fractal(rng, shape, 200, 5)) * 60)
    return np.asarray(
        _tint(158, 154, 146) * (dirt + 0.05 * speck - 0.25 * crack)[..., None], np.float32
    )
