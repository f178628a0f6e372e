"""The animal as the camera sees it, before light: outline, colour, normals, its shadow's place.

A posed mesh is projected by the station's camera, painted from its flank charts and given a hairy
outline. Everything is kept in a window around the animal, since most of a frame is forest.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import chart
from embeddings.synthesis.animal import TIGER, Animal, Side
from embeddings.synthesis.body import body
from embeddings.synthesis.build import build_of
from embeddings.synthesis.coat_texture import coat_texture
from embeddings.synthesis.conditions import FrameConditions
from embeddings.synthesis.noise import hair, step
from embeddings.synthesis.pose import posed, walking
from embeddings.synthesis.raster import Coverage, rasterise
from embeddings.synthesis.resample import enlarged, softened, widened
from embeddings.synthesis.scene import HEIGHT, WIDTH, Scene

Floats = NDArray[np.float32]
_TIGER_SIZE = 1.3
# Cells of a lookup table: OpenCV's limit is 32,767 columns, so painted points are laid in rows.
_ROW = 4096


@dataclass(frozen=True, slots=True)
class Figure:
    """The animal within `window` of the frame: alpha (h, w), albedo (h, w, 3) linear, normal

    (h, w, 3) in the camera's frame (x right, y away, z up), openness to the sky (h, w). shadow
    (HEIGHT, WIDTH) is how dark the ground is under it; depth_m its distance.
    """

    window: tuple[slice, slice]
    alpha: Floats
    albedo: Floats
    normal: Floats
    openness: Floats
    shadow: Floats
    depth_m: float


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an animal stands before the camera: distance, and 0..1 from left to right."""

    depth_m: float
    across: float


def _turned(vectors: Floats, yaw_deg: float) -> Floats:
    c, s = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], np.float32)
    return np.asarray(vectors @ turn.T, dtype=np.float32)


def _painted(animal: Animal, places: Floats, y: Floats, infrared: bool) -> Floats:
    """Return linear colour (n, 3) of chart places (n, 2), left of the spine where y > 0."""
    count = len(places)
    if not count:
        return np.zeros((0, 3), np.float32)
    at = np.pad(chart.pixel(places), ((0, -count % _ROW), (0, 0)))
    columns, rows = at[:, 0].reshape(-1, _ROW), at[:, 1].reshape(-1, _ROW)
    sides = [coat_texture(animal, "left"), coat_texture(animal, "right")]
    flat = [coat.look_up(columns, rows, edge=True).reshape(-1, 4)[:count] for coat in sides]
    chosen = np.where((y > 0)[:, None], flat[0], flat[1])
    shown = chosen[:, 3:] if infrared else chosen[:, :3]
    return np.asarray(np.broadcast_to(shown, (count, 3)), dtype=np.float32)


def _projected(points: Floats, stand: Stand, place: Scene) -> tuple[Floats, Floats]:
    """Return pixels (v, 2) and distances (v,) of points (v, 3) around a stand."""
    sideways = (stand.across - 0.5) * WIDTH * stand.depth_m / place.focal_px
    distance = stand.depth_m + points[:, 1]
    columns = WIDTH / 2 + place.focal_px * (points[:, 0] + sideways) / distance
    rows = place.horizon + place.focal_px * (place.camera_m - points[:, 2]) / distance
    xy = np.stack([columns, rows], axis=1)
    return np.asarray(xy, np.float32), np.asarray(distance, np.float32)


def seen(
    animal: Animal,
    side: Side,
    conditions: FrameConditions,
    place: Scene,
    stand: Stand,
    rng: np.random.Generator,
) -> Figure:
    """Return the animal walking through `place` with `side` towards the camera."""
    tiger = animal.species == TIGER
    mesh = body(tiger)
    pose = walking(
        conditions.phase,
        crouch=conditions.crouch,
        head_turn_deg=conditions.head_turn_deg,
        bend_deg=conditions.bend_deg,
        rng=rng,
    )
    points, normals = posed(mesh, pose, build_of(animal))
    # The camera looks along +y: an animal that walks to the left shows it its left side.
    heading = (180.0 + conditions.yaw_deg) if side == "left" else -conditions.yaw_deg
    points, normals = _turned(points, heading), _turned(normals, heading)
    points = np.asarray(points * (_TIGER_SIZE if tiger else 1.0), np.float32)
    xy, distance = _projected(points, stand, place)
    cover = rasterise(xy, distance, mesh.faces, (HEIGHT, WIDTH))
    values = np.column_stack(
        [normals, mesh.places, mesh.vertices[:, 1], mesh.shade, mesh.ears]
    ).astype(np.float32)
    shown = cover.interpolate(mesh.faces, values)
    colour = _painted(animal, shown[:, 3:5], shown[:, 5], conditions.infrared)
    ears = shown[:, 7:8]
    colour = colour * (1 - 0.94 * np.clip(ears, 0, 1)) * (1 + 0.3 * np.clip(ears, -1, 0))
    layers = np.concatenate([colour, shown[:, :3], shown[:, 6:7]], axis=1)
    room = 14 + int(np.ceil(conditions.motion_blur_px))
    window, stack = _windowed(cover, np.asarray(layers, np.float32), room)
    alpha, spread = _furred(stack, window)
    return Figure(
        window,
        alpha,
        spread[..., 0:3],
        spread[..., 3:6],
        spread[..., 6],
        _shadow(points, stand, place, conditions),
        stand.depth_m,
    )


def _windowed(cover: Coverage, values: Floats, room: int) -> tuple[tuple[slice, slice], Floats]:
    """Return the window around covered pixels, and (h, w, 1 + k): coverage, then values."""
    rows, columns = cover.pixel // WIDTH, cover.pixel % WIDTH
    if not rows.size:
        return (slice(0, 1), slice(0, 1)), np.zeros((1, 1, 1 + values.shape[1]), np.float32)
    top, foot = max(0, int(rows.min()) - room), min(HEIGHT, int(rows.max()) + room + 1)
    left, right = max(0, int(columns.min()) - room), min(WIDTH, int(columns.max()) + room + 1)
    stack = np.zeros((foot - top, right - left, 1 + values.shape[1]), np.float32)
    stack[rows - top, columns - left, 0] = 1
    stack[rows - top, columns - left, 1:] = values
    return (slice(top, foot), slice(left, right)), stack


def _furred(stack: Floats, window: tuple[slice, slice]) -> tuple[Floats, Floats]:
    """Return a hairy outline (h, w) and the layers run out under it (h, w, k)."""
    blurred = softened(stack, 1.6)
    solid = stack[..., :1]
    spread = blurred[..., 1:] / np.maximum(blurred[..., :1], 1e-3)
    layers = np.where(solid > 0, stack[..., 1:], spread)
    rough = blurred[..., 0] + 0.13 * hair((HEIGHT, WIDTH), 9, 0.6)[window]
    alpha = step(rough, 0.28, 0.72) * (blurred[..., 0] > 0.03)
    return np.asarray(alpha, np.float32), np.asarray(layers, np.float32)


def _shadow(points: Floats, stand: Stand, place: Scene, conditions: FrameConditions) -> Floats:
    """Return how dark (h, w) 0..1 the ground is under the animal: contact and cast shadow."""
    sunny = conditions.weather == "clear" and not conditions.night
    slope = np.array([0.55, 0.25]) if sunny else np.array([0.0, 0.0])
    ground = np.zeros_like(points)
    ground[:, :2] = points[:, :2] + points[:, 2:] * slope
    xy, distance = _projected(ground, stand, place)
    half = np.zeros((HEIGHT // 2, WIDTH // 2), np.float32)
    column, row = (xy[:, 0] / 2).astype(int), (xy[:, 1] / 2).astype(int)
    weight = np.ones(len(points)) if sunny else np.exp(-points[:, 2] * 3)
    kept = (column >= 0) & (column < WIDTH // 2) & (row >= 0) & (row < HEIGHT // 2)
    kept &= distance > 0.5
    np.maximum.at(half, (row[kept], column[kept]), weight[kept].astype(np.float32))
    half = softened(widened(half, 5, 9), 2.0 if sunny else 5.0)
    return np.asarray(enlarged(half, (HEIGHT, WIDTH)) * (0.6 if sunny else 0.75), np.float32)
