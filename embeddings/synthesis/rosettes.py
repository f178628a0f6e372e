"""The leopard's marks on a flank chart: broken rings on the trunk, solid spots elsewhere.

Centres lie evenly but without order, at a spacing that follows the body (wide on the flank, narrow
on limbs, nape and head), as spots in growing skin do; each ring is three to five blobs with gaps.
"""

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from embeddings.synthesis import chart
from embeddings.synthesis.animal import Style
from embeddings.synthesis.noise import smooth, step
from embeddings.synthesis.resample import looked_up, softened

Floats = NDArray[np.float32]
_SHIFT = 4  # polygons are drawn with 1/16 pixel corners


def spacing(x: Floats, s: Floats, style: Style) -> Floats:
    """Return the distance between neighbouring marks in metres at places on the chart."""
    flank = 0.088 * np.ones_like(x)
    down = s / np.maximum(chart.belly_s(x), 0.05)
    flank *= 1 - 0.30 * step(x, 0.12, 0.34) - 0.12 * (1 - step(s, 0.0, 0.10))
    flank *= 1 - 0.30 * step(down, 0.85, 1.3)
    leg = step(s, 0.40, 0.66)
    flank = flank * (1 - leg) + 0.034 * leg
    head = step(x, 0.44, 0.58)
    flank = flank * (1 - head) + (0.030 - 0.012 * step(x, 0.58, 0.70)) * head
    tail = step(-x, 0.50, 0.64)
    flank = flank * (1 - tail) + 0.052 * tail
    return np.asarray(flank * style.mark_scale, dtype=np.float32)


def _centres(rng: np.random.Generator, style: Style) -> Floats:
    """Return (n, 2) mark centres (x, s), evenly spread by a few steps of Lloyd's relaxation."""
    wide = rng.uniform((chart.X_LOW, -0.06), (chart.X_HIGH, chart.S_HIGH), size=(26000, 2)).astype(
        np.float32
    )
    gap = spacing(wide[:, 0], np.abs(wide[:, 1]), style)
    weight = 1 / gap**2
    area = (chart.X_HIGH - chart.X_LOW) * (chart.S_HIGH + 0.06)
    count = int(area * weight.mean() * 1.02 * style.mark_density)
    chosen = rng.choice(len(wide), size=count, replace=False, p=weight / weight.sum())
    points = wide[chosen].copy()
    for _ in range(4):
        owner = cKDTree(points).query(wide)[1]
        total = np.bincount(owner, weight, minlength=count)
        mean = [np.bincount(owner, weight * wide[:, i], minlength=count) for i in (0, 1)]
        middle = np.stack(mean, axis=1) / np.maximum(total, 1e-9)[:, None]
        points = np.where(total[:, None] > 0, middle, points).astype(np.float32)
    # Perfectly even is a wallpaper, not a coat.
    gap = spacing(points[:, 0], np.abs(points[:, 1]), style)
    return np.asarray(points + rng.normal(0, 0.10, points.shape) * gap[:, None], np.float32)


def _outline(
    rng: np.random.Generator, radius: float, aspect: float, turn: float, lobes: int = 22
) -> Floats:
    """Return (lobes, 2) an uneven closed outline around the origin."""
    angle = np.linspace(0, 2 * np.pi, lobes, endpoint=False)
    wave = 1 + sum(
        rng.normal(0, 0.10 / k) * np.cos(k * angle + rng.uniform(0, 6.28)) for k in (2, 3, 4)
    )
    x, y = radius * aspect * wave * np.cos(angle), radius / aspect * wave * np.sin(angle)
    return np.stack(
        [x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], axis=1
    ).astype(np.float32)


def _fill(canvas: Floats, outline: Floats, value: float = 1.0) -> None:
    corners = np.round(outline * (1 << _SHIFT)).astype(np.int32)
    cv2.fillPoly(canvas, [corners], value, cv2.LINE_8, _SHIFT)


def _ring(
    rng: np.random.Generator,
    dark: Floats,
    centre: Floats,
    at: Floats,
    radius: float,
    openness: float,
) -> None:
    """Draw one rosette: a tawny middle in `centre`, 2 to 5 dark blobs around it in `dark`."""
    aspect, turn = float(rng.uniform(0.92, 1.2)), float(rng.uniform(-0.5, 0.5))
    outline = _outline(rng, radius, aspect, turn, 36)
    _fill(centre, at + outline * 0.86)
    arcs = int(rng.choice([2, 3, 4, 5], p=[0.12, 0.36, 0.36, 0.16]))
    borders = np.sort(rng.uniform(0, 1) + (np.arange(arcs) + rng.uniform(-0.22, 0.22, arcs)) / arcs)
    borders = np.append(borders, borders[0] + 1)
    for i in range(arcs):
        gap = openness * float(rng.uniform(0.3, 1.7)) / arcs
        low, high = borders[i] + gap / 2, borders[i + 1] - gap / 2
        if high - low < 0.06:
            continue
        along = np.linspace(low, high, 12)
        index = (along % 1.0) * 36
        left = index.astype(int) % 36
        mix = (index % 1.0)[:, None]
        rim = outline[left] * (1 - mix) + outline[(left + 1) % 36] * mix
        shape = np.sin(np.pi * np.linspace(0.06, 0.94, 12)) ** 0.6
        thick = (0.25 + 0.08 * rng.standard_normal()) * shape * rng.uniform(0.8, 1.2, 12)
        thick = np.clip(thick, 0.05, 0.42)[:, None]
        band = np.concatenate([rim * (1 + thick), (rim * (1 - thick))[::-1]])
        _fill(dark, at + band.astype(np.float32))


def marks(rng: np.random.Generator, style: Style) -> tuple[Floats, Floats]:
    """Return dark marks and tawny middles of one flank, both (rows, columns) 0..1."""
    dark, centre = np.zeros(chart.SHAPE, np.float32), np.zeros(chart.SHAPE, np.float32)
    points = _centres(rng, style)
    x, s = points[:, 0], np.abs(points[:, 1])
    gap = spacing(x, s, style) * chart.PX_PER_M
    solid = np.maximum.reduce(
        [step(s, 0.37, 0.46), step(x, 0.30, 0.42), step(-x, 0.52, 0.60), 1 - step(s, 0.01, 0.035)]
    )
    pixels = chart.pixel(points)
    for at, size, share in zip(pixels, gap, solid, strict=True):
        if rng.random() < share:
            radius = float(size) * float(rng.uniform(0.26, 0.38))
            _fill(dark, at + _outline(rng, radius, float(rng.uniform(0.8, 1.35)), 0.2))
        else:
            radius = float(size) * float(rng.uniform(0.31, 0.45))
            _ring(rng, dark, centre, at, radius, openness=float(rng.uniform(0.18, 0.42)))
    return _grown(rng, dark, style, 1.6), _grown(rng, centre, style, 3.0)


def _grown(rng: np.random.Generator, drawn: Floats, style: Style, soften: float) -> Floats:
    """Let drawn shapes look grown: warped a little, edges rough at the width of a few hairs."""
    rows, columns = np.indices(drawn.shape, dtype=np.float32)
    shape = chart.SHAPE
    reach = 2.2 * style.wander
    down = reach * smooth(rng, shape, 30) + 0.5 * smooth(rng, shape, 6)
    aside = reach * smooth(rng, shape, 30) + 0.5 * smooth(rng, shape, 6)
    soft = looked_up(softened(drawn, soften), columns + aside, rows + down, "reflect")
    return step(soft + 0.06 * smooth(rng, shape, 4), 0.27, 0.58)
