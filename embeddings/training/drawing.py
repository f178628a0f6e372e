"""Which coats a step learns from: identities alike often, then passages, then photos.

What a step draws follows from seed and step number alone, so that learning that was stopped and
taken up again sees exactly what it would have seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from embeddings.photo import Array
from embeddings.training.material import Crop
from embeddings.training.views import Canvas, Hardship, view


@dataclass(frozen=True, slots=True)
class Recipe:
    """How learning goes; equal recipes on equal material give equal steps.

    steps: batches in all; batch: views a step, two of each identity drawn; rate: peak learning
    rate of the trunk, that of neck and centres is `faster` times as high; centred: weight of the
    loss by centres beside the one by pairs.
    """

    steps: int
    batch: int = 32
    rate: float = 5e-4
    faster: float = 4.0
    centred: float = 1.0
    seed: int = 2026
    canvas: Canvas = (160, 256)
    hardship: Hardship = field(default_factory=Hardship)


class Lessons:
    """Batches by step number: a torch-style dataset of (pixels, cells, identity)."""

    def __init__(self, crops: Sequence[Crop], recipe: Recipe) -> None:
        """Each identity counts twice, as it is and mirrored. Raises ValueError below two."""
        self.recipe = recipe
        self.crops = crops
        by: dict[str, dict[str, list[int]]] = {}
        for place, crop in enumerate(crops):
            by.setdefault(crop.identity, {}).setdefault(crop.encounter, []).append(place)
        if len(by) < 2:
            raise ValueError(f"{len(by)} identities: nothing can be told apart")
        self._met = [list(by[name].values()) for name in sorted(by)]

    @property
    def identities(self) -> int:
        """How many there are to tell apart, mirrored ones included."""
        return 2 * len(self._met)

    def __len__(self) -> int:
        return self.recipe.steps

    def __getitem__(self, step: int) -> tuple[Array, Array, Array]:
        """Pixels (n, 3, h, w), cells (n, 1, h/32, w/32) float32, identity (n,) int64."""
        recipe = self.recipe
        rng = np.random.default_rng((recipe.seed, step))
        count = recipe.batch // 2
        drawn = rng.choice(self.identities, count, replace=self.identities < count)
        pixels, cells, identity = [], [], []
        for number in drawn.tolist():
            for crop in self._two(self._met[number // 2], rng):
                behind = self.crops[int(rng.integers(len(self.crops)))]
                seen = view(crop, behind, bool(number % 2), recipe.canvas, rng, recipe.hardship)
                pixels.append(seen[0])
                cells.append(seen[1])
                identity.append(number)
        return np.stack(pixels), np.stack(cells), np.array(identity, np.int64)

    def _two(self, met: list[list[int]], rng: np.random.Generator) -> list[Crop]:
        """Two photos of one identity, of two passages where it has them."""
        passages = rng.choice(len(met), 2, replace=len(met) < 2)
        return [self.crops[met[k][int(rng.integers(len(met[k])))]] for k in passages.tolist()]
