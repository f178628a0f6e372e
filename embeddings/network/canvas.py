"""How a coat is laid upon the network's canvas: without distortion, what is no coat in mean grey.

Searching and learning lay coats by this one rule.
"""

import cv2
import numpy as np

from embeddings.photo import Array

GREY = 127
"""The network's mean: paint that says nothing."""
CELL = 32
"""The trunk's stride: one cell of its last grid sees so many pixels of the canvas each way."""


def lay(pixels: Array, mask: Array, height: int, width: int) -> tuple[Array, Array]:
    """The canvas float32 (3, height, width) in 0..255, the share of coat a cell (1, h/32, w/32).

    pixels: uint8 (h, w, 3); mask: bool (h, w). Height and width are multiples of CELL.
    """
    ratio = min(height / pixels.shape[0], width / pixels.shape[1])
    size = (
        max(1, min(width, round(pixels.shape[1] * ratio))),
        max(1, min(height, round(pixels.shape[0] * ratio))),
    )
    how = cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR
    alone = np.where(mask[:, :, None], pixels, np.uint8(GREY))
    small = cv2.resize(alone, size, interpolation=how)
    inside = cv2.resize(mask.astype(np.float32), size, interpolation=how)
    top, left = (height - size[1]) // 2, (width - size[0]) // 2
    canvas = np.full((height, width, 3), GREY, np.float32)
    canvas[top : top + size[1], left : left + size[0]] = small
    share = np.zeros((height, width), np.float32)
    share[top : top + size[1], left : left + size[0]] = inside
    return np.ascontiguousarray(canvas.transpose(2, 0, 1)), shares(share)


def shares(inside: Array) -> Array:
    """The share of coat under each cell (1, h/32, w/32) from how much of each pixel is coat."""
    grid = (inside.shape[1] // CELL, inside.shape[0] // CELL)
    return np.asarray(cv2.resize(inside, grid, interpolation=cv2.INTER_AREA))[None]
