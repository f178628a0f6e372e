"""A flank bent by its landmarks to the canonical one, and the exact way back to the photo.

Each landmark goes to its place on a flank that stands level, by the thin-plate spline that bends
least. A person sets what the program cannot find (the spine). Bending makes two flanks easier to
lay upon one another and can make agreement out of nothing: it is for the eye and for measuring,
never for counting marks. Nothing is mirrored, and a warp that would fold the flank is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from embeddings.coat import Coat, mask_of
from embeddings.coat.foreground import crop_bounds
from embeddings.photo import Array, Photo
from embeddings.rectify.places import PLACES
from embeddings.rectify.strip import HEIGHT, WIDTH, Landmarks
from embeddings.rectify.thin_plate import Folded, ThinPlate

BENT_STEP = b"bent-1"
"""Version of this rule."""

_LEAST_GROWTH = 0.05  # of the mean growth of area: less is nearly a fold
_FLAT = 1e-4


@dataclass(frozen=True, slots=True)
class BentStrip:
    """pixels uint8 (HEIGHT, WIDTH, 3), mask bool (HEIGHT, WIDTH), to_photo: strip to photo pixels.

    used: the landmarks that made it, in pixels of the photo; the strip follows from them alone.
    """

    pixels: Array
    mask: Array
    to_photo: ThinPlate
    used: Mapping[str, tuple[float, float]]

    def points_in_photo(self, points: Array) -> Array:
        """Points (n, 2) of the strip in pixels of the photo."""
        return self.to_photo(points)

    def points_in_strip(self, points: Array) -> Array:
        """Points (n, 2) of the photo in pixels of the strip. Raises Folded far outside it."""
        return self.to_photo.back(points)


def bent_strip_of(photo: Photo, coat: Coat, landmarks: Landmarks) -> BentStrip:
    """The flank of a coat bent by three landmarks or more of `PLACES`; others are left aside.

    Raises ValueError (Folded) where they are too few, lie in one line or would fold the flank.
    """
    used = {name: landmarks[name] for name in PLACES if name in landmarks}
    goal = np.array(list(used.values()), np.float64).reshape(-1, 2)
    places = np.array([PLACES[name] for name in used], np.float64).reshape(-1, 2)
    if len(used) < 3:
        raise Folded(f"a bent strip needs 3 landmarks of {', '.join(PLACES)}, not {len(used)}")
    if _faces_right(places, goal):
        places[:, 0] = 1.0 - places[:, 0]
    plate = ThinPlate.through(places * [WIDTH - 1, HEIGHT - 1], goal)
    grid = np.stack(np.meshgrid(np.arange(WIDTH), np.arange(HEIGHT)), axis=2).reshape(-1, 2)
    growth = np.linalg.det(plate.slopes(grid[:: WIDTH // 64]))
    if growth.min() < max(_LEAST_GROWTH * abs(float(np.median(growth))), _FLAT):
        raise Folded(f"the landmarks {', '.join(used)} would fold the flank: check their places")
    return BentStrip(*_seen(photo, coat, plate(grid), growth), plate, used)


def _faces_right(places: Array, goal: Array) -> bool:
    """Whether front and back lie in the photo the other way round than on the canonical flank."""
    along = places[:, 0] - places[:, 0].mean()
    return float(along @ (goal[:, 0] - goal[:, 0].mean())) < 0


def _seen(photo: Photo, coat: Coat, points: Array, growth: Array) -> tuple[Array, Array]:
    """Pixels and mask of the strip whose pixels lie at `points` of the photo."""
    scale = float(np.sqrt(np.median(growth)))
    source = cv2.GaussianBlur(photo.pixels, (0, 0), 0.5 * scale) if scale > 1.5 else photo.pixels
    x0, y0, x1, y1 = crop_bounds(coat.region, photo.width, photo.height)
    inside = np.zeros(photo.pixels.shape[:2], np.uint8)
    inside[y0:y1, x0:x1] = mask_of(photo, coat)
    way = points.astype(np.float32).reshape(HEIGHT, WIDTH, 2)
    x, y = np.ascontiguousarray(way[..., 0]), np.ascontiguousarray(way[..., 1])
    pixels = cv2.remap(source, x, y, cv2.INTER_LINEAR)
    return np.asarray(pixels), np.asarray(cv2.remap(inside, x, y, cv2.INTER_NEAREST)) > 0
