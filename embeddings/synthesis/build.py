"""How one animal is built: what a person would know it by from afar, before any mark is seen.

Size and flesh differ between males and females, young and old, fed and hungry ones. The numbers
follow from the animal's seed, so they are the same in all its photos.
"""

from dataclasses import dataclass

import numpy as np

from embeddings.synthesis.animal import Animal


@dataclass(frozen=True, slots=True)
class Build:
    """Factors about 1 for the average animal, and a belly's sag in metres of a leopard.

    trunk: depth and breadth of the trunk; legs: height to length; head and tail: their thickness.
    """

    size: float
    trunk: float
    legs: float
    head: float
    neck: float
    tail: float
    belly_m: float


def build_of(animal: Animal) -> Build:
    """Return the build of an animal; the same for the same animal."""
    rng = np.random.default_rng([animal.seed, 13])
    male = rng.random() < 0.5
    return Build(
        size=float(np.clip(rng.normal(1.05 if male else 0.94, 0.05), 0.84, 1.16)),
        trunk=animal.style.stoutness * float(rng.uniform(0.95, 1.06)),
        legs=float(np.clip(rng.normal(1.0, 0.045), 0.9, 1.1)),
        head=float(np.clip(rng.normal(1.06 if male else 0.97, 0.05), 0.86, 1.2)),
        neck=float(np.clip(rng.normal(1.10 if male else 1.0, 0.07), 0.88, 1.3)),
        tail=float(np.clip(rng.normal(1.0, 0.12), 0.75, 1.35)),
        belly_m=float(np.clip(rng.gamma(1.4, 0.018), 0.0, 0.08)),
    )
