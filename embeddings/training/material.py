"""What a network learns from: cut-out coats with their identity, kept small and in memory.

An identity is one side of one animal, because left and right share no pattern. Coats are cut and
masked by the same rules as in a search, so that the network learns what it will be shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from embeddings.coat import Coat, crop_of, mask_of
from embeddings.photo import Array, Photo, shrink_to

LONG_SIDE_PX = 320
"""Longer side of a kept crop: the canvas is no wider."""


@dataclass(frozen=True, slots=True)
class Crop:
    """One coat: pixels uint8 (h, w, 3), mask bool (h, w), whose it is and when it was seen.

    identity names one side of one animal; encounter the passage, unique within the material;
    kind is "camera" or "pelt".
    """

    pixels: Array
    mask: Array
    identity: str
    encounter: str
    kind: str = "camera"


def crop_from(photo: Photo, coat: Coat, identity: str, encounter: str) -> Crop:
    """The crop of a described coat, at most LONG_SIDE_PX on its longer side.

    Raises ValueError where the coat is of another photo.
    """
    pixels, _ = crop_of(photo, coat.region)
    return small_crop(pixels, mask_of(photo, coat), identity, encounter, coat.kind.value)


def small_crop(pixels: Array, mask: Array, identity: str, encounter: str, kind: str) -> Crop:
    """A crop from pixels uint8 (h, w, 3) and mask bool (h, w), shrunk where larger than needed."""
    small = shrink_to(pixels, LONG_SIDE_PX)
    if small.shape[:2] != mask.shape:
        rows = np.linspace(0, mask.shape[0] - 1, small.shape[0]).round().astype(int)
        columns = np.linspace(0, mask.shape[1] - 1, small.shape[1]).round().astype(int)
        mask = mask[rows][:, columns]
    return Crop(np.ascontiguousarray(small), np.ascontiguousarray(mask), identity, encounter, kind)


def keep(crops: Iterable[Crop], path: Path) -> int:
    """Write crops into one .npz without pickle (to a temporary name, renamed); how many."""
    held = list(crops)
    flat = [crop.pixels.reshape(-1) for crop in held] or [np.zeros(0, np.uint8)]
    masks = [np.packbits(crop.mask.reshape(-1)) for crop in held] or [np.zeros(0, np.uint8)]
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        allow_pickle=False,
        pixels=np.concatenate(flat),
        masks=np.concatenate(masks),
        shapes=np.array([crop.mask.shape for crop in held], np.int32).reshape(-1, 2),
        names=np.array([(c.identity, c.encounter, c.kind) for c in held], np.str_).reshape(-1, 3),
    )
    part.replace(path)
    return len(held)


def kept(path: Path) -> Iterator[Crop]:
    """The crops of a file that `keep` wrote. Raises ValueError or KeyError where it is none."""
    with np.load(path, allow_pickle=False) as file:
        pixels, masks = file["pixels"], file["masks"]
        shapes, names = file["shapes"], file["names"]
    at = mask_at = 0
    for (height, width), (identity, encounter, kind) in zip(shapes, names, strict=True):
        count = int(height) * int(width)
        bits = -(-count // 8)
        shape = (int(height), int(width))
        yield Crop(
            pixels[at : at + 3 * count].reshape(*shape, 3),
            np.unpackbits(masks[mask_at : mask_at + bits], count=count).reshape(shape).astype(bool),
            str(identity),
            str(encounter),
            str(kind),
        )
        at += 3 * count
        mask_at += bits
