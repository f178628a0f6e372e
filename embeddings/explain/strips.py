"""Two flattened flanks one above the other, with the marks carried from the photos to the strips.

The strips are those of `rectify`, made again at a size for looking: nothing in them is bent. Where
the matched marks say that one skin lies turned against the other, its strip is turned to match,
because two strips that lie differently cannot be compared by eye.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat import Coat
from embeddings.photo import Array, Photo
from embeddings.rectify import HEIGHT, WIDTH, Landmarks, Strip, strip_of
from embeddings.verify import Comparison

LARGEST = 3.0
"""A strip for looking is at most so many times as large as the canonical one."""

_TURNED_DEG = 25.0
_LEAST_MARKS, _LEAST_ALIKE = 8, 0.7
_NO_PHOTO = (235, 235, 235)
_OUTSIDE = 0.45  # what is no coat stays visible, but pale


@dataclass(frozen=True, slots=True)
class Strips:
    """Two strips for looking and the matched marks on both.

    marks: kind -> (n, 2, 2), pixels of the query's and the candidate's strip. turned_deg: by how
    much the query's strip was turned so that both lie alike; 0 mostly.
    """

    query: Strip
    candidate: Strip
    marks: Mapping[str, Array]
    turned_deg: float = 0.0


def strips_of(
    query: tuple[Photo, Coat, Landmarks | None],
    candidate: tuple[Photo, Coat, Landmarks | None],
    comparison: Comparison,
) -> Strips:
    """The strips of a compared pair at a size for looking. Raises ValueError as `strip_of` does."""
    ours, theirs = (strip_of(*side) for side in (query, candidate))
    turn = _turn_deg(ours, theirs, comparison)
    turned = turn if abs(turn) > _TURNED_DEG else 0.0
    large = (
        _at_a_size_for_looking(query[0], ours, turned),
        _at_a_size_for_looking(candidate[0], theirs, 0.0),
    )
    marks = {
        kind: np.stack(
            [
                large[0].points_in_strip(matched.points[:, 0]),
                large[1].points_in_strip(matched.points[:, 1]),
            ],
            axis=1,
        )
        for kind, matched in comparison.matches.items()
    }
    return Strips(*large, marks, turned)


def shown(strip: Strip) -> Array:
    """The strip's pixels with what is no coat made pale, uint8 (h, w, 3)."""
    pale = strip.pixels * _OUTSIDE + 255.0 * (1.0 - _OUTSIDE)
    return np.where(strip.mask[..., None], strip.pixels, pale).astype(np.uint8)


def _turn_deg(ours: Strip, theirs: Strip, comparison: Comparison) -> float:
    """By how much the marks say the query's strip lies turned, clockwise degrees.

    0 where they are few or do not agree in one turn: a strip turned by chance marks would mislead.
    """
    every = [matched.points for matched in comparison.matches.values() if len(matched)]
    points = np.concatenate(every) if every else np.zeros((0, 2, 2))
    if len(points) < _LEAST_MARKS:
        return 0.0
    start, goal = ours.points_in_strip(points[:, 0]), theirs.points_in_strip(points[:, 1])
    start, goal = (
        side[:, 0] + 1j * side[:, 1] for side in (start - start.mean(0), goal - goal.mean(0))
    )
    common = np.vdot(start, goal)
    alike = abs(common) / max(float(np.linalg.norm(start) * np.linalg.norm(goal)), 1e-9)
    return float(np.degrees(np.angle(common))) if alike > _LEAST_ALIKE else 0.0


def _at_a_size_for_looking(photo: Photo, strip: Strip, turn_deg: float) -> Strip:
    """The same strip made from the photo again with all the detail that the photo has."""
    scale = float(np.sqrt(abs(np.linalg.det(strip.to_photo[:2, :2]))))
    factor = float(np.clip(scale, 1.0, LARGEST))
    size = (round(WIDTH * factor), round(HEIGHT * factor))
    to_small = _turned_about_the_middle(turn_deg) @ np.diag([1 / factor, 1 / factor, 1.0])
    to_photo = strip.to_photo @ to_small
    way = cv2.WARP_INVERSE_MAP
    left = scale / factor
    pixels = photo.pixels if left <= 1.5 else cv2.GaussianBlur(photo.pixels, (0, 0), 0.5 * left)
    seen = cv2.warpAffine(
        pixels, to_photo[:2], size, flags=cv2.INTER_CUBIC | way, borderValue=_NO_PHOTO
    )
    inside = cv2.warpAffine(
        strip.mask.astype(np.float32), to_small[:2], size, flags=cv2.INTER_LINEAR | way
    )
    return Strip(np.asarray(seen), np.asarray(inside > 0.5), to_photo)


def _turned_about_the_middle(turn_deg: float) -> Array:
    """3 x 3: from a turned strip to the strip as it was."""
    angle = np.deg2rad(-turn_deg)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([WIDTH / 2, HEIGHT / 2])
    matrix = np.eye(3)
    matrix[:2, :2], matrix[:2, 2] = turn, middle - turn @ middle
    return matrix
