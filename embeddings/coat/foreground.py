"""Which pixels of a region are coat: one rule that every later step shares.

A polygon drawn by a person is believed as it is. In a box around a living animal a network that has
learned what a cat is says which pixels are its; pieces apart from the largest are companions. Where
it sees none, and for skins, the animal is found by GrabCut (Rother, Kolmogorov & Blake 2004) on a
small version: what lies around the box is ground for sure and teaches it the ground's colours. A
region that fills its photo has no such surroundings, and its colours part nothing reliably (on
tight crops of tigers GrabCut kept the ground and lost the legs): then an oval is taken, and `found`
is False. Overlap with the true masks of rendered animals that taught nothing (docs/evaluation.md,
*Segmentation*): network 0.84 to 0.87, GrabCut with surroundings 0.63 to 0.66, oval 0.39 to 0.40.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat.segmentation import load_segmenter
from embeddings.coat.values import Kind, Region
from embeddings.photo import Array, shrink_to

STEP = b"foreground-3"
"""Version of this rule: part of every fingerprint. A change of the rule is a change of it."""

Bounds = tuple[int, int, int, int]

_SMALL = 112
_AROUND = 0.2  # of the region's width and height, on each side
_LEAST_AROUND = 0.12  # of what is looked at; less teaches nothing
_ROUNDS = 3
_SEED = 2026
_LEAST, _MOST = 0.12, 0.93
_OVAL = 1.0
_EDGE = 0.0  # log-odds from which a pixel is animal
_LEAST_SEEN = 0.08


@dataclass(frozen=True, slots=True)
class Foreground:
    """mask bool (h, w) of the region's crop; found: whether an outline was seen or drawn."""

    mask: Array
    found: bool


def crop_bounds(region: Region, width: int, height: int) -> Bounds:
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


def foreground(pixels: Array, region: Region, kind: Kind = Kind.CAMERA) -> Foreground:
    """The coat within a region of a photo (h, w, 3), by polygon, network, colours or oval.

    The network knows living animals and is not asked about a skin. Raises ValueError where the
    region lies outside the photo.
    """
    bounds = crop_bounds(region, pixels.shape[1], pixels.shape[0])
    size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
    if region.polygon is not None:
        corners = np.asarray(region.polygon, np.float64) - np.asarray(bounds[:2], np.float64)
        drawn = np.zeros((size[1], size[0]), np.uint8)
        cv2.fillPoly(drawn, [np.rint(corners).astype(np.int32)], 1)
        if drawn.any():
            return Foreground(drawn.astype(bool), True)
    if kind is Kind.CAMERA:
        seen = _by_network(pixels[bounds[1] : bounds[3], bounds[0] : bounds[2]])
        if seen is not None:
            return Foreground(seen, True)
    parted = _by_colours(pixels, bounds)
    if parted is None:
        return Foreground(_oval(size[1], size[0], _OVAL, 0.5), False)
    soft = cv2.resize(parted.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return Foreground(np.asarray(soft > 0.5), True)


def _by_colours(pixels: Array, bounds: Bounds) -> Array | None:
    """A small mask bool of the region; None where there are no surroundings or no sane shape."""
    x0, y0, x1, y1 = bounds
    aside, above = int((x1 - x0) * _AROUND), int((y1 - y0) * _AROUND)
    left, top = max(0, x0 - aside), max(0, y0 - above)
    right = min(pixels.shape[1], x1 + aside)
    bottom = min(pixels.shape[0], y1 + above)
    share_inside = (x1 - x0) * (y1 - y0) / ((right - left) * (bottom - top))
    if 1 - share_inside < _LEAST_AROUND:
        return None
    small = shrink_to(pixels[top:bottom, left:right], _SMALL)
    ratio = small.shape[1] / (right - left)
    column, row = round((x0 - left) * ratio), round((y0 - top) * ratio)
    width = min(small.shape[1] - column, max(4, round((x1 - x0) * ratio)))
    height = min(small.shape[0] - row, max(4, round((y1 - y0) * ratio)))
    if min(width, height) < 4:
        return None
    labels = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    here = slice(row, row + height), slice(column, column + width)
    labels[here] = _guess(height, width)
    # GrabCut draws from OpenCV's generator of this thread; the same photo must give the same mask.
    cv2.setRNGSeed(_SEED)
    ground, animal = np.zeros((1, 65)), np.zeros((1, 65))
    even = _evened(small)
    cv2.grabCut(even, labels, (0, 0, 1, 1), ground, animal, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    mask = _tidied(np.isin(labels[here], (cv2.GC_FGD, cv2.GC_PR_FGD)))
    return mask if _LEAST <= float(mask.mean()) <= _MOST else None


def _by_network(crop: Array) -> Array | None:
    """The largest piece of animal that the network sees in a crop; None where that is too little.

    Pieces apart from it are companions and patches of ground.
    """
    seen = (load_segmenter().odds(crop) > _EDGE).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(seen, connectivity=4)
    if count < 2:
        return None
    largest = np.asarray(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])))
    return largest if float(largest.mean()) >= _LEAST_SEEN else None


def _guess(height: int, width: int) -> Array:
    """GrabCut's start for a box around an animal: middle animal, corners ground, rest open."""
    guess = np.full((height, width), cv2.GC_BGD, np.uint8)
    guess[_oval(height, width, 1.2, 0.5)] = cv2.GC_PR_BGD
    guess[_oval(height, width, 0.95, 0.42)] = cv2.GC_PR_FGD
    # A little above the middle: below the belly of a standing animal is ground.
    guess[_oval(height, width, 0.25, 0.42)] = cv2.GC_FGD
    return guess


def _evened(small: Array) -> Array:
    """Lab with each channel spread alike, so that colour counts in a dull photo as in a bright."""
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    soft = cv2.GaussianBlur(lab, (0, 0), 1.0)
    spread = np.maximum(soft.std(axis=(0, 1)), 2.0)
    even = np.clip(128 + (soft - soft.mean(axis=(0, 1))) / spread * 40, 0, 255)
    return np.asarray(even, np.uint8)


def _oval(height: int, width: int, scale: float, middle: float) -> Array:
    """A superellipse (exponent 2.5: animals fill more of a box than an ellipse does), bool."""
    y = np.abs((np.arange(height) + 0.5) / height - middle) * 2 / scale
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
    # Whatever the frame's rim cannot reach without crossing the animal is a hole in it.
    padded = np.pad((~largest).astype(np.uint8), 1, constant_values=1)
    cv2.floodFill(padded, None, (0, 0), 2)
    return np.asarray(largest | (padded[1:-1, 1:-1] == 1))
