"""Where the coat is in a photo, and the value that fixes it for all later steps.

A box or polygon given by a person or a detector always wins. Without one, what can be said from
colours alone is little, and the quality says so: a small photo is taken for a crop that somebody
made, in a large one the animal is sought as what differs from its row of the landscape (a frame's
background changes from sky to ground, less from left to right), a skin as what differs from the
photo's rim. On 48 rendered photos the box found so overlaps the true one by 0.50 (animals) and 0.70
(skins), where the whole photo overlaps by 0.15 and 0.59 (benchmarks/masks.py).
"""

from collections.abc import Mapping
from dataclasses import replace

import cv2
import numpy as np

from embeddings.coat.foreground import crop_bounds, foreground
from embeddings.coat.quality import measure
from embeddings.coat.values import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.photo import Array, Photo, shrink_to

WHOLE = "machine:whole photo"
SOUGHT = "machine:differs from its row"
RIM = "machine:differs from the photo's rim"

_FRAME_PX = 900  # longer photos are frames as cameras save them; crops of animals are smaller
_SMALL = 128
_PEAK_SHARE = 0.35
_MARGIN = 0.15
_SLACK = 0.08
_RIM = 0.06
_MOST = 0.6


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
        region, said["region"] = _search(photo.pixels, kind)
    else:
        said.setdefault("region", "caller")
    found = foreground(photo.pixels, region, kind)
    quality = measure(crop_of(photo, region)[0], found.mask, found.found)
    if said["region"] in (SOUGHT, RIM):
        quality = _doubted(quality)
    return Coat(
        photo=photo.sha256,
        region=region,
        flank=flank,
        species=species,
        kind=kind,
        quality=quality,
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
    return foreground(photo.pixels, coat.region, coat.kind).mask


def _doubted(quality: Quality) -> Quality:
    """The same quality, at most limited: nobody has looked whether the animal is there."""
    reason = "nobody marked where the animal is: its place was guessed from colours"
    sufficient = quality.grade is QualityGrade.SUFFICIENT
    grade = QualityGrade.LIMITED if sufficient else quality.grade
    return replace(quality, grade=grade, reasons=(*quality.reasons, reason))


def _search(pixels: Array, kind: Kind) -> tuple[Region, str]:
    """The likeliest box of an animal or a skin in a photo, and what found it."""
    height, width = pixels.shape[:2]
    whole = Region(0.0, 0.0, float(width), float(height))
    if max(height, width) < _FRAME_PX:
        return whole, WHOLE
    if kind is Kind.PELT:
        # A skin is laid out for its photo: the photo's rim is the floor that it lies on.
        rim_x, rim_y = width * _RIM, height * _RIM
        inner = Region(rim_x, rim_y, width - 2 * rim_x, height - 2 * rim_y)
        found, by = _tightened(pixels, inner), RIM
    else:
        # Not tightened: on frames that lost one animal in seven to gain a closer box.
        found, by = _differing(pixels), SOUGHT
    return (whole, WHOLE) if found is None else (found, by)


def _differing(pixels: Array) -> Region | None:
    """A rough box around what differs from its row; None where that is nothing or nearly all."""
    small = shrink_to(pixels, _SMALL)
    unlike = _unlike_its_row(small)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        (unlike > _PEAK_SHARE * unlike.max()).astype(np.uint8)
    )
    peak = labels[np.unravel_index(int(unlike.argmax()), unlike.shape)]
    left, top, wide, high = (int(v) for v in stats[peak][:4])
    if peak == 0 or wide * high > _MOST * unlike.size:
        return None
    scale = pixels.shape[1] / small.shape[1]
    box = (left * scale, top * scale, (left + wide) * scale, (top + high) * scale)
    return _grown(box, _MARGIN, pixels.shape[1], pixels.shape[0])


def _tightened(pixels: Array, first: Region) -> Region | None:
    """The box of what the colours part from its surroundings; None where they part nothing."""
    found = foreground(pixels, first, Kind.PELT)
    if not found.found:
        return None
    x0, y0, _, _ = crop_bounds(first, pixels.shape[1], pixels.shape[0])
    rows, columns = np.flatnonzero(found.mask.any(axis=1)), np.flatnonzero(found.mask.any(axis=0))
    box = (x0 + columns[0], y0 + rows[0], x0 + columns[-1] + 1, y0 + rows[-1] + 1)
    return _grown(box, _SLACK, pixels.shape[1], pixels.shape[0])


def _grown(box: tuple[float, float, float, float], share: float, width: int, height: int) -> Region:
    """A box (x0, y0, x1, y1) with so much more of its size on each side, cut to the photo."""
    aside, above = (box[2] - box[0]) * share, (box[3] - box[1]) * share
    x0, y0 = max(0.0, box[0] - aside), max(0.0, box[1] - above)
    x1, y1 = min(float(width), box[2] + aside), min(float(height), box[3] + above)
    return Region(x0, y0, x1 - x0, y1 - y0)


def _unlike_its_row(small: Array) -> Array:
    """float (h, w): distance of each place's soft colour from its row's median, middle first."""
    height, width = small.shape[:2]
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    soft = cv2.GaussianBlur(lab, (0, 0), 3.0)
    # Brightness counts less than colour: sun and shade alternate along a row.
    apart = (soft - np.median(soft, axis=1, keepdims=True)) * np.array([0.6, 1.5, 1.5])
    unlike = cv2.GaussianBlur(np.sqrt((apart**2).sum(axis=2)), (0, 0), 2.0)
    x = (np.arange(width) + 0.5) / width - 0.5
    y = (np.arange(height) + 0.5) / height - 0.52
    middle = np.exp(-(x[None, :] ** 2) / 0.405 - (y[:, None] ** 2) / 0.146)
    weighed = np.asarray(unlike * middle)
    weighed[-max(1, round(height * 0.06)) :] = 0.0  # the camera's own line of text
    return weighed
