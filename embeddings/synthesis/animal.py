"""Who is rendered: an animal, its style and the seeds of its two flanks.

Style (scale, contrast, density, direction of the marks) is shared by both flanks and by
siblings, so look-alikes exist on purpose; the seed of each flank is its own, so no rosette of
one flank tells anything about the other.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

Side = Literal["left", "right"]
LEOPARD = "Panthera pardus"
TIGER = "Panthera tigris"
SPECIES = (LEOPARD, TIGER)


@dataclass(frozen=True, slots=True)
class Style:
    """What runs in a family: all values are relative to 1 for the average animal of the species."""

    mark_scale: float
    mark_density: float
    contrast: float
    ground_light: float
    ground_warmth: float
    tilt: float
    wander: float
    stoutness: float
    field_seed: int


@dataclass(frozen=True, slots=True)
class Animal:
    """A rendered animal; equal values are rendered equally everywhere."""

    seed: int
    species: str
    style: Style
    left_seed: int
    right_seed: int

    def __post_init__(self) -> None:
        if self.species not in SPECIES:
            raise ValueError(f"no coat is known for {self.species!r}; choose one of {SPECIES}")

    def flank_seed(self, side: Side) -> int:
        """Return the seed of the pattern on one side of the animal."""
        return self.left_seed if side == "left" else self.right_seed


def _style(rng: np.random.Generator) -> Style:
    return Style(
        mark_scale=float(rng.uniform(0.78, 1.25)),
        mark_density=float(rng.uniform(0.75, 1.25)),
        contrast=float(rng.uniform(0.82, 1.05)),
        ground_light=float(rng.uniform(0.7, 1.2)),
        ground_warmth=float(rng.uniform(0.3, 1.7)),
        tilt=float(rng.uniform(-0.25, 0.25)),
        wander=float(rng.uniform(0.75, 1.3)),
        stoutness=float(rng.uniform(0.92, 1.10)),
        field_seed=int(rng.integers(2**31)),
    )


def make_animal(rng: np.random.Generator, species: str, sibling_of: Animal | None = None) -> Animal:
    """Return a new animal; a sibling keeps the style of `sibling_of` but none of its seeds.

    Raises ValueError for a species other than leopard and tiger, or a sibling of another species.
    """
    if sibling_of is not None and sibling_of.species != species:
        raise ValueError(f"a {species} is no sibling of a {sibling_of.species}")
    style = _style(rng)
    if sibling_of is not None:
        kin = sibling_of.style
        # Bodies differ a little between litter mates, the style of the marks does not.
        style = replace(kin, stoutness=style.stoutness, ground_light=kin.ground_light)
    seed, left, right = (int(value) for value in rng.integers(2**31, size=3))
    return Animal(seed=seed, species=species, style=style, left_seed=left, right_seed=right)
