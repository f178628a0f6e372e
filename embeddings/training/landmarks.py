"""Learning to find landmarks from the labelled tigers: photos, their views, the head's lessons.

Points are of the side that faces the camera, so a mirrored photo needs no exchange of names, and
only "faces left" turns over. The trunk stands still: its grids of some views of every photo are
made once, and lessons draw from them.
"""

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from embeddings.coat.canvas import warped
from embeddings.coat.landmarks import HEIGHT, POINTS, SIZE, WIDTH, laid
from embeddings.coat.values import Region
from embeddings.photo import Array

ORDER = (
    *("left_ear", "right_ear", "nose"),
    *("right_belly_shoulder", "right_front_paw", "left_belly_shoulder", "left_front_paw"),
    *("right_belly_hip", "right_knee", "right_hind_paw"),
    *("left_belly_hip", "left_knee", "left_hind_paw"),
    *("tail_root", "middle"),
)
"""The key points of the ATRW data set, in its order."""

_SIDED = ("belly_shoulder", "belly_hip", "front_paw", "hind_paw")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A photo with landmarks: points float64 (POINTS, 2) in its pixels, seen bool (POINTS,).

    labelled: whether anybody looked for landmarks at all; without it `seen` says nothing.
    """

    path: Path
    animal: str
    faces_left: bool
    points: Array
    seen: Array

    @property
    def labelled(self) -> bool:
        """Whether anybody looked for landmarks in this photo."""
        return bool(self.seen.any())


@dataclass(frozen=True, slots=True)
class View:
    """A photo on the canvas: pixels uint8 (HEIGHT, WIDTH, 3), points in its pixels, seen there."""

    pixels: Array
    points: Array
    seen: Array
    faces_left: bool


def read_labelled(dataset: Path) -> list[Labelled]:
    """The photos of a folder with photos.csv, keypoints.json and images/, in the table's order.

    The key points are 15 x (x, y, v) of the ATRW data set; those of the flank that the table names
    are kept, ears are averaged. Raises OSError, ValueError or KeyError where a file is broken.
    """
    given = json.loads((dataset / "keypoints.json").read_text("utf-8"))
    with (dataset / "photos.csv").open(encoding="utf-8") as table:
        return [_labelled(dataset, row, given[row["file"]]) for row in csv.DictReader(table)]


def _labelled(dataset: Path, row: dict[str, str], flat: Sequence[float]) -> Labelled:
    every = np.asarray(flat, np.float64).reshape(len(ORDER), 3)
    points, seen = np.zeros((len(POINTS), 2)), np.zeros(len(POINTS), bool)
    for place, name in enumerate(POINTS):
        sides = [f"left_{name}", f"right_{name}"] if name == "ear" else [name]
        if name in _SIDED:
            sides = [f"{row['flank']}_{name}"]
        found = [every[ORDER.index(side)] for side in sides]
        there = [one[:2] for one in found if one[2] > 0]
        if there:
            points[place], seen[place] = np.mean(there, axis=0), True
    left = row["flank"] == "left"
    return Labelled(dataset / "images" / row["file"], row["individual_id"], left, points, seen)


def as_found(pixels: Array, one: Labelled, mirrored: bool) -> View:
    """The view that the finder takes of a photo which is all region, or its mirror image."""
    canvas, to_canvas = laid(pixels, Region(0, 0, pixels.shape[1], pixels.shape[0]))
    return _view(canvas, to_canvas, one, mirrored)


def drawn(pixels: Array, one: Labelled, rng: np.random.Generator) -> View:
    """A view with another size, place, lean, light and sharpness; half of them mirrored."""
    to_canvas = placed(pixels.shape[:2], (HEIGHT, WIDTH), rng)
    canvas = weathered(warped(pixels, to_canvas, SIZE), rng, hide=True)
    return _view(canvas, to_canvas, one, bool(rng.random() < 0.5))


def placed(photo: tuple[int, ...], canvas: tuple[int, int], rng: np.random.Generator) -> Array:
    """A 2 x 3 from a photo to a canvas, heights and widths in pixels: drawn size, place, lean."""
    height, width = photo
    ratio = min(canvas[1] / width, canvas[0] / height) * float(rng.uniform(0.5, 1.1))
    angle = np.deg2rad(rng.normal(0, 7))
    aspect = float(np.exp(rng.normal(0, 0.08)))
    turn = ratio * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    turn = turn @ np.diag([aspect, 1 / aspect])
    size = np.array([canvas[1], canvas[0]])
    slack = np.maximum(size - ratio * np.array([width, height]), 12.0)
    place = size / 2 + rng.uniform(-0.5, 0.5, 2) * slack
    shift = place - turn @ np.array([width / 2, height / 2])
    return np.hstack([turn, shift[:, None]])


def _view(canvas: Array, to_canvas: Array, one: Labelled, mirrored: bool) -> View:
    points = one.points @ to_canvas[:, :2].T + to_canvas[:, 2]
    left = one.faces_left
    if mirrored:
        canvas = np.ascontiguousarray(canvas[:, ::-1])
        points = np.stack([WIDTH - 1 - points[:, 0], points[:, 1]], axis=1)
        left = not left
    within = (points >= 0).all(axis=1) & (points <= [WIDTH - 1, HEIGHT - 1]).all(axis=1)
    return View(canvas, points, one.seen & within, left)


def weathered(canvas: Array, rng: np.random.Generator, *, hide: bool = False) -> Array:
    """Light, colour and sharpness as other cameras and hours have them, uint8 (h, w, 3).

    hide: half of them lose a rectangle too.
    """
    seen = canvas.astype(np.float32)
    if rng.random() < 0.3:
        seen[:] = seen.mean(axis=2, keepdims=True)  # infrared
    else:
        seen *= np.exp(rng.normal(0, 0.12, 3)).astype(np.float32)
    bent = 255.0 * np.clip(seen / 255.0, 0, 1) ** float(np.exp(rng.normal(0, 0.35)))
    bent = 127.0 + (bent - 127.0) * float(np.exp(rng.normal(0, 0.2)))
    if rng.random() < 0.3:
        bent = cv2.GaussianBlur(bent, (0, 0), float(rng.uniform(0.6, 2.0)))
    if hide and rng.random() < 0.5:
        high, wide = int(rng.integers(16, 60)), int(rng.integers(16, 80))
        rows, columns = canvas.shape[:2]
        top, left = int(rng.integers(0, rows - high)), int(rng.integers(0, columns - wide))
        bent[top : top + high, left : left + wide] = rng.uniform(20, 200, 3)
    bent = bent + rng.normal(0, float(rng.uniform(0, 6)), bent.shape)
    return np.asarray(np.clip(np.rint(bent), 0, 255), np.uint8)
