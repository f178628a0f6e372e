"""Speed of matching: pairs a second and seconds a query, ours beside the plain peer in one run.

    python benchmarks/matching.py ../shared/data/amur_tigers --photos 200 --queries 20

Prints photos described, pairs compared and queries searched a second with the machine's load.
"""

import argparse
import csv
import os
import time
from pathlib import Path

import cv2
import faiss

from embeddings.coat import Flank, locate
from embeddings.evaluation.peers import sift_affine_inliers
from embeddings.features import Describer, Features
from embeddings.gallery import Entry, Gallery
from embeddings.photo import read_photo
from embeddings.search import search_skin
from embeddings.strength import choose, shipped
from embeddings.verify import compare


def described(pack: Path, photos: int) -> tuple[list[Entry], float]:
    """The first photos of a pack with their features, and the seconds it took."""
    with (pack / "photos.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))[:photos]
    describer = Describer.shipped(threads=1)
    started = time.perf_counter()
    entries = []
    for row in rows:
        photo = read_photo(pack / "images" / row["file"])
        coat = locate(photo, flank=Flank(row["flank"]))
        entries.append(
            Entry(describer.describe(photo, coat), row["individual_id"], row["encounter_id"])
        )
    return entries, time.perf_counter() - started


def rate(name: str, method: object, features: list[Features], pairs: int) -> None:
    """Print how many pairs a second a method does, best of three rounds."""
    best = 0.0
    for _ in range(3):
        started = time.perf_counter()
        for place in range(pairs):
            method(features[place % len(features)], features[(7 * place + 1) % len(features)])  # type: ignore[operator]
        best = max(best, pairs / (time.perf_counter() - started))
    print(f"{name}: {best:,.0f} pairs a second")


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--queries", type=int, default=20)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    entries, seconds = described(asked.pack, asked.photos)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; one thread")
    print(f"describe: {len(entries) / seconds:,.1f} photos a second")
    features = [entry.features for entry in entries]
    rate("compare (SIFT and XFeat, elastic)", compare, features, 300)
    rate("peer (SIFT, ratio, affine)", sift_affine_inliers, features, 300)
    gallery = Gallery.build(entries)
    calibration, _ = choose(shipped(), species="Panthera tigris", domain="camera")
    for budget in (len(gallery), 60):
        started = time.perf_counter()
        for entry in entries[: asked.queries]:
            search_skin(
                [entry.features],
                gallery,
                calibration,
                budget=budget,
                exclude_encounters=frozenset({entry.encounter}),
            )
        each = (time.perf_counter() - started) / asked.queries
        print(f"search of {len(gallery)} photos, {budget} looked at closely: {each:.2f} s a query")


if __name__ == "__main__":
    main()
