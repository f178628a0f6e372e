"""How a photo is taken: of a living animal by a camera trap, of a skin by a person with a phone."""

from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from embeddings.synthesis.animal import LEOPARD, TIGER, Side
from embeddings.synthesis.camera import Lamp, camera

Weather = Literal["clear", "overcast", "snow", "rain", "fog"]
Season = Literal["leaf", "autumn", "snow"]
Surface = Literal["table", "tiles", "concrete", "cloth", "planks", "tarmac"]

# How far off, aslant and unsharp passages are, from 0 (near and clear) to about 1: set by
# benchmarks/hardness.py, so that plain SIFT, the ImageNet network and our search find a rendered
# animal about as seldom as a real tiger. docs/evaluation.md tells how near they come.
_HAZE = {TIGER: 1.0, LEOPARD: 1.2}


@dataclass(frozen=True, slots=True)
class FrameConditions:
    """One camera-trap frame.

    station_seed fixes the background and the camera's colours; lamp is what lights a night;
    yaw_deg turns the animal out of the side view (positive: towards the camera); phase is the
    place in the walk cycle, 0 to 1; crop the share of the animal's length beyond the frame's edge;
    vegetation, detail_lost and crouch run from 0 to 1; bend_deg curves the trunk sideways.
    """

    station_seed: int = 0
    night: bool = False
    lamp: Lamp = "infrared"
    season: Season = "autumn"
    weather: Weather = "overcast"
    distance_m: float = 2.9
    yaw_deg: float = 0.0
    phase: float = 0.1
    across: float = 0.5
    crop: float = 0.0
    motion_blur_px: float = 0.0
    defocus_px: float = 0.0
    exposure_ev: float = 0.0
    vegetation: float = 0.2
    detail_lost: float = 0.0
    noise: float = 0.01
    head_turn_deg: float = 0.0
    crouch: float = 0.0
    bend_deg: float = 0.0

    @property
    def infrared(self) -> bool:
        """Whether the photo is taken by the infrared lamp, and so is grey."""
        return self.night and self.lamp == "infrared"

    @classmethod
    def easy(cls, rng: np.random.Generator, station_seed: int | None = None) -> Self:
        """Return a good day: side view, near, sharp, nothing in front of the animal."""
        return cls(
            station_seed=int(rng.integers(2**31)) if station_seed is None else station_seed,
            phase=float(rng.random()),
            yaw_deg=float(rng.uniform(-6, 6)),
            vegetation=0.0,
        )

    @classmethod
    def as_hard_as_life(
        cls,
        rng: np.random.Generator,
        station_seed: int | None = None,
        species: str = TIGER,
        flank: Side = "left",
    ) -> Self:
        """Return conditions drawn to be about as hard to match as real tigers are.

        What belongs to the station (how near and aslant the trail runs, lens, lamp, undergrowth) is
        the same for all its passages; the rest belongs to one passage. A trail that brings an
        animal nearer on its left `flank` takes it away on its right. benchmarks/hardness.py
        measures the hardness; rosettes have so many corners that a leopard needs more haze of
        distance and lens to be as hard as a tiger: ask for it with `species`.
        """
        haze = _HAZE.get(species, 1.0)
        place = int(rng.integers(2**31)) if station_seed is None else station_seed
        there = camera(place)
        night = bool(rng.random() < 0.3)
        slant = (14 + 4 * haze) * there.slant * (1 if flank == "left" else -1)
        low, high = 2.4 + haze, 5.0 + 1.4 * haze
        return cls(
            station_seed=place,
            night=night,
            lamp=there.lamp,
            season=("autumn", "snow", "leaf")[int(rng.choice(3, p=[0.5, 0.3, 0.2]))],
            weather=("clear", "overcast", "snow", "rain", "fog")[
                int(rng.choice(5, p=[0.4, 0.4, 0.08, 0.06, 0.06]))
            ],
            distance_m=float(
                np.clip(low + (high - low) * there.far + rng.normal(0, 0.2), low, high)
            ),
            yaw_deg=float(np.clip(slant + rng.normal(0, 19 + 4 * haze), -55, 55)),
            phase=float(rng.random()),
            across=float(rng.uniform(0.35, 0.65)),
            crop=float(max(0.0, rng.normal(-0.1, 0.12))),
            motion_blur_px=float(rng.gamma(1.3, 3.0 if night else 1.5)),
            defocus_px=float((0.5 + 0.4 * haze) * (1.6 * there.blunt**2 + rng.gamma(1.2, 0.8))),
            exposure_ev=float(-0.1 + 0.42 * there.light + rng.normal(0, 0.28)),
            vegetation=float(0.7 * there.overgrown**2 + 0.3 * rng.beta(1.3, 2.5)),
            detail_lost=float(
                0.6 * (0.15 + 0.25 * haze + (0.85 - 0.25 * haze) * there.blunt)
                + 0.4 * rng.beta(2.4 + 2 * haze, 2.4 - 0.6 * haze)
            ),
            noise=float(0.006 + 0.024 * np.clip(there.grainy + rng.normal(0, 0.15), 0, 1)),
            head_turn_deg=float(rng.normal(0, 18)),
            crouch=float(rng.beta(1.2, 5)),
            bend_deg=float(rng.normal(0, 11 + 3 * haze)),
        )

    def at(self, phase: float, across: float, yaw_deg: float) -> Self:
        """Return the same conditions a moment later: another pose, another place in the frame."""
        return replace(self, phase=phase % 1.0, across=across, yaw_deg=yaw_deg)


@dataclass(frozen=True, slots=True)
class PeltTreatment:
    """What was done to a skin and how it was photographed.

    sides: which flanks are whole ("both" is an open skin, spine in the middle); stretch, wrinkles,
    stains, perspective and glare run from 0 to 1; folded is the share of one flank laid over.
    """

    sides: Literal["both", "left", "right"] = "both"
    surface: Surface = "concrete"
    stretch: float = 0.3
    shrink: float = 0.95
    wrinkles: float = 0.3
    folded: float = 0.0
    folded_side: Literal["left", "right"] = "left"
    cuts: int = 0
    holes: int = 0
    stains: float = 0.1
    turn_deg: float = 0.0
    perspective: float = 0.2
    flash: bool = True
    glare: float = 0.2
    exposure_ev: float = 0.0
    defocus_px: float = 0.3
    noise: float = 0.012
    head: bool = True
    scale: float = 1.0

    @classmethod
    def easy(cls, rng: np.random.Generator) -> Self:
        """Return a skin laid out well under even light."""
        return cls(
            surface=("table", "tiles", "concrete", "cloth", "planks", "tarmac")[
                int(rng.integers(6))
            ],
            turn_deg=float(rng.uniform(-6, 6)),
            flash=False,
            glare=0.0,
            stains=0.0,
            wrinkles=0.1,
            stretch=0.1,
        )

    @classmethod
    def as_hard_as_life(cls, rng: np.random.Generator) -> Self:
        """Return a skin as customs finds it: folded, cut, stained, on any floor, under flash."""
        return cls(
            surface=("table", "tiles", "concrete", "cloth", "planks", "tarmac")[
                int(rng.integers(6))
            ],
            stretch=float(rng.uniform(0.2, 0.8)),
            shrink=float(rng.uniform(0.85, 1.0)),
            wrinkles=float(rng.uniform(0.2, 0.9)),
            folded=float(max(0.0, rng.uniform(-0.4, 0.4))),
            folded_side="left" if rng.random() < 0.5 else "right",
            cuts=int(rng.integers(0, 3)),
            holes=int(rng.integers(0, 4)),
            stains=float(rng.beta(1.5, 3)),
            turn_deg=float(rng.normal(0, 12)),
            perspective=float(rng.uniform(0.1, 0.8)),
            flash=bool(rng.random() < 0.7),
            glare=float(rng.beta(1.5, 3)),
            exposure_ev=float(rng.normal(0, 0.4)),
            defocus_px=float(rng.gamma(1.5, 0.35)),
            noise=float(rng.uniform(0.006, 0.025)),
            head=bool(rng.random() < 0.7),
            scale=float(rng.uniform(1.0, 1.25)),
        )
