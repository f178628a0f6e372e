"""An outline around an animal's body from its landmarks: what lies outside belongs to others.

The convex hull of what was found, the back's line above the belly, and some slack. A second animal
or a fence post beside the body stays out; what stands before the body does not.
"""

from collections.abc import Mapping

import cv2
import numpy as np

from embeddings.coat.landmarks import SURE_OF_POINT, Found
from embeddings.photo import Array

SLACK = 0.12
"""How far the outline lies from the hull, in distances from belly_shoulder to belly_hip."""

_BACK = 0.5  # the back lies so high above the belly, in the same distances (1,409 tigers: 0.34
# at the tail root, which is the lowest of it)
_NEEDED = ("belly_shoulder", "belly_hip", "tail_root")
_CORNERS = 16

Corners = tuple[tuple[float, float], ...]


def outline(found: Mapping[str, Found], slack: float = SLACK) -> Corners | None:
    """Corners (x, y) around the body in pixels of the photo; None where its ends are unsure."""
    sure = {name: one for name, one in found.items() if one.confidence >= SURE_OF_POINT}
    if any(name not in sure for name in _NEEDED):
        return None
    points = {name: np.array([one.x, one.y]) for name, one in sure.items()}
    front, back = points["belly_shoulder"], points["belly_hip"]
    along = back - front
    length = float(np.hypot(*along))
    if length < 1.0:
        return None
    up = _across(along / length, points["tail_root"] - front)
    spine = [end + _BACK * length * up for end in (front, back)]
    every = np.array([*points.values(), *spine])
    turn = np.linspace(0, 2 * np.pi, _CORNERS, endpoint=False)
    rim = slack * length * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    grown = (every[:, None] + rim[None]).reshape(-1, 2).astype(np.float32)
    corners = cv2.convexHull(grown)[:, 0]
    return tuple((float(x), float(y)) for x, y in corners)


def _across(along: Array, to_back: Array) -> Array:
    """The unit vector across `along` on the side on which the back lies."""
    across = np.array([along[1], -along[0]])
    return across if float(across @ to_back) >= 0 else -across
