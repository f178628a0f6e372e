"""Rendered coats to learn from: each animal met by camera traps on both sides, and as a skin.

Rendered animals cost nobody a photograph and carry no licence of others; thousands can be had. All
of it is simulated and teaches only, it never weighs anything. Seeds start at LEAST_SEED, so that no
animal of a demonstration or of a calibration is ever learned.
"""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from embeddings.coat import Kind, Region
from embeddings.coat.foreground import crop_bounds, foreground
from embeddings.photo import Array
from embeddings.synthesis import (
    SPECIES,
    Animal,
    FrameConditions,
    PeltTreatment,
    Rendered,
    Side,
    make_animal,
    passage,
    render_pelt,
)
from embeddings.synthesis.coat_texture import coat_texture
from embeddings.training.material import Crop, small_crop

LEAST_SEED = 50_000
STATIONS = 40
_SEASONS = ("autumn", "snow", "autumn", "leaf")
# From the shoulder to the root of the tail, from the spine to the belly, on the flank chart.
_TRUNK_COLUMNS, _TRUNK_ROWS = (430, 930), (4, 250)
_FLANKS: tuple[Side, Side] = ("left", "right")


def rendered_crops(
    seed: int, number: int, *, passages: int = 2, frames: int = 2, skins: int = 2
) -> Iterator[Crop]:
    """Crops of rendered animal `number` of a run: frames of both sides, then its skin.

    Species take turns; every fourth animal of a species is a sibling of the one before, so that
    look-alikes exist. Raises ValueError for a seed below LEAST_SEED.
    """
    if seed < LEAST_SEED:
        raise ValueError(f"seed {seed}: seeds below {LEAST_SEED} belong to what is evaluated")
    animal = _animal(seed, number)
    for side, flank in enumerate(_FLANKS):
        identity = f"R{seed}-{number}/{flank}"
        rng = np.random.default_rng((seed, number, side))
        for walk in range(passages):
            station = int(rng.integers(STATIONS))
            drawn = FrameConditions.as_hard_as_life(
                rng, station_seed=station, species=animal.species
            )
            there = replace(drawn, season=_SEASONS[station % 4])  # type: ignore[arg-type]
            for frame in passage(animal, flank, rng, frames, there):
                yield _cut(frame, frame.box, identity, f"{identity}-{walk}", "camera")
    for skin in range(skins):
        rng = np.random.default_rng((seed, number, 99, skin))
        laid = render_pelt(animal, PeltTreatment.as_hard_as_life(rng), rng)
        for shown, box in sorted(laid.flank_boxes.items()):
            identity = f"R{seed}-{number}/{shown}"
            yield _cut(laid, box, identity, f"{identity}-skin-{skin}", "pelt")


def painted_crops(seed: int, number: int) -> Iterator[Crop]:
    """Both flanks of rendered animal `number` as they are painted, by day and in infrared.

    No body, no place, no light: quick to make, so that many more patterns are learned. These
    animals are others than those of `rendered_crops`. Raises ValueError below LEAST_SEED.
    """
    if seed < LEAST_SEED:
        raise ValueError(f"seed {seed}: seeds below {LEAST_SEED} belong to what is evaluated")
    animal = _animal(seed, 1_000_000 + number)
    columns, rows = np.meshgrid(
        np.arange(*_TRUNK_COLUMNS, 1.5, dtype=np.float32),
        np.arange(*_TRUNK_ROWS, 1.5, dtype=np.float32),
    )
    for flank in _FLANKS:
        identity = f"P{seed}-{number}/{flank}"
        light = np.sqrt(coat_texture(animal, flank).look_up(columns, rows, edge=True))
        if flank == "left":
            light = light[:, ::-1]
        whole = np.ones(light.shape[:2], bool)
        for when, layer in (("day", light[..., :3]), ("night", light[..., 3:].repeat(3, axis=2))):
            pixels = np.clip(layer * 255, 0, 255).astype(np.uint8)
            yield small_crop(pixels, whole, identity, f"{identity}-{when}", "camera")


def _animal(seed: int, number: int) -> Animal:
    species = SPECIES[number % len(SPECIES)]
    place = number // len(SPECIES)
    own = np.random.default_rng((seed, number))
    if place % 4 != 3:
        return make_animal(own, species)
    return make_animal(own, species, sibling_of=_animal(seed, number - len(SPECIES)))


def _cut(
    photo: Rendered, box: tuple[float, float, float, float], identity: str, when: str, kind: str
) -> Crop:
    """The crop that a search would see if a person had drawn the box with a little room."""
    x, y, wide, high = box
    high_px, wide_px = photo.pixels.shape[:2]
    region = Region(
        max(0.0, x - 0.03 * wide),
        max(0.0, y - 0.03 * high),
        min(1.06 * wide, wide_px - max(0.0, x - 0.03 * wide)),
        min(1.06 * high, high_px - max(0.0, y - 0.03 * high)),
    )
    x0, y0, x1, y1 = crop_bounds(region, wide_px, high_px)
    mask: Array = foreground(photo.pixels, region, Kind(kind)).mask
    return small_crop(as_kept(photo.pixels[y0:y1, x0:x1]), mask, identity, when, kind)


def as_kept(pixels: Array) -> Array:
    """Pixels uint8 (h, w, 3) as a camera's JPEG leaves them; ValueError where there are none."""
    done, packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 85])
    if not done:
        raise ValueError("the rendered crop is empty")
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR))
