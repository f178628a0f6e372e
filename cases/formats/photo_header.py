"""The size of a photo as a person sees it, from its header alone.

Packages give boxes relative to the upright photo while our boxes are in its pixels, so the size is
needed here; no pixel is decoded for it.
"""

from pathlib import Path

from PIL import Image
from pillow_heif import register_heif_opener

__all__ = ["pixel_box", "upright_size"]

_ORIENTATION = 0x0112
_LYING = {5, 6, 7, 8}


def upright_size(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels after EXIF rotation; None where the header cannot be read.

    What is wrong with an unreadable photo is said by whoever reads its pixels.
    """
    register_heif_opener()
    try:
        with Image.open(path) as photo:
            width, height = photo.size
            lying = photo.getexif().get(_ORIENTATION) in _LYING
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return (height, width) if lying else (width, height)


def pixel_box(relative: tuple[float, float, float, float], size: tuple[int, int]) -> str:
    """A relative box (x, y, width, height in 0 to 1) as our text `x,y,w,h` in pixels."""
    width, height = size
    x, y, w, h = relative
    return ",".join(f"{side:g}" for side in (x * width, y * height, w * width, h * height))
