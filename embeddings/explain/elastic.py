"""One coat laid over another by a smooth elastic map through the matched marks.

A thin-plate spline (Bookstein 1989; Wahba 1990 for its smoothing) takes each place of the query to
one of the candidate. How stiff it is, the marks decide among themselves: the map is chosen that
best foretells each mark from all the others and folds nowhere. At the marks the two coats then
agree by construction; what speaks is whether they agree between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.photo import Array
from embeddings.strength.measures import Floats
from embeddings.verify import Matched

LEAST = 6
"""Fewer marks than this carry no elastic map, only a turn, a scale and a shift."""

_STIFF = (1e-4, 1e-3, 1e-2, 1e-1, 1.0)
_GRID = 40
_AROUND = 0.08  # of the marks' extent: how far beyond their hull the map is believed
_LEAST_AREA = 0.2  # of the usual: where the map shrinks an area further, it is about to fold


@dataclass(frozen=True, slots=True)
class Elastic:
    """A map from query to candidate pixels.

    marks (n, 2): the query's marks, one for each place. spline (n, 2) and plane (3, 2): bending
    and affine part in units of `extent` around `middle`. off: median distance in candidate pixels
    at which a mark lies from where all others foretell it.
    """

    marks: Floats
    spline: Floats
    plane: Floats
    middle: Floats
    extent: float
    off: float

    def at(self, points: Array) -> Floats:
        """Points (n, 2) of the query in pixels of the candidate."""
        to = (np.asarray(points, np.float64) - self.middle) / self.extent
        centres = (self.marks - self.middle) / self.extent
        bent = _kernel(to, centres) @ self.spline
        return np.asarray(bent + _affine_terms(to) @ self.plane)

    def hull(self) -> Floats:
        """Corners (m, 2) of the query's area for which the marks stand, a little around them."""
        middle = self.marks.mean(axis=0)
        away = self.marks - middle
        length = np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
        grown = middle + away * (1.0 + _AROUND * self.extent / length)
        return np.asarray(cv2.convexHull(grown.astype(np.float32))[:, 0, :], np.float64)


def elastic_map(matches: Mapping[str, Matched]) -> Elastic | None:
    """The map through all matched marks of a comparison; None where two or fewer places match."""
    every = [matched.points for matched in matches.values() if len(matched)]
    if not every:
        return None
    start, goal = _places(np.concatenate(every).astype(np.float64))
    if len(start) < 3:
        return None
    middle, extent = start.mean(axis=0), max(float(np.ptp(start, axis=0).max()), 1.0)
    unit = (start - middle) / extent
    best = _similar(unit, goal)
    if len(start) >= LEAST and _spread(unit):
        best = min((best, *_bent(unit, goal)), key=lambda one: one[2])
    spline, plane, off = best
    return Elastic(start, spline, plane, middle, extent, off)


def laid_over(
    elastic: Elastic, candidate: Array, box: tuple[float, float, float, float], width: int
) -> Array:
    """The candidate's photo (h, w, 3) as it lies on a box (x, y, width, height) of the query.

    Returns uint8 (height, width, 4), red, green, blue and alpha: clear outside the marks' hull,
    because a map says nothing there. width: pixels of the picture.
    """
    x, y, across, down = box
    height = max(1, round(width * down / across))
    steps = np.linspace(0.0, 1.0, _GRID)
    grid = np.stack(np.meshgrid(x + steps * across, y + steps * down), axis=-1).reshape(-1, 2)
    coarse = elastic.at(grid).reshape(_GRID, _GRID, 2)
    column, row = ((np.arange(n) + 0.5) / n * (_GRID - 1) for n in (width, height))
    fine = _sampled(coarse, *np.meshgrid(column, row))
    per_px = float(np.sqrt(np.abs(_areas(coarse)).sum() / (width * height)))
    # What is made smaller would alias: blur first by what shrinking takes away.
    soft = cv2.GaussianBlur(candidate, (0, 0), 0.5 * per_px) if per_px > 1.5 else candidate
    seen = _sampled(np.asarray(soft), fine[..., 0], fine[..., 1])
    alpha = np.zeros((height, width), np.uint8)
    hull = (elastic.hull() - (x, y)) * (width / across, height / down)
    cv2.fillPoly(alpha, [np.rint(hull).astype(np.int32)], 255, cv2.LINE_AA)
    inside = (fine >= 0) & (fine < (candidate.shape[1], candidate.shape[0]))
    alpha[~inside.all(axis=2)] = 0
    return np.dstack([seen, alpha])


def _sampled(source: Array, x: Floats, y: Floats) -> Array:
    """A picture or grid (h, w, c) at columns x and rows y (r, s), between its pixels too."""
    found = cv2.remap(
        source if source.dtype == np.uint8 else source.astype(np.float32),
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(found)


def _places(points: Floats) -> tuple[Floats, Floats]:
    """Marks (n, 2, 2) with those at one place of the query (a pixel) made one: start, goal."""
    _, group = np.unique(np.rint(points[:, 0]), axis=0, return_inverse=True)
    group = group.reshape(-1)
    count = np.bincount(group)[:, None]
    sums = [np.zeros((len(count), 2)), np.zeros((len(count), 2))]
    for side, total in enumerate(sums):
        np.add.at(total, group, points[:, side])
    return sums[0] / count, sums[1] / count


def _spread(unit: Floats) -> bool:
    """Whether the marks lie over an area and not along a line."""
    values = np.linalg.svd(unit - unit.mean(axis=0), compute_uv=False)
    return bool(values[1] > 0.15 * values[0])


def _similar(unit: Floats, goal: Floats) -> tuple[Floats, Floats, float]:
    """Turn, scale and shift only, by least squares over complex numbers; off by leaving one out."""
    ours, theirs = (side[:, 0] + 1j * side[:, 1] for side in (unit, goal))
    middle = theirs.mean()
    turn = np.vdot(ours, theirs - middle) / max(float(np.vdot(ours, ours).real), 1e-12)
    plane = np.array([[middle.real, middle.imag], [turn.real, turn.imag], [-turn.imag, turn.real]])
    misfit = np.abs(theirs - middle - turn * ours)
    reach = np.abs(ours) ** 2 / max(float((np.abs(ours) ** 2).sum()), 1e-12) + 1 / len(ours)
    off = float(np.median(misfit / np.maximum(1.0 - reach, 1e-6)))
    return np.zeros((len(unit), 2)), plane, off


def _bent(unit: Floats, goal: Floats) -> list[tuple[Floats, Floats, float]]:
    """Splines of several stiffnesses that fold nowhere: bending, plane, off by leaving one out."""
    count = len(unit)
    kernel, affine = _kernel(unit, unit), _affine_terms(unit)
    found = []
    for stiff in _STIFF:
        system = np.zeros((count + 3, count + 3))
        system[:count, :count] = kernel + stiff * np.eye(count)
        system[:count, count:], system[count:, :count] = affine, affine.T
        solved = np.linalg.pinv(system)[:, :count]
        own = np.clip(np.diag(np.hstack([kernel, affine]) @ solved), 0.0, 1.0 - 1e-6)
        spline, plane = (part @ goal for part in (solved[:count], solved[count:]))
        misfit = np.linalg.norm(kernel @ spline + affine @ plane - goal, axis=1)
        off = float(np.median(misfit / (1.0 - own)))
        if not _folds(unit, spline, plane):
            found.append((spline, plane, off))
    return found


def _folds(unit: Floats, spline: Floats, plane: Floats) -> bool:
    """Whether the map turns over or nearly closes anywhere in the box of the marks."""
    low, high = unit.min(axis=0) - _AROUND, unit.max(axis=0) + _AROUND
    steps = [np.linspace(low[axis], high[axis], _GRID) for axis in (0, 1)]
    grid = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2)
    moved = _kernel(grid, unit) @ spline + _affine_terms(grid) @ plane
    areas = _areas(moved.reshape(_GRID, _GRID, 2))
    usual = float(np.median(areas))
    return not (usual > 0.0 and float(areas.min()) > _LEAST_AREA * usual)


def _areas(moved: Floats) -> Floats:
    """Signed areas of the cells of a moved grid (r, c, 2)."""
    across, down = moved[:-1, 1:] - moved[:-1, :-1], moved[1:, :-1] - moved[:-1, :-1]
    return np.asarray(across[..., 0] * down[..., 1] - across[..., 1] * down[..., 0])


def _kernel(points: Floats, centres: Floats) -> Floats:
    """r squared times ln r between points (n, 2) and centres (m, 2)."""
    squared = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(0.5 * squared * np.log(np.maximum(squared, 1e-18)))


def _affine_terms(points: Floats) -> Floats:
    return np.column_stack([np.ones(len(points)), points])
