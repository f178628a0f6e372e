"""What comes out of the renderer, and the file that says of itself that it is simulated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LABEL = "simulated"
_DESCRIPTION, _SOFTWARE, _EXIF_BLOCK = 0x010E, 0x0131, 0x8769
_MODIFIED, _ORIGINAL, _OFFSET, _OFFSET_ORIGINAL = 0x0132, 0x9003, 0x9010, 0x9011

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendered photo with its truth.

    pixels (h, w, 3) uint8 upright sRGB; mask (h, w) bool of the visible animal; box (x, y, width,
    height) in pixels around the mask; flank "left", "right" or "both"; flank_boxes, for a pelt,
    one box a flank that is to be seen; parameters can be written as JSON.
    """

    pixels: NDArray[np.uint8]
    mask: NDArray[np.bool_]
    box: Box
    flank: str
    flank_boxes: Mapping[str, Box]
    parameters: Mapping[str, object] = field(default_factory=dict)
    label: str = LABEL


def box_of(mask: NDArray[np.bool_]) -> Box:
    """Return the tight box (x, y, width, height) around a mask; all zeros where it is empty."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return (0.0, 0.0, 0.0, 0.0)
    return (
        float(columns[0]),
        float(rows[0]),
        float(columns[-1] - columns[0] + 1),
        float(rows[-1] - rows[0] + 1),
    )


def encode_jpeg(
    rendered: Rendered,
    quality: int = 85,
    captured_at: datetime | None = None,
    *,
    description: str = "",
) -> bytes:
    """Return the photo as JPEG whose EXIF says "simulated" in ImageDescription and Software.

    `captured_at` becomes DateTimeOriginal; a time with a zone also OffsetTimeOriginal.
    """
    exif = Image.Exif()
    exif[_DESCRIPTION] = f"{LABEL}: {description}" if description else LABEL
    exif[_SOFTWARE] = f"Kedrovka synthesis ({LABEL})"
    if captured_at is not None:
        written = captured_at.strftime("%Y:%m:%d %H:%M:%S")
        block = {_ORIGINAL: written}
        exif[_MODIFIED] = written
        offset = captured_at.strftime("%z")
        if offset:
            block[_OFFSET] = block[_OFFSET_ORIGINAL] = f"{offset[:3]}:{offset[3:5]}"
        exif.get_ifd(_EXIF_BLOCK).update(block)
    sink = BytesIO()
    Image.fromarray(rendered.pixels).save(sink, "JPEG", quality=quality, exif=exif)
    return sink.getvalue()
