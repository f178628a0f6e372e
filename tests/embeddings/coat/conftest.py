"""A simulated animal on a simulated ground, whose mask is known because it was painted."""

from collections.abc import Callable
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from embeddings.photo import Photo, read_photo

Painted = tuple[Photo, np.ndarray, tuple[int, int, int, int]]


@pytest.fixture
def as_photo() -> Callable[[np.ndarray], Photo]:
    """A photo of given pixels, by way of PNG bytes."""

    def make(pixels: np.ndarray) -> Photo:
        out = BytesIO()
        Image.fromarray(pixels).save(out, "PNG")
        return read_photo(out.getvalue())

    return make


@pytest.fixture
def paint(as_photo: Callable[[np.ndarray], Photo]) -> Callable[..., Painted]:
    """Photo, true mask and box (x, y, w, h) of a spotted oval on a mottled ground."""

    def make(
        size: tuple[int, int] = (480, 320), centre: tuple[int, int] = (200, 170), seed: int = 1
    ) -> Painted:
        rng = np.random.default_rng(seed)
        mottle = cv2.GaussianBlur(rng.normal(0, 1, (size[1], size[0])), (0, 0), 4) * 60
        pixels = np.stack([70 + mottle, 95 + mottle, 60 + mottle], axis=2)
        mask = np.zeros((size[1], size[0]), np.uint8)
        cv2.ellipse(mask, centre, (90, 48), 0, 0, 360, 1, -1)
        coat = np.full_like(pixels, 0) + np.array([205.0, 160.0, 95.0])
        for _ in range(70):
            x = int(rng.integers(centre[0] - 85, centre[0] + 85))
            y = int(rng.integers(centre[1] - 44, centre[1] + 44))
            cv2.circle(coat, (x, y), int(rng.integers(3, 7)), (50, 35, 25), -1)
        pixels[mask > 0] = coat[mask > 0]
        photo = as_photo(np.clip(pixels, 0, 255).astype(np.uint8))
        return photo, mask > 0, (centre[0] - 90, centre[1] - 48, 181, 97)

    return make
