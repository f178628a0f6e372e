"""Blades, twigs and trunks: the drawn plants of a scene, far and near."""

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_SHIFT = 4
_ALONG = np.linspace(0, 1, 7, dtype=np.float32)


def blade(
    layers: tuple[tuple[Floats, float], ...],
    foot: tuple[float, float],
    tip: tuple[float, float],
    sag: float,
    width_px: float,
) -> None:
    """Draw a curved blade that tapers from foot to tip into each (layer, value), in place.

    `sag` (pixels) bends its middle sideways.
    """
    x = foot[0] + (tip[0] - foot[0]) * _ALONG**1.6 + sag * np.sin(np.pi * _ALONG)
    y = foot[1] + (tip[1] - foot[1]) * _ALONG
    half = width_px / 2 * (1 - 0.92 * _ALONG)
    outline = np.concatenate(
        [np.stack([x - half, y], axis=1), np.stack([x + half, y], axis=1)[::-1]]
    )
    corners = np.round(outline * (1 << _SHIFT)).astype(np.int32)
    for layer, value in layers:
        cv2.fillPoly(layer, [corners], value, cv2.LINE_AA, _SHIFT)


def thicket(
    rng: np.random.Generator,
    shape: tuple[int, int],
    foot_row: float,
    *,
    blades: int,
    tall_px: float,
    width_px: float,
    clumps: Floats,
) -> tuple[Floats, Floats]:
    """Return how covered (h, w) 0..1 and how light (h, w) a stand of grass and twigs is."""
    cover, light = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    home = rng.choice(clumps, size=blades)
    spread = rng.normal(0, 0.09 * shape[1], size=blades)
    for x in home + spread:
        tall = tall_px * float(rng.gamma(5, 0.2))
        lean = float(rng.normal(0, 0.28)) * tall
        foot = (float(x), foot_row + float(rng.normal(0, 4)))
        value = float(rng.uniform(0.45, 1.35))
        thick = width_px * float(rng.uniform(0.6, 1.5))
        blade(
            ((cover, 1.0), (light, value)),
            foot,
            (foot[0] + lean, foot[1] - tall),
            float(rng.normal(0, 0.06)) * tall,
            thick,
        )
    return cover, light


def wood(
    rng: np.random.Generator, shape: tuple[int, int], foot_row: float
) -> tuple[Floats, Floats]:
    """Return cover and light of a bare wood far away: thin trunks and slanting branches."""
    cover, light = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for _ in range(int(rng.integers(60, 150))):
        x, width = float(rng.uniform(-20, shape[1] + 20)), float(rng.gamma(2.2, 2.2)) + 1.2
        foot = foot_row + float(rng.uniform(-14, 12))
        tall = foot + 40
        value = float(rng.uniform(0.35, 1.25))
        both = ((cover, 1.0), (light, value))
        lean = float(rng.normal(0, 0.05)) * tall
        tip = (x + lean, foot - 1.9 * tall)
        blade(both, (x, foot), tip, float(rng.normal(0, 4)), width)
        for _ in range(int(rng.integers(0, 5))):
            share = float(rng.uniform(0.15, 0.5))
            at = (x + lean * share**1.6, foot - 1.9 * tall * share)
            reach = float(rng.normal(0, 0.28)) * tall
            blade(both, at, (at[0] + reach, at[1] - abs(reach) * 0.9), 4.0, 0.4 * width + 0.6)
    return cover, light
