"""A flank as a strip that lies the same way for every coat, and the way back to the photo.

With landmarks (shoulder and hip, or the belly's edge at both) the strip follows the body; without,
it follows the longest axis of the coat's mask as far as animals lean. Only shift, turn and scale
are used: a strip that bent the pattern would invent agreement (`bent` makes one for the eye).
Nothing is mirrored either, for left and right share no rosette.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat import Coat, crop_of, mask_of
from embeddings.photo import Array, Photo
from embeddings.rectify.places import PLACES

STEP = b"strip-1"
"""Version of this rule: part of every fingerprint."""

HEIGHT, WIDTH = 256, 512
"""Size of a strip in pixels."""

_MAX_LEAN_DEG = 35.0
_BODY = 0.56  # shoulder to hip takes this share of the strip's width
JOINTS = ("shoulder", "hip")
"""Joints of the legs, halfway up the flank: landmarks beside those of `PLACES`."""
_ENDS = ((*JOINTS, 0.42), ("belly_shoulder", "belly_hip", PLACES["belly_hip"][1]))
"""Pairs of landmarks that lay a strip, joints first; the share of its height they lie at."""

Landmarks = Mapping[str, tuple[float, float]]
"""Points in pixels of the photo; a pair of `_ENDS` lays the strip, others are carried along."""


@dataclass(frozen=True, slots=True)
class Strip:
    """pixels uint8 (H, W, 3), mask bool (H, W), to_photo float64 (3, 3): strip to photo pixels."""

    pixels: Array
    mask: Array
    to_photo: Array

    def points_in_photo(self, points: Array) -> Array:
        """Points (n, 2) of the strip in pixels of the photo."""
        return _moved(points, self.to_photo)

    def points_in_strip(self, points: Array) -> Array:
        """Points (n, 2) of the photo in pixels of the strip."""
        return _moved(points, np.linalg.inv(self.to_photo))


def strip_of(photo: Photo, coat: Coat, landmarks: Landmarks | None = None) -> Strip:
    """The canonical strip of a coat, by its landmarks where given, else by its mask.

    Raises ValueError where shoulder and hip are one point or the coat is of another photo.
    """
    crop, (left, top) = crop_of(photo, coat.region)
    mask = mask_of(photo, coat)
    said = landmarks or {}
    ends = [pair for pair in _ENDS if pair[0] in said and pair[1] in said]
    if ends:
        front, back, row = ends[0]
        to_photo = _by_body(np.array(said[front]), np.array(said[back]), row)
    else:
        to_photo = _by_mask(mask, (left, top))
    to_crop = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]) @ to_photo
    scale = float(np.sqrt(abs(np.linalg.det(to_crop[:2, :2]))))
    # A strip much smaller than its coat would alias: blur first by what shrinking takes away.
    source = cv2.GaussianBlur(crop, (0, 0), 0.5 * scale) if scale > 1.5 else crop
    way = cv2.WARP_INVERSE_MAP
    pixels = cv2.warpAffine(source, to_crop[:2], (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR | way)
    inside = cv2.warpAffine(
        mask.astype(np.uint8), to_crop[:2], (WIDTH, HEIGHT), flags=cv2.INTER_NEAREST | way
    )
    return Strip(np.asarray(pixels), np.asarray(inside > 0), to_photo)


def _by_body(shoulder: Array, hip: Array, row: float) -> Array:
    """Strip to photo: the line of shoulder and hip level, at share `row` of its height."""
    # A strip reads from left to right in the photo, whichever way the animal faces.
    first, second = (shoulder, hip) if shoulder[0] <= hip[0] else (hip, shoulder)
    along = second - first
    length = float(np.hypot(*along))
    if length < 1.0:
        raise ValueError("shoulder and hip are one point: they give the strip no direction")
    start = np.array([(1 - _BODY) / 2 * WIDTH, row * HEIGHT])
    return _similarity(along / length, length / (_BODY * WIDTH), start, first)


def _by_mask(mask: Array, origin: tuple[int, int]) -> Array:
    """Strip to photo from the mask's middle, lean and extent."""
    rows, columns = np.nonzero(mask)
    if rows.size < 16:
        rows, columns = np.nonzero(np.ones_like(mask))
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    middle = points.mean(axis=0)
    spread = (points - middle).T @ (points - middle)
    axis = np.linalg.eigh(spread)[1][:, 1]
    axis = axis if axis[0] >= 0 else -axis
    lean = float(np.degrees(np.arctan2(axis[1], axis[0])))
    if abs(lean) > _MAX_LEAN_DEG:
        axis = np.array([1.0, 0.0])
    across = np.array([-axis[1], axis[0]])
    u, v = (points - middle) @ axis, (points - middle) @ across
    # The outermost hundredth is whiskers and tail tip: it shall not set the scale.
    low = np.array([np.quantile(u, 0.01), np.quantile(v, 0.01)])
    high = np.array([np.quantile(u, 0.99), np.quantile(v, 0.99)])
    scale = float(max((high[0] - low[0]) / WIDTH, (high[1] - low[1]) / HEIGHT, 1e-3))
    centre = (low + high) / 2
    at = middle + centre[0] * axis + centre[1] * across + np.array(origin, np.float64)
    return _similarity(axis, scale, np.array([WIDTH / 2, HEIGHT / 2]), at)


def _similarity(axis: Array, scale: float, start: Array, goal: Array) -> Array:
    """3 x 3: turns (1, 0) to `axis`, scales, and takes `start` of the strip to `goal`."""
    turn = scale * np.array([[axis[0], -axis[1]], [axis[1], axis[0]]])
    matrix = np.eye(3)
    matrix[:2, :2] = turn
    matrix[:2, 2] = goal - turn @ start
    return matrix


def _moved(points: Array, matrix: Array) -> Array:
    long = np.asarray(points, np.float64).reshape(-1, 2)
    return np.asarray(long @ matrix[:2, :2].T + matrix[:2, 2])
