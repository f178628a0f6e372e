"""A skin as it is seized: opened along the belly, laid flat, stretched, folded, cut, stained.

The flank chart is nearly the flat skin already: spine in the middle, legs spread to both sides. The
photo is drawn backwards, from each pixel to the floor, to the skin lying there, to the chart.
"""

from dataclasses import asdict, dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from embeddings.synthesis import chart, lens
from embeddings.synthesis.animal import TIGER, Animal
from embeddings.synthesis.coat_texture import coat_texture
from embeddings.synthesis.conditions import PeltTreatment
from embeddings.synthesis.floors import SIDE_M, SIDE_PX, floor
from embeddings.synthesis.noise import fractal, smooth, step
from embeddings.synthesis.rendered import LABEL, Rendered, box_of

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
PELT_HEIGHT, PELT_WIDTH = 768, 1024
_OUTLINE = (
    (0.78, -0.01),
    (0.765, 0.05),
    (0.70, 0.10),
    (0.62, 0.14),
    (0.53, 0.17),
    (0.44, 0.24),
    (0.37, 0.34),
    (0.345, 0.46),
    (0.31, 0.60),
    (0.295, 0.74),
    (0.25, 0.785),
    (0.195, 0.75),
    (0.175, 0.62),
    (0.145, 0.49),
    (0.10, 0.40),
    (0.0, 0.37),
    (-0.14, 0.36),
    (-0.23, 0.39),
    (-0.285, 0.48),
    (-0.35, 0.60),
    (-0.385, 0.72),
    (-0.38, 0.785),
    (-0.44, 0.80),
    (-0.475, 0.72),
    (-0.485, 0.58),
    (-0.50, 0.45),
    (-0.505, 0.27),
    (-0.53, 0.10),
    (-0.62, 0.058),
    (-1.0, 0.052),
    (-1.27, 0.045),
    (-1.305, -0.01),
)


@dataclass(frozen=True, slots=True)
class _Lie:
    """For each pixel of the photo: floor place (metres), chart place, side, skin above, underside."""

    floor_x: Floats
    floor_y: Floats
    x: Floats
    s: Floats
    left: Bools
    skin: Floats
    under: Floats


def _outline(rng: np.random.Generator, treatment: PeltTreatment) -> Floats:
    """Return how much (rows, columns of the chart) 0..1 there is skin on one flank."""
    mask = np.zeros(chart.SHAPE, np.float32)
    points = np.array(_OUTLINE, np.float32)
    points = points + rng.normal(0, 0.007, points.shape)
    if not treatment.head:
        points = points[points[:, 0] < 0.5]
        points = np.concatenate([[[0.47, -0.01]], points]).astype(np.float32)
    at = chart.pixel(np.asarray(points, np.float32))
    cv2.fillPoly(mask, [np.round(at).astype(np.int32)], 1.0, cv2.LINE_AA)
    ragged = cv2.GaussianBlur(mask, (0, 0), 4) + 0.13 * fractal(rng, chart.SHAPE, 34, 4)
    mask = step(ragged, 0.44, 0.54)
    for _ in range(treatment.holes):
        middle = chart.pixel(np.array([[rng.uniform(-0.4, 0.35), rng.uniform(0.03, 0.3)]]))[0]
        size = (int(rng.integers(3, 9)), int(rng.integers(3, 7)))
        cv2.ellipse(mask, np.round(middle).astype(int).tolist(), size, 30, 0, 360, 0.0, -1)
    for _ in range(treatment.cuts):
        x = float(rng.uniform(-0.4, 0.3))
        deep, lean = float(rng.uniform(0.1, 0.28)), float(rng.normal(0, 0.05))
        wedge = np.array([[x - 0.012, 0.42], [x + 0.016, 0.42], [x + lean, 0.40 - deep]])
        at = chart.pixel(np.asarray(wedge, np.float32))
        cv2.fillPoly(mask, [np.round(at).astype(np.int32)], 0.0, cv2.LINE_AA)
    return mask


def _floor_places(
    rng: np.random.Generator, treatment: PeltTreatment
) -> tuple[Floats, Floats, float]:
    """Return the floor place (x, y metres, skin's frame) of each pixel, and metres a pixel."""
    rows, columns = np.indices((PELT_HEIGHT, PELT_WIDTH), dtype=np.float32)
    v, u = rows / PELT_HEIGHT * 2 - 1, columns / PELT_WIDTH * 2 - 1
    tilt = 0.42 * treatment.perspective
    away = 1 / (1 + tilt * v)
    turn = np.radians(treatment.turn_deg)
    c, s = np.cos(turn), np.sin(turn)
    half_x, half_y = 1.10, 0.86
    reach = max(
        abs(c) * half_x + abs(s) * half_y,
        (abs(s) * half_x + abs(c) * half_y) * PELT_WIDTH / PELT_HEIGHT,
    )
    reach *= (1 + 0.35 * tilt) / treatment.scale
    shift = rng.normal(0, 0.03, 2)
    x = u * away * reach + shift[0]
    y = -(v * away + 0.25 * tilt) * reach * PELT_HEIGHT / PELT_WIDTH + shift[1]
    place = (np.asarray(c * x + s * y - 0.26, np.float32), np.asarray(-s * x + c * y, np.float32))
    return (*place, reach * 2 / PELT_WIDTH)


def _laid(rng: np.random.Generator, treatment: PeltTreatment) -> _Lie:
    floor_x, floor_y, _ = _floor_places(rng, treatment)
    shape = floor_x.shape
    pull = 0.035 * treatment.stretch
    x = floor_x + pull * smooth(rng, shape, 230) + 0.2 * pull * smooth(rng, shape, 70)
    y = floor_y + pull * smooth(rng, shape, 230) + 0.2 * pull * smooth(rng, shape, 70)
    x = (x + 0.26) / treatment.shrink - 0.26
    y = y / float(rng.uniform(0.92, 1.06)) / treatment.shrink
    skin = np.zeros(shape, np.float32)
    under = np.zeros(shape, np.float32)
    chart_x, chart_s = x.copy(), np.abs(y)
    for side, sign in (("left", 1.0), ("right", -1.0)):
        here = y * sign >= 0
        outline = _outline(rng, treatment)
        splay = float(rng.uniform(-0.1, 0.45)), float(rng.uniform(-0.1, 0.45))
        s = y * sign
        legs = np.maximum(s - 0.36, 0)
        front = step(x, -0.15, 0.0)
        place = x - legs * (splay[0] * front - splay[1] * (1 - front))
        if treatment.sides not in ("both", side):
            outline = outline * 0
        own = _sampled(outline, place, s)
        if treatment.folded > 0 and treatment.folded_side == side:
            slant = float(rng.normal(0, 0.12))
            crease = 0.37 * (1 - treatment.folded) + slant * (x + 0.05)
            beyond = _sampled(outline, place, 2 * crease - s)
            inner = (s < crease) & (s > 0.0)
            flap = np.where(inner, beyond, 0)
            own = np.where(s < crease, own, 0)
            under = np.where(here, np.maximum(under, flap), under)
            own = np.maximum(own, flap)
        skin = np.where(here, own, skin)
        chart_x = np.where(here, place, chart_x)
    return _Lie(floor_x, floor_y, chart_x, chart_s, y >= 0, skin, np.asarray(under, np.float32))


def _sampled(layer: Floats, x: Floats, s: Floats) -> Floats:
    """Return values of a chart layer at chart places; nothing outside the chart."""
    columns = (x - chart.X_LOW) * chart.PX_PER_M
    rows = np.abs(s) * chart.PX_PER_M
    return np.asarray(
        cv2.remap(
            layer,
            columns.astype(np.float32),
            rows.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
        ),
        dtype=np.float32,
    )


def _skin_colour(
    animal: Animal, lie: _Lie, treatment: PeltTreatment, rng: np.random.Generator
) -> Floats:
    left = _sampled(coat_texture(animal, "left").colour, lie.x, lie.s)
    right = _sampled(coat_texture(animal, "right").colour, lie.x, lie.s)
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


def _relief(lie: _Lie, treatment: PeltTreatment, rng: np.random.Generator) -> Floats:
    """Return the brightness (h, w), about 1, that wrinkles, edges and the fold give the skin."""
    shape = lie.x.shape
    height = 9 * treatment.wrinkles * fractal(rng, shape, 130, 3)
    ridges = np.abs(fractal(rng, shape, 150, 2))
    height += 7 * treatment.wrinkles * np.exp(-((ridges / 0.14) ** 2))
    height += 5 * cv2.GaussianBlur(lie.skin, (0, 0), 5) + 6 * cv2.GaussianBlur(lie.under, (0, 0), 3)
    towards = rng.normal(0, 1, 2)
    towards /= np.linalg.norm(towards)
    across = cv2.Sobel(height.astype(np.float32), cv2.CV_32F, 1, 0) / 8
    down = cv2.Sobel(height.astype(np.float32), cv2.CV_32F, 0, 1) / 8
    lean = 0.7 if treatment.flash else 1.0
    return np.clip(1 + lean * (towards[0] * across + towards[1] * down), 0.25, 1.9).astype(
        np.float32
    )


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
    lie = _laid(rng, treatment)
    tile = floor(rng, treatment.surface)
    period = SIDE_PX - 1
    u = np.abs((lie.floor_x / SIDE_M * SIDE_PX) % (2 * period) - period)
    v = np.abs((lie.floor_y / SIDE_M * SIDE_PX) % (2 * period) - period)
    ground = cv2.remap(tile, u.astype(np.float32), v.astype(np.float32), cv2.INTER_LINEAR)
    fall, glare = _light(treatment, rng)
    cast = cv2.GaussianBlur(lie.skin, (0, 0), 7)
    offset = np.float32([[1, 0, rng.normal(0, 5)], [0, 1, rng.normal(0, 5)]])
    cast = cv2.warpAffine(cast, offset, (PELT_WIDTH, PELT_HEIGHT))
    ground = ground * (1 - 0.6 * cast[..., None])
    shine = 0.35 if treatment.surface in ("tiles", "table") else 0.08
    ground = ground * fall + (shine * glare)[..., None]
    coat = _skin_colour(animal, lie, treatment, rng) * _relief(lie, treatment, rng)[..., None]
    coat = coat * fall * 0.92 + (0.30 * glare)[..., None]
    over = lie.skin[..., None]
    light = ground * (1 - over) + coat * over
    light = lens.softened(np.asarray(light * 1.15, np.float32), treatment.defocus_px)
    pixels = lens.developed(
        light,
        rng,
        exposure_ev=treatment.exposure_ev,
        noise=treatment.noise,
        vignette=0.2,
        meter=True,
    )
    fur = (lie.skin > 0.5) & (lie.under < 0.5)
    boxes = {
        side: box_of(fur & where)
        for side, where in (("left", lie.left), ("right", ~lie.left))
        if int((fur & where).sum()) > 400
    }
    flank = treatment.sides if treatment.sides != "both" else "both"
    _card(pixels)
    return Rendered(
        pixels,
        fur,
        box_of(fur),
        flank,
        boxes,
        {
            "animal": asdict(animal),
            "treatment": asdict(treatment),
            "tiger": animal.species == TIGER,
        },
    )


def _card(pixels: NDArray[np.uint8]) -> None:
    """Lay the label into the photo's lower left corner, as an exhibit card, in place."""
    high, wide = 30, 132
    top = pixels.shape[0] - high - 8
    pixels[top : top + high, 8 : 8 + wide] = (236, 232, 214)
    cv2.putText(
        pixels,
        LABEL.upper(),
        (18, top + 21),
        cv2.FONT_HERSHEY_SIMPLEX,
        0.58,
        (30, 28, 26),
        1,
        cv2.LINE_AA,
    )
