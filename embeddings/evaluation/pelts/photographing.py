"""A flat skin thrown on a floor and photographed: folds, turn, perspective, light, glare, JPEG.

What belongs to one photo is drawn here. No two photos of a skin agree in any of it.
"""

from dataclasses import dataclass
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from embeddings.evaluation.pelts.fields import Floats, cloud, thin_plate
from embeddings.evaluation.pelts.flaying import CANVAS, Skin
from embeddings.photo import Array

WIDTH, HEIGHT = 840, 640
_DESCRIPTION, _SOFTWARE = 0x010E, 0x0131
_SURFACES = ("concrete", "cloth", "tarmac")


@dataclass(frozen=True, slots=True)
class PeltPhoto:
    """A photo of a skin, simulated.

    pixels uint8 (HEIGHT, WIDTH, 3); mask bool of the visible fur; box (x, y, width, height) px
    around it; quality of its JPEG.
    """

    pixels: Array
    mask: Array
    box: tuple[float, float, float, float]
    quality: int

    def jpeg(self, description: str) -> bytes:
        """The file's bytes; its EXIF says that it is simulated, and from what."""
        exif = Image.Exif()
        exif[_DESCRIPTION] = f"simulated: {description}"
        exif[_SOFTWARE] = "Kedrovka evaluation (simulated)"
        sink = BytesIO()
        Image.fromarray(self.pixels).save(sink, "JPEG", quality=self.quality, exif=exif)
        return sink.getvalue()


def photographed(
    skin: Skin, rng: np.random.Generator, severity: int, *, cropped: bool = False
) -> PeltPhoto:
    """One photo of a skin.

    severity 0..3 is how many thirds are used of: two folds, a second small warp, perspective to 35
    degrees, any turn (from severity 1), colour cast, exposure, glare, blur, noise, JPEG 40-90.
    cropped: as sellers do, up to a third of the skin lies outside the frame. Raises ValueError for
    a skin without area.
    """
    share = severity / 3.0
    colour, alpha = _lying(skin, rng, share)
    to_photo = _seen_from(alpha, rng, share, cropped=cropped)
    floor = _floor(rng, to_photo)
    size = (WIDTH, HEIGHT)
    fur = cv2.warpPerspective(colour, to_photo, size, flags=cv2.INTER_LINEAR)
    over = cv2.warpPerspective(alpha, to_photo, size, flags=cv2.INTER_LINEAR)
    drop = float(rng.uniform(2, 7))
    shade = cv2.GaussianBlur(over, (0, 0), drop)[..., None]
    photo = floor * (1 - 0.5 * shade) * (1 - over[..., None]) + fur * over[..., None]
    pixels = _exposed(np.asarray(photo, np.float32), rng, share)
    mask = np.asarray(over > 0.5)
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        raise ValueError("nothing of the skin lies in the photo: the skin has no area")
    box = (columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)
    quality = int(rng.integers(40, 91)) if severity else 90
    return PeltPhoto(pixels, mask, tuple(float(edge) for edge in box), quality)  # type: ignore[arg-type]


def _lying(skin: Skin, rng: np.random.Generator, share: float) -> tuple[Floats, Floats]:
    """Colour and alpha of the skin as it lies this time: a little pulled, up to two folds."""
    aside, below = thin_plate(rng, (CANVAS, CANVAS), 0.02 * share * CANVAS, (5, 4))
    at = np.indices((CANVAS, CANVAS), dtype=np.float32)
    x, y = at[1] + aside, at[0] + below
    light = np.ones((CANVAS, CANVAS), np.float32)
    rows, columns = np.nonzero(skin.alpha > 0.5)
    for _ in range(int(rng.integers(0, round(2 * share) + 1)) if len(rows) else 0):
        place = int(rng.integers(len(rows)))
        towards = float(rng.uniform(0, 2 * np.pi))
        normal = np.array([np.cos(towards), np.sin(towards)])
        far = (at[1] - columns[place]) * normal[0] + (at[0] - rows[place]) * normal[1]
        strip = float(rng.uniform(0.03, 0.10)) * CANVAS
        # Beyond the crease the skin is nearer by a strip that is tucked away below.
        x = np.where(far > 0, x + strip * normal[0], x)
        y = np.where(far > 0, y + strip * normal[1], y)
        light *= np.where(far > 0, 1 - 0.55 * np.exp(-far / 9.0), 1 + 0.12 * np.exp(far / 14.0))
    x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
    colour = cv2.remap(skin.colour, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.remap(skin.alpha, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    relief = 1 + 0.10 * share * cloud(rng, CANVAS, 110.0)
    return np.asarray(colour * (light * relief)[..., None], np.float32), np.asarray(alpha)


def _seen_from(
    alpha: Floats, rng: np.random.Generator, share: float, *, cropped: bool
) -> NDArray[np.float64]:
    """3 x 3: places on the floor to pixels of the photo, so that the skin fills the frame."""
    turn = float(rng.uniform(0, 2 * np.pi)) if share > 0 else 0.0
    tilt = np.radians(float(rng.uniform(0, 35)) * share)
    around = float(rng.uniform(0, 2 * np.pi))
    fill = float(rng.uniform(0.68, 0.9))
    away = 2.2 * CANVAS / 2
    middle = np.array([[1, 0, -CANVAS / 2], [0, 1, -CANVAS / 2], [0, 0, 1.0]])
    turned = _turn(turn)
    # Tilted about a line through the middle: what lies on one side of it moves away.
    lean = np.eye(3)
    lean[1, 1] = np.cos(tilt)
    lean[2, 1] = np.sin(tilt) / away
    view = _turn(-around) @ lean @ _turn(around) @ turned @ middle
    rows, columns = np.nonzero(alpha > 0.5)
    if not rows.size:
        raise ValueError("nothing of the skin can be seen: it has no area")
    seen = view @ np.stack([columns, rows, np.ones(len(rows))]).astype(np.float64)
    u, v = seen[0] / seen[2], seen[1] / seen[2]
    zoom = fill * min(WIDTH / max(float(np.ptp(u)), 1.0), HEIGHT / max(float(np.ptp(v)), 1.0))
    zoom = min(zoom, 2.2)
    centre = np.array([(u.min() + u.max()) / 2, (v.min() + v.max()) / 2])
    off = rng.uniform(-0.04, 0.04, 2) * (WIDTH, HEIGHT)
    if cropped:
        zoom *= float(rng.uniform(1.0, 1.3))
        off = rng.uniform(-0.16, 0.16, 2) * (WIDTH, HEIGHT)
    fit = np.diag([zoom, zoom, 1.0])
    fit[:2, 2] = np.array([WIDTH / 2, HEIGHT / 2]) + off - zoom * centre
    return np.asarray(fit @ view)


def _turn(angle: float) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _floor(rng: np.random.Generator, to_photo: NDArray[np.float64]) -> Floats:
    """What the skin lies on, in the same perspective: concrete, cloth or tarmac (H, W, 3)."""
    surface = _SURFACES[int(rng.integers(len(_SURFACES)))]
    tone = float(rng.uniform(80, 185)) * rng.uniform((0.95, 0.92, 0.82), (1.08, 1.04, 1.04))
    speck = rng.standard_normal((CANVAS, CANVAS), dtype=np.float32)
    if surface == "cloth":
        tone = float(rng.uniform(50, 190)) * rng.uniform(0.55, 1.1, 3)
        weave = cv2.GaussianBlur(speck, (0, 0), 1.0, sigmaY=5.0) * 4
        weave = weave + cv2.GaussianBlur(speck, (0, 0), 5.0, sigmaY=1.0) * 4
        light = 1 + 0.10 * weave + 0.15 * cloud(rng, CANVAS, 180.0)
    elif surface == "tarmac":
        tone = tone * 0.55
        light = 1 + 0.30 * cv2.GaussianBlur(speck, (0, 0), 1.2) * 2 + 0.1 * cloud(rng, CANVAS, 90.0)
    else:
        crack = np.exp(-np.abs(cloud(rng, CANVAS, 240.0, 5)) * 50)
        light = 1 + 0.12 * cloud(rng, CANVAS, 160.0, 5) - 0.3 * crack
    tile = np.asarray(np.clip(light, 0.1, 2)[..., None] * tone, np.float32)
    how = cv2.INTER_LINEAR
    size = (WIDTH, HEIGHT)
    seen = cv2.warpPerspective(tile, to_photo, size, flags=how, borderMode=cv2.BORDER_REFLECT)
    return np.asarray(seen, np.float32)


def _exposed(photo: Floats, rng: np.random.Generator, share: float) -> Array:
    """Colour cast, exposure, the flash's glare, blur and noise: uint8 (H, W, 3)."""
    cast = np.exp(rng.normal(0, 0.10, 3) * share)
    bright = 2.0 ** (float(rng.normal(0, 0.45)) * share)
    rows, columns = np.indices(photo.shape[:2], dtype=np.float32)
    spot = rng.uniform((0.2 * WIDTH, 0.2 * HEIGHT), (0.8 * WIDTH, 0.8 * HEIGHT))
    far = ((columns - spot[0]) ** 2 + (rows - spot[1]) ** 2) / (0.16 * WIDTH) ** 2
    glare = float(rng.uniform(0, 1)) * share
    lit = photo * cast * bright * (1 - 0.25 * share * np.clip(far / 12, 0, 1))[..., None]
    lit = lit + 190 * glare * np.exp(-far / 0.7)[..., None]
    blur = float(rng.uniform(0, 1.2)) * share
    soft = cv2.GaussianBlur(lit, (0, 0), blur) if blur > 0.2 else lit
    grain = rng.standard_normal(photo.shape, dtype=np.float32) * float(rng.uniform(1, 5)) * share
    return np.asarray(np.clip(np.rint(soft + grain), 0, 255), np.uint8)
