"""What must find nothing: the background without the animal, and the coat in a mirror.

A matcher that still names animals from the grass behind them reads the place, not the coat; one
that knows a mirrored coat reads outline and posture. Both are run beside every headline figure.
"""

from dataclasses import replace

import cv2
import numpy as np

from embeddings.coat import Coat, Region, crop_of, mask_of
from embeddings.features import Describer, Features
from embeddings.marks import find_marks
from embeddings.photo import Photo, read_photo


def mirrored(photo: Photo) -> Photo:
    """The photo as a mirror shows it; a new photo with a digest of its own."""
    flipped = np.ascontiguousarray(photo.pixels[:, ::-1, ::-1])
    return read_photo(cv2.imencode(".png", flipped)[1].tobytes(), name="mirrored.png")


def mirrored_coat(coat: Coat, photo: Photo) -> Coat:
    """The same coat in the mirrored photo: its region turned over, its flank as it was.

    photo: the mirrored one. Keeping the flank lets it meet the very coats that it must not match.
    """
    region = coat.region
    corners = region.polygon and tuple((photo.width - x, y) for x, y in region.polygon)
    turned = Region(
        photo.width - region.x - region.width, region.y, region.width, region.height, corners
    )
    return replace(coat, photo=photo.sha256, region=turned)


def background_only(describer: Describer, photo: Photo, coat: Coat) -> Features:
    """Features of all of the region that is not coat, as if the animal were not there."""
    crop, _ = crop_of(photo, coat.region)
    rest = ~mask_of(photo, coat)
    return Features(
        coat=coat,
        embedding=describer.network.embed([(crop, rest)])[0],
        marks=find_marks(photo, coat, describer.kinds, describer.limit, describer.local, mask=rest),
        fingerprint=describer.fingerprint(coat),
    )
