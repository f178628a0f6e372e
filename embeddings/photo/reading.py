"""A photo as later steps hold it: digest of the original bytes, size, time, pixels on demand."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from embeddings.photo.capture import Capture
from embeddings.photo.colour import Array
from embeddings.photo.decoding import decode
from embeddings.photo.refusal import PhotoRefused

MAX_BYTES = 512_000_000
"""Larger files are refused before they are read."""


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
            self._decoded.append(decode(self.encoded, "").pixels)
        return self._decoded[0]

    def forget(self) -> "Photo":
        """Let go of the decoded pixels (not of the bytes) and return the same photo."""
        self._decoded.clear()
        return self


def read_photo(source: Path | bytes, *, name: str = "") -> Photo:
    """The photo in a file or in bytes; `name` is what a refusal calls it (default: file name).

    Raises PhotoRefused where there is no picture, a broken one, or one too large to open.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    encoded = _bytes_of(source, label) if isinstance(source, Path) else source
    decoded = decode(encoded, label)
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
