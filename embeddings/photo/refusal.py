"""Why a file gives no photo, in plain sentences: reason, remedy, never a word of its content."""

import struct
import zlib

_KNOWN = (
    (b"\xff\xd8", "it begins like a JPEG, but is broken"),
    (b"\x89PNG", "it begins like a PNG, but is broken"),
    ((b"II*\0", b"MM\0*"), "it begins like a TIFF (or a raw photo), but cannot be read as one"),
    (b"%PDF", "it looks like a PDF document"),
    (b"%!PS", "it looks like a PostScript document"),
    (b"PK\x03\x04", "it looks like a ZIP archive or an office document"),
    ((b"<svg", b"<?xml", b"<!DOCTYPE"), "it looks like a drawing or a page in XML"),
)

BROKEN = (
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
"""What Pillow and its codecs raise over files that are broken, cut off or of another kind."""


class PhotoRefused(ValueError):
    """A file that gives no photo: `.reason` says why, `.remedy` what to do, in plain sentences."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{name or 'the photo'}: {reason}; {remedy}")
        self.name = name
        self.reason = reason
        self.remedy = remedy


def looks_like(encoded: bytes) -> str:
    """What a file seems to be, in words; never its content, which may be nobody's business."""
    for start, words in _KNOWN:
        if encoded.startswith(start):
            return words
    sample = encoded[:512]
    if b"\0" not in sample and sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample) == 0:
        return "it looks like text"
    return "its content is of no known kind"
