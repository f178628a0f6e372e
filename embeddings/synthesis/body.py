"""The skin of the standing cat as a mesh, with its flank chart and its ties to the bones.

The body's signed distance field is sampled on a grid and turned into faces by naive surface nets
(Gibson 1998): one vertex a cell that the surface passes. Done once a species and kept.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from embeddings.synthesis import chart
from embeddings.synthesis.anatomy import Flesh, flesh, skeleton

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
_CELL_M = 0.0145
_LOW = np.array([-1.36, -0.22, -0.03], np.float32)
_HIGH = np.array([0.82, 0.22, 0.86], np.float32)


@dataclass(frozen=True, slots=True)
class Body:
    """vertices (v, 3) standing; normals (v, 3); faces (f, 3) outwards; ties (v, bones) sum to 1;

    places (v, 2) on the flank chart (x, s), without side; shade (v,) 0..1, how open to the sky;
    ears (v,) from -1, in the cup of an ear, to 1 on its back; 0 elsewhere.
    """

    vertices: Floats
    normals: Floats
    faces: Ints
    ties: Floats
    places: Floats
    shade: Floats
    ears: Floats


def _distance(points: Floats, part: Flesh) -> Floats:
    """Signed distance (n,) of points (n, 3) to a round cone (spheres swept along its axis)."""
    start, end = np.array(part.start, np.float32), np.array(part.end, np.float32)
    length = max(float(np.linalg.norm(end - start)), 1e-6)
    axis = (end - start) / length
    along = (points - start) @ axis
    off = points - (start + along[:, None] * axis)
    off[:, 1] /= part.breadth
    aside = np.sqrt(np.einsum("nk,nk->n", off, off))
    # The nearest sphere sits where the slanted side's normal meets the axis, or the caps crease.
    slope = np.clip((part.radius_start - part.radius_end) / length, -0.95, 0.95)
    foot = np.clip(along - aside * slope / np.sqrt(1 - slope * slope), 0, length)
    radius = part.radius_start + foot / length * (part.radius_end - part.radius_start)
    return np.asarray(np.hypot(aside, along - foot) - radius, dtype=np.float32)


def _field(points: Floats, parts: tuple[Flesh, ...]) -> Floats:
    """Signed distance (n,) to the whole body; parts melt into each other over 3 cm."""
    total = np.full(len(points), 9.0, np.float32)
    for part in parts:
        reach = 0.035 if part.bone in ("chest", "loin", "pelvis", "neck") else 0.022
        ends = np.array([part.start, part.end], np.float32)
        margin = max(part.radius_start, part.radius_end) + 0.08
        near = np.flatnonzero(
            ((points > ends.min(axis=0) - margin) & (points < ends.max(axis=0) + margin)).all(
                axis=1
            )
        )
        value, before = _distance(points[near], part), total[near]
        mix = np.clip(0.5 + 0.5 * (before - value) / reach, 0, 1)
        total[near] = before + mix * (value - before) - reach * mix * (1 - mix)
    return total


def _surface_nets(field: Floats, shape: tuple[int, int, int]) -> tuple[Floats, Ints]:
    """Return vertices (v, 3) in grid units and faces (f, 3) whose normals look outwards."""
    grid = field.reshape(shape)
    inside = grid < 0
    cells = tuple(n - 1 for n in shape)
    corners = [(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)]

    def at(values: NDArray[np.generic], c: tuple[int, int, int]) -> NDArray[np.generic]:
        return values[c[0] : c[0] + cells[0], c[1] : c[1] + cells[1], c[2] : c[2] + cells[2]]

    count = sum(at(inside, c).astype(np.int8) for c in corners)
    active = (count > 0) & (count < 8)
    where = np.argwhere(active)
    number = np.full(cells, -1, np.int64)
    number[active] = np.arange(len(where))
    total, crossings = np.zeros((len(where), 3)), np.zeros(len(where))
    for a in corners:
        for axis in range(3):
            if a[axis]:
                continue
            b = tuple(v + (axis == i) for i, v in enumerate(a))
            va = grid[tuple((where + a).T)]
            vb = grid[tuple((where + b).T)]
            crossed = (va < 0) != (vb < 0)
            along = np.where(crossed, va / np.where(crossed, va - vb, 1), 0)
            point = np.array(a) + along[:, None] * (np.arange(3) == axis)
            total += crossed[:, None] * point
            crossings += crossed
    vertices = where + total / crossings[:, None]
    return vertices.astype(np.float32), np.concatenate(_quads(inside, number))


def _quads(inside: NDArray[np.bool_], number: Ints) -> list[Ints]:
    """Return two triangles for each grid edge that the surface crosses."""
    faces = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        low = np.argwhere(np.diff(inside.astype(np.int8), axis=axis) != 0)
        low = low[(low[:, u] > 0) & (low[:, v] > 0)]
        low = low[(low[:, u] < number.shape[u]) & (low[:, v] < number.shape[v])]
        eu, ev = np.eye(3, dtype=np.int64)[u], np.eye(3, dtype=np.int64)[v]
        ring = [number[tuple((low - d).T)] for d in (0 * eu, eu, eu + ev, ev)]
        flip = ~inside[tuple(low.T)]
        first = np.stack([ring[0], ring[1], ring[2]], axis=1)
        second = np.stack([ring[0], ring[2], ring[3]], axis=1)
        for three in (first, second):
            three[flip] = three[flip][:, ::-1]
            faces.append(three)
    return faces


def _ties(vertices: Floats, faces: Ints, parts: tuple[Flesh, ...]) -> Floats:
    """Return (v, bones) weights: each vertex follows the flesh it lies on, softly at the joints.

    Flesh of two bones meets at a sharp line, so the weights are let run along the skin.
    """
    names = [bone.name for bone in skeleton()]
    nearest = np.full((len(vertices), len(names)), 9.0, np.float32)
    for part in parts:
        column = names.index(part.bone)
        nearest[:, column] = np.minimum(nearest[:, column], _distance(vertices, part))
    weight = np.exp(-(nearest - nearest.min(axis=1, keepdims=True)) / 0.02)
    rows, columns = np.concatenate([faces, faces[:, ::-1]]), np.roll(faces, 1, axis=1)
    columns = np.concatenate([columns, columns[:, ::-1]])
    links = coo_array(
        (np.ones(rows.size, np.float32), (rows.ravel(), columns.ravel())), (len(vertices),) * 2
    ).tocsr()
    links = links.multiply(1 / links.sum(axis=1)[:, None]).tocsr()
    for _ in range(24):
        weight = 0.4 * weight + 0.6 * (links @ weight)
    weight[weight < 0.01] = 0
    return np.asarray(weight / weight.sum(axis=1, keepdims=True), dtype=np.float32)


@lru_cache(maxsize=2)
def body(tiger: bool) -> Body:
    """Return the standing body of a leopard, or of a tiger in the leopard's size."""
    parts = flesh(tiger)
    shape = tuple(int(n) for n in np.ceil((_HIGH - _LOW) / _CELL_M).astype(int) + 1)
    axes = [_LOW[i] + _CELL_M * np.arange(shape[i], dtype=np.float32) for i in range(3)]
    points = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 3)
    vertices, faces = _surface_nets(_field(points, parts), (shape[0], shape[1], shape[2]))
    vertices = np.asarray(_LOW + _CELL_M * vertices, dtype=np.float32)
    tip = np.eye(3, dtype=np.float32) * 0.006
    normals = np.stack(
        [_field(vertices + d, parts) - _field(vertices - d, parts) for d in tip], axis=1
    )
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    # Below the trunk and between the legs little sky is seen.
    beneath = np.exp(-np.maximum(0.46 - vertices[:, 2], 0) * 1.6)
    between = np.where(normals[:, 1] * vertices[:, 1] < 0, 0.55, 1.0)
    openness = (0.62 + 0.38 * normals[:, 2]) * np.clip(beneath, 0.55, 1) * between
    on_ear = np.min([_distance(vertices, part) for part in parts[-2:]], axis=0)
    lifted = np.clip((vertices[:, 2] - 0.755) / 0.012, 0, 1) * (on_ear < 0.012)
    return Body(
        vertices=vertices,
        normals=np.asarray(normals, np.float32),
        faces=faces,
        ties=_ties(vertices, faces, parts),
        places=chart.place(vertices),
        shade=np.asarray(openness, np.float32),
        ears=np.asarray(lifted * np.where(normals[:, 0] < 0.35, 1, -1), np.float32),
    )
