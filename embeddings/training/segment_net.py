"""The network that parts an animal from what is around it: a frozen trunk and a small head.

The trunk keeps its ImageNet weights up to stride 16. Its coarse grid knows what is an animal, its
two finer ones where it ends; the head (some 45,000 weights) joins them, coarse to fine.
"""

from torch import Tensor, nn

from embeddings.training.landmark_net import (
    COARSE,
    FINE,
    LAST_COARSE,
    LAST_FINE,
    HalfTrunk,
    Step,
)

FINEST = 24
"""Channels of the trunk's grid at stride 4; `FINE` at 8, `COARSE` at 16."""

_LAST_FINEST = 2
_WIDE, _SHARP = 64, 32


class SegmentTrunk(nn.Module):
    """Pixels (n, 3, h, w) in 0..255 to three grids: (n, 24, h/4, w/4), (n, 40, h/8, w/8) and
    (n, 112, h/16, w/16)."""

    def __init__(self, half: HalfTrunk | None = None) -> None:
        """half: the trunk to stride 16 (the packaged one without it)."""
        super().__init__()
        self.lower = HalfTrunk() if half is None else half

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Finest, fine and coarse grid."""
        grids = self.lower.each(pixels)
        return grids[_LAST_FINEST], grids[LAST_FINE], grids[LAST_COARSE]


class SegmentHead(nn.Module):
    """Grids of the trunk to log-odds (n, h/4, w/4) that a cell is animal."""

    def __init__(self) -> None:
        """Weights are drawn from torch's generator."""
        super().__init__()
        self.coarse = nn.Sequential(
            nn.Dropout2d(0.1),
            nn.Conv2d(COARSE, _WIDE, 1, bias=False),
            nn.BatchNorm2d(_WIDE),
            nn.ReLU(),
            *(Step(_WIDE) for _ in range(3)),
        )
        self.fine = nn.Sequential(
            nn.Dropout2d(0.1), nn.Conv2d(FINE, _WIDE, 1, bias=False), nn.BatchNorm2d(_WIDE)
        )
        self.joined = nn.Sequential(
            nn.ReLU(), Step(_WIDE), Step(_WIDE), nn.Conv2d(_WIDE, _SHARP, 1)
        )
        self.finest = nn.Sequential(
            nn.Conv2d(FINEST, _SHARP, 1, bias=False), nn.BatchNorm2d(_SHARP)
        )
        self.said = nn.Sequential(nn.ReLU(), Step(_SHARP), Step(_SHARP), nn.Conv2d(_SHARP, 1, 1))

    def forward(self, finest: Tensor, fine: Tensor, coarse: Tensor) -> Tensor:
        """Log-odds, one a cell of the finest grid."""
        grid = self.joined(_doubled(self.coarse(coarse)) + self.fine(fine))
        odds: Tensor = self.said(_doubled(grid) + self.finest(finest))
        return odds[:, 0]


class SegmentNet(nn.Module):
    """Pixels (n, 3, h, w) in 0..255 to log-odds (n, h/4, w/4), as shipped."""

    def __init__(self, trunk: SegmentTrunk, head: SegmentHead) -> None:
        """The parts are kept, not copied."""
        super().__init__()
        self.trunk, self.head = trunk, head

    def forward(self, pixels: Tensor) -> Tensor:
        """Log-odds as of the head."""
        odds: Tensor = self.head(*self.trunk(pixels))
        return odds


def _doubled(grid: Tensor) -> Tensor:
    return nn.functional.interpolate(grid, scale_factor=2.0, mode="nearest")
