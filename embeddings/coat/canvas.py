"""Laying a crop on the canvas that a network looks at: nothing distorted, what is missing grey."""

import cv2
import numpy as np

from embeddings.photo import Array

GREY = 127
_SHRUNK = 0.7  # from here on a crop is blurred first

Size = tuple[int, int]
"""Height and width of a canvas in pixels."""

Box = tuple[int, int, int, int]
"""Whole pixels x0, y0, x1, y1; the last two are outside."""


def placing(box: Box, size: Size, margin: float) -> Array:
    """The 2 x 3 that lays a box in the middle of a canvas, as large as fits.

    margin: how much of the box's width and height is to stay free on each side.
    """
    x0, y0, x1, y1 = box
    ratio = min(size[1] / (x1 - x0), size[0] / (y1 - y0)) / (1 + 2 * margin)
    middle = np.array([x0 + x1 - 1, y0 + y1 - 1]) / 2
    shift = np.array([size[1] - 1, size[0] - 1]) / 2 - ratio * middle
    return np.array([[ratio, 0.0, shift[0]], [0.0, ratio, shift[1]]])


def warped(pixels: Array, to_canvas: Array, size: Size) -> Array:
    """Pixels (h, w, 3) on a canvas, uint8 (*size, 3), by a 2 x 3 from their pixels to its."""
    ratio = float(np.sqrt(abs(np.linalg.det(to_canvas[:, :2]))))
    # What shrinks is blurred first, or hair and grass would alias into edges that are not there.
    soft = cv2.GaussianBlur(pixels, (0, 0), 0.5 / ratio) if ratio < _SHRUNK else pixels
    border = (GREY, GREY, GREY)
    return np.asarray(cv2.warpAffine(soft, to_canvas, (size[1], size[0]), borderValue=border))
