"""How well the coat's mask and its box are found, on rendered photos whose true masks are known.

usage: python benchmarks/masks.py [--photos 36]

Prints, for frames and skins, the median over photos of: overlap (intersection over union), share of
the true coat that was kept, share of what was kept that is coat; then the same overlap for the box
that is sought when nobody gave one. The peer in the same run is an oval in the box.
"""

import argparse
import platform
import time

import numpy as np

from embeddings.coat import Kind, Region, locate
from embeddings.coat.foreground import crop_bounds, foreground
from embeddings.photo import read_photo
from embeddings.synthesis import (
    LEOPARD,
    TIGER,
    FrameConditions,
    PeltTreatment,
    Rendered,
    encode_jpeg,
    make_animal,
    render_frame,
    render_pelt,
)


def shares(mask: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    """Overlap, share of the truth kept, share of the kept that is true."""
    both = (mask & truth).sum()
    return both / (mask | truth).sum(), both / truth.sum(), both / max(1, mask.sum())


def box_overlap(one: Region, box: tuple[float, float, float, float]) -> float:
    """Intersection over union of two boxes."""
    x, y, w, h = box
    wide = min(one.x + one.width, x + w) - max(one.x, x)
    high = min(one.y + one.height, y + h) - max(one.y, y)
    both = max(0.0, wide) * max(0.0, high)
    return both / (one.width * one.height + w * h - both)


def oval(height: int, width: int) -> np.ndarray:
    """The peer: an ellipse that touches the box."""
    y = (np.arange(height) + 0.5) / height * 2 - 1
    x = (np.arange(width) + 0.5) / width * 2 - 1
    return y[:, None] ** 2 + x[None, :] ** 2 <= 1


def measure(name: str, kind: Kind, photos: list[Rendered], rng: np.random.Generator) -> None:
    """Print one line for the masks and one for the boxes of a kind."""
    ours, peers, boxes, spent = [], [], [], []
    for rendered in photos:
        x, y, w, h = rendered.box
        slack = rng.uniform(-0.04, 0.06, 4)
        region = Region(
            x - slack[0] * w,
            y - slack[1] * h,
            w * (1 + slack[0] + slack[2]),
            h * (1 + slack[1] + slack[3]),
        )
        x0, y0, x1, y1 = crop_bounds(region, rendered.pixels.shape[1], rendered.pixels.shape[0])
        truth = rendered.mask[y0:y1, x0:x1]
        if truth.sum() < 200:
            continue
        began = time.perf_counter()
        mask = foreground(rendered.pixels, region, kind).mask
        spent.append(time.perf_counter() - began)
        ours.append(shares(mask, truth))
        peers.append(shares(oval(*truth.shape), truth))
        photo = read_photo(encode_jpeg(rendered))
        boxes.append(box_overlap(locate(photo, kind=kind).region, rendered.box))
    for label, values in (("ours", ours), ("oval", peers)):
        overlap, kept, true = np.median(values, axis=0)
        print(f"{name:7s} {label}: overlap {overlap:.2f}  kept {kept:.2f}  true {true:.2f}")
    print(f"{name:7s} {np.median(spent) * 1e3:.0f} ms a mask; box overlap {np.median(boxes):.2f}")


def main() -> None:
    """Render, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=36)
    count = parser.parse_args().photos
    print(platform.processor() or platform.machine(), platform.python_version())
    rng = np.random.default_rng(3)
    frames, skins = [], []
    for index in range(count):
        animal = make_animal(rng, (LEOPARD, TIGER)[index % 2])
        flank = ("left", "right")[index // 2 % 2]
        frames.append(render_frame(animal, flank, FrameConditions.as_hard_as_life(rng), rng))
        if index % 3 == 0:
            skins.append(render_pelt(animal, PeltTreatment.as_hard_as_life(rng), rng))
    measure("frames", Kind.CAMERA, frames, rng)
    measure("skins", Kind.PELT, skins, rng)


if __name__ == "__main__":
    main()
