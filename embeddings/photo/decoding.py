"""A file's bytes to upright pixels: size checked first, then all decoded or refused."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from embeddings.photo.capture import EXIF_SUB, Capture, capture_of
from embeddings.photo.colour import Array, to_srgb
from embeddings.photo.refusal import BROKEN, PhotoRefused, looks_like

MAX_PIXELS = 150_000_000
"""Larger pictures are refused: decoded they would fill the memory of a laptop."""

# Only formats that cameras, phones and scanners write; others (EPS, PSD, WMF ...) start other
# programs or hold what is no photo.
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "JPEG2000", "PPM")
_MEDIA_TYPES = {"MPO": "image/jpeg", "JPEG2000": "image/jp2"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file holds once it is decoded; pixels uint8 (h, w, 3), upright sRGB, read-only."""

    pixels: Array
    capture: Capture | None
    media_type: str
    notes: tuple[str, ...]


def decode(encoded: bytes, label: str) -> Decoded:
    """Decode a file's bytes; `label` is what a refusal calls them.

    Raises PhotoRefused where there is no picture, a broken one, or one too large to open.
    """
    if not encoded:
        raise PhotoRefused(label, "is empty (0 bytes)", "copy it again from the card or the phone")
    is_heif = bool(pillow_heif.is_supported(encoded[:64]))
    image = _open(encoded, label, is_heif)
    notes: list[str] = []
    try:
        frames = int(getattr(image, "n_frames", 1))
    except BROKEN:
        frames = 1  # a broken list of frames: whether the first can be decoded is found out below
    if frames > 1:
        notes.append(f"{frames} frames in the file: the first one was read")
    try:
        exif: Mapping[int, object] = image.getexif()
        sub: Mapping[int, object] = image.getexif().get_ifd(EXIF_SUB)
    except BROKEN:
        exif, sub = {}, {}
        notes.append("the EXIF block is broken: no capture time was read")
    try:
        image.load()
        upright = image if is_heif else ImageOps.exif_transpose(image)
        pixels = to_srgb(upright, notes)
    except BROKEN as broken:
        raise PhotoRefused(
            label,
            f"is broken or cut off ({broken})",
            "copy it again from the card; where that fails, send the original to the laboratory",
        ) from broken
    pixels.setflags(write=False)
    kind = image.format or "HEIF"
    media_type = _MEDIA_TYPES.get(kind, f"image/{kind.lower()}")
    return Decoded(pixels, capture_of(exif, sub), media_type, tuple(notes))


def _open(encoded: bytes, label: str, is_heif: bool) -> Image.Image:
    """The picture, opened but not decoded; its size is checked before a pixel is unpacked."""
    try:
        if is_heif:
            opened = pillow_heif.open_heif(encoded, convert_hdr_to_8bit=True)
            _check_size(opened.size, label)
            return opened.to_pillow()
        with warnings.catch_warnings():
            # Pillow warns at a lower limit than ours, and ours answers with a sentence.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(encoded), formats=_FORMATS)
    except Image.DecompressionBombError as bomb:
        raise _too_large(label, "more than 178,000,000 pixels") from bomb
    except BROKEN as unknown:
        raise PhotoRefused(
            label,
            f"is no picture that can be opened: {looks_like(encoded)}",
            "send the photo as the camera or phone saved it: JPEG, PNG, TIFF, WebP or HEIC",
        ) from unknown
    _check_size(image.size, label)
    return image


def _check_size(size: tuple[int, int], label: str) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise _too_large(label, f"{size[0]:,} x {size[1]:,} pixels")


def _too_large(label: str, size: str) -> PhotoRefused:
    return PhotoRefused(
        label,
        f"unpacks to {size}, more than the {MAX_PIXELS:,} that are opened",
        "cut out the animal or the skin and save that part",
    )
