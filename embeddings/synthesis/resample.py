"""OpenCV's resampling with the types and names that this room uses."""

from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BORDERS = {
    "reflect": cv2.BORDER_REFLECT,
    "edge": cv2.BORDER_REPLICATE,
    "nothing": cv2.BORDER_CONSTANT,
}


def softened(image: Floats, sigma_px: float) -> Floats:
    """Return an image (h, w) or (h, w, k) blurred by a Gaussian; below 0.2 pixels, itself."""
    if sigma_px < 0.2:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), dtype=np.float32)


def enlarged(image: Floats, shape: tuple[int, int], *, cubic: bool = False) -> Floats:
    """Return an image resized to `shape` (rows, columns)."""
    how = cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (shape[1], shape[0]), interpolation=how), dtype=np.float32)


def looked_up(
    layer: NDArray[Any],
    columns: NDArray[Any],
    rows: NDArray[Any],
    border: Literal["reflect", "edge", "nothing"] = "nothing",
) -> Floats:
    """Return the layer's values at fractional places (h, w), linearly between pixels."""
    return np.asarray(
        cv2.remap(
            layer,
            np.asarray(columns, np.float32),
            np.asarray(rows, np.float32),
            cv2.INTER_LINEAR,
            borderMode=_BORDERS[border],
        ),
        dtype=np.float32,
    )


def widened(image: Floats, rows: int, columns: int) -> Floats:
    """Return an image whose bright parts have grown by a box of rows x columns."""
    grown = cv2.dilate(image, np.ones((rows, columns), np.uint8))
    return np.asarray(grown, dtype=np.float32)


def shifted(image: Floats, down_px: float, right_px: float) -> Floats:
    """Return an image (h, w) moved by a fraction of pixels; what comes in is nothing."""
    move = np.array([[1, 0, right_px], [0, 1, down_px]], np.float32)
    return np.asarray(cv2.warpAffine(image, move, image.shape[::-1]), dtype=np.float32)
