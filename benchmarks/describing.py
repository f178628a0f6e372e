"""Time and memory from a photo's bytes to its features, step by step, in one process.

usage: python benchmarks/describing.py FOLDER_OF_PHOTOS [--photos 60] [--threads 1]

Wall-clock and CPU milliseconds (median and worst) with the machine's load beside them: on a busy
machine only the CPU figures compare. The peer in the same run is plain OpenCV SIFT, 512 points.
"""

import argparse
import os
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from embeddings.coat import crop_of, locate, mask_of
from embeddings.features import Describer
from embeddings.marks import find_marks
from embeddings.photo import read_photo, shrink_to
from embeddings.rectify import strip_of

Result = TypeVar("Result")


def main() -> None:
    """Walk the steps over the photos and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=int, default=60)
    parser.add_argument("--threads", type=int, default=1)
    asked = parser.parse_args()
    cv2.setNumThreads(asked.threads)
    files = sorted(p for p in asked.folder.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg"))
    files = files[:: max(1, len(files) // asked.photos)][: asked.photos]
    describer = Describer.shipped(threads=asked.threads)
    times: dict[str, list[tuple[float, float]]] = {}

    def timed(step: str, work: Callable[[], Result]) -> Result:
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        spent = (time.perf_counter() - wall, time.process_time() - cpu)
        times.setdefault(step, []).append(spent)
        return result

    for path in files:
        photo = timed("read", lambda path=path: read_photo(path))
        coat = timed("locate", lambda photo=photo: locate(photo))
        mask = timed("mask", lambda p=photo, c=coat: mask_of(p, c))
        crop, _ = crop_of(photo, coat.region)
        timed("strip", lambda p=photo, c=coat: strip_of(p, c))
        timed("embedding", lambda c=crop, m=mask: describer.network.embed([(c, m)]))
        for kind in ("sift", "xfeat"):
            timed(
                kind,
                lambda p=photo, c=coat, m=mask, k=kind: find_marks(p, c, (k,), mask=m),
            )
        timed("describe (all)", lambda p=photo, c=coat: describer.describe(p, c))
        grey = cv2.cvtColor(shrink_to(np.asarray(crop), 512), cv2.COLOR_RGB2GRAY)
        sift = cv2.SIFT.create(512)
        timed("peer: OpenCV SIFT", lambda s=sift, g=grey: s.detectAndCompute(g, None))
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, {len(files)} photos")
    for step, spent in times.items():
        wall, cpu = np.array(spent).T * 1e3
        print(
            f"{step:18s} wall {np.median(wall):7.1f} ({wall.max():7.1f})  cpu {np.median(cpu):6.1f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process {peak:.0f} MB")


if __name__ == "__main__":
    main()
