"""How much land some stations span."""

from __future__ import annotations

import math
from collections.abc import Collection

import numpy as np
from scipy.spatial import ConvexHull, QhullError

_KM_A_DEGREE = 111.32


def area_km2(places: Collection[tuple[float, float]]) -> float | None:
    """The area of the convex hull of (latitude, longitude) places, km2; None for a line or less.

    Reckoned on the plane that touches their middle: good to a per cent over some hundred
    kilometres, wrong across the date line.
    """
    known = sorted(set(places))
    if len(known) < 3:
        return None
    points = np.array(known, dtype=np.float64)
    middle = points.mean(axis=0)
    east = (points[:, 1] - middle[1]) * _KM_A_DEGREE * math.cos(math.radians(middle[0]))
    north = (points[:, 0] - middle[0]) * _KM_A_DEGREE
    try:
        return float(ConvexHull(np.column_stack([east, north])).volume)
    except QhullError:
        return None
