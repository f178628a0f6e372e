"""What kind of place a station stands in: oaks, birches, spruce, a cliff's foot, a glade, reeds.

Surveys put cameras wherever cats walk, so stations differ from each other much more than one
station does from visit to visit. Colours are sRGB as a person would name them.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import Season

Floats = NDArray[np.float32]
Rgb = tuple[float, float, float]
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Habitat:
    """What stands and lies at a station.

    soil: colour of the bare ground, `bare` its share (0..1); pale and dark: the distance, lit and
    shaded; trunks, stones: how many (from, below); bark: colour of trunks, birch: share of white
    ones; grass, tall: amount and height relative to the average; back: what closes the view.
    """

    soil: Rgb
    bare: float
    pale: Rgb
    dark: Rgb
    trunks: Range
    bark: Rgb
    birch: float
    grass: float
    tall: float
    stones: Range
    back: str


_PALE = {"snow": (190, 196, 204), "autumn": (176, 170, 154), "leaf": (150, 162, 124)}
_DARK = {"snow": (96, 94, 96), "autumn": (84, 74, 62), "leaf": (44, 58, 34)}
_HUMUS, _LOESS, _SAND = (70, 58, 46), (146, 104, 70), (172, 152, 118)
_GRAVEL, _MOSS = (128, 126, 122), (78, 80, 54)
_OAK, _SPRUCE, _KOREAN_PINE = (92, 80, 66), (70, 60, 54), (118, 82, 62)
# soil, bare, trunks, bark, birch, grass, tall, stones, back
_KINDS = (
    (_HUMUS, 0.3, (6, 15), _OAK, 0.2, 1.0, 1.0, (0, 5), "wood"),
    (_LOESS, 0.6, (3, 9), _OAK, 0.1, 0.6, 0.8, (0, 3), "wood"),
    (_MOSS, 0.5, (9, 22), _SPRUCE, 0.0, 0.25, 0.7, (2, 8), "spruce"),
    (_HUMUS, 0.2, (8, 18), _OAK, 0.95, 0.9, 0.9, (0, 3), "wood"),
    (_GRAVEL, 0.8, (1, 5), _KOREAN_PINE, 0.1, 0.3, 0.8, (5, 12), "cliff"),
    (_SAND, 0.7, (0, 4), _OAK, 0.3, 0.8, 1.1, (2, 9), "glade"),
    (_HUMUS, 0.2, (0, 3), _OAK, 0.2, 3.0, 2.2, (0, 2), "reeds"),
    (_MOSS, 0.3, (4, 10), _KOREAN_PINE, 0.0, 0.7, 1.0, (1, 6), "spruce"),
)
_SPRUCE_DARK, _SPRUCE_PALE = (34, 46, 36), (96, 112, 96)
_ROCK_DARK, _ROCK_PALE = (74, 70, 66), (164, 156, 146)


def _turned(rng: np.random.Generator, colour: Rgb, spread: float) -> Rgb:
    red, green, blue = (float(v * np.exp(rng.normal(0, spread))) for v in colour)
    return (min(red, 250.0), min(green, 250.0), min(blue, 250.0))


def habitat(rng: np.random.Generator, season: Season) -> Habitat:
    """Return the habitat of a station; `rng` is the station's own, the season changes colours."""
    soil, bare, trunks, bark, birch, grass, tall, stones, back = _KINDS[
        int(rng.integers(len(_KINDS)))
    ]
    light, lit = (float(value) for value in np.exp(rng.normal(0, 0.15, 2)))
    own = Habitat(
        soil=_lighter(_turned(rng, soil, 0.025), lit),
        bare=float(np.clip(bare + rng.normal(0, 0.15), 0.05, 0.95)),
        pale=_turned(rng, _PALE[season], 0.05),
        dark=_turned(rng, _DARK[season], 0.09),
        trunks=trunks,
        bark=_turned(rng, bark, 0.12),
        birch=birch,
        grass=grass * float(rng.uniform(0.6, 1.5)),
        tall=tall * float(rng.uniform(0.8, 1.25)),
        stones=stones,
        back=back,
    )
    if back == "spruce":
        own = replace(own, pale=_turned(rng, _SPRUCE_PALE, 0.12), dark=_SPRUCE_DARK)
    if back == "cliff":
        tone = _turned(rng, _ROCK_PALE, 0.10)
        own = replace(own, pale=tone, dark=_turned(rng, _ROCK_DARK, 0.08))
    return replace(own, pale=_lighter(own.pale, light), dark=_lighter(own.dark, light))


def _lighter(colour: Rgb, factor: float) -> Rgb:
    red, green, blue = (min(float(v * factor), 250.0) for v in colour)
    return (red, green, blue)


def tint(colour: Rgb) -> Floats:
    """Return linear RGB (3,) of an sRGB colour in 0 to 255."""
    return np.asarray((np.array(colour, np.float32) / 255) ** 2.2, np.float32)
