"""What grows between lens and animal: blades and twigs, out of focus, over part of the coat."""

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import FrameConditions
from embeddings.synthesis.lens import softened

Floats = NDArray[np.float32]


def before(
    light: Floats, conditions: FrameConditions, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the light (h, w, 3) behind foreground plants, and how hidden (h, w) 0..1 each pixel is.

    The plants stand where the station has them; wind and growth move them a little each time.
    """
    height, width = light.shape[:2]
    hidden = np.zeros((height, width), np.float32)
    if conditions.vegetation <= 0.01:
        return light, hidden
    fixed = np.random.default_rng([conditions.station_seed, 6])
    clumps = fixed.uniform(0, width, size=3)
    shade = np.zeros((height, width), np.float32)
    for _ in range(int(70 * conditions.vegetation)):
        foot = float(rng.choice(clumps) + rng.normal(0, 130))
        tall = float(fixed.gamma(4, 55))
        bend = float(rng.normal(0, 0.3)) * tall
        ends = [
            (foot, height),
            (foot + 0.25 * bend, height - 0.55 * tall),
            (foot + bend, height - tall),
        ]
        line = np.round(np.array(ends)).astype(np.int32)
        thick = int(rng.integers(2, 6))
        cv2.polylines(hidden, [line], False, 1.0, thick, cv2.LINE_AA)
        cv2.polylines(shade, [line], False, float(rng.uniform(0.5, 1.3)), thick, cv2.LINE_AA)
    hidden, shade = softened(hidden, 1.8), softened(shade, 1.8)
    tone = {"leaf": (0.05, 0.09, 0.03), "autumn": (0.20, 0.15, 0.08), "snow": (0.16, 0.13, 0.09)}
    colour = np.array(tone[conditions.season], np.float32)
    if conditions.night:
        colour = np.full(3, 0.75, np.float32)
    mixed = light * (1 - hidden[..., None]) + colour * shade[..., None] * 1.2
    return np.asarray(mixed, np.float32), hidden
