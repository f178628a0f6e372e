"""The same photo with something taken away: what a matcher must then not find, or find less often.

Only the background is left, or only the outline, or a piece of the coat, or the coat stands in a
mirror. A matcher that still names animals reads the place or the posture; one that finds them from
a piece reads the coat. Every view is described by the same describer as a coat.
"""

from dataclasses import replace

import cv2
import numpy as np

from embeddings.coat import Coat, Region, crop_of, mask_of
from embeddings.explain.controls import (
    BACKGROUND,
    MIRRORED,
    background_only,
    mirrored,
    mirrored_coat,
)
from embeddings.features import Describer, Features
from embeddings.photo import Array, Photo, read_photo

COAT, SILHOUETTE = "coat", "silhouette"
PIECES = {"piece-50": 0.50, "piece-25": 0.25, "piece-12": 0.12}
VIEWS = (COAT, BACKGROUND, MIRRORED, SILHOUETTE, *PIECES)
_GREY = 127


def describe_view(describer: Describer, photo: Photo, coat: Coat, view: str) -> Features:
    """Features of a coat in one of VIEWS.

    Raises ValueError for another view, or where nothing of the coat is left.
    """
    if view == COAT:
        return describer.describe(photo, coat)
    if view == BACKGROUND:
        return background_only(describer, photo, coat)
    if view == MIRRORED:
        turned = mirrored(photo)
        return describer.describe(turned, mirrored_coat(coat, turned))
    if view == SILHOUETTE:
        return describer.describe(*silhouette(photo, coat))
    if view in PIECES:
        return describer.describe(*piece(photo, coat, PIECES[view]))
    raise ValueError(f"there is no view {view!r}: name one of {', '.join(VIEWS)}")


def silhouette(photo: Photo, coat: Coat) -> tuple[Photo, Coat]:
    """The outline alone: the coat in one flat tone before grey, as a photo with its coat."""
    mask = _whole(photo, coat)
    pixels = np.full_like(photo.pixels, _GREY)
    pixels[mask] = np.rint(photo.pixels[mask].mean(axis=0)) if mask.any() else _GREY
    return _outlined(pixels, mask, coat)


def piece(photo: Photo, coat: Coat, share: float) -> tuple[Photo, Coat]:
    """A patch with this share of the coat's area around its middle, all else painted grey.

    Around the middle and not at random: the same piece in every run, and the one most often left.
    """
    mask = _whole(photo, coat)
    rows, columns = np.nonzero(mask)
    if not rows.size:
        raise ValueError("nothing of the coat can be seen, so no piece can be cut from it")
    spread = np.maximum([columns.std(), rows.std()], 1.0)
    far = np.hypot((columns - columns.mean()) / spread[0], (rows - rows.mean()) / spread[1])
    kept = np.zeros_like(mask)
    near = far <= np.quantile(far, share)
    kept[rows[near], columns[near]] = True
    return _outlined(np.where(kept[..., None], photo.pixels, np.uint8(_GREY)), kept, coat)


def _whole(photo: Photo, coat: Coat) -> Array:
    """bool (h, w) over the whole photo: which pixels are coat."""
    _, (left, top) = crop_of(photo, coat.region)
    inside = mask_of(photo, coat)
    mask = np.zeros(photo.pixels.shape[:2], dtype=bool)
    mask[top : top + inside.shape[0], left : left + inside.shape[1]] = inside
    return mask


def _outlined(pixels: Array, mask: Array, coat: Coat) -> tuple[Photo, Coat]:
    """A photo of these pixels, and the coat in it with its outline drawn."""
    png = cv2.imencode(".png", np.ascontiguousarray(pixels[..., ::-1]))[1].tobytes()
    photo = read_photo(png, name="control.png")
    edges, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(edges, key=cv2.contourArea, default=None)
    if largest is None or len(largest) < 3:
        raise ValueError("nothing of the coat is left in this view")
    x, y, width, height = cv2.boundingRect(largest)
    corners = tuple((float(column), float(row)) for column, row in largest[:, 0, :])
    region = Region(float(x), float(y), float(width), float(height), corners)
    return photo, replace(coat, photo=photo.sha256, region=region)
