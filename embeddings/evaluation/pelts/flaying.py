"""From the photo of a living flank to a flat skin: background off, unrolled, dried, holed, stained.

What belongs to the skin itself is drawn here, so that one skin can be photographed twice.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.evaluation.pelts.fields import Floats, cloud, thin_plate
from embeddings.photo import Array

CANVAS = 800
"""Side of the square that a flat skin lies on, in pixels."""
_LENGTH = 620
_ARC_DEG = 70.0
_SMALL = 160
_GRID = (5, 4)


@dataclass(frozen=True, slots=True)
class Skin:
    """A flat skin: colour float32 (CANVAS, CANVAS, 3) 0..255 RGB, and where it is (same, 0..1)."""

    colour: Floats
    alpha: Floats


def flayed(pixels: Array, rng: np.random.Generator, severity: int) -> Skin:
    """The skin of the flank that fills a photo uint8 (h, w, 3).

    severity 0..3 is how many thirds of the ranges of the protocol are used: warp 3-8 % of its
    width, shear to 15 degrees, shrinking to 0.85, up to four holes, stains.
    """
    share = severity / 3.0
    height, width = pixels.shape[:2]
    jitter = float(rng.uniform(0.03, 0.08)) * share * _LENGTH
    aside, below = thin_plate(rng, (CANVAS, CANVAS), jitter, _GRID)
    shear = np.tan(np.radians(float(rng.uniform(-15, 15)) * share))
    dried = 1.0 - rng.uniform(0.0, 0.15, 2) * share
    at = np.indices((CANVAS, CANVAS), dtype=np.float32)
    x = (at[1] - CANVAS / 2 + aside) / dried[0]
    y = (at[0] - CANVAS / 2 + below) / dried[1]
    columns, rows = _in_photo(x + shear * y, y, (height, width))
    flank = flank_mask(pixels)
    photo = pixels.astype(np.float32)
    colour = cv2.remap(photo, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.remap(flank, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    ragged = alpha + 0.12 * cloud(rng, CANVAS, 40.0)
    alpha = np.where(alpha > 0.02, np.clip((ragged - 0.4) / 0.2, 0, 1), 0)
    alpha = _holed(np.asarray(alpha, np.float32), rng, int(rng.integers(0, round(4 * share) + 1)))
    stained = _stained(np.clip(colour, 0, 255), rng, float(rng.uniform(0, 1)) * share)
    return Skin(np.asarray(stained, np.float32), alpha)


def cut_piece(skin: Skin, rng: np.random.Generator, share: float) -> Skin:
    """A piece with this share (0..1) of the skin's area, cut askew at a place drawn at random.

    Raises ValueError for a share outside 0..1 or a skin without area.
    """
    total = float(skin.alpha.sum())
    if not 0.0 < share <= 1.0 or total < 1.0:
        raise ValueError(f"a piece of {share} of {total:.0f} pixels: give a share above 0 to 1")
    rows, columns = np.nonzero(skin.alpha > 0.5)
    middle = np.array([columns.mean(), rows.mean()])
    chosen = int(rng.integers(len(rows)))
    centre = 0.5 * middle + 0.5 * np.array([columns[chosen], rows[chosen]])
    turn = float(rng.uniform(0, np.pi))
    long = float(rng.uniform(1.0, 2.0))
    at = np.indices(skin.alpha.shape, dtype=np.float32)
    x, y = at[1] - centre[0], at[0] - centre[1]
    u = np.abs(np.cos(turn) * x + np.sin(turn) * y) / long
    v = np.abs(-np.sin(turn) * x + np.cos(turn) * y)
    far = (u**4 + v**4) ** 0.25 + 6.0 * cloud(rng, CANVAS, 60.0)
    # The distance within which this share of the skin lies: no search, its weighted quantile.
    order = np.argsort(far, axis=None)
    inside = np.cumsum(skin.alpha.ravel()[order])
    reach = far.ravel()[order[min(int(np.searchsorted(inside, share * total)), far.size - 1)]]
    return Skin(skin.colour, np.asarray(np.where(far <= reach, skin.alpha, 0), np.float32))


def flank_mask(pixels: Array) -> Floats:
    """Where the flank is in a tight photo of an animal (h, w), 0..1.

    An oval over trunk and upper legs; inside it colours (GrabCut, corners and rim are ground) take
    the ground away. Where they part nothing, or too much, a smaller oval over the trunk is taken. A
    rule of its own, so that later changes of the program's masks leave these skins as they are.
    """
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (_SMALL, max(24, round(_SMALL * height / width))))
    y = np.abs((np.arange(small.shape[0]) + 0.5) / small.shape[0] - 0.44) / 0.42
    x = np.abs((np.arange(_SMALL) + 0.5) / _SMALL - 0.5) / 0.43
    oval = y[:, None] ** 2.5 + x[None, :] ** 2.5 <= 1.0
    core = (1.9 * y[:, None]) ** 2 + (1.9 * x[None, :]) ** 2 <= 1.0
    labels = np.where(oval, cv2.GC_PR_FGD, cv2.GC_BGD).astype(np.uint8)
    labels[core] = cv2.GC_FGD
    cv2.setRNGSeed(1)
    ground, animal = np.zeros((1, 65)), np.zeros((1, 65))
    lab = np.ascontiguousarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB))
    cv2.grabCut(lab, labels, (0, 0, 1, 1), ground, animal, 3, cv2.GC_INIT_WITH_MASK)
    found = np.isin(labels, (cv2.GC_FGD, cv2.GC_PR_FGD)) & oval
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    closed = cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_CLOSE, kernel) > 0
    parted = 0.45 <= closed.sum() / oval.sum() <= 0.9
    trunk = (y[:, None] * 1.6 + 0.08) ** 2.0 + (1.2 * x[None, :]) ** 2.5 <= 1.0
    mask = (closed & oval if parted else trunk).astype(np.float32)
    soft = cv2.GaussianBlur(mask, (0, 0), 1.5)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _in_photo(x: Floats, y: Floats, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Columns and rows of a photo for places on the flat skin, pixels about its middle.

    The flank is taken for a cylinder that lies along the photo: as much of it is seen as _ARC_DEG
    up and down from the middle, and what curves away is laid flat.
    """
    height, width = shape
    scale = _LENGTH / width
    radius = 0.42 * height / np.sin(np.radians(_ARC_DEG))
    angle = np.clip(y / (scale * radius), -np.pi / 2, np.pi / 2)
    columns = width / 2 + x / scale
    rows = 0.44 * height + radius * np.sin(angle)
    return np.asarray(columns, np.float32), np.asarray(rows, np.float32)


def _holed(alpha: Floats, rng: np.random.Generator, holes: int) -> Floats:
    """The skin with shot holes and tears."""
    rows, columns = np.nonzero(alpha > 0.9)
    holed = alpha.copy()
    for _ in range(holes if len(rows) else 0):
        place = int(rng.integers(len(rows)))
        size = (int(rng.integers(4, 26)), int(rng.integers(4, 14)))
        centre = (int(columns[place]), int(rows[place]))
        cv2.ellipse(holed, centre, size, float(rng.uniform(0, 180)), 0, 360, 0.0, -1, cv2.LINE_AA)
    return holed


def _stained(colour: Floats, rng: np.random.Generator, share: float) -> Floats:
    """Dirt and dried blood on so much (0..1) of what could be stained."""
    where = cloud(rng, CANVAS, 150.0)
    stain = np.clip((where - 2.2 + 1.6 * share) / 0.5, 0, 1)[..., None] if share > 0 else 0.0
    dried = np.array([70.0, 42.0, 30.0], np.float32)
    return np.asarray(colour * (1 - 0.7 * stain) + 0.7 * stain * (0.5 * dried + 0.25 * colour))
