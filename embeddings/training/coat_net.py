"""The network that learns coats, and the head that teaches it; needed for learning only.

EfficientNet-Lite0 from its packaged ImageNet weights, generalised-mean pooling over coat alone
(Radenović et al. 2018, p = 3), a linear neck between two batch norms, and sub-centre ArcFace (Deng
et al. 2020): each identity may keep several centres, so that one bad photo does not pull them all.
Centres need many visits each; where identities are many, pairs within a batch teach from the first
step on.
"""

import math
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from embeddings.training.trunk import TrainingRefused, lite0_trunk

DIM = 256


class CoatNet(nn.Module):
    """Pixels (n, 3, h, w) in 0..255 and shares of coat (n, 1, h/32, w/32) to unit rows (n, DIM)."""

    def __init__(self, trunk: Any | None = None, fixed: int = 3) -> None:
        """trunk: an EfficientNet-Lite0 (the packaged one without it).

        fixed: so many first blocks (and the stem) keep their ImageNet weights: edges and hair are
        the same on cats as on anything, and they cost half of the work of learning.
        """
        super().__init__()
        self.trunk = lite0_trunk() if trunk is None else trunk
        self.fixed = fixed
        self.before = nn.BatchNorm1d(1280)
        self.neck = nn.Linear(1280, DIM, bias=False)
        self.after = nn.BatchNorm1d(DIM)
        self.after.bias.requires_grad_(False)

    def train(self, mode: bool = True) -> "CoatNet":
        """As usual, but what is fixed stays in evaluation mode."""
        super().train(mode)
        for part in self._still():
            part.eval()
        return self

    def _still(self) -> list[Any]:
        trunk = self.trunk
        return [trunk._conv_stem, trunk._bn0, *trunk._blocks[: self.fixed]]

    def forward(self, pixels: Tensor, cells: Tensor) -> Tensor:
        """Unit rows (n, DIM)."""
        trunk = self.trunk
        # The scaling of the TensorFlow original (mean 127, scale 128), not torchvision's.
        x = (pixels - 127.0) / 128.0
        with torch.set_grad_enabled(torch.is_grad_enabled() and self.fixed == 0):
            x = trunk._swish(trunk._bn0(trunk._conv_stem(x)))
            for block in trunk._blocks[: self.fixed]:
                x = block(x)
        for place, block in enumerate(trunk._blocks[self.fixed :], self.fixed):
            x = block(x, drop_connect_rate=0.1 * place / len(trunk._blocks))
        grid = trunk._swish(trunk._bn1(trunk._conv_head(x))).float()
        weight = cells / cells.sum(dim=(2, 3), keepdim=True).clamp(min=1e-6)
        pooled = ((grid.clamp(min=1e-6) ** 3) * weight).sum(dim=(2, 3)) ** (1.0 / 3.0)
        return functional.normalize(self.after(self.neck(self.before(pooled))))


START_FILE = "start.pt"
"""Beside a network that was trained: its weights as learning can take them up again."""


def started(start: str, seed: int = 0) -> CoatNet:
    """A network with the weights that learning begins with.

    start: "imagenet" (the neck is drawn by `seed`), or the folder of a network that was trained
    here. Raises TrainingRefused for anything else.
    """
    torch.manual_seed(seed)
    net = CoatNet()
    if start == "imagenet":
        return net
    path = Path(start) / START_FILE
    try:
        held = torch.load(path, map_location="cpu", weights_only=True)
        net.load_state_dict(held)
    except (OSError, RuntimeError, ValueError, KeyError, UnpicklingError) as broken:
        raise TrainingRefused(
            f"no weights to start from are in {start} ({type(broken).__name__})",
            "say imagenet, or the folder that an earlier training wrote",
        ) from broken
    return net


class Centres(nn.Module):
    """Sub-centre ArcFace: `count` identities with `each` centres, margin in radians, scale s."""

    def __init__(
        self, count: int, each: int = 2, margin: float = 0.35, scale: float = 24.0
    ) -> None:
        """Centres start at random directions of torch's generator."""
        super().__init__()
        self.weight = nn.Parameter(torch.randn(count * each, DIM) * 0.05)
        self.count, self.each, self.margin, self.scale = count, each, margin, scale

    def forward(self, rows: Tensor, identity: Tensor) -> Tensor:
        """The mean loss of unit rows (n, DIM) whose identities are (n,) int64."""
        cosine = (
            functional.linear(rows, functional.normalize(self.weight))
            .view(-1, self.count, self.each)
            .amax(2)
        )
        own = cosine.gather(1, identity[:, None]).clamp(-1 + 1e-6, 1 - 1e-6)
        moved = torch.cos(torch.acos(own) + self.margin)
        # Beyond pi the cosine would rise again: there a plain penalty goes on falling.
        plain = own - math.sin(self.margin) * self.margin
        moved = torch.where(own > -math.cos(self.margin), moved, plain)
        return functional.cross_entropy(
            self.scale * cosine.scatter(1, identity[:, None], moved), identity
        )


def pairs_apart(rows: Tensor, identity: Tensor, temperature: float = 0.08) -> Tensor:
    """Supervised contrastive loss (Khosla et al. 2020) of unit rows (n, d), identities (n,).

    Each row is drawn to those of its own identity in the batch and pushed from all others; it
    needs no centre of its own for each identity, so thousands of seldom seen ones can be learned.
    """
    alike = rows @ rows.T / temperature
    self_ = torch.eye(len(rows), dtype=torch.bool)
    own = (identity[:, None] == identity[None, :]) & ~self_
    log_share = alike - alike.masked_fill(self_, -torch.inf).logsumexp(dim=1, keepdim=True)
    each = (log_share * own).sum(dim=1) / own.sum(dim=1).clamp(min=1)
    return -each[own.any(dim=1)].mean()
