"""The pictures a sceptic would ask for: two coats side by side with the marks that fit together."""

from collections.abc import Sequence

import cv2
import numpy as np

from embeddings.photo import Array, Photo
from embeddings.rectify import Strip
from embeddings.verify import Comparison

HEIGHT = 480
GAP = 12
_COLOURS = {"sift": (230, 120, 20), "xfeat": (20, 140, 220)}
_OTHER = (120, 120, 120)


def draw_pair(
    query: Photo,
    candidate: Photo,
    comparison: Comparison,
    *,
    marks: bool = True,
    height: int = HEIGHT,
) -> Array:
    """Query left, candidate right, white gap between, matched marks joined by lines.

    Returns uint8 (height, w, 3) sRGB. marks=False shows the bare photos, for an examiner who has
    not answered yet. Orange lines are SIFT marks, blue ones XFeat.
    """
    left, left_scale = _fitted(query.pixels, height)
    right, right_scale = _fitted(candidate.pixels, height)
    gap = np.full((height, GAP, 3), 255, dtype=np.uint8)
    canvas = np.ascontiguousarray(np.hstack([left, gap, right]))
    if not marks:
        return canvas
    shift = left.shape[1] + GAP
    for kind, matched in sorted(comparison.matches.items()):
        colour = _COLOURS.get(kind, _OTHER)
        for ours, theirs in matched.points:
            start = (round(float(ours[0]) * left_scale), round(float(ours[1]) * left_scale))
            end = (
                round(float(theirs[0]) * right_scale) + shift,
                round(float(theirs[1]) * right_scale),
            )
            cv2.line(canvas, start, end, colour, 1, cv2.LINE_AA)
            for centre in (start, end):
                cv2.circle(canvas, centre, 4, colour, 1, cv2.LINE_AA)
    return canvas


def strips_above_each_other(strips: Sequence[Strip], *, width: int = 960) -> Array:
    """Flattened flanks under each other at one width, what is no coat greyed out.

    Returns uint8 (h, width, 3). Raises ValueError without a strip.
    """
    if not strips:
        raise ValueError("no strip to show: hand in one or more")
    rows = []
    for strip in strips:
        shown = np.where(strip.mask[..., None], strip.pixels, 200).astype(np.uint8)
        height = max(1, round(shown.shape[0] * width / shown.shape[1]))
        rows.append(cv2.resize(shown, (width, height), interpolation=cv2.INTER_AREA))
        rows.append(np.full((GAP, width, 3), 255, dtype=np.uint8))
    return np.vstack(rows[:-1])


def _fitted(pixels: Array, height: int) -> tuple[Array, float]:
    """The picture at this height, and the factor it was scaled by."""
    scale = height / pixels.shape[0]
    width = max(1, round(pixels.shape[1] * scale))
    shrinking = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=shrinking)), scale
