"""A skin as it is seized, photographed on whatever it was thrown on, by flash or by day."""

from dataclasses import asdict

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import lens
from embeddings.synthesis.animal import Animal
from embeddings.synthesis.coat_texture import coat_texture
from embeddings.synthesis.conditions import PeltTreatment
from embeddings.synthesis.floors import SIDE_M, SIDE_PX, floor
from embeddings.synthesis.noise import fractal, smooth, step
from embeddings.synthesis.rendered import LABEL, Rendered, box_of
from embeddings.synthesis.resample import looked_up, shifted, softened
from embeddings.synthesis.skin_lie import PELT_HEIGHT, PELT_WIDTH, Lie, chart_pixels, laid

Floats = NDArray[np.float32]
_CARD_HIGH, _CARD_WIDE = 30, 132
_CARD = (slice(PELT_HEIGHT - _CARD_HIGH - 8, PELT_HEIGHT - 8), slice(8, 8 + _CARD_WIDE))


def _skin_colour(
    animal: Animal, lie: Lie, treatment: PeltTreatment, rng: np.random.Generator
) -> Floats:
    columns, rows = chart_pixels(lie.x, lie.s)
    left, right = (
        coat_texture(animal, side).look_up(columns, rows, edge=False)[..., :3]
        for side in ("left", "right")
    )
    # The two patterns meet within a hand's breadth of the spine, hair over hair.
    seam = 0.008 * smooth(rng, lie.x.shape, 9)
    share = step(np.where(lie.left, lie.s, -lie.s) + seam, -0.006, 0.006)[..., None]
    colour = left * share + right * (1 - share)
    colour = colour * np.float32(rng.uniform(0.75, 1.0))
    hide = np.array([0.62, 0.52, 0.40], np.float32) * (
        1 + 0.14 * fractal(rng, lie.x.shape, 60, 5)[..., None]
    )
    turned = step(lie.under, 0.3, 0.7)[..., None]
    colour = colour * (1 - turned) + hide * turned
    if treatment.stains > 0:
        where = fractal(rng, lie.x.shape, 120, 5)
        stain = step(where, 2.0 - 1.4 * treatment.stains, 2.5 - 1.2 * treatment.stains)[..., None]
        blood = np.array([0.20, 0.09, 0.06], np.float32)
        colour = colour * (1 - 0.75 * stain) + blood * colour * 1.6 * stain
    return np.asarray(colour, np.float32)


def _relief(lie: Lie, treatment: PeltTreatment, rng: np.random.Generator) -> Floats:
    """Return the brightness (h, w), about 1, that wrinkles, edges and the fold give the skin."""
    shape = lie.x.shape
    height = 9 * treatment.wrinkles * fractal(rng, shape, 130, 3)
    ridges = np.abs(fractal(rng, shape, 150, 2))
    height += 7 * treatment.wrinkles * np.exp(-((ridges / 0.14) ** 2))
    height += 5 * softened(lie.skin, 5) + 6 * softened(lie.under, 3)
    towards = rng.normal(0, 1, 2)
    towards /= np.linalg.norm(towards)
    across = cv2.Sobel(height.astype(np.float32), cv2.CV_32F, 1, 0) / 8
    down = cv2.Sobel(height.astype(np.float32), cv2.CV_32F, 0, 1) / 8
    lean = 0.7 if treatment.flash else 1.0
    slope = towards[0] * across + towards[1] * down
    return np.asarray(np.clip(1 + lean * slope, 0.25, 1.9), np.float32)


def _light(treatment: PeltTreatment, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return the light's fall (h, w, 3) and the flash's glare (h, w)."""
    y = np.linspace(-1, 1, PELT_HEIGHT, dtype=np.float32)[:, None]
    x = np.linspace(-1.33, 1.33, PELT_WIDTH, dtype=np.float32)[None, :]
    hot = rng.normal(0, 0.3, 2)
    off = (x - hot[0]) ** 2 + (y - hot[1]) ** 2
    if treatment.flash:
        fall = 0.45 + 0.95 * np.exp(-0.75 * off)
        cast = np.array([1.0, 1.0, 1.03], np.float32)
    else:
        fall = 1 + 0.22 * (x * hot[0] + y * hot[1]) + 0 * off
        cast = np.array([(1.1, 1.0, 0.84), (1.0, 1.0, 1.0), (0.95, 1.0, 1.08)], np.float32)[
            int(rng.integers(3))
        ]
    glare = treatment.glare * np.exp(-off / (0.03 + 0.10 * treatment.glare))
    return np.asarray(fall[..., None] * cast, np.float32), np.asarray(glare, np.float32)


def render_pelt(animal: Animal, treatment: PeltTreatment, rng: np.random.Generator) -> Rendered:
    """Return a photo of the animal's skin; `flank` is "both" for an open skin.

    flank_boxes holds a box for each flank of which coat is visible; the mask holds the fur side
    only, not the turned-over hide.
    """
    lie = laid(rng, treatment)
    tile = floor(rng, treatment.surface)
    period = SIDE_PX - 1
    u = np.abs((lie.floor_x / SIDE_M * SIDE_PX) % (2 * period) - period)
    v = np.abs((lie.floor_y / SIDE_M * SIDE_PX) % (2 * period) - period)
    ground = looked_up(tile, u, v)
    fall, glare = _light(treatment, rng)
    cast = softened(lie.skin, 7)
    cast = shifted(cast, float(rng.normal(0, 5)), float(rng.normal(0, 5)))
    ground = ground * (1 - 0.6 * cast[..., None])
    shine = 0.35 if treatment.surface in ("tiles", "table") else 0.08
    ground = ground * fall + (shine * glare)[..., None]
    coat = _skin_colour(animal, lie, treatment, rng) * _relief(lie, treatment, rng)[..., None]
    coat = coat * fall * 0.92 + (0.30 * glare)[..., None]
    over = lie.skin[..., None]
    light = ground * (1 - over) + coat * over
    light = softened(np.asarray(light * 1.15, np.float32), treatment.defocus_px)
    pixels = lens.developed(
        light,
        rng,
        exposure_ev=treatment.exposure_ev,
        noise=treatment.noise,
        vignette=0.2,
        meter=True,
    )
    fur = (lie.skin > 0.5) & (lie.under < 0.5)
    fur[_CARD] = False
    boxes = {
        side: box_of(fur & where)
        for side, where in (("left", lie.left), ("right", ~lie.left))
        if int((fur & where).sum()) > 400
    }
    _card(pixels)
    parameters = {"animal": asdict(animal), "treatment": asdict(treatment)}
    return Rendered(pixels, fur, box_of(fur), treatment.sides, boxes, parameters)


def _card(pixels: NDArray[np.uint8]) -> None:
    """Lay the label into the photo's lower left corner, as an exhibit card, in place."""
    top, left = pixels.shape[0] - _CARD_HIGH - 8, 8
    pixels[_CARD] = (236, 232, 214)
    cv2.putText(
        pixels,
        LABEL.upper(),
        (left + 10, top + 21),
        cv2.FONT_HERSHEY_SIMPLEX,
        0.58,
        (30, 28, 26),
        1,
        cv2.LINE_AA,
    )
