"""The tiger's marks on a flank chart: stripes that fork, double, break off and thin to the belly.

Noise is sharpened again and again by a filter that favours one width across and length along the
stripe, the cheap cousin of anisotropic reaction-diffusion (Witkin & Kass 1991). Trunk and tail are
striped from spine to belly, limbs across; both fields are grown and laid together by place.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import chart
from embeddings.synthesis.animal import Style
from embeddings.synthesis.noise import smooth, step
from embeddings.synthesis.resample import looked_up

Floats = NDArray[np.float32]
_PASSES = 7
_COARSE = 2  # stripes are grown at half the chart's resolution


def _grow(rng: np.random.Generator, width_px: float, length_px: float, upright: bool) -> Floats:
    """Return a field about -1..1 of stripes `width_px` apart; upright ones run along rows."""
    tall, broad = chart.SHAPE[0] // _COARSE + 40, chart.SHAPE[1] // _COARSE + 40
    shape = (tall, broad) if upright else (broad, tall)
    field = rng.standard_normal(shape, dtype=np.float32)
    narrow, wide = 0.20 * width_px, 0.46 * width_px
    for again in range(_PASSES):
        field = _drawn(field, narrow, length_px) - _drawn(field, wide, length_px)
        field = field / (field.std() + 1e-9)
        # The last pass stays soft, so that a threshold can taper a stripe to a point.
        field = np.tanh(1.6 * field) if again < _PASSES - 1 else 0.75 * field
    grown = field[20:-20, 20:-20]
    return np.asarray(grown if upright else grown.T, dtype=np.float32)


def _drawn(field: Floats, across_px: float, along_px: float) -> Floats:
    return np.asarray(
        cv2.GaussianBlur(field, (0, 0), sigmaX=across_px, sigmaY=along_px), dtype=np.float32
    )


def _lean(style: Style, x: Floats, s: Floats) -> tuple[Floats, Floats]:
    """Return how far (chart pixels) each place looks sideways and down."""
    field = np.random.default_rng(style.field_seed)
    wander = style.wander * (
        13 * smooth(field, chart.SHAPE, 190) + 4 * smooth(field, chart.SHAPE, 60)
    )
    # Stripes lean backwards over the haunch and forwards over the shoulder as they go down.
    haunch = 90 * s * step(-x, 0.05, 0.45) - 60 * s * step(x, 0.05, 0.35)
    across = wander + haunch + style.tilt * 160 * s
    down = style.wander * 8 * smooth(field, chart.SHAPE, 90)
    return np.asarray(across, np.float32), np.asarray(down, np.float32)


def marks(rng: np.random.Generator, style: Style) -> tuple[Floats, Floats]:
    """Return dark stripes and the warm insides of doubled stripes, (rows, columns) 0..1."""
    x, s = chart.grid()
    across, down = _lean(style, x, s)
    width = 28 / _COARSE * style.mark_scale / np.sqrt(style.mark_density)
    trunk = _grow(rng, width, 11, True)
    limb = _grow(rng, width * 0.95, 9, False)
    rows, columns = np.indices(chart.SHAPE, dtype=np.float32)
    wobble = 1.6 * smooth(rng, chart.SHAPE, 22)
    # The stripes stand closer towards the rump and on the tail, wider over the shoulder.
    pace = np.cumsum(1 + 0.30 * step(-x[0], 0.05, 0.45) - 0.12 * step(x[0], 0.05, 0.3))
    along = (columns * 0 + pace[None, :] * columns.shape[1] / pace[-1]).astype(np.float32)
    where = ((along + across + wobble) / _COARSE, (rows + down) / _COARSE)
    trunk = looked_up(trunk, *where, "reflect")
    where = ((columns + 0.5 * across) / _COARSE, (rows + 0.3 * across + wobble) / _COARSE)
    limb = looked_up(limb, *where, "reflect")
    on_limb = step(s - chart.belly_s(x), -0.02, 0.07) * step(-np.abs(x + 0.1), -0.75, -0.6)
    on_head = step(x, 0.52, 0.60) * (1 - step(s, 0.02, 0.10))
    mix = np.maximum(on_limb, 0.8 * on_head)
    field = trunk * (1 - mix) + limb * mix
    level = _level(rng, style, x, s)
    edge = field + 0.03 * smooth(rng, chart.SHAPE, 4)
    dark = step(edge - level, -0.04, 0.12)
    inside = step(field - level, 0.52, 0.62) * step(smooth(rng, chart.SHAPE, (40, 25)), 0.2, 0.8)
    inside *= (1 - on_limb) * step(-x, -0.35, -0.15)
    return dark * (1 - 0.9 * inside), inside


def _level(rng: np.random.Generator, style: Style, x: Floats, s: Floats) -> Floats:
    """Return the height above which the field is a stripe: high where the coat bears few."""
    level = 0.30 + 0.20 * smooth(rng, chart.SHAPE, (60, 18)) + 0.12 * smooth(rng, chart.SHAPE, 70)
    level -= 0.22 * (style.mark_density - 1)
    level += 0.34 * step(x, 0.10, 0.24) * (1 - step(x, 0.40, 0.52))  # shoulder and neck
    fore = step(x, 0.08, 0.14) * step(s, 0.36, 0.44) * (1 - step(x, 0.36, 0.42))
    level += 0.45 * fore
    paw = step(s, 0.62, 0.72) * step(-x, -0.42, -0.30) * step(x, -0.6, -0.5)
    level += 0.7 * paw
    down = s / np.maximum(chart.belly_s(x), 0.05)
    level += 0.20 * step(down, 0.35, 0.6) * (1 - step(down, 0.75, 1.0))
    level -= 0.30 * step(-x, 0.52, 0.62)  # rings of the tail
    face = step(x, 0.66, 0.72)
    return np.asarray(level + 0.8 * face, dtype=np.float32)
