"""A whole coat as one unit vector: the quick look that makes a shortlist, never evidence.

Coats of any shape are set upon one canvas without distortion; what is not coat is painted with the
network's mean grey and has no say in the pooling, so that fence and snow identify nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from embeddings.network.session import Session
from embeddings.network.weights_folder import WEIGHTS, Card, checked, read_card
from embeddings.photo import Array

_GREY = 127
_CELL = 32  # the trunk's stride: one cell of its last grid sees 32 x 32 pixels of the canvas
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Network:
    """An embedding network as a function; `digest` is that of its weights."""

    card: Card
    _session: Session = field(repr=False)

    @property
    def name(self) -> str:
        """Name of its folder, as on its card."""
        return self.card.name

    @property
    def digest(self) -> str:
        """SHA-256 of the weights."""
        return self.card.sha256

    @property
    def dim(self) -> int:
        """Length of an embedding."""
        return self.card.dim

    def embed(self, coats: Sequence[tuple[Array, Array]]) -> Array:
        """Unit rows float32 (n, dim) for n pairs of pixels uint8 (h, w, 3) and mask bool (h, w).

        Each row depends on its own coat alone, whatever else is in the list.
        """
        rows = np.zeros((len(coats), self.dim), np.float32)
        for start in range(0, len(coats), _BATCH):
            laid = [self._lay(pixels, mask) for pixels, mask in coats[start : start + _BATCH]]
            for offset, (canvas, cells) in enumerate(laid):
                (found,) = self._session.run({"pixels": canvas[None], "cells": cells[None]})
                rows[start + offset] = _unit(found[0])
        return rows

    def _lay(self, pixels: Array, mask: Array) -> tuple[Array, Array]:
        """The canvas float32 (3, H, W) in 0..255 and the share of coat a cell (1, H/32, W/32)."""
        height, width = self.card.height, self.card.width
        ratio = min(height / pixels.shape[0], width / pixels.shape[1])
        size = (
            max(1, min(width, round(pixels.shape[1] * ratio))),
            max(1, min(height, round(pixels.shape[0] * ratio))),
        )
        how = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
        alone = np.where(mask[:, :, None], pixels, np.uint8(_GREY))
        small = cv2.resize(alone, size, interpolation=how)
        inside = cv2.resize(mask.astype(np.float32), size, interpolation=how)
        top, left = (height - size[1]) // 2, (width - size[0]) // 2
        canvas = np.full((height, width, 3), _GREY, np.float32)
        canvas[top : top + size[1], left : left + size[0]] = small
        share = np.zeros((height, width), np.float32)
        share[top : top + size[1], left : left + size[0]] = inside
        grid = (width // _CELL, height // _CELL)
        cells = cv2.resize(share, grid, interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(canvas.transpose(2, 0, 1)), np.asarray(cells)[None]


def load(name: str = "lite0-imagenet", *, threads: int = 1, spinning: bool = False) -> Network:
    """The shipped embedding network `name`, its weights checked against their card.

    Raises WeightsRefused where there is none of that name or its bytes are not its card's.
    """
    card = read_card(WEIGHTS / name)
    weights = checked(card.model, card.sha256)
    return Network(card, Session(weights, threads=threads, spinning=spinning))


def _unit(row: Array) -> Array:
    long = np.asarray(row, np.float64)
    length = float(np.sqrt((long * long).sum()))
    return (long / max(length, 1e-12)).astype(np.float32)
