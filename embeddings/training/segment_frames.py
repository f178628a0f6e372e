"""Rendered frames whose true masks are known: lessons and judges of the segmentation.

Leopards and tigers take turns, so that it becomes no finder of tigers alone; some walk before a
companion, which is ground. Each animal has a station of its own, so that an animal not learned from
stands on ground not learned from. All of it is simulated.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from embeddings.coat.values import Region
from embeddings.photo import Array
from embeddings.synthesis import SPECIES, FrameConditions, Rendered, Side, make_animal, render_frame
from embeddings.training.rendered import LEAST_SEED, as_kept

_FLANKS: tuple[Side, Side] = ("left", "right")
_SEASONS: tuple[Literal["leaf", "autumn", "snow"], ...] = ("autumn", "snow", "leaf")
_AROUND = 0.3  # of the region's width and height: more than any rule looks at
_LEAST_PX = 400
_HARD, _COMPANION = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Framed:
    """A rendered animal and some of its surroundings.

    pixels uint8 (h, w, 3); mask bool (h, w): what is seen of the animal; region: a box around it,
    drawn with a little room or a little too tight, in whole pixels.
    """

    pixels: Array
    mask: Array
    region: Region

    @property
    def tight(self) -> tuple[Array, Array]:
        """Pixels and mask of the region alone."""
        x, y = int(self.region.x), int(self.region.y)
        here = slice(y, y + int(self.region.height)), slice(x, x + int(self.region.width))
        return np.ascontiguousarray(self.pixels[here]), np.ascontiguousarray(self.mask[here])

    @classmethod
    def cut(cls, frame: Rendered, room: Array) -> Self | None:
        """A frame with its box widened by shares `room` (left, top, right, bottom) of its size.

        None where hardly anything is seen of the animal.
        """
        x, y, wide, high = frame.box
        rows, columns = frame.mask.shape
        x0, y0 = max(0, int(x - room[0] * wide)), max(0, int(y - room[1] * high))
        x1 = min(columns, int(x + wide + room[2] * wide))
        y1 = min(rows, int(y + high + room[3] * high))
        if frame.mask[y0:y1, x0:x1].sum() < _LEAST_PX:
            return None
        aside, above = int(_AROUND * (x1 - x0)), int(_AROUND * (y1 - y0))
        left, top = max(0, x0 - aside), max(0, y0 - above)
        seen = slice(top, min(rows, y1 + above)), slice(left, min(columns, x1 + aside))
        region = Region(x0 - left, y0 - top, x1 - x0, y1 - y0)
        return cls(as_kept(frame.pixels[seen]), frame.mask[seen].copy(), region)


def framed(seed: int, number: int, frames: int = 2) -> Iterator[Framed]:
    """Frames of both flanks of rendered animal `number` of a run, `frames` a flank at most.

    Raises ValueError for a seed below LEAST_SEED.
    """
    if seed < LEAST_SEED:
        raise ValueError(f"seed {seed}: seeds below {LEAST_SEED} belong to what is evaluated")
    rng = np.random.default_rng((seed, number))
    species = SPECIES[number % len(SPECIES)]
    animal, other = make_animal(rng, species), make_animal(rng, species)
    station = int(rng.integers(2**31))
    for flank in _FLANKS:
        for _ in range(frames):
            hard = FrameConditions.as_hard_as_life(
                rng, station_seed=station, species=species, flank=flank
            )
            easy = FrameConditions.easy(rng, station_seed=station)
            drawn = hard if rng.random() < _HARD else easy
            there = replace(drawn, season=_SEASONS[number % len(_SEASONS)])
            companion = other if rng.random() < _COMPANION else None
            one = render_frame(animal, flank, there, rng, companion)
            cut = Framed.cut(one, rng.uniform(-0.05, 0.12, 4))
            if cut is not None:
                yield cut
