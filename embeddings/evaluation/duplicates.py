"""Near-identical photos in different encounters: one picture filed twice finds itself.

Two photos are near-duplicates when their perceptual hashes differ in at most 4 of 64 bits or when
their mean-free thumbnails have a cosine above 0.97. Neither uses a network: a network trained to
bring an animal's photos together would call them duplicates for being good.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat import crop_of
from embeddings.evaluation.table import PhotoRow
from embeddings.photo import Array, PhotoRefused, read_photo

COSINE = 0.97
BITS = 4
_THUMB = (24, 16)
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Glimpses:
    """Photos at a glance, in the order of their rows: thumb float32 unit (n, d), hash bits (n, 64).

    sha256: digest of each file, "" where it could not be read (its bits and thumb are zero).
    """

    sha256: tuple[str, ...]
    thumb: Array
    bits: Array


def glimpse(
    rows: Sequence[PhotoRow],
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
) -> Glimpses:
    """Look at each row's photo once, small; a photo that cannot be read is like no other."""
    digests: list[str] = []
    thumbs = np.zeros((len(rows), _THUMB[0] * _THUMB[1]), np.float32)
    bits = np.zeros((len(rows), 64), np.float32)
    for place, row in enumerate(rows):
        progress(place + 1, len(rows), "near-duplicates")
        try:
            photo = read_photo(row.path)
            pixels = photo.pixels if row.region is None else crop_of(photo, row.region)[0]
        except (PhotoRefused, OSError, ValueError):
            digests.append("")
            continue
        digests.append(photo.sha256)
        grey = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2GRAY)
        thumbs[place] = _thumb(grey)
        bits[place] = _hash(grey)
    return Glimpses(tuple(digests), thumbs, bits)


def alike(glimpses: Glimpses, encounters: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of rows (lower first) of different encounters that are near-duplicates."""
    found = []
    unit = np.array([bool(digest) for digest in glimpses.sha256])
    names = np.asarray(encounters, dtype=object)
    for start in range(0, len(unit), _CHUNK):
        here = slice(start, start + _CHUNK)
        cosine = glimpses.thumb[here] @ glimpses.thumb.T
        agreeing = (64.0 + glimpses.bits[here] @ glimpses.bits.T) / 2.0
        near = (cosine > COSINE) | (agreeing >= 64 - BITS)
        near &= unit[here, None] & unit[None, :] & (names[here, None] != names[None, :])
        for row, other in np.argwhere(near).tolist():
            if start + row < other:
                found.append((start + row, other))
    return found


def _thumb(grey: Array) -> Array:
    """A small picture without its mean, of length one."""
    small = cv2.resize(grey, _THUMB, interpolation=cv2.INTER_AREA).astype(np.float32).ravel()
    small -= small.mean()
    return np.asarray(small / max(float(np.linalg.norm(small)), 1e-6))


def _hash(grey: Array) -> Array:
    """64 signs (+1, -1) of the lowest frequencies, the mean left out (Zauner 2010)."""
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].ravel()
    return np.where(low > np.median(low[1:]), 1.0, -1.0).astype(np.float32)
