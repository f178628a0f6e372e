"""Comparisons on paper: two coats side by side or two strips one above the other, with their marks.

Every mark is drawn, and thin lines join those that fit together; a dozen, spread over the coat, are
numbered, so that a reader without colours and without us finds both ends of each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat import Region
from embeddings.explain.strips import Strips, shown
from embeddings.photo import Array, Photo
from embeddings.verify import Comparison

HEIGHT = 640
GAP = 14
NUMBERED = 12
"""So many pairs of marks are numbered."""

_COLOURS = {"sift": (255, 176, 0), "xfeat": (70, 190, 255)}
_OTHER = (255, 110, 200)
_MARGIN = 0.06
_WIDEST = 1.9  # of the height


@dataclass(frozen=True, slots=True)
class _Pane:
    """A part of a photo or strip on the picture: pixels as drawn, and how points get there."""

    pixels: Array
    origin: Array
    scale: float

    def at(self, points: Array) -> Array:
        """Points (n, 2) of the photo in pixels of the pane."""
        return np.asarray((np.asarray(points, np.float64) - self.origin) * self.scale)


def draw_pair(
    query: tuple[Photo, Region],
    candidate: tuple[Photo, Region],
    comparison: Comparison,
    *,
    marks: bool = True,
    height: int = HEIGHT,
) -> Array:
    """The coat of the query left, of the candidate right, white between, matched marks joined.

    Each is cut to its region and a little around it. Returns uint8 (height, w, 3) sRGB. marks=False
    shows the bare photos. Orange marks are SIFT's, blue ones XFeat's.
    """
    panes = [_cut(photo.pixels, region, height) for photo, region in (query, candidate)]
    gap = np.full((height, GAP, 3), 255, dtype=np.uint8)
    canvas = np.ascontiguousarray(np.hstack([panes[0].pixels, gap, panes[1].pixels]))
    if not marks:
        return canvas
    shift = np.array([panes[0].pixels.shape[1] + GAP, 0.0])
    placed = {
        kind: np.stack(
            [panes[0].at(matched.points[:, 0]), panes[1].at(matched.points[:, 1]) + shift], axis=1
        )
        for kind, matched in comparison.matches.items()
    }
    return _joined(canvas, placed)


def draw_strips(strips: Strips, *, marks: bool = True, width: int = 1100) -> Array:
    """The query's strip above, the candidate's below, matched marks joined; uint8 (h, width, 3)."""
    panes = []
    for strip in (strips.query, strips.candidate):
        pixels = shown(strip)
        scale = width / pixels.shape[1]
        size = (width, max(1, round(pixels.shape[0] * scale)))
        panes.append(_Pane(_resized(pixels, size, scale), np.zeros(2), scale))
    gap = np.full((GAP, width, 3), 255, dtype=np.uint8)
    canvas = np.ascontiguousarray(np.vstack([panes[0].pixels, gap, panes[1].pixels]))
    if not marks:
        return canvas
    shift = np.array([0.0, panes[0].pixels.shape[0] + GAP])
    placed = {
        kind: np.stack([panes[0].at(both[:, 0]), panes[1].at(both[:, 1]) + shift], axis=1)
        for kind, both in strips.marks.items()
    }
    return _joined(canvas, placed)


def spread(points: Array, most: int) -> list[int]:
    """Rows of at most `most` points (n, 2) that lie far from each other, the middle one first."""
    if not len(points):
        return []
    places = np.asarray(points, np.float64)
    chosen = [int(np.argmin(np.linalg.norm(places - places.mean(axis=0), axis=1)))]
    nearest = np.linalg.norm(places - places[chosen[0]], axis=1)
    while len(chosen) < most and float(nearest.max()) > 0.0:
        chosen.append(int(np.argmax(nearest)))
        nearest = np.minimum(nearest, np.linalg.norm(places - places[chosen[-1]], axis=1))
    return chosen


def _cut(pixels: Array, region: Region, height: int) -> _Pane:
    """The region with a little around it, at this height; never wider than a page allows."""
    aside, above = region.width * _MARGIN, region.height * _MARGIN
    rows, columns = pixels.shape[:2]
    x0, y0 = max(0, round(region.x - aside)), max(0, round(region.y - above))
    x1 = min(columns, max(x0 + 1, round(region.x + region.width + aside)))
    y1 = min(rows, max(y0 + 1, round(region.y + region.height + above)))
    part = pixels[y0:y1, x0:x1]
    scale = min(height / part.shape[0], _WIDEST * height / part.shape[1])
    size = (max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale)))
    low = (height - size[1]) // 2
    pane = np.full((height, size[0], 3), 255, dtype=np.uint8)
    pane[low : low + size[1]] = _resized(part, size, scale)
    return _Pane(pane, np.array([x0, y0 - low / scale]), scale)


def _resized(pixels: Array, size: tuple[int, int], scale: float) -> Array:
    how = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how))


def _joined(canvas: Array, placed: Mapping[str, Array]) -> Array:
    """Marks (n, 2, 2) in canvas pixels with their lines, some of them numbered."""
    # On paper a picture is as wide as the text, or less where it is high: sizes follow.
    size = max(3, round(max(canvas.shape[1], 1.4 * canvas.shape[0]) / 260))
    count = sum(len(both) for both in placed.values())
    lines = canvas.copy()
    for colour, start, end in _pairs(placed):
        cv2.line(lines, start, end, colour, max(1, size // 3), cv2.LINE_AA)
    # Many lines would hide the coat that they are about.
    strong = float(np.clip(4.0 / np.sqrt(max(count, 1)), 0.2, 0.6))
    canvas = np.asarray(cv2.addWeighted(lines, strong, canvas, 1.0 - strong, 0.0))
    for colour, start, end in _pairs(placed):
        for centre in (start, end):
            cv2.circle(canvas, centre, size + 1, (20, 20, 20), 1, cv2.LINE_AA)
            cv2.circle(canvas, centre, size, colour, max(1, size // 3), cv2.LINE_AA)
    if count:
        both = np.concatenate([both for _, both in sorted(placed.items())])
        for number, row in enumerate(spread(both[:, 0], NUMBERED), start=1):
            for place in both[row]:
                _number(canvas, str(number), place, 2.2 * size)
    return canvas


def _pairs(
    placed: Mapping[str, Array],
) -> Iterator[tuple[tuple[int, int, int], Sequence[int], Sequence[int]]]:
    for kind, both in sorted(placed.items()):
        for start, end in np.rint(both).astype(int).tolist():
            yield _COLOURS.get(kind, _OTHER), start, end


def _number(canvas: Array, text: str, place: Array, radius: float) -> None:
    """A number on a white disc beside its mark, dark on light whatever lies beneath."""
    round_px = round(radius)
    high, wide = canvas.shape[:2]
    x = round(min(max(float(place[0]) + 1.1 * radius, radius), wide - radius))
    y = round(min(max(float(place[1]) - 1.1 * radius, radius), high - radius))
    cv2.circle(canvas, (x, y), round_px, (255, 255, 255), -1, cv2.LINE_AA)
    cv2.circle(canvas, (x, y), round_px, (30, 30, 30), max(1, round_px // 10), cv2.LINE_AA)
    letter, bold = radius / 24.0, max(1, round(radius / 10))
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, letter, bold)
    where = (x - width // 2, y + height // 2)
    cv2.putText(
        canvas, text, where, cv2.FONT_HERSHEY_SIMPLEX, letter, (20, 20, 20), bold, cv2.LINE_AA
    )
