"""A picture whose four corners differ, as cameras and scanners write it."""

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def scene_pixels() -> np.ndarray:
    """uint8 (40, 60, 3): red, green, blue and white corners on a grey ramp."""
    ramp = np.linspace(40, 200, 60, dtype=np.uint8)
    pixels = np.repeat(np.tile(ramp, (40, 1))[:, :, None], 3, axis=2)
    pixels[:12, :12] = (220, 20, 20)
    pixels[:12, -12:] = (20, 220, 20)
    pixels[-12:, :12] = (20, 20, 220)
    pixels[-12:, -12:] = (250, 250, 250)
    return pixels


@pytest.fixture
def as_jpeg(scene_pixels: np.ndarray) -> Callable[..., bytes]:
    """Bytes of the scene as JPEG, with the options of Pillow's writer."""

    def write(**options: object) -> bytes:
        out = BytesIO()
        Image.fromarray(scene_pixels).save(out, "JPEG", quality=95, **options)
        return out.getvalue()

    return write
