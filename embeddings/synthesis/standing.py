"""What stands and lies in a station's scene: trees, grass and twigs, stones; drawn in place."""

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis.conditions import Season
from embeddings.synthesis.habitat import Habitat, tint
from embeddings.synthesis.noise import fractal, smooth
from embeddings.synthesis.plants import thicket

Floats = NDArray[np.float32]
View = tuple[int, float, float]  # horizon row, height of the camera in metres, focal length


def trunk(
    rng: np.random.Generator, colour: Floats, depth: Floats, view: View, place: Habitat
) -> None:
    """Stand one tree in the scene, at a distance of its own."""
    high, wide = depth.shape
    horizon, camera_m, focal = view
    away = float(rng.uniform(6.8, 22))
    foot = int(horizon + focal * camera_m / away)
    width = max(3.0, focal * float(rng.uniform(0.10, 0.42)) / away)
    middle = float(rng.uniform(-60, wide + 60))
    lean = float(rng.normal(0, 0.05))
    rows = np.arange(0, min(foot, high))
    centre = middle + lean * (foot - rows) + 3 * np.sin(rows / 90 + middle)
    half = width / 2 * (1 + 0.5 * np.exp(-(foot - rows) / (0.7 * width)) - 0.0003 * (foot - rows))
    birch = rng.random() < place.birch
    dim = float(rng.uniform(0.6, 1.25))
    left, right = int(max(0, centre.min() - width)), int(min(wide, centre.max() + width))
    if right - left < 2:
        return
    shape = (len(rows), right - left)
    side = (np.arange(left, right, dtype=np.float32)[None, :] - centre[:, None]) / half[:, None]
    inside = np.abs(side) + 0.05 * smooth(rng, shape, (9, 40)) < 1
    bark = fractal(rng, shape, max(3.0, width / 6), 3)
    bark += smooth(rng, shape, (width * 0.9, max(2.0, width / 12)))
    red, green, blue = place.bark
    tone = tint((168, 164, 154) if birch else (red * dim, green * dim, blue * dim))
    light = np.clip(0.72 - 0.45 * side**2 + 0.16 * bark, 0.12, 1.2)
    part = (slice(0, len(rows)), slice(left, right))
    seen = inside & (depth[part] > away)
    colour[part][seen] = (tone * light[..., None])[seen]
    depth[part][seen] = away


_GRASS = {"leaf": (84, 98, 58), "autumn": (134, 116, 84), "snow": (116, 102, 82)}


def bushes(
    rng: np.random.Generator,
    colour: Floats,
    depth: Floats,
    view: View,
    place: Habitat,
    season: Season,
) -> None:
    """Grow grass and twigs behind where animals walk."""
    high, wide = depth.shape
    horizon, camera_m, focal = view
    tone = tint(_GRASS[season]) * np.float32(np.exp(rng.normal(0, 0.2)))
    for away in (16.0, 11.0, 8.0, 6.8):
        foot = horizon + focal * camera_m / away
        tall = place.tall * focal * float(rng.uniform(0.25, 0.6)) / away
        # Blades reach little above twice their mean height: only that band is drawn.
        top, low = max(0, int(foot - 3 * tall)), min(high, int(foot + 24))
        cover, light = thicket(
            rng,
            (low - top, wide),
            foot - top,
            blades=int(place.grass * rng.integers(60, 220)),
            tall_px=tall,
            width_px=1.0 + 12.0 / away,
            clumps=np.asarray(rng.uniform(0, wide, size=5), np.float32),
        )
        band = slice(top, low)
        seen = np.where(depth[band] > away - 0.5, cover, 0)[..., None]
        colour[band] = colour[band] * (1 - seen) + tone * light[..., None] * seen
        depth[band] = np.where(seen[..., 0] > 0.5, away, depth[band])


def stones(
    rng: np.random.Generator,
    colour: Floats,
    depth: Floats,
    view: View,
    place: Habitat,
    season: Season,
) -> None:
    """Lay stones or logs on the ground behind the path."""
    high, wide = depth.shape
    horizon, camera_m, focal = view
    grey = tint((112, 110, 104)) * np.exp(rng.normal(0, 0.15) + rng.normal(0, 0.03, 3))
    for _ in range(int(rng.integers(*place.stones))):
        away = float(rng.uniform(6.8, 13))
        foot = horizon + focal * camera_m / away
        broad = focal * float(rng.uniform(0.12, 0.6)) / away
        tall = broad * float(rng.uniform(0.3, 0.8))
        angle = np.linspace(0, 2 * np.pi, 40)
        uneven = 1 + 0.12 * np.cos(3 * angle + rng.uniform(0, 6)) + 0.05 * rng.standard_normal(40)
        x = float(rng.uniform(0, wide)) + broad * uneven * np.cos(angle)
        y = foot - tall * 0.6 + tall * uneven * np.sin(angle)
        left, right = max(0, int(x.min()) - 2), min(wide, int(x.max()) + 3)
        top, low = max(0, int(y.min()) - 2), min(high, int(y.max()) + 3)
        if right - left < 3 or low - top < 3:
            continue
        part = (slice(top, low), slice(left, right))
        mask = np.zeros((low - top, right - left), np.float32)
        outline = np.round(np.stack([x - left, y - top], axis=1)).astype(np.int32)
        cv2.fillPoly(mask, [outline], 1.0, cv2.LINE_AA)
        mask *= depth[part] > away
        grain = fractal(rng, mask.shape, 26, 3)
        rise = (np.arange(top, low, dtype=np.float32) - (foot - tall * 1.5)) / (tall * 2)
        light = np.clip(1.15 - 0.75 * rise, 0.25, 1.2)[:, None] * (1 + 0.22 * grain)
        capped = (rise[:, None] + 0.15 * grain < 0.3)[..., None] & (season == "snow")
        tone = np.where(capped, tint((215, 220, 228)), grey)
        over = mask[..., None]
        colour[part] = colour[part] * (1 - over) + tone * light[..., None] * over
        depth[part] = np.where(mask > 0.5, away, depth[part])
