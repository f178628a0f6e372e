"""What the quality gate says of real tigers as they are, blurred and shrunk on purpose.

usage: python benchmarks/quality.py SHARED_DATA/amur_tigers [--every 12]
"""

import argparse
import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from embeddings.coat import Region
from embeddings.coat.foreground import foreground
from embeddings.coat.quality import measure
from embeddings.photo import read_photo, shrink_to


def run(name: str, photos: list[np.ndarray], change: Callable[[np.ndarray], np.ndarray]) -> None:
    """Print percentiles of sharpness and pixels, and the share of each grade."""
    found = []
    for pixels in map(change, photos):
        whole = Region(0, 0, pixels.shape[1], pixels.shape[0])
        found.append(measure(pixels, foreground(pixels, whole).mask, True))
    sharp = np.percentile([q.sharpness for q in found], (10, 50, 90)).round(2)
    usable = np.percentile([q.usable_px for q in found], (10, 50)).astype(int)
    grades = Counter(q.grade.value for q in found)
    shares = {grade: round(count / len(found), 2) for grade, count in sorted(grades.items())}
    print(f"{name:10s} sharpness {sharp}  pixels {usable}  {shares}")


def main() -> None:
    """Read a share of the photos and print one line a change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tigers", type=Path)
    parser.add_argument("--every", type=int, default=12)
    asked = parser.parse_args()
    with (asked.tigers / "photos.csv").open() as table:
        files = [row["file"] for row in csv.DictReader(table)][:: asked.every]
    photos = [read_photo(asked.tigers / "images" / name).pixels for name in files]
    run("as it is", photos, lambda p: p)
    for px in (1, 2, 3, 5, 8):
        run(f"blur {px}", photos, lambda p, px=px: cv2.GaussianBlur(p, (0, 0), px))
    for side in (256, 128, 64):
        run(f"side {side}", photos, lambda p, side=side: shrink_to(p, side))


if __name__ == "__main__":
    main()
