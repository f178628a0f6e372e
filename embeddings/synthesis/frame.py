"""A camera-trap frame: an animal walks through a station's scene and is photographed.

The animal is a posed mesh, projected by the station's camera, painted with its flank charts and
lit by sky and sun or by the infrared lamp at the camera.
"""

from dataclasses import asdict, dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import chart, lens, vegetation
from embeddings.synthesis.animal import TIGER, Animal, Side
from embeddings.synthesis.body import body
from embeddings.synthesis.coat_texture import coat_texture
from embeddings.synthesis.conditions import FrameConditions
from embeddings.synthesis.noise import fractal, hair, step
from embeddings.synthesis.pose import posed, walking
from embeddings.synthesis.raster import rasterise
from embeddings.synthesis.rendered import Rendered, box_of
from embeddings.synthesis.scene import HEIGHT, WIDTH, Scene, scene

Floats = NDArray[np.float32]
_TIGER_SIZE = 1.3


@dataclass(frozen=True, slots=True)
class _Figure:
    """The animal in the frame: alpha (h, w), albedo (h, w, 3), normal (h, w, 3), openness, depth."""

    alpha: Floats
    albedo: Floats
    normal: Floats
    openness: Floats
    shadow: Floats
    depth_m: float


def _turned(vectors: Floats, yaw_deg: float) -> Floats:
    c, s = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], np.float32)
    return np.asarray(vectors @ turn.T, dtype=np.float32)


def _painted(animal: Animal, places: Floats, y: Floats, night: bool) -> Floats:
    """Return linear colour (n, 3) of chart places (n, 2), left of the spine where y > 0."""
    at = chart.pixel(places)
    sides = []
    for side in ("left", "right"):
        coat = coat_texture(animal, "left" if side == "left" else "right")
        layer = coat.infrared if night else coat.colour
        columns, rows = at[:, 0][None], at[:, 1][None]
        # OpenCV limits the width of a remap to 32,767, so the pixels are laid out in rows.
        wide = 4096
        pad = -columns.shape[1] % wide
        columns = np.pad(columns, ((0, 0), (0, pad))).reshape(-1, wide)
        rows = np.pad(rows, ((0, 0), (0, pad))).reshape(-1, wide)
        drawn = cv2.remap(layer, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        drawn = drawn.reshape(-1, 1 if night else 3)[: len(at)]
        sides.append(np.repeat(drawn, 3, axis=1) if night else drawn)
    return np.where((y > 0)[:, None], sides[0], sides[1]).astype(np.float32)


def _figure(
    animal: Animal,
    side: Side,
    conditions: FrameConditions,
    place: Scene,
    rng: np.random.Generator,
    depth_m: float,
    across: float,
) -> _Figure:
    tiger = animal.species == TIGER
    mesh = body(tiger)
    pose = walking(
        conditions.phase,
        crouch=conditions.crouch,
        head_turn_deg=conditions.head_turn_deg,
        rng=rng,
    )
    points, normals = posed(mesh, pose, animal.style.stoutness)
    # The camera looks along +y: an animal that walks to the left shows it its left side.
    heading = (180.0 + conditions.yaw_deg) if side == "left" else -conditions.yaw_deg
    points, normals = _turned(points, heading), _turned(normals, heading)
    points = points * (_TIGER_SIZE if tiger else 1.0)
    sideways = (across - 0.5) * WIDTH * depth_m / place.focal_px
    distance = depth_m + points[:, 1]
    columns = WIDTH / 2 + place.focal_px * (points[:, 0] + sideways) / distance
    rows = place.horizon + place.focal_px * (place.camera_m - points[:, 2]) / distance
    xy = np.stack([columns, rows], axis=1).astype(np.float32)
    cover = rasterise(xy, distance.astype(np.float32), mesh.faces, (HEIGHT, WIDTH))
    values = np.concatenate(
        [normals, mesh.places, mesh.vertices[:, 1:2], mesh.shade[:, None], mesh.ears[:, None]],
        axis=1,
    )
    shown = cover.interpolate(mesh.faces, np.asarray(values, np.float32))
    colour = _painted(animal, shown[:, 3:5], shown[:, 5], conditions.night)
    ears = shown[:, 7:8]
    colour = colour * (1 - 0.94 * np.clip(ears, 0, 1)) * (1 + 0.3 * np.clip(ears, -1, 0))
    stack = np.zeros((HEIGHT * WIDTH, 8), np.float32)
    stack[cover.pixel] = np.concatenate(
        [np.ones((len(shown), 1)), colour, shown[:, :3], shown[:, 6:7]], axis=1
    )
    alpha, layers = _furred(stack.reshape(HEIGHT, WIDTH, 8))
    shadow = _cast(points, sideways, depth_m, place, conditions)
    return _Figure(alpha, layers[..., 0:3], layers[..., 3:6], layers[..., 6], shadow, depth_m)


def _furred(stack: Floats) -> tuple[Floats, Floats]:
    """Return a hairy outline (h, w) and the layers run out under it (h, w, 7)."""
    blurred = cv2.GaussianBlur(stack, (0, 0), 1.6)
    solid = stack[..., :1]
    spread = blurred[..., 1:] / np.maximum(blurred[..., :1], 1e-3)
    layers = stack[..., 1:] * solid + spread * (1 - solid)
    rough = blurred[..., 0] + 0.13 * hair((HEIGHT, WIDTH), 9, 0.6)
    alpha = step(rough, 0.28, 0.72) * (blurred[..., 0] > 0.03)
    return np.asarray(alpha, np.float32), np.asarray(layers, np.float32)


def _cast(
    points: Floats, sideways: float, depth_m: float, place: Scene, conditions: FrameConditions
) -> Floats:
    """Return how dark (h, w) 0..1 the ground is under the animal: contact and cast shadow."""
    sunny = conditions.weather == "clear" and not conditions.night
    slope = np.array([0.55, 0.25]) if sunny else np.array([0.0, 0.0])
    ground = points[:, :2] + points[:, 2:] * slope
    distance = np.maximum(depth_m + ground[:, 1], 0.5)
    x = WIDTH / 2 + place.focal_px * (ground[:, 0] + sideways) / distance
    y = place.horizon + place.focal_px * place.camera_m / distance
    half = np.zeros((HEIGHT // 2, WIDTH // 2), np.float32)
    column, row = (x / 2).astype(int), (y / 2).astype(int)
    weight = 1.0 if sunny else np.exp(-points[:, 2] * 3)
    kept = (column >= 0) & (column < WIDTH // 2) & (row >= 0) & (row < HEIGHT // 2)
    np.maximum.at(half, (row[kept], column[kept]), np.broadcast_to(weight, kept.shape)[kept])
    half = cv2.dilate(half, np.ones((5, 9), np.uint8))
    half = cv2.GaussianBlur(half, (0, 0), 2.0 if sunny else 5.0)
    return np.asarray(cv2.resize(half, (WIDTH, HEIGHT)) * (0.6 if sunny else 0.75), np.float32)


def _sun(conditions: FrameConditions) -> tuple[Floats, float, Floats]:
    """Return the sun's direction (3,), its strength, and the sky's tint (3,)."""
    rng = np.random.default_rng([conditions.station_seed, 5])
    angle = rng.uniform(-1, 1)
    towards = np.array([angle, -0.75, 0.9], np.float32)
    strength = {"clear": 1.5, "overcast": 0.22, "snow": 0.12, "rain": 0.1, "fog": 0.08}
    warm = np.array([1.0, 1.0, 1.04], np.float32)
    return towards / np.linalg.norm(towards), strength[conditions.weather], warm


def _lit(
    figure: _Figure, place: Scene, conditions: FrameConditions, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the scene's and the animal's linear light, both (h, w, 3)."""
    if conditions.night:
        return _lamp(figure, place, rng)
    towards, sun, tint = _sun(conditions)
    dapple = 1.0
    if conditions.weather == "clear":
        spots = fractal(np.random.default_rng(rng.integers(2**31)), (HEIGHT, WIDTH), 90, 4)
        dapple = 0.25 + 0.75 * step(spots, -0.5, 0.6)[..., None]
    ambient = 0.85 * figure.openness[..., None] * tint
    direct = np.clip(figure.normal @ towards, 0, 1)[..., None] * sun * dapple
    animal = figure.albedo * (ambient + direct)
    ground_light = 0.8 + 0.55 * sun * dapple
    ground = place.colour * ground_light * tint * (1 - figure.shadow[..., None])
    haze = {"fog": 0.045, "snow": 0.03, "rain": 0.025}.get(conditions.weather, 0.008)
    veil = 1 - np.exp(-haze * place.depth)[..., None]
    ground = ground * (1 - veil) + 0.55 * veil
    thin = 1 - np.exp(-haze * figure.depth_m)
    return np.asarray(ground, np.float32), np.asarray(animal * (1 - thin) + 0.55 * thin, np.float32)


def _lamp(figure: _Figure, place: Scene, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return scene and animal under the infrared lamp beside the lens: grey, falling off."""
    y = np.linspace(-1, 1, HEIGHT, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, WIDTH, dtype=np.float32)[None, :]
    beam = np.exp(-0.9 * x * x - 0.9 * (y + 0.05) ** 2)
    grey = place.colour.mean(axis=2)
    # Plants are bright at 850 nm.
    grey = 0.25 * grey + 0.30 * np.sqrt(grey)
    reach = 3.2 * float(rng.uniform(0.85, 1.15))
    ground = grey * beam * np.minimum((reach / place.depth) ** 2, 4.0) * (1 - 0.5 * figure.shadow)
    facing = np.clip(-figure.normal[..., 1], 0, 1)
    animal = figure.albedo[..., 0] * (0.12 + 0.88 * facing) * beam * (reach / figure.depth_m) ** 2
    both = (np.repeat(v[..., None], 3, axis=2) for v in (ground, animal * 0.8))
    return tuple(np.asarray(v, np.float32) for v in both)  # type: ignore[return-value]


def render_frame(
    animal: Animal,
    flank: Side,
    conditions: FrameConditions,
    rng: np.random.Generator,
    companion: Animal | None = None,
) -> Rendered:
    """Return one frame in which `animal` shows `flank`; a companion walks behind it.

    The mask holds what is visible of the animal, not of its companion. Equal arguments and an
    equally seeded `rng` give equal pixels.
    """
    place = scene(conditions.station_seed, conditions.season)
    across = conditions.across + conditions.crop * (0.5 if flank == "left" else -0.5) * -1
    near = _figure(animal, flank, conditions, place, rng, conditions.distance_m, across)
    light, alpha = None, near.alpha
    if companion is not None:
        shift = -0.34 if flank == "right" else 0.34
        behind = _figure(
            companion,
            flank,
            conditions.at(conditions.phase + 0.37, 0.5, conditions.yaw_deg),
            place,
            rng,
            conditions.distance_m * 1.22,
            across + shift,
        )
        light, body_light = _lit(behind, place, conditions, rng)
        over = behind.alpha[..., None]
        light = light * (1 - over) + body_light * over
    ground, body_light = _lit(near, place, conditions, rng)
    light = ground if light is None else light * (1 - 0.5 * near.shadow[..., None])
    angle = float(rng.normal(0, 8))
    alpha = lens.streak(alpha, conditions.motion_blur_px, angle)
    body_light = lens.streak(body_light * near.alpha[..., None], conditions.motion_blur_px, angle)
    light = light * (1 - alpha[..., None]) + body_light
    light, hidden = vegetation.before(light, conditions, rng)
    pixels = _taken(light, conditions, rng)
    mask = (alpha > 0.5) & (hidden < 0.5)
    mask[-lens._STRIP_PX :] = False
    pixels = lens.stripped(pixels, f"ST-{conditions.station_seed % 10000:04d}")
    box = box_of(mask)
    parameters = {"animal": asdict(animal), "flank": flank, "conditions": asdict(conditions)}
    return Rendered(pixels, mask, box, flank, {flank: box}, parameters)


def _taken(
    light: Floats, conditions: FrameConditions, rng: np.random.Generator
) -> NDArray[np.uint8]:
    light = lens.softened(light, conditions.defocus_px)
    light = lens.coarse(light, conditions.detail_lost)
    return lens.developed(
        light,
        rng,
        exposure_ev=conditions.exposure_ev,
        noise=conditions.noise,
        vignette=0.25,
        meter=not conditions.night,
    )


def passage(
    animal: Animal, flank: Side, rng: np.random.Generator, frames: int, conditions: FrameConditions
) -> list[Rendered]:
    """Return `frames` photos of one walk past the camera, a second or so apart."""
    direction = -1.0 if flank == "left" else 1.0
    stride = float(rng.uniform(0.05, 0.11))
    start = conditions.across - direction * stride * (frames - 1) / 2
    taken = []
    for i in range(frames):
        moment = conditions.at(
            conditions.phase + i * float(rng.uniform(0.15, 0.4)),
            float(np.clip(start + direction * stride * i, 0.22, 0.78)),
            conditions.yaw_deg + float(rng.normal(0, 4)),
        )
        taken.append(render_frame(animal, flank, moment, rng))
    return taken
