"""How a skin lies on the floor: its outline, stretch, folds and cuts, seen in perspective.

The flank chart is nearly the flat skin already: spine in the middle, legs spread to both sides. The
photo is drawn backwards: from each pixel to the floor, to the skin lying there, to the chart.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import chart
from embeddings.synthesis.conditions import PeltTreatment
from embeddings.synthesis.noise import fractal, smooth, step
from embeddings.synthesis.resample import looked_up, softened, widened

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
PELT_HEIGHT, PELT_WIDTH = 768, 1024
_OUTLINE = (
    (0.78, -0.01),
    (0.765, 0.05),
    (0.70, 0.10),
    (0.62, 0.14),
    (0.53, 0.17),
    (0.44, 0.24),
    (0.37, 0.34),
    (0.345, 0.46),
    (0.31, 0.60),
    (0.295, 0.74),
    (0.25, 0.785),
    (0.195, 0.75),
    (0.175, 0.62),
    (0.145, 0.49),
    (0.10, 0.40),
    (0.0, 0.37),
    (-0.14, 0.36),
    (-0.23, 0.39),
    (-0.285, 0.48),
    (-0.35, 0.60),
    (-0.385, 0.72),
    (-0.38, 0.785),
    (-0.44, 0.80),
    (-0.475, 0.72),
    (-0.485, 0.58),
    (-0.50, 0.45),
    (-0.505, 0.27),
    (-0.53, 0.10),
    (-0.62, 0.058),
    (-1.0, 0.052),
    (-1.27, 0.045),
    (-1.305, -0.01),
)


@dataclass(frozen=True, slots=True)
class Lie:
    """What lies under each pixel (h, w) of the photo.

    floor_x, floor_y: the place on the floor in metres; x, s: the place on the flank chart; left:
    which flank; skin 0..1: whether there is skin; under 0..1: whether its hide side is up.
    """

    floor_x: Floats
    floor_y: Floats
    x: Floats
    s: Floats
    left: Bools
    skin: Floats
    under: Floats


def _outline(rng: np.random.Generator, treatment: PeltTreatment) -> Floats:
    """Return how much (rows, columns of the chart) 0..1 there is skin on one flank."""
    mask = np.zeros(chart.SHAPE, np.float32)
    points = np.array(_OUTLINE, np.float32)
    points = np.asarray(points + rng.normal(0, 0.007, points.shape), np.float32)
    if not treatment.head:
        points = points[points[:, 0] < 0.5]
        points = np.concatenate([[[0.47, -0.01]], points]).astype(np.float32)
    at = chart.pixel(np.asarray(points, np.float32))
    cv2.fillPoly(mask, [np.round(at).astype(np.int32)], 1.0, cv2.LINE_AA)
    ragged = softened(mask, 4) + 0.13 * fractal(rng, chart.SHAPE, 34, 4)
    near = widened(mask, 9, 9)
    mask = step(ragged, 0.44, 0.54) * near
    for _ in range(treatment.holes):
        middle = chart.pixel(np.array([[rng.uniform(-0.4, 0.35), rng.uniform(0.03, 0.3)]]))[0]
        size = (int(rng.integers(3, 9)), int(rng.integers(3, 7)))
        cv2.ellipse(mask, np.round(middle).astype(int).tolist(), size, 30, 0, 360, 0.0, -1)
    for _ in range(treatment.cuts):
        x = float(rng.uniform(-0.4, 0.3))
        deep, lean = float(rng.uniform(0.1, 0.28)), float(rng.normal(0, 0.05))
        wedge = np.array([[x - 0.012, 0.42], [x + 0.016, 0.42], [x + lean, 0.40 - deep]])
        at = chart.pixel(np.asarray(wedge, np.float32))
        cv2.fillPoly(mask, [np.round(at).astype(np.int32)], 0.0, cv2.LINE_AA)
    return mask


def _floor_places(
    rng: np.random.Generator, treatment: PeltTreatment
) -> tuple[Floats, Floats, float]:
    """Return the floor place (x, y metres, skin's frame) of each pixel, and metres a pixel."""
    rows, columns = np.indices((PELT_HEIGHT, PELT_WIDTH), dtype=np.float32)
    v, u = rows / PELT_HEIGHT * 2 - 1, columns / PELT_WIDTH * 2 - 1
    tilt = 0.42 * treatment.perspective
    away = 1 / (1 + tilt * v)
    turn = np.radians(treatment.turn_deg)
    c, s = np.cos(turn), np.sin(turn)
    half_x, half_y = 1.06, 0.80
    reach = max(
        abs(c) * half_x + abs(s) * half_y,
        (abs(s) * half_x + abs(c) * half_y) * PELT_WIDTH / PELT_HEIGHT,
    )
    reach *= 1.04 * (1 + 0.30 * tilt) * treatment.shrink / treatment.scale
    shift = rng.normal(0, 0.03, 2)
    x = u * away * reach + shift[0]
    y = -(v * away + 0.25 * tilt) * reach * PELT_HEIGHT / PELT_WIDTH + shift[1]
    place = (np.asarray(c * x + s * y - 0.26, np.float32), np.asarray(-s * x + c * y, np.float32))
    return (*place, reach * 2 / PELT_WIDTH)


def laid(rng: np.random.Generator, treatment: PeltTreatment) -> Lie:
    """Return how the skin lies on the floor and where each pixel of the photo sees it."""
    floor_x, floor_y, _ = _floor_places(rng, treatment)
    shape = floor_x.shape
    pull = 0.035 * treatment.stretch
    x = floor_x + pull * smooth(rng, shape, 230) + 0.2 * pull * smooth(rng, shape, 70)
    y = floor_y + pull * smooth(rng, shape, 230) + 0.2 * pull * smooth(rng, shape, 70)
    x = (x + 0.26) / treatment.shrink - 0.26
    y = y / float(rng.uniform(0.92, 1.06)) / treatment.shrink
    skin = np.zeros(shape, np.float32)
    under = np.zeros(shape, np.float32)
    chart_x, chart_s = x.copy(), np.abs(y)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        here = y * sign >= 0
        outline = _outline(rng, treatment)
        splay = float(rng.uniform(-0.1, 0.45)), float(rng.uniform(-0.1, 0.45))
        s = y * sign
        legs = np.maximum(s - 0.36, 0)
        front = step(x, -0.15, 0.0)
        place = x - legs * (splay[0] * front - splay[1] * (1 - front))
        if treatment.sides not in ("both", side):
            outline = outline * 0
        own = _sampled(outline, place, s)
        if treatment.folded > 0 and treatment.folded_side == side:
            slant = float(rng.normal(0, 0.12))
            crease = 0.37 * (1 - treatment.folded) + slant * (x + 0.05)
            beyond = _sampled(outline, place, 2 * crease - s)
            inner = (s < crease) & (s > 0.0)
            flap = np.where(inner, beyond, 0)
            own = np.where(s < crease, own, 0)
            under = np.where(here, np.maximum(under, flap), under)
            own = np.maximum(own, flap)
        skin = np.where(here, own, skin)
        chart_x = np.where(here, place, chart_x)
    return Lie(floor_x, floor_y, chart_x, chart_s, y >= 0, skin, np.asarray(under, np.float32))


def chart_pixels(x: Floats, s: Floats) -> tuple[Floats, Floats]:
    """Return chart columns and rows (h, w) of chart places; s of either side."""
    columns, rows = (x - chart.X_LOW) * chart.PX_PER_M, np.abs(s) * chart.PX_PER_M
    return np.asarray(columns, np.float32), np.asarray(rows, np.float32)


def _sampled(layer: Floats, x: Floats, s: Floats) -> Floats:
    """Return values of a chart layer at chart places; nothing outside the chart."""
    return looked_up(layer, *chart_pixels(x, s))
