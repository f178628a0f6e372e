"""The camera of a station, which stays there: its colours, its lamp, its place beside the trail.

A survey leaves its cameras where they hang. So what a make of camera does to colour, how far off
and aslant the trail runs and how much grows before the lens belong to the station, not to the
passage; an animal that keeps to its range is photographed by the same few of them again.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Lamp = Literal["infrared", "white"]
# Surveys that tell animals apart by their coats like white flash, which keeps stripes sharp and
# colours true; the others take infrared, which thieves and tigers do not see.
_WHITE = 0.5


@dataclass(frozen=True, slots=True)
class Camera:
    """What a station's camera is like, for all its photos.

    cast: gains of red, green and blue; colourful: 1 keeps colours, 0 is grey; lamp: of the night;
    far, blunt, overgrown, grainy: 0 to 1, the station's place in the range that conditions draw
    from; slant, light: in standard deviations, how the trail runs and how bright the place is.
    """

    cast: tuple[float, float, float]
    colourful: float
    lamp: Lamp
    far: float
    blunt: float
    overgrown: float
    grainy: float
    slant: float
    light: float


@lru_cache(maxsize=1024)
def camera(station_seed: int) -> Camera:
    """Return the camera of a station; the same for the same seed."""
    rng = np.random.default_rng([station_seed, 7])
    warm, green = rng.normal(0, 0.10), rng.normal(0, 0.03)
    return Camera(
        cast=(float(np.exp(warm)), float(np.exp(green)), float(np.exp(-warm))),
        colourful=float(np.clip(rng.normal(0.92, 0.2), 0.4, 1.3)),
        lamp="white" if rng.random() < _WHITE else "infrared",
        far=float(rng.random()),
        blunt=float(rng.random()),
        overgrown=float(rng.random()),
        grainy=float(rng.random()),
        slant=float(rng.normal()),
        light=float(rng.normal()),
    )


def coloured(light: Floats, seen_by: Camera) -> Floats:
    """Return linear light (h, w, 3) as the camera's sensor and software give its colours."""
    kept = seen_by.colourful
    mixing = kept * np.eye(3) + (1 - kept) / 3
    mixing *= np.array(seen_by.cast)[:, None]
    return np.asarray(np.maximum(cv2.transform(light, mixing.astype(np.float32)), 0), np.float32)
