"""The network that finds landmarks: half of a frozen EfficientNet-Lite0 and a small head.

The trunk keeps its ImageNet weights up to stride 16, so that its grids of a photo can be kept and
only the head (some 60,000 weights) is learned: minutes on one core.
"""

from typing import Any

import torch
from torch import Tensor, nn

from embeddings.coat.landmarks import POINTS
from embeddings.training.trunk import lite0_trunk

FINE, COARSE = 40, 112
"""Channels of the trunk's grids at stride 8 and 16."""

LAST_FINE, LAST_COARSE = 4, 10
"""Their blocks."""

_WIDE, _SHARP = 96, 64


class HalfTrunk(nn.Module):
    """Pixels (n, 3, h, w) in 0..255 to grids (n, 40, h/8, w/8) and (n, 112, h/16, w/16)."""

    def __init__(self, trunk: Any | None = None) -> None:
        """trunk: an EfficientNet-Lite0 (the packaged one without it)."""
        super().__init__()
        whole = lite0_trunk() if trunk is None else trunk
        self.stem, self.norm, self.bend = whole._conv_stem, whole._bn0, whole._swish
        self.blocks = nn.ModuleList(list(whole._blocks)[: LAST_COARSE + 1])
        self.requires_grad_(False)

    def each(self, pixels: Tensor) -> list[Tensor]:
        """The grid after each block."""
        # The scaling of the TensorFlow original (mean 127, scale 128), not torchvision's.
        grid = self.bend(self.norm(self.stem((pixels - 127.0) / 128.0)))
        grids = []
        for block in self.blocks:
            grid = block(grid)
            grids.append(grid)
        return grids

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """Fine and coarse grid."""
        grids = self.each(pixels)
        return grids[LAST_FINE], grids[LAST_COARSE]


class Step(nn.Module):
    """A residual step: depthwise 3 x 3, then across channels.

    No wider kernel is needed, for each coarse cell of the trunk has seen most of the photo; and
    3 x 3 is the one that a core learns quickly.
    """

    def __init__(self, wide: int) -> None:
        """wide: channels in and out."""
        super().__init__()
        self.steps = nn.Sequential(
            nn.Conv2d(wide, wide, 3, padding=1, groups=wide, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            nn.Conv2d(wide, wide, 1, bias=False),
            nn.BatchNorm2d(wide),
        )

    def forward(self, grid: Tensor) -> Tensor:
        """A grid of the same size."""
        moved: Tensor = grid + self.steps(grid)
        return torch.relu(moved)


class LandmarkHead(nn.Module):
    """Grids of the trunk to heat (n, points, h/8, w/8), seen (n, points), faces_left (n, 1).

    All three are log-odds; heat is to be read by a softmax over each map.
    """

    def __init__(self) -> None:
        """Weights are drawn from torch's generator."""
        super().__init__()
        self.enter = nn.Sequential(
            nn.Dropout2d(0.1), nn.Conv2d(COARSE, _WIDE, 1, bias=False), nn.BatchNorm2d(_WIDE)
        )
        self.steps = nn.Sequential(*(Step(_WIDE) for _ in range(4)))
        self.coarse = nn.Conv2d(_WIDE, _SHARP, 1, bias=False)
        self.fine = nn.Conv2d(FINE, _SHARP, 1, bias=False)
        self.joined = nn.Sequential(
            nn.BatchNorm2d(_SHARP),
            nn.ReLU(),
            nn.Conv2d(_SHARP, _SHARP, 3, padding=1, groups=_SHARP, bias=False),
            nn.BatchNorm2d(_SHARP),
            nn.ReLU(),
            nn.Conv2d(_SHARP, len(POINTS), 1),
        )
        # Directions are read where something is: a map of weights pools the grid.
        self.where = nn.Conv2d(_WIDE, 1, 1)
        self.said = nn.Sequential(nn.Dropout(0.3), nn.Linear(_WIDE, len(POINTS) + 1))

    def forward(self, fine: Tensor, coarse: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """heat, seen, faces_left."""
        grid = self.steps(torch.relu(self.enter(coarse)))
        large = nn.functional.interpolate(self.coarse(grid), scale_factor=2.0, mode="nearest")
        heat = self.joined(large + self.fine(fine))
        share = torch.softmax(self.where(grid).flatten(2), dim=2)
        said = self.said((grid.flatten(2) * share).sum(dim=2))
        return heat, said[:, : len(POINTS)], said[:, len(POINTS) :]


class LandmarkNet(nn.Module):
    """Pixels (n, 3, h, w) in 0..255 to heat, seen, faces_left, as shipped."""

    def __init__(self, trunk: HalfTrunk, head: LandmarkHead) -> None:
        """The parts are kept, not copied."""
        super().__init__()
        self.trunk, self.head = trunk, head

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """heat, seen, faces_left as of the head."""
        found: tuple[Tensor, Tensor, Tensor] = self.head(*self.trunk(pixels))
        return found
