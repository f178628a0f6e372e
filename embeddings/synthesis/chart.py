"""The flank chart: where on the coat a point of the skin lies, the same for body and pelt.

x runs along the body in metres (nose forward), s from the spine down the flank in metres. Above
the axis of the trunk s is an arc, below it a plain height, so a leg hangs down in the chart as it
does on the animal; and a skin that was cut open lies in it as it lies on the floor.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

Floats = NDArray[np.float32]
PX_PER_M = 512
X_LOW, X_HIGH, S_HIGH = -1.36, 0.84, 0.90
SHAPE = (round(S_HIGH * PX_PER_M), round((X_HIGH - X_LOW) * PX_PER_M))

_AXIS_X = (-1.36, -0.62, -0.50, -0.40, -0.10, 0.25, 0.36, 0.55, 0.64, 0.75, 0.84)
_AXIS_Z = (0.56, 0.575, 0.58, 0.565, 0.545, 0.545, 0.58, 0.665, 0.665, 0.64, 0.63)
_HALF_HEIGHT = (0.032, 0.036, 0.075, 0.115, 0.125, 0.14, 0.125, 0.09, 0.085, 0.04, 0.02)
_GRID = np.linspace(X_LOW, X_HIGH, SHAPE[1], dtype=np.float32)
_CENTRE = gaussian_filter1d(np.interp(_GRID, _AXIS_X, _AXIS_Z), 12)
_HEIGHT = gaussian_filter1d(np.interp(_GRID, _AXIS_X, _HALF_HEIGHT), 12)
# The belly's edge and the height where legs begin, as s.
BELLY_S = np.asarray(_HEIGHT * np.pi / 2 + _CENTRE - 0.40, np.float32)


def place(points: Floats) -> Floats:
    """Return (n, 2) chart places (x, s) of points (n, 3) of the standing body, of either side."""
    x = points[:, 0]
    centre = np.interp(x, _GRID, _CENTRE)
    height = np.interp(x, _GRID, _HEIGHT)
    up = points[:, 2] - centre
    angle = np.arctan2(np.maximum(up, 0), np.abs(points[:, 1]) * 1.25 + 1e-6)
    s = height * (np.pi / 2 - angle) + np.maximum(-up, 0)
    return np.stack([x, s], axis=1).astype(np.float32)


def pixel(places: Floats) -> Floats:
    """Return (n, 2) chart pixels (column, row) of chart places (x, s)."""
    return np.asarray((places - [X_LOW, 0.0]) * PX_PER_M, dtype=np.float32)


def grid() -> tuple[Floats, Floats]:
    """Return x and s (rows, columns) of every pixel of the chart."""
    s = (np.arange(SHAPE[0], dtype=np.float32) + 0.5) / PX_PER_M
    x, down = np.meshgrid(_GRID, s)
    return x.astype(np.float32), down.astype(np.float32)


def belly_s(x: Floats) -> Floats:
    """Return s where the trunk ends and legs begin at x."""
    return np.asarray(np.interp(x, _GRID, BELLY_S), dtype=np.float32)
