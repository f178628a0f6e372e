"""The painted flank: ground, marks, belly, face and fur of one side of one animal, on the chart.

Colours are linear light, so that lamps can be added up. The infrared layer is a picture of its own:
at 850 nm the ground of both cats is nearly white and only the black of the marks stays dark.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import chart, rosettes, stripes
from embeddings.synthesis.animal import TIGER, Animal, Side
from embeddings.synthesis.noise import fractal, hair, smooth, step
from embeddings.synthesis.resample import looked_up, softened

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class CoatTexture:
    """layers (rows, columns, 4) uint8, the square root of linear red, green, blue and infrared;

    marks (rows, columns) 0..1, how dark. Packed, because a catalogue's coats are all kept at hand.
    """

    layers: NDArray[np.uint8]
    marks: NDArray[np.float16]

    def look_up(self, columns: Floats, rows: Floats, *, edge: bool) -> Floats:
        """Return linear red, green, blue, infrared (h, w, 4) at fractional chart pixels.

        With `edge`, what lies beyond the chart continues its edge; without, it is black.
        """
        drawn = looked_up(self.layers, columns, rows, "edge" if edge else "nothing")
        return np.asarray(np.square(drawn / np.float32(255)), dtype=np.float32)


def _linear(red: int, green: int, blue: int) -> Floats:
    return np.asarray((np.array([red, green, blue], np.float32) / 255) ** 2.2, np.float32)


_PALETTE = {
    True: {  # tiger
        "back": _linear(196, 124, 58),
        "flank": _linear(212, 150, 84),
        "pale": _linear(236, 226, 206),
        "mark": _linear(30, 24, 20),
        "middle": _linear(206, 132, 62),
    },
    False: {  # leopard
        "back": _linear(200, 152, 92),
        "flank": _linear(218, 184, 132),
        "pale": _linear(238, 230, 212),
        "mark": _linear(34, 27, 22),
        "middle": _linear(192, 134, 76),
    },
}


def _ground(animal: Animal, rng: np.random.Generator, tiger: bool) -> tuple[Floats, Floats]:
    """Return the unmarked coat (rows, columns, 3) and how pale it is (rows, columns) 0..1."""
    x, s = chart.grid()
    paint = _PALETTE[tiger]
    down = s / np.maximum(chart.belly_s(x), 0.05) + 0.07 * fractal(rng, chart.SHAPE, 60, 3)
    between = step(x, -0.24, -0.16) * (1 - step(x, 0.08, 0.16))
    pale = step(down, 0.80, 1.08) * between
    inner = step(s, 0.40, 0.70) * 0.35
    pale = np.maximum(pale, inner * step(x, -0.62, -0.5))
    throat = step(x, 0.30, 0.52) * step(s, 0.24, 0.33) + step(x, 0.62, 0.70) * step(s, 0.13, 0.17)
    if tiger:
        cheek = step(x, 0.585, 0.61) * (1 - step(x, 0.66, 0.69)) * step(s, 0.105, 0.125)
        muzzle = step(x, 0.69, 0.71) * step(s, 0.085, 0.10)
        brow = step(x, 0.65, 0.66) * (1 - step(x, 0.685, 0.70)) * step(s, 0.07, 0.08)
        throat = np.maximum.reduce([throat, cheek, muzzle, 0.8 * brow * (1 - step(s, 0.10, 0.11))])
    pale = np.clip(np.maximum(pale, throat), 0, 1)[..., None]
    low = step(down, 0.15, 0.95)[..., None]
    coat = paint["back"] * (1 - low) + paint["flank"] * low
    warmth = animal.style.ground_warmth
    coat = coat ** np.array([1.0, 1 + 0.16 * (warmth - 1), 1 + 0.42 * (warmth - 1)], np.float32)
    coat = coat * (1 - pale) + paint["pale"] * pale
    blotch = 1 + 0.07 * fractal(rng, chart.SHAPE, 90, 4)[..., None]
    return np.asarray(coat * blotch * animal.style.ground_light, np.float32), pale[..., 0]


def _face(colour: Floats, marks: Floats) -> None:
    """Paint eye, nose, mouth and the back of the ear over the head of the chart, in place."""

    def spot(
        x: float, z_down: float, size: tuple[int, int], value: Floats, turn: float = 0
    ) -> None:
        at = chart.pixel(np.array([[x, z_down]], np.float32))[0]
        layer = np.zeros(chart.SHAPE, np.float32)
        cv2.ellipse(layer, (round(at[0]), round(at[1])), size, turn, 0, 360, 1.0, -1, cv2.LINE_AA)
        layer = softened(layer, 1.0)
        np.copyto(marks, np.maximum(marks * (1 - layer), layer * float(value.max() < 0.1)))
        colour[:] = colour * (1 - layer[..., None]) + value * layer[..., None]

    black, amber, pale = _linear(18, 14, 12), _linear(150, 122, 58), _linear(222, 208, 182)
    spot(0.668, 0.094, (9, 2), pale, -8)
    spot(0.668, 0.101, (8, 4), black, 22)
    spot(0.668, 0.101, (5, 2), amber, 22)
    spot(0.668, 0.101, (2, 2), black)
    spot(0.760, 0.072, (8, 9), _linear(88, 56, 52))
    spot(0.71, 0.135, (20, 1), black, -6)
    for row in range(3):
        spot(0.70, 0.112 + 0.009 * row, (9, 1), black, 4)


@lru_cache(maxsize=256)
def coat_texture(animal: Animal, side: Side) -> CoatTexture:
    """Return the coat of one side of an animal; the same object for the same animal and side."""
    rng = np.random.default_rng([animal.flank_seed(side), 11])
    tiger = animal.species == TIGER
    dark, middle = (stripes if tiger else rosettes).marks(rng, animal.style)
    colour, pale = _ground(animal, np.random.default_rng([animal.seed, 12]), tiger)
    paint = _PALETTE[tiger]
    middle = middle * (0.6 if not tiger else 0.5) * (1 - pale)
    colour = colour * (1 - middle[..., None]) + paint["middle"] * middle[..., None]
    fade = np.clip(0.93 + 0.07 * smooth(rng, chart.SHAPE, 40), 0, 1) * min(animal.style.contrast, 1)
    dark = dark * fade
    colour = colour * (1 - dark[..., None]) + paint["mark"] * dark[..., None]
    infrared = 0.58 + 0.16 * pale - 0.10 * middle
    infrared = infrared * (1 - dark) + 0.10 * dark
    _face(colour, dark)
    grain = 1 + 0.10 * hair(chart.SHAPE, 9)
    colour = np.clip(colour * grain[..., None], 0.004, 1)
    infrared = np.clip(infrared * (1 + 0.07 * hair(chart.SHAPE, 9)), 0.01, 1)
    layers = np.sqrt(np.concatenate([colour, infrared[..., None]], axis=2))
    return CoatTexture((layers * 255 + 0.5).astype(np.uint8), dark.astype(np.float16))
