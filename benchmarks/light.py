"""What evening the light of a coat does for finding an animal again.

    python benchmarks/light.py shared/data/amur_tigers --clips 0 2 4 8
    python benchmarks/light.py shared/data/nyala --units 80 --every 2

Queries and gallery are those of `local_marks.py` (other encounters, same flank; two photos an
encounter in the gallery). Every animal counts alike; differences from the first clip limit are
paired; intervals are 95 % over animals. `--red` looks at the red of the photos instead of their
grey. Development figures: the limit that ships was chosen on the tigers.
"""

import argparse
import csv
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from local_marks import Row, figures, interval, split, unit_of

from embeddings.coat import Coat, Flank, locate, mask_of
from embeddings.features import Features
from embeddings.marks import Marks, find_marks
from embeddings.photo import Array, read_photo
from embeddings.verify import Comparing

Seen = tuple[Coat, tuple[Marks, ...]]


@dataclass(frozen=True, slots=True)
class Looking:
    """How photos are looked at: clip limits, and whether in red instead of grey."""

    clips: tuple[float, ...]
    red: bool


def described(row: Row, how: Looking) -> Seen:
    """SIFT marks of one photo by each clip limit; the mask is that of the coloured photo."""
    cv2.setNumThreads(1)
    photo = read_photo(Path(row["path"]))
    coat = locate(photo, flank=Flank(row["flank"]))
    mask = mask_of(photo, coat)
    if how.red:
        photo = replace(photo, _decoded=[np.repeat(photo.pixels[..., :1], 3, axis=2)])
    return coat, tuple(
        find_marks(photo, coat, ("sift",), mask=mask, evened=clip)["sift"] for clip in how.clips
    )


def bodies(query: Seen, others: Sequence[tuple[str, Seen]]) -> tuple[dict[str, float], ...]:
    """By clip limit, the best SIFT body of each animal."""
    found: tuple[dict[str, float], ...] = tuple({} for _ in query[1])
    for best, place in zip(found, range(len(query[1])), strict=True):
        held = Comparing(_features(query, place))
        for unit, seen in others:
            body = held.against(_features(seen, place)).scores["sift_body"]
            best[unit] = max(best.get(unit, 0.0), float(np.log1p(body)))
    return found


def _features(seen: Seen, place: int) -> Features:
    nothing: Array = np.zeros(1, np.float32)
    return Features(seen[0], nothing, {"sift": seen[1][place]}, "")


def main() -> None:
    """Describe, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--clips", type=float, nargs="+", default=[0.0, 4.0])
    parser.add_argument("--red", action="store_true")
    parser.add_argument("--units", type=int, default=31)
    parser.add_argument("--every", type=int, default=1, help="ask with one query in so many")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=77)
    how = parser.parse_args()
    with (how.pack / "photos.csv").open(encoding="utf-8") as table:
        rows = [
            {**row, "path": str(how.pack / "images" / row["file"])} for row in csv.DictReader(table)
        ]
    queries, gallery = split(rows, how.seed, how.units)
    tasks = [
        (
            row,
            [
                one
                for one in gallery
                if one["flank"] == row["flank"] and one["encounter_id"] != row["encounter_id"]
            ],
        )
        for row in queries[:: how.every]
    ]
    tasks = [(row, seen) for row, seen in tasks if unit_of(row) in map(unit_of, seen)]
    every = list({row["file"]: row for row in [*gallery, *(row for row, _ in tasks)]}.values())
    looking = Looking(tuple(how.clips), how.red)
    with ProcessPoolExecutor(how.jobs, mp_context=get_context("spawn")) as pool:
        told = pool.map(described, every, [looking] * len(every), chunksize=8)
        kept = dict(zip((row["file"] for row in every), told, strict=True))
        others = [[(unit_of(one), kept[one["file"]]) for one in seen] for _, seen in tasks]
        found = list(pool.map(bodies, [kept[row["file"]] for row, _ in tasks], others))
    asked = [unit_of(row) for row, _ in tasks]
    first = figures(asked, [one[0] for one in found])
    print(f"{len(asked)} queries of {len(first['top-1'])} flanks, {len(gallery)} photos")
    for place, clip in enumerate(how.clips):
        for name, values in figures(asked, [one[place] for one in found]).items():
            more = interval(values - first[name], 1, "+")
            print(f"clip {clip:g}: {name} {interval(values, 1)}, difference {more}", flush=True)


if __name__ == "__main__":
    main()
