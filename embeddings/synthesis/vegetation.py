"""What grows between lens and animal: blades and twigs, out of focus, over part of the coat."""

import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import FrameConditions
from embeddings.synthesis.plants import thicket
from embeddings.synthesis.resample import softened

Floats = NDArray[np.float32]


def before(
    light: Floats, conditions: FrameConditions, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the light (h, w, 3) behind foreground plants, and how hidden (h, w) 0..1 each is.

    The plants stand where the station has them; wind and growth move them a little each time.
    """
    height, width = light.shape[:2]
    hidden = np.zeros((height, width), np.float32)
    if conditions.vegetation <= 0.01:
        return light, hidden
    fixed = np.random.default_rng([conditions.station_seed, 6])
    clumps = np.asarray(fixed.uniform(0, width, size=3), np.float32)
    hidden, shade = thicket(
        rng,
        (height, width),
        height + 6.0,
        blades=int(90 * conditions.vegetation),
        tall_px=float(fixed.uniform(130, 330)),
        width_px=5.0,
        clumps=clumps,
    )
    hidden, shade = softened(hidden, 1.8), softened(shade, 1.8)
    tone = {"leaf": (0.05, 0.09, 0.03), "autumn": (0.20, 0.15, 0.08), "snow": (0.16, 0.13, 0.09)}
    colour = np.array(tone[conditions.season], np.float32)
    if conditions.infrared:
        colour = np.full(3, 0.75, np.float32)
    elif conditions.night:
        colour = 3 * colour
    mixed = light * (1 - hidden[..., None]) + colour * shade[..., None] * 1.2
    return np.asarray(mixed, np.float32), hidden
