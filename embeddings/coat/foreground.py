"""Which pixels of a region are coat: one rule that every later step shares.

A polygon drawn by a person is believed as it is. Inside a box the animal is found by GrabCut
(Rother, Kolmogorov & Blake 2004) on a small version, started from an ellipse: the middle of a box
is animal, its corners are not. Where the colours do not part (a tiger in dry grass, a frame without
contrast) the ellipse itself is the answer, and `found` says so.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat.values import Region
from embeddings.photo import Array, shrink_to

STEP = b"foreground-1"
"""Version of this rule: part of every fingerprint. A change of the rule is a change of it."""

_SMALL = 96
_ROUNDS = 2
_SEED = 20_26
_LEAST, _MOST = 0.12, 0.97


@dataclass(frozen=True, slots=True)
class Foreground:
    """mask bool (h, w) of the region's crop; found: whether colours parted animal and ground."""

    mask: Array
    found: bool


def crop_bounds(region: Region, width: int, height: int) -> tuple[int, int, int, int]:
    """Whole pixels (x0, y0, x1, y1) of a region, cut to a photo of width x height.

    Raises ValueError where the region lies outside the photo.
    """
    x0, y0 = max(0, int(np.floor(region.x))), max(0, int(np.floor(region.y)))
    x1 = min(width, int(np.ceil(region.x + region.width)))
    y1 = min(height, int(np.ceil(region.y + region.height)))
    if x1 - x0 < 1 or y1 - y0 < 1:
        raise ValueError(
            f"the region {region.x:g},{region.y:g} {region.width:g}x{region.height:g} lies outside "
            f"the photo of {width}x{height} pixels"
        )
    return x0, y0, x1, y1


def foreground(crop: Array, region: Region, origin: tuple[int, int]) -> Foreground:
    """The coat within `crop` (h, w, 3), whose upper left corner is `origin` of the photo."""
    height, width = crop.shape[:2]
    if region.polygon is not None:
        corners = np.asarray(region.polygon, np.float64) - np.asarray(origin, np.float64)
        drawn = np.zeros((height, width), np.uint8)
        cv2.fillPoly(drawn, [np.rint(corners).astype(np.int32)], 1)
        if drawn.any():
            return Foreground(drawn.astype(bool), True)
    small = shrink_to(crop, _SMALL)
    parted = part(small, ellipse(small.shape[0], small.shape[1]))
    found = parted is not None
    chosen = parted if parted is not None else _inside(small.shape[0], small.shape[1], 0.92)
    soft = cv2.resize(chosen.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return Foreground(np.asarray(soft > 0.5), found)


def ellipse(height: int, width: int) -> Array:
    """GrabCut's starting guess for a box around an animal, uint8 (h, w) of cv2.GC_* labels."""
    guess = np.full((height, width), cv2.GC_BGD, np.uint8)
    guess[_inside(height, width, 1.25)] = cv2.GC_PR_BGD
    guess[_inside(height, width, 0.85)] = cv2.GC_PR_FGD
    guess[_inside(height, width, 0.35)] = cv2.GC_FGD
    return guess


def part(small: Array, guess: Array) -> Array | None:
    """bool (h, w): foreground by GrabCut from a guess; None where it found no sane shape."""
    if min(small.shape[:2]) < 8:
        return None
    # GrabCut draws from OpenCV's generator of this thread; the same photo must give the same mask.
    cv2.setRNGSeed(_SEED)
    labels = guess.copy()
    ground, animal = np.zeros((1, 65)), np.zeros((1, 65))
    try:
        cv2.grabCut(small, labels, (0, 0, 1, 1), ground, animal, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return None
    mask = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD))
    tidy = _tidied(mask)
    share = float(tidy.mean())
    return tidy if _LEAST <= share <= _MOST else None


def _inside(height: int, width: int, scale: float) -> Array:
    """A superellipse (exponent 2.5: animals fill more of a box than an ellipse does)."""
    y = np.abs((np.arange(height) + 0.5) / height * 2 - 1) / scale
    x = np.abs((np.arange(width) + 0.5) / width * 2 - 1) / scale
    return np.asarray(y[:, None] ** 2.5 + x[None, :] ** 2.5 <= 1.0)


def _tidied(mask: Array) -> Array:
    """Specks and hair lines removed, the largest piece kept, holes in it filled."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    if count < 2:
        return np.zeros_like(mask)
    largest = np.asarray(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))
    holes, outside, _, _ = cv2.connectedComponentsWithStats(
        (~largest).astype(np.uint8), connectivity=4
    )
    filled = largest.copy()
    border = set(
        np.unique(np.concatenate([outside[0], outside[-1], outside[:, 0], outside[:, -1]]))
    )
    for hole in range(1, holes):
        if hole not in border:
            filled |= outside == hole
    return filled
