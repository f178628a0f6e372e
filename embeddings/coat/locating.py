"""Where the coat is in a photo, and the value that fixes it for all later steps.

A box or polygon given by a person or a detector always wins. Without one the animal is sought by
its colours against the rim of the frame, and when that finds nothing the whole frame is the region.
"""

from collections.abc import Mapping

import numpy as np

from embeddings.coat.foreground import crop_bounds, ellipse, foreground, part
from embeddings.coat.quality import measure
from embeddings.coat.values import Coat, Flank, Kind, Region
from embeddings.photo import Array, Photo, shrink_to

_SMALL = 160
_MARGIN = 0.04
_WHOLE = 0.55  # above this share of the frame the photo is a crop already


def locate(
    photo: Photo,
    *,
    region: Region | None = None,
    flank: Flank = Flank.UNKNOWN,
    species: str = "",
    kind: Kind = Kind.CAMERA,
    fixed_by: Mapping[str, str] | None = None,
) -> Coat:
    """The coat in a photo, with its quality; every part says in `fixed_by` who fixed it.

    A given region is used as it is (who gave it: fixed_by["region"], "caller" where not said).
    Raises ValueError where the region lies outside the photo.
    """
    said = dict(fixed_by or {})
    if region is None:
        region, by = _search(photo.pixels)
        said["region"] = by
    else:
        said.setdefault("region", "caller")
    crop, origin = crop_of(photo, region)
    found = foreground(crop, region, origin)
    return Coat(
        photo=photo.sha256,
        region=region,
        flank=flank,
        species=species,
        kind=kind,
        quality=measure(crop, found.mask, found.found),
        fixed_by=said,
    )


def crop_of(photo: Photo, region: Region) -> tuple[Array, tuple[int, int]]:
    """The region's pixels uint8 (h, w, 3) and its upper left corner (x, y) in the photo.

    Raises ValueError where the region lies outside the photo.
    """
    x0, y0, x1, y1 = crop_bounds(region, photo.width, photo.height)
    return photo.pixels[y0:y1, x0:x1], (x0, y0)


def mask_of(photo: Photo, coat: Coat) -> Array:
    """bool (h, w) over the region's crop: which pixels are coat, by the one rule of this room.

    Raises ValueError where `coat` belongs to another photo.
    """
    if coat.photo != photo.sha256:
        raise ValueError(f"{coat.id} is a coat of photo {coat.photo[:12]}, not {photo.sha256[:12]}")
    crop, origin = crop_of(photo, coat.region)
    return foreground(crop, coat.region, origin).mask


def _search(pixels: Array) -> tuple[Region, str]:
    """The likeliest box of an animal in a frame, and what found it."""
    height, width = pixels.shape[:2]
    whole = Region(0.0, 0.0, float(width), float(height))
    small = shrink_to(pixels, _SMALL)
    mask = part(small, ellipse(small.shape[0], small.shape[1]))
    if mask is None:
        return whole, "machine:whole frame"
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    top, bottom = rows[0] / mask.shape[0], (rows[-1] + 1) / mask.shape[0]
    left, right = columns[0] / mask.shape[1], (columns[-1] + 1) / mask.shape[1]
    if (bottom - top) * (right - left) > _WHOLE:
        return whole, "machine:whole frame"
    grow_x, grow_y = (right - left) * _MARGIN, (bottom - top) * _MARGIN
    left, right = max(0.0, left - grow_x), min(1.0, right + grow_x)
    top, bottom = max(0.0, top - grow_y), min(1.0, bottom + grow_y)
    box = Region(left * width, top * height, (right - left) * width, (bottom - top) * height)
    return box, "machine:grabcut"
