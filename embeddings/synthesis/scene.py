"""The place of a camera trap: ground, trees, undergrowth and stones of one station.

A station's scene is drawn once from its seed and kept, so all photos of one station share it: a
matcher that looks at the background is caught out. Light is added later; here is only colour and
how far away everything is.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import Season
from embeddings.synthesis.noise import fractal, smooth, step
from embeddings.synthesis.plants import thicket, wood
from embeddings.synthesis.resample import looked_up, softened

Floats = NDArray[np.float32]
HEIGHT, WIDTH = 640, 1024
_FAR_M = 60.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A station's view, packed, because many stations are kept at hand.

    packed (h, w, 3) uint8, the square root of linear RGB; metres (h, w), how far away; the row of
    the horizon, the camera's height and its focal length.
    """

    packed: NDArray[np.uint8]
    metres: NDArray[np.float16]
    horizon: int
    camera_m: float
    focal_px: float

    @property
    def colour(self) -> Floats:
        """Linear RGB (h, w, 3)."""
        return np.asarray(np.square(self.packed * np.float32(1 / 255)), dtype=np.float32)

    @property
    def depth(self) -> Floats:
        """Distance (h, w) in metres."""
        return self.metres.astype(np.float32)


def _tint(red: int, green: int, blue: int) -> Floats:
    return np.asarray((np.array([red, green, blue], np.float32) / 255) ** 2.2, np.float32)


_LITTER = {
    "autumn": ((118, 92, 64), (96, 74, 52), (142, 116, 82), (80, 66, 50), (150, 132, 100)),
    "leaf": ((78, 82, 54), (92, 92, 62), (66, 66, 44), (108, 94, 68), (88, 100, 62)),
    "snow": (
        (184, 188, 196),
        (176, 181, 190),
        (194, 196, 200),
        (168, 175, 186),
        (190, 193, 199),
    ),
}


def _litter(rng: np.random.Generator, season: Season) -> Floats:
    """Return a square of ground (768, 768, 3), 4 m a side, that repeats without a seam."""
    side = 768
    colours = [_tint(*rgb) for rgb in _LITTER[season]]
    base = colours[1][None, None] * (1 + 0.25 * fractal(rng, (side, side), 96, 5)[..., None])
    tile = np.ascontiguousarray(base, dtype=np.float32)
    count = {"snow": 250, "autumn": 5200, "leaf": 8500}[season]
    places = rng.integers(0, side, size=(count, 2))
    sizes = rng.integers(3, 12, size=count)
    turns = rng.uniform(0, 360, size=count)
    tints = rng.integers(0, len(colours), size=count)
    lights = rng.uniform(0.45, 1.35, size=count)
    for (x, y), size, turn, tint, light in zip(places, sizes, turns, tints, lights, strict=True):
        value = _tint(92, 80, 64) * light if season == "snow" else colours[tint] * light
        middle = (int(x), int(y))
        slim = max(1, int(size * (0.16 if season == "leaf" else 0.45)))
        cv2.ellipse(tile, middle, (int(size), slim), float(turn), 0, 360, value.tolist(), -1)
    if season == "snow":
        tile = softened(tile, 1.2)
        tile *= (1 + 0.10 * fractal(rng, (side, side), 48, 3))[..., None]
    return np.clip(tile, 0.002, 1)


def _ground(
    rng: np.random.Generator, season: Season, scene: tuple[int, float, float]
) -> tuple[Floats, Floats]:
    """Return colour and depth of the ground plane below the horizon, in perspective."""
    horizon, camera_m, focal = scene
    rows, columns = np.indices((HEIGHT, WIDTH), dtype=np.float32)
    hilly = 6 * smooth(rng, (1, WIDTH), (1, 240))
    below = np.maximum(rows - horizon - hilly, 0.5)
    depth = np.minimum(focal * camera_m / below, _FAR_M)
    across = (columns - WIDTH / 2) * depth / focal
    tile = _litter(rng, season)
    scale = tile.shape[0] / 4.0
    # The square is laid mirrored, so that it meets itself without a seam.
    turn = tile.shape[0] - 1
    u = np.abs((across * scale + turn * 40.37) % (2 * turn) - turn)
    v = np.abs((depth * scale * 0.9) % (2 * turn) - turn)
    near = looked_up(tile, u, v)
    dull = looked_up(softened(tile, 9.0), u, v)
    far = step(depth, 5.0, 14.0)[..., None]
    colour = near * (1 - far) + dull * far
    patch = 1 + (0.08 if season == "snow" else 0.22) * fractal(rng, (HEIGHT, WIDTH), 200, 5)
    return np.asarray(colour * patch[..., None], np.float32), depth


def _backdrop(rng: np.random.Generator, season: Season, horizon: int) -> Floats:
    """Return the distant forest (h, w, 3): a pale slope full of thin trunks and twigs."""
    pale = {"snow": (190, 196, 204), "autumn": (176, 170, 154), "leaf": (150, 162, 124)}[season]
    dark = {"snow": (96, 94, 96), "autumn": (84, 74, 62), "leaf": (44, 58, 34)}[season]
    veil = step(fractal(rng, (HEIGHT, WIDTH), 120, 6), -1.6, 1.6)[..., None]
    colour = _tint(*pale) * veil + _tint(*dark) * (1 - veil)
    for share in (0.45, 0.8):
        cover, light = wood(rng, (HEIGHT, WIDTH), horizon)
        trunk = _tint(*dark) * (2.2 - 1.6 * share) * light[..., None]
        colour = colour * (1 - share * cover[..., None]) + trunk * share * cover[..., None]
    height = (np.arange(HEIGHT, dtype=np.float32) / max(horizon, 1))[:, None, None]
    return np.asarray(colour * (1.25 - 0.5 * np.clip(height, 0, 1)), np.float32)


def _trunk(
    rng: np.random.Generator, colour: Floats, depth: Floats, scene: tuple[int, float, float]
) -> None:
    """Stand one tree in the scene, in place, at a distance of its own."""
    horizon, camera_m, focal = scene
    away = float(rng.uniform(5.4, 22))
    foot = int(horizon + focal * camera_m / away)
    width = max(3.0, focal * float(rng.uniform(0.10, 0.42)) / away)
    middle = float(rng.uniform(-60, WIDTH + 60))
    lean = float(rng.normal(0, 0.05))
    rows = np.arange(0, min(foot, HEIGHT))
    centre = middle + lean * (foot - rows) + 3 * np.sin(rows / 90 + middle)
    half = width / 2 * (1 + 0.5 * np.exp(-(foot - rows) / (0.7 * width)) - 0.0003 * (foot - rows))
    x = np.arange(WIDTH, dtype=np.float32)[None, :]
    side = (x - centre[:, None]) / half[:, None]
    ragged = 0.05 * smooth(rng, (len(rows), WIDTH), (9, 40))
    inside = np.abs(side) + ragged < 1
    low, high = int(max(0, centre.min() - width)), int(min(WIDTH, centre.max() + width))
    if high - low < 2:
        return
    part = (slice(0, len(rows)), slice(low, high))
    bark = fractal(rng, (len(rows), high - low), max(3.0, width / 6), 3)
    bark += smooth(rng, (len(rows), high - low), (width * 0.9, max(2.0, width / 12)))
    birch = rng.random() < 0.25
    dim = float(rng.uniform(0.6, 1.25))
    tone = _tint(168, 164, 154) if birch else _tint(*(int(v * dim) for v in (92, 80, 66)))
    light = np.clip(0.72 - 0.45 * side[:, low:high] ** 2 + 0.16 * bark, 0.12, 1.2)
    seen = inside[:, low:high] & (depth[part] > away)
    colour[part][seen] = (tone * light[..., None])[seen]
    depth[part][seen] = away


def _bushes(
    rng: np.random.Generator,
    colour: Floats,
    depth: Floats,
    scene: tuple[int, float, float],
    season: Season,
) -> None:
    """Grow grass and twigs behind where animals walk, in place."""
    horizon, camera_m, focal = scene
    tones = {"leaf": (84, 98, 58), "autumn": (134, 116, 84), "snow": (116, 102, 82)}[season]
    for away in (16.0, 11.0, 8.0, 6.2):
        cover, light = thicket(
            rng,
            (HEIGHT, WIDTH),
            horizon + focal * camera_m / away,
            blades=int(rng.integers(60, 220)),
            tall_px=focal * float(rng.uniform(0.25, 0.6)) / away,
            width_px=1.0 + 12.0 / away,
            clumps=np.asarray(rng.uniform(0, WIDTH, size=5), np.float32),
        )
        seen = np.where(depth > away - 0.5, cover, 0)[..., None]
        colour[:] = colour * (1 - seen) + _tint(*tones) * light[..., None] * seen
        depth[:] = np.where(seen[..., 0] > 0.5, away, depth)


def _stones(
    rng: np.random.Generator,
    colour: Floats,
    depth: Floats,
    scene: tuple[int, float, float],
    season: Season,
) -> None:
    """Lay a few stones or logs on the ground behind the path, in place."""
    horizon, camera_m, focal = scene
    for _ in range(int(rng.integers(0, 6))):
        away = float(rng.uniform(5.6, 12))
        foot = horizon + focal * camera_m / away
        wide = focal * float(rng.uniform(0.12, 0.5)) / away
        tall = wide * float(rng.uniform(0.35, 0.8))
        angle = np.linspace(0, 2 * np.pi, 40)
        uneven = 1 + 0.12 * np.cos(3 * angle + rng.uniform(0, 6)) + 0.05 * rng.standard_normal(40)
        x = float(rng.uniform(0, WIDTH)) + wide * uneven * np.cos(angle)
        y = foot - tall * 0.6 + tall * uneven * np.sin(angle)
        mask = np.zeros((HEIGHT, WIDTH), np.float32)
        outline = np.round(np.stack([x, y], axis=1)).astype(np.int32)
        cv2.fillPoly(mask, [outline], 1.0, cv2.LINE_AA)
        mask *= depth > away
        grain = fractal(rng, (HEIGHT, WIDTH), 26, 3)
        rise = (np.arange(HEIGHT, dtype=np.float32) - (foot - tall * 1.5)) / (tall * 2)
        light = np.clip(1.15 - 0.75 * rise, 0.25, 1.2)[:, None] * (1 + 0.22 * grain)
        tone = np.where(
            (rise[:, None] + 0.15 * grain < 0.3)[..., None] & (season == "snow"),
            _tint(215, 220, 228),
            _tint(112, 110, 104),
        )
        colour[:] = colour * (1 - mask[..., None]) + tone * light[..., None] * mask[..., None]
        depth[:] = np.where(mask > 0.5, away, depth)


@lru_cache(maxsize=96)
def scene(station_seed: int, season: Season) -> Scene:
    """Return the scene of a station in a season; kept, since a station takes many photos."""
    rng = np.random.default_rng([station_seed, 3])
    horizon, camera_m = int(rng.integers(180, 270)), float(rng.uniform(0.45, 0.72))
    frame = (horizon, camera_m, 900.0)
    colour, depth = _ground(rng, season, frame)
    above = np.arange(HEIGHT)[:, None] < horizon + 6 * smooth(rng, (1, WIDTH), (1, 90))
    colour = np.where(above[..., None], _backdrop(rng, season, horizon), colour)
    depth = np.where(above, _FAR_M, depth).astype(np.float32)
    colour = np.ascontiguousarray(colour, dtype=np.float32)
    for _ in range(int(rng.integers(5, 15))):
        _trunk(rng, colour, depth, frame)
    _stones(rng, colour, depth, frame, season)
    _bushes(rng, colour, depth, frame, season)
    packed = np.sqrt(np.clip(colour, 0, 1)) * 255 + 0.5
    return Scene(packed.astype(np.uint8), depth.astype(np.float16), *frame)
