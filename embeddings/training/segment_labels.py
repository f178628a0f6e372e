"""What of a labelled photo is tiger: key points say what is sure, colours decide the rest.

Nobody drew these outlines. The trunk between its corners, limbs as strokes and the head are coat
for sure, what lies far from all points is ground for sure, and what lies under the belly beside the
legs too; GrabCut (Rother, Kolmogorov & Blake 2004) parts what is between. Its rim, where it errs
most, teaches nothing, nor does what it calls coat under the belly.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from embeddings.photo import Array, shrink_to
from embeddings.training.landmarks import ORDER, Labelled

GROUND, COAT, UNSURE = 0, 1, 2
"""What a label says of a pixel."""

Points = Mapping[str, Array]

_SMALL = 200
_ROUNDS = 4
_SEED = 2026
# In trunk lengths, from where the foreleg leaves the belly to where the thigh does.
_ABOVE = 0.55  # the back lies no higher over the belly's edge
_FAR = 0.22
_SHOULDER, _HIP, _NECK = 0.42, 0.30, 0.25  # sure heights over the belly's edge
_FORELEG, _THIGH, _HIND_LEG, _HEAD, _THROAT = 0.06, 0.10, 0.05, 0.16, 0.14  # widths of strokes
_UNDER, _ASIDE, _STANDS = 0.05, 0.12, 0.2  # of the gap: under the edge, beside a leg; a paw's depth
_LEAST_PX = 12
_UPSIDE_DOWN = 0.3
_PAWS = tuple(f"{side}_{end}_paw" for side in ("left", "right") for end in ("front", "hind"))


def key_points(dataset: Path, photos: Sequence[Labelled]) -> list[Array]:
    """All key points float64 (15, 3) of each photo of a data set, x, y and whether it is seen.

    Raises OSError, ValueError or KeyError where keypoints.json is broken or lacks a photo.
    """
    given = json.loads((dataset / "keypoints.json").read_text("utf-8"))
    flat = (given[photo.path.name] for photo in photos)
    return [np.asarray(one, np.float64).reshape(len(ORDER), 3) for one in flat]


def label_of(pixels: Array, points: Array, *, faces_left: bool) -> Array | None:
    """A label uint8 (h, w) of GROUND, COAT and UNSURE for pixels uint8 (h, w, 3).

    points (15, 3): x, y and whether it is seen, in ATRW's order. Equal arguments give equal labels;
    None where the points say too little.
    """
    height, width = pixels.shape[:2]
    body = _body_of(points, height, width, faces_left=faces_left)
    if body is None:
        return None
    small = shrink_to(pixels, _SMALL)
    size = small.shape[1], small.shape[0]
    start = cv2.resize(_start(body, height, width), size, interpolation=cv2.INTER_NEAREST)
    sure = np.isin(start, (cv2.GC_BGD, cv2.GC_FGD))
    if not ((start == cv2.GC_BGD).any() and (start == cv2.GC_FGD).any()):
        return None
    # GrabCut draws from OpenCV's generator of this thread.
    cv2.setRNGSeed(_SEED)
    ground, coat = np.zeros((1, 65)), np.zeros((1, 65))
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB)
    cv2.grabCut(lab, start, (0, 0, 1, 1), ground, coat, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    label = np.isin(start, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8)
    gap = cv2.resize(_gap(body, height, width), size, interpolation=cv2.INTER_NEAREST) > 0
    around = np.ones((3, 3), np.uint8)
    rim = cv2.dilate(label, around) != cv2.erode(label, around)
    label[(rim & ~sure) | (gap & (label == COAT))] = UNSURE
    return np.asarray(cv2.resize(label, (width, height), interpolation=cv2.INTER_NEAREST))


def trimap(points: Array, height: int, width: int, *, faces_left: bool) -> Array | None:
    """GrabCut's start uint8 (height, width): sure coat, sure ground, likely coat, likely ground.

    points as of `label_of`; those outside the photo count as not seen. None where shoulder, hip or
    tail root are missing, the trunk is shorter than 12 pixels or the animal lies on its back.
    """
    body = _body_of(points, height, width, faces_left=faces_left)
    return None if body is None else _start(body, height, width)


@dataclass(frozen=True, slots=True)
class _Body:
    """The points that are seen; where foreleg and thigh leave the belly, and which way is up.

    length: px between these two, the trunk length by which everything else is measured.
    """

    seen: Points
    shoulder: Array
    hip: Array
    up: Array
    length: float

    def edge(self, high: float) -> list[Array]:
        """Shoulder and hip, moved up by so many trunk lengths."""
        return [corner + self.up * high * self.length for corner in (self.shoulder, self.hip)]


def _body_of(points: Array, height: int, width: int, *, faces_left: bool) -> _Body | None:
    seen = _seen(points, height, width)
    near, far = ("left", "right") if faces_left else ("right", "left")
    shoulder = _first(seen, f"{near}_belly_shoulder", f"{far}_belly_shoulder")
    hip = _first(seen, f"{near}_belly_hip", f"{far}_belly_hip")
    if shoulder is None or hip is None or "tail_root" not in seen:
        return None
    length = float(np.hypot(*(shoulder - hip)))
    if length < _LEAST_PX:
        return None
    along = (shoulder - hip) / length
    up = np.array([along[1], -along[0]])
    if up @ (seen["tail_root"] - shoulder) < 0:
        up = -up
    return None if up[1] > _UPSIDE_DOWN else _Body(seen, shoulder, hip, up, length)


def _start(body: _Body, height: int, width: int) -> Array:
    hull = cv2.convexHull(np.array([*body.seen.values(), *body.edge(_ABOVE)], np.float32))[:, 0]
    within = _filled(hull, height, width)
    away = cv2.distanceTransform(1 - within, cv2.DIST_L2, 5)
    start = np.where(within > 0, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    start[away > _FAR * body.length] = cv2.GC_BGD
    # A leg may stand in the gap of which no point tells.
    gap_is = cv2.GC_BGD if all(paw in body.seen for paw in _PAWS) else cv2.GC_PR_BGD
    start[(_gap(body, height, width) > 0) & (within > 0)] = gap_is
    raised = [body.edge(_SHOULDER)[0], body.edge(_HIP)[1]]
    coat = _filled(np.array([body.shoulder, body.hip, *reversed(raised)]), height, width)
    for stroke, thick in _strokes(body.seen, body.edge(_NECK)[0]):
        for one, other in pairwise(stroke):
            _line(coat, one, other, thick * body.length)
    start[coat > 0] = cv2.GC_FGD
    return np.asarray(start)


def _gap(body: _Body, height: int, width: int) -> Array:
    """uint8 (height, width): what lies under the belly and beside the legs of a standing animal.

    Its points lie all around that piece of ground, and its colours are often a coat's. Nothing
    where a paw that is seen is drawn up to the belly.
    """
    paws = [body.seen[paw] for paw in _PAWS if paw in body.seen]
    if not paws or any((paw - body.hip) @ body.up > -_STANDS * body.length for paw in paws):
        return np.zeros((height, width), np.uint8)
    rows, columns = np.indices((height, width))
    high = (columns - body.hip[0]) * body.up[0] + (rows - body.hip[1]) * body.up[1]
    legs = np.zeros((height, width), np.uint8)
    for line in _legs(body):
        for one, other in pairwise(line):
            _line(legs, one, other, 1)
    aside = cv2.distanceTransform(1 - legs, cv2.DIST_L2, 5)
    under = (high < -_UNDER * body.length) & (aside > _ASIDE * body.length)
    return np.asarray(under, np.uint8)


def _legs(body: _Body) -> list[Sequence[Array]]:
    """Every leg's line as far as its points are seen; one that begins unseen, at the near one's."""
    lines: list[Sequence[Array]] = []
    for side in ("left", "right"):
        for begin, corner, below in (
            ("belly_shoulder", body.shoulder, ("front_paw",)),
            ("belly_hip", body.hip, ("knee", "hind_paw")),
        ):
            seen = [body.seen[f"{side}_{end}"] for end in below if f"{side}_{end}" in body.seen]
            lines.append([body.seen.get(f"{side}_{begin}", corner), *seen])
    return lines


def _seen(points: Array, height: int, width: int) -> Points:
    """By name the points that are seen and lie in the photo."""
    return {
        name: np.array([x, y])
        for name, (x, y, v) in zip(ORDER, np.asarray(points, np.float64), strict=True)
        if v > 0 and 0 <= x < width and 0 <= y < height
    }


def _first(seen: Points, *names: str) -> Array | None:
    return next((seen[name] for name in names if name in seen), None)


def _strokes(seen: Points, neck: Array) -> list[tuple[Sequence[Array], float]]:
    """Lines that run inside limbs, head and throat, and how thick, in trunk lengths."""
    strokes: list[tuple[Sequence[Array], float]] = []
    for side in ("left", "right"):
        for one, other, thick in (
            ("belly_shoulder", "front_paw", _FORELEG),
            ("belly_hip", "knee", _THIGH),
            ("knee", "hind_paw", _HIND_LEG),
        ):
            ends = [seen[n] for n in (f"{side}_{one}", f"{side}_{other}") if n in seen]
            if len(ends) == 2:
                strokes.append((ends, thick))
    ears = [seen[name] for name in ("left_ear", "right_ear") if name in seen]
    if "nose" in seen and ears:
        nose, ear = seen["nose"], np.mean(ears, axis=0)
        strokes.append(([0.75 * nose + 0.25 * ear, 0.3 * nose + 0.7 * ear], _HEAD))
        strokes.append(([0.4 * nose + 0.6 * ear, neck], _THROAT))
    return strokes


def _filled(corners: Array, height: int, width: int) -> Array:
    drawn = np.zeros((height, width), np.uint8)
    cv2.fillPoly(drawn, [np.rint(corners).astype(np.int32)], 1)
    return drawn


def _line(drawn: Array, one: Array, other: Array, thick_px: float) -> None:
    ends = [(round(float(x)), round(float(y))) for x, y in (one, other)]
    cv2.line(drawn, ends[0], ends[1], 1, max(1, int(thick_px)))
