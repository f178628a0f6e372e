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
from embeddings.synthesis.habitat import Habitat, habitat, tint
from embeddings.synthesis.noise import fractal, smooth, step
from embeddings.synthesis.plants import wood
from embeddings.synthesis.resample import looked_up, softened
from embeddings.synthesis.standing import View, bushes, stones, trunk

Floats = NDArray[np.float32]
HEIGHT, WIDTH = 640, 1024
_FAR_M = 60.0
_SEAM = 24  # rows on either side of the horizon where ground and distance meet


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

_DEAD = (96, 84, 66)  # what lies under snow: last year's grass and leaves


def _litter(rng: np.random.Generator, season: Season, place: Habitat) -> Floats:
    """Return a square of ground (768, 768, 3), 4 m a side, that repeats without a seam."""
    side = 768
    colours = [tint(rgb) for rgb in _LITTER[season]]
    # Snow lies over most of the bare ground; litter and grass leave their share of it open.
    bare = place.bare * (0.12 if season == "snow" else 1.0)
    where = step(fractal(rng, (side, side), 120, 5), 1.0 - 2.6 * bare, 2.2 - 2.6 * bare)[..., None]
    soil = tint(place.soil) if season != "snow" else 0.5 * tint(place.soil) + 0.5 * tint(_DEAD)
    under = colours[1] * (1 - where) + soil * where
    base = under * (1 + 0.25 * fractal(rng, (side, side), 96, 5)[..., None])
    tile = np.ascontiguousarray(base, dtype=np.float32)
    count = {"snow": 250, "autumn": 5200, "leaf": 8500}[season]
    count = int(count * (1 - 0.7 * place.bare))
    places = rng.integers(0, side, size=(count, 2))
    sizes = rng.integers(3, 12, size=count)
    turns = rng.uniform(0, 360, size=count)
    tints = rng.integers(0, len(colours), size=count)
    lights = rng.uniform(0.45, 1.35, size=count)
    for (x, y), size, turn, tone, light in zip(places, sizes, turns, tints, lights, strict=True):
        value = tint((92, 80, 64)) * light if season == "snow" else colours[tone] * light
        middle = (int(x), int(y))
        slim = max(1, int(size * (0.16 if season == "leaf" else 0.45)))
        cv2.ellipse(tile, middle, (int(size), slim), float(turn), 0, 360, value.tolist(), -1)
    if season == "snow":
        tile = softened(tile, 1.2)
        tile *= (1 + 0.10 * fractal(rng, (side, side), 48, 3))[..., None]
    return np.clip(tile, 0.002, 1)


def _ground(
    rng: np.random.Generator, season: Season, view: View, place: Habitat
) -> tuple[Floats, Floats]:
    """Return colour and depth of the ground plane in perspective, from _SEAM rows above the

    horizon down; what lies above it is as far as the horizon.
    """
    horizon, camera_m, focal = view
    shape = (HEIGHT - horizon + _SEAM, WIDTH)
    rows, columns = np.indices(shape, dtype=np.float32)
    hilly = 6 * smooth(rng, (1, WIDTH), (1, 240))
    depth = np.minimum(focal * camera_m / np.maximum(rows - _SEAM - hilly, 0.5), _FAR_M)
    across = (columns - WIDTH / 2) * depth / focal
    tile = _litter(rng, season, place)
    scale = tile.shape[0] / 4.0
    # The square is laid mirrored, so that it meets itself without a seam.
    turn = tile.shape[0] - 1
    u = np.abs((across * scale + turn * 40.37) % (2 * turn) - turn)
    v = np.abs((depth * scale * 0.9) % (2 * turn) - turn)
    near = looked_up(tile, u, v)
    dull = looked_up(softened(tile, 9.0), u, v)
    far = step(depth, 5.0, 14.0)[..., None]
    colour = near * (1 - far) + dull * far
    patch = 1 + (0.08 if season == "snow" else 0.22) * fractal(rng, shape, 200, 5)
    return np.asarray(colour * patch[..., None], np.float32), depth


def _backdrop(rng: np.random.Generator, horizon: int, place: Habitat) -> Floats:
    """Return what closes the view (rows, w, 3), from the top to _SEAM rows below the horizon:

    a wood, spruces, a cliff, a glade's hills and sky, reeds.
    """
    pale, dark = tint(place.pale), tint(place.dark)
    shape = (horizon + _SEAM, WIDTH)
    if place.back == "cliff":
        return _cliff(rng, shape, pale, dark)
    height = (np.arange(shape[0], dtype=np.float32) / horizon)[:, None, None]
    veil = step(fractal(rng, shape, 120, 6), -1.6, 1.6)[..., None]
    colour = pale * veil + dark * (1 - veil)
    if place.back == "glade":
        ridge = float(rng.uniform(0.35, 0.8)) + 0.06 * smooth(rng, (1, WIDTH), (1, 150))
        sky = step(height[..., 0] - ridge, 0.02, -0.02)[..., None]
        colour = colour * (1 - sky) + tint((206, 212, 220)) * sky
    for share in {"wood": (0.45, 0.8), "spruce": (0.6, 0.9), "reeds": (0.4,)}.get(place.back, ()):
        cover, light = wood(rng, shape, horizon)
        stem = dark * (2.2 - 1.6 * share) * light[..., None]
        colour = colour * (1 - share * cover[..., None]) + stem * share * cover[..., None]
    return np.asarray(colour * (1.25 - 0.5 * np.clip(height, 0, 1)), np.float32)


def _cliff(rng: np.random.Generator, shape: tuple[int, int], pale: Floats, dark: Floats) -> Floats:
    """Return a wall of rock (rows, w, 3): ledges, upright cracks, patches of lichen."""
    blocks = fractal(rng, shape, 110, 6)
    ledges = smooth(rng, shape, (18, 260))
    cracks = np.exp(-np.abs(smooth(rng, shape, (120, 34))) * 9)
    light = step(blocks + 0.6 * ledges, -1.8, 1.8) * (1 - 0.7 * cracks)
    return np.asarray(dark + (pale - dark) * light[..., None], np.float32)


@lru_cache(maxsize=96)
def scene(station_seed: int, season: Season) -> Scene:
    """Return the scene of a station in a season; kept, since a station takes many photos."""
    place = habitat(np.random.default_rng([station_seed, 8]), season)
    rng = np.random.default_rng([station_seed, 3])
    horizon, camera_m = int(rng.integers(160, 270)), float(rng.uniform(0.40, 0.85))
    view = (horizon, camera_m, 900.0)
    colour = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    depth = np.full((HEIGHT, WIDTH), _FAR_M, np.float32)
    colour[horizon - _SEAM :], depth[horizon - _SEAM :] = _ground(rng, season, view, place)
    distant = _backdrop(rng, horizon, place)
    edge = horizon + np.clip(6 * smooth(rng, (1, WIDTH), (1, 90)), -_SEAM, _SEAM)
    above = np.arange(len(distant))[:, None] < edge
    np.copyto(colour[: len(distant)], distant, where=above[..., None])
    np.copyto(depth[: len(distant)], _FAR_M, where=above)
    for _ in range(int(rng.integers(*place.trunks))):
        trunk(rng, colour, depth, view, place)
    stones(rng, colour, depth, view, place, season)
    bushes(rng, colour, depth, view, place, season)
    packed = np.sqrt(np.clip(colour, 0, 1)) * 255 + 0.5
    return Scene(packed.astype(np.uint8), depth.astype(np.float16), *view)
