"""Read a photo's bytes safely: digest, upright sRGB pixels, capture time, or a refusal.

Whatever arrives (a phone's HEIC, a scanner's CMYK, a bomb, a text file with a picture's name) ends
in one of two ways: a `Photo` whose pixels every later step can trust to be upright 8-bit sRGB, or a
`PhotoRefused` that says what is wrong and what to do. Nothing is half read: the pixels are decoded
once here, so a truncated file is found now and not in the middle of a search.
"""

import hashlib
import struct
import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageOps

Array = np.ndarray[Any, np.dtype[Any]]
"""A numpy array; each docstring names its shape and kind."""

MAX_PIXELS = 150_000_000
"""Larger pictures are refused: decoded they would fill the memory of a laptop."""
MAX_BYTES = 512_000_000
"""Larger files are refused before they are read."""

# Only formats that cameras, phones and scanners write; others (EPS, PSD, WMF ...) start other
# programs or hold what is no photo.
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "JPEG2000", "PPM")
_MEDIA_TYPES = {"MPO": "image/jpeg", "JPEG2000": "image/jp2"}
_KNOWN = (
    (b"\xff\xd8", "it begins like a JPEG, but is broken"),
    (b"\x89PNG", "it begins like a PNG, but is broken"),
    ((b"II*\0", b"MM\0*"), "it begins like a TIFF (or a raw photo), but cannot be read as one"),
    (b"%PDF", "it looks like a PDF document"),
    (b"%!PS", "it looks like a PostScript document"),
    (b"PK\x03\x04", "it looks like a ZIP archive or an office document"),
    ((b"<svg", b"<?xml", b"<!DOCTYPE"), "it looks like a drawing or a page in XML"),
)
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    RuntimeError,
    TypeError,
    struct.error,
    zlib.error,
)
_BACKGROUND = 128  # where a picture is transparent it shows neutral grey

# EXIF: time taken, time digitised, time of the last change, each with its tag of the offset.
_EXIF_SUB = 0x8769
_EXIF_TIMES = (
    (0x9003, 0x9011, "EXIF DateTimeOriginal"),
    (0x9004, 0x9012, "EXIF DateTimeDigitized"),
    (0x0132, 0x9010, "EXIF DateTime"),
)


class PhotoRefused(ValueError):
    """A file that gives no photo: `.reason` says why, `.remedy` what to do, in plain sentences."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name or 'the photo'}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Capture:
    """When the camera says it took the photo.

    `at` is aware where the camera wrote its offset from UTC, else naive local time of the camera;
    None where the written time is no time. `source` names the field it was read from.
    """

    at: datetime | None
    offset_known: bool
    source: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that can be decoded: digest of the original bytes, upright size, capture time.

    width and height are pixels of the upright picture. `notes` says in plain sentences what was
    left out on reading (frames after the first, transparency, an unreadable colour profile).
    """

    sha256: str
    width: int
    height: int
    capture: Capture | None
    media_type: str
    notes: tuple[str, ...] = ()
    encoded: bytes = field(default=b"", repr=False, compare=False)
    _decoded: list[Array] = field(default_factory=list, repr=False, compare=False)

    @property
    def pixels(self) -> Array:
        """Upright sRGB, uint8 (height, width, 3), read-only; decoded again after `forget`."""
        if not self._decoded:
            self._decoded.append(_decode(self.encoded, "").pixels)
        return self._decoded[0]

    def forget(self) -> "Photo":
        """Let go of the decoded pixels (not of the bytes) and return the same photo."""
        self._decoded.clear()
        return self


@dataclass(frozen=True, slots=True)
class _Decoded:
    pixels: Array
    capture: Capture | None
    media_type: str
    notes: tuple[str, ...]


def read_photo(source: Path | bytes, *, name: str = "") -> Photo:
    """The photo in a file or in bytes; `name` is what a refusal calls it (default: file name).

    Raises PhotoRefused where there is no picture, a broken one, or one too large to open.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    encoded = _bytes_of(source, label) if isinstance(source, Path) else source
    decoded = _decode(encoded, label)
    height, width = decoded.pixels.shape[:2]
    return Photo(
        sha256=hashlib.sha256(encoded).hexdigest(),
        width=width,
        height=height,
        capture=decoded.capture,
        media_type=decoded.media_type,
        notes=decoded.notes,
        encoded=encoded,
        _decoded=[decoded.pixels],
    )


def fingerprint(*parts: bytes) -> str:
    """SHA-256 (hex) over parts framed by their length, so that no two lists of parts share one."""
    return hashlib.sha256(b"".join(len(p).to_bytes(8, "big") + p for p in parts)).hexdigest()


def shrink_to(pixels: Array, long_side: int) -> Array:
    """The picture (h, w, ...) with its longer side at most `long_side` pixels; never enlarged.

    Area averaging, which neither rings nor aliases. Raises ValueError for long_side < 1.
    """
    if long_side < 1:
        raise ValueError(f"a long side of {long_side} pixels leaves no picture")
    height, width = pixels.shape[:2]
    ratio = long_side / max(height, width)
    if ratio >= 1.0:
        return pixels
    size = (max(1, round(width * ratio)), max(1, round(height * ratio)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))


def _bytes_of(path: Path, label: str) -> bytes:
    if path.is_dir():
        raise PhotoRefused(label, "is a folder, not a photo", "name the photos inside it")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PhotoRefused(
                label,
                f"has {size:,} bytes, more than the {MAX_BYTES:,} that are read",
                "save the picture as JPEG and keep the original beside it",
            )
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise PhotoRefused(label, "is not there", "check the name and the folder") from gone
    except PermissionError as shut:
        raise PhotoRefused(
            label, "may not be read", "ask its owner for the right to read"
        ) from shut
    except OSError as broken:
        why = broken.strerror or str(broken)
        raise PhotoRefused(
            label, f"cannot be read ({why})", "copy it again from the card"
        ) from broken


def _decode(encoded: bytes, label: str) -> _Decoded:
    if not encoded:
        raise PhotoRefused(label, "is empty (0 bytes)", "copy it again from the card or the phone")
    is_heif = bool(pillow_heif.is_supported(encoded[:64]))
    image = _open(encoded, label, is_heif)
    notes: list[str] = []
    try:
        frames = int(getattr(image, "n_frames", 1))
    except _BROKEN:
        frames = 1  # a broken list of frames: whether the first can be decoded is found out below
    if frames > 1:
        notes.append(f"{frames} frames in the file: the first one was read")
    try:
        exif: Mapping[int, object] = image.getexif()
        sub: Mapping[int, object] = image.getexif().get_ifd(_EXIF_SUB)
    except _BROKEN:
        exif, sub = {}, {}
        notes.append("the EXIF block is broken: no capture time was read")
    try:
        image.load()
        upright = image if is_heif else ImageOps.exif_transpose(image)
        pixels = _to_srgb(upright, notes)
    except _BROKEN as broken:
        raise PhotoRefused(
            label,
            f"is broken or cut off ({broken})",
            "copy it again from the card; where that fails, send the original to the laboratory",
        ) from broken
    pixels.setflags(write=False)
    kind = image.format or "HEIF"
    media_type = _MEDIA_TYPES.get(kind, f"image/{kind.lower()}")
    return _Decoded(pixels, _capture(exif, sub), media_type, tuple(notes))


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
    except _BROKEN as unknown:
        raise PhotoRefused(
            label,
            f"is no picture that can be opened: {_looks_like(encoded)}",
            "send the photo as the camera or phone saved it: JPEG, PNG, TIFF, WebP or HEIC",
        ) from unknown
    _check_size(image.size, label)
    return image


def _looks_like(encoded: bytes) -> str:
    """What a file seems to be, in words; never its content, which may be nobody's business."""
    for start, words in _KNOWN:
        if encoded.startswith(start):
            return words
    sample = encoded[:512]
    if b"\0" not in sample and sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample) == 0:
        return "it looks like text"
    return "its content is of no known kind"


def _check_size(size: tuple[int, int], label: str) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise _too_large(label, f"{size[0]:,} x {size[1]:,} pixels")


def _too_large(label: str, size: str) -> PhotoRefused:
    return PhotoRefused(
        label,
        f"unpacks to {size}, more than the {MAX_PIXELS:,} that are opened",
        "cut out the animal or the skin and save that part",
    )


def _to_srgb(image: Image.Image, notes: list[str]) -> Array:
    """uint8 (h, w, 3) from any mode: deep grey, palette, alpha, CMYK, with or without profile."""
    if image.mode.startswith(("I", "F")):
        return _from_deep_grey(image, notes)
    profile = image.info.get("icc_profile")
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    if profile and image.mode in ("RGB", "L", "CMYK"):
        image = _by_profile(image, profile, notes)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (_BACKGROUND, _BACKGROUND, _BACKGROUND, 255))
        image = Image.alpha_composite(ground, layered)
        if int(np.asarray(layered.getchannel("A")).min()) < 255:
            notes.append("transparent parts are shown grey")
    return np.array(image.convert("RGB"))


def _by_profile(image: Image.Image, profile: bytes, notes: list[str]) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower() and image.mode == "RGB":
            return image
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        notes.append("the colour profile cannot be used: colours were read as sRGB")
        return image
    return converted if converted is not None else image


def _from_deep_grey(image: Image.Image, notes: list[str]) -> Array:
    """Grey of more than 8 bits, scaled evenly: pattern is contrast, and clipping would lose it."""
    deep = np.nan_to_num(np.asarray(image, dtype=np.float64))
    low, high = float(deep.min()), float(deep.max())
    if image.mode.startswith("I;16"):
        low, high = 0.0, 4095.0 if high <= 4095 else 65535.0
    notes.append(f"grey values from {low:g} to {high:g} were scaled to 8 bits")
    span = max(high - low, 1e-9)
    grey = np.clip(np.rint((deep - low) * (255.0 / span)), 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _capture(exif: Mapping[int, object], sub: Mapping[int, object]) -> Capture | None:
    for time_tag, offset_tag, source in _EXIF_TIMES:
        written = sub.get(time_tag) or exif.get(time_tag)
        if not isinstance(written, str) or not written.strip("\0 :0"):
            continue
        offset = sub.get(offset_tag) or exif.get(offset_tag)
        return _read_time(written, offset if isinstance(offset, str) else "", source)
    return None


def _read_time(written: str, offset: str, source: str) -> Capture:
    try:
        local = datetime.strptime(written.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return Capture(None, False, source)
    try:
        zone = datetime.strptime(offset.strip("\0 "), "%z").tzinfo
    except ValueError:
        return Capture(local, False, source)
    return Capture(local.replace(tzinfo=zone), True, source)
