"""What a photo's file says beside its pixels: where it was taken, and how to leave that out.

A camera-trap photo with GPS in it gives a living animal away. Shown to people who are not cleared
for animals' places a photo goes without all it says of itself; an exhibit stays the original, byte
for byte, so the bag says that the place is in it.
"""

import io
import struct
from collections.abc import Iterator
from pathlib import Path

import pillow_heif
from PIL import Image

from embeddings.photo import PhotoRefused, read_photo

__all__ = ["names_a_place", "without_metadata"]

_GPS = 0x8825
_ORIENTATION = 0x0112
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    IndexError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
)
_PLACE_WORDS = (b"GPSLatitude", b"GPSLongitude", b"GPSCoordinates", b"location.ISO6709")
# Segments that pixels cannot be shown rightly without: JFIF, colour profile, Adobe's transform.
_NEEDED = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))


def names_a_place(data: bytes | Path) -> bool:
    """Whether a file says where it was taken: EXIF's GPS block, or GPS words anywhere (XMP).

    A file that is no picture is asked for the words only.
    """
    held = data.read_bytes() if isinstance(data, Path) else data
    if any(word in held for word in _PLACE_WORDS):
        return True
    try:
        if pillow_heif.is_supported(held[:64]):
            return bool(pillow_heif.open_heif(held).to_pillow().getexif().get_ifd(_GPS))
        with Image.open(io.BytesIO(held)) as image:
            return bool(image.getexif().get_ifd(_GPS))
    except _BROKEN:
        return False


def without_metadata(data: bytes, name: str = "") -> tuple[bytes, str]:
    """(bytes, media type) of the same picture that says nothing but its pixels.

    Of a JPEG only the segments beside the picture are dropped, so its pixels stay what they were;
    which way up it is and its colours stay too. Anything else is written anew as PNG, upright and
    in sRGB. Raises PhotoRefused where the picture cannot be read.
    """
    if data.startswith(b"\xff\xd8"):
        return _bare_jpeg(data, name), "image/jpeg"
    made = io.BytesIO()
    Image.fromarray(read_photo(data, name=name).pixels).save(made, "PNG")
    return made.getvalue(), "image/png"


def _bare_jpeg(data: bytes, name: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data)) as image:
            turned = int(image.getexif().get(_ORIENTATION, 1))
        parts = list(_segments(data))
    except _BROKEN as broken:
        raise PhotoRefused(
            name or "the photo", "is broken or cut off", "bring the original back from the backup"
        ) from broken
    kept = [part for marker, part in parts if _is_picture(marker, part)]
    upright = [] if turned == 1 else [_orientation(turned)]
    return b"".join([b"\xff\xd8", *upright, *kept, b"\xff\xd9"])


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, whole segment) of a JPEG up to its first end; what is hidden behind it is left out.

    The picture's own bytes follow their start-of-scan segment and are part of it (ITU T.81, B.1).
    """
    at = 2
    while at < len(data):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        marker = data[at + 1]
        if data[at] != 0xFF:
            raise ValueError("no marker where one has to be")
        if marker == 0xD9:
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the picture's bytes end: the next marker that is neither a stuffed zero nor a restart.

    A file that was cut off ends with its last byte.
    """
    while (at := data.find(b"\xff", at)) >= 0:
        after = data[at + 1 : at + 2]
        if after and after != b"\0" and not 0xD0 <= after[0] <= 0xD7 and after != b"\xff":
            return at
        at += 1
    return len(data)


def _is_picture(marker: int, part: bytes) -> bool:
    if marker == 0xFE:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    return any(marker == kind and part[4:].startswith(head) for kind, head in _NEEDED)


def _orientation(turned: int) -> bytes:
    """An EXIF segment that says which way up the picture is and nothing else."""
    exif = Image.Exif()
    exif[_ORIENTATION] = turned
    said = exif.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said
