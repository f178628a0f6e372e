"""A coat as it might have been photographed another time: bent, turned, lit, hidden, cut.

The mirrored coat is another animal's coat, never the same one seen from elsewhere: who learned that
a flank and its mirror are one would take left for right. What lies around the animal is replaced as
often as not, so that fence and snow teach nothing.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.network.canvas import GREY, shares
from embeddings.photo import Array
from embeddings.training.material import Crop

Canvas = tuple[int, int]
"""Height and width in pixels, multiples of the network's cell."""


@dataclass(frozen=True, slots=True)
class Hardship:
    """How much a view may differ from its photo; shares are probabilities.

    turn_deg, stretch, bend (share of the canvas's width): the coat's place and shape; pelt_turn_deg
    for skins, which lie any way. cut: share of views that keep a part only, down to cut_least of
    each side. ground: share with another photo behind the coat. grey, blur, hide, rough: shares
    without colour, unsharp, partly hidden, noisy.
    """

    turn_deg: float = 12.0
    pelt_turn_deg: float = 25.0
    stretch: float = 0.18
    bend: float = 0.03
    cut: float = 0.3
    cut_least: float = 0.5
    ground: float = 0.5
    grey: float = 0.3
    blur: float = 0.3
    hide: float = 0.25
    rough: float = 0.4


def view(
    crop: Crop,
    behind: Crop,
    mirrored: bool,
    canvas: Canvas,
    rng: np.random.Generator,
    how: Hardship,
) -> tuple[Array, Array]:
    """One random view: canvas float32 (3, height, width) in 0..255 and shares (1, h/32, w/32).

    behind: any other crop, whose pixels may stand around this one's coat.
    """
    pixels, mask = crop.pixels, crop.mask
    if mirrored:
        pixels, mask = pixels[:, ::-1], mask[:, ::-1]
    columns, rows = _places(pixels.shape[:2], crop.kind, canvas, rng, how)
    drawn = cv2.remap(
        pixels,
        columns,
        rows,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(GREY,) * 3,
    )
    inside = cv2.remap(mask.astype(np.float32), columns, rows, cv2.INTER_LINEAR)
    light = _lit(drawn.astype(np.float32), rng, how)
    if rng.random() < how.hide:
        _hide(light, behind, rng)
    around = np.full_like(light, GREY)
    if rng.random() < how.ground:
        around = _lit(_ground(behind, canvas, rng), rng, how)
    over = inside[..., None]
    whole = np.clip(light * over + around * (1 - over), 0, 255).astype(np.float32)
    if not inside.any():
        inside = np.ones_like(inside)
    return np.ascontiguousarray(whole.transpose(2, 0, 1)), shares(inside)


def _places(
    shape: tuple[int, ...], kind: str, canvas: Canvas, rng: np.random.Generator, how: Hardship
) -> tuple[Array, Array]:
    """Column and row of the crop that each canvas pixel shows (h, w) float32; may lie outside."""
    height, width = canvas
    high, wide = float(shape[0]), float(shape[1])
    top, left = 0.0, 0.0
    if rng.random() < how.cut:
        share = rng.uniform(how.cut_least, 1.0, 2)
        top, left = rng.uniform(0, high * (1 - share[0])), rng.uniform(0, wide * (1 - share[1]))
        high, wide = high * share[0], wide * share[1]
    fit = max(high / height, wide / width) * rng.uniform(0.92, 1.12)
    turn = np.deg2rad(rng.normal(0, (how.pelt_turn_deg if kind == "pelt" else how.turn_deg) / 2))
    grow = np.exp(rng.normal(0, how.stretch / 2, 2))
    shear = rng.normal(0, how.stretch / 2)
    matrix = fit * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = matrix @ np.array([[grow[0], shear], [0.0, grow[1]]])
    x, y = np.meshgrid(np.arange(width) - (width - 1) / 2, np.arange(height) - (height - 1) / 2)
    tilt = rng.normal(0, 0.12, 2)
    away = 1.0 / (1.0 + tilt[0] * x / width + tilt[1] * y / height)
    x, y = x * away, y * away
    moved = rng.normal(0, how.bend * width, (2, 4, 6)).astype(np.float32)
    x = x + cv2.resize(moved[0], (width, height), interpolation=cv2.INTER_CUBIC)
    y = y + cv2.resize(moved[1], (width, height), interpolation=cv2.INTER_CUBIC)
    columns = matrix[0, 0] * x + matrix[0, 1] * y + left + wide / 2
    rows = matrix[1, 0] * x + matrix[1, 1] * y + top + high / 2
    return columns.astype(np.float32), rows.astype(np.float32)


def _lit(light: Array, rng: np.random.Generator, how: Hardship) -> Array:
    """The same under another lamp and lens (h, w, 3) float32."""
    if rng.random() < how.grey:
        mixed = light @ rng.dirichlet((4.0, 4.0, 2.0)).astype(np.float32)
        light = np.repeat(mixed[..., None], 3, axis=2)
    else:
        light = light * rng.normal(1.0, 0.08, 3).astype(np.float32)
    gamma = float(np.exp(rng.normal(0, 0.25)))
    light = 255.0 * (np.clip(light, 0, 255) / 255.0) ** gamma
    light = (light - GREY) * float(np.exp(rng.normal(0, 0.2))) + GREY + float(rng.normal(0, 14))
    if rng.random() < how.blur:
        light = cv2.GaussianBlur(light, (0, 0), float(rng.uniform(0.5, 1.8)))
    if rng.random() < how.rough:
        light = light + rng.normal(0, rng.uniform(2, 10), (*light.shape[:2], 1))
    return np.asarray(light, np.float32)


def _hide(light: Array, behind: Crop, rng: np.random.Generator) -> None:
    """Lay one to three pieces of another photo, or flat paint, over the coat, in place."""
    height, width = light.shape[:2]
    for _ in range(int(rng.integers(1, 4))):
        high, wide = (rng.uniform(0.08, 0.45, 2) * (height, width)).astype(int) + 1
        top, left = int(rng.integers(0, height - high + 1)), int(rng.integers(0, width - wide + 1))
        there = light[top : top + high, left : left + wide]
        if rng.random() < 0.5:
            there[:] = rng.uniform(0, 255, 3)
        else:
            there[:] = cv2.resize(behind.pixels, (wide, high), interpolation=cv2.INTER_AREA)


def _ground(behind: Crop, canvas: Canvas, rng: np.random.Generator) -> Array:
    """Another photo, cut at random, as large as the canvas (h, w, 3) float32."""
    high, wide = behind.mask.shape
    share = rng.uniform(0.3, 1.0, 2)
    tall, broad = max(1, int(high * share[0])), max(1, int(wide * share[1]))
    top, left = int(rng.integers(0, high - tall + 1)), int(rng.integers(0, wide - broad + 1))
    piece = behind.pixels[top : top + tall, left : left + broad]
    return cv2.resize(piece, canvas[::-1], interpolation=cv2.INTER_AREA).astype(np.float32)
