"""What it does for finding an animal again that marks lie on the coat alone, not on an oval.

    python benchmarks/coat_masks.py shared/data/nyala --units 60
    python benchmarks/coat_masks.py shared/data/amur_tigers --heads DIR

Queries and gallery are those of `local_marks.py` (other encounters, same flank; two photos an
encounter in the gallery). `--heads DIR`: the heads that `segmentation.py --folder DIR` learned, so
that the coat of each tiger is seen by a head that never learned from it; without it the shipped
network looks. SIFT bodies alone; every animal counts alike; differences are paired; intervals are
95 % over animals.
"""

import argparse
import csv
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import cv2
import torch
from landmarks import folds_of
from light import Seen, bodies
from local_marks import Row, figures, interval, split, unit_of
from segmentation import STEPS, Taught, largest, without_network

from embeddings.coat import Flank, crop_of, locate
from embeddings.coat.segmentation import HEIGHT, WIDTH, Segmenter, load_segmenter
from embeddings.marks import find_marks
from embeddings.network.weights_folder import Card
from embeddings.photo import read_photo
from embeddings.training.landmarks import read_labelled
from embeddings.training.segment_net import SegmentTrunk

WAYS = ("oval", "network")


@cache
def segmenter_of(head: Path | None) -> Segmenter:
    """The shipped network, or a head of `segmentation.py` in its place; once a process."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    if head is None:
        return load_segmenter()
    card = Card("held out", "segmentation", "0" * 64, HEIGHT, WIDTH, 1, "", "", head)
    taught = Taught(torch.load(head, weights_only=True), SegmentTrunk())
    return Segmenter(card, taught)  # type: ignore[arg-type]


def described(row: Row, head: Path | None) -> Seen:
    """SIFT marks of one photo inside each mask."""
    segmenter = segmenter_of(head)
    photo = read_photo(Path(row["path"]))
    coat = locate(photo, flank=Flank(row["flank"]))
    crop, _ = crop_of(photo, coat.region)
    masks = (without_network(crop), largest(segmenter.odds(crop) > 0))
    return coat, tuple(find_marks(photo, coat, ("sift",), mask=mask)["sift"] for mask in masks)


def heads(pack: Path, folder: Path | None) -> Mapping[str, Path]:
    """By animal the head that never learned from it; nothing without a folder."""
    if folder is None:
        return {}
    every = read_labelled(pack)
    fold = folds_of(every)
    return {
        one.animal: folder / f"head{place}of{STEPS}.pt"
        for one, place in zip(every, fold, strict=True)
    }


def asked_of(rows: Sequence[Row], seed: int, units: int) -> list[tuple[Row, list[Row]]]:
    """Each query with the gallery's photos of its flank in other encounters."""
    queries, gallery = split(rows, seed, units)
    tasks = []
    for query in queries:
        apart = [one for one in gallery if one["encounter_id"] != query["encounter_id"]]
        seen = [one for one in apart if one["flank"] == query["flank"]]
        if unit_of(query) in map(unit_of, seen):
            tasks.append((query, seen))
    return tasks


def main() -> None:
    """Describe, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--heads", type=Path)
    parser.add_argument("--units", type=int, default=31)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=77)
    how = parser.parse_args()
    with (how.pack / "photos.csv").open(encoding="utf-8") as table:
        rows = [
            {**row, "path": str(how.pack / "images" / row["file"])} for row in csv.DictReader(table)
        ]
    tasks = asked_of(rows, how.seed, how.units)
    every = list({row["file"]: row for query, seen in tasks for row in (query, *seen)}.values())
    head = heads(how.pack, how.heads)
    with ProcessPoolExecutor(how.jobs, mp_context=get_context("spawn")) as pool:
        by = [head.get(row["individual_id"]) for row in every]
        told = pool.map(described, every, by, chunksize=8)
        kept = dict(zip((row["file"] for row in every), told, strict=True))
        others = [[(unit_of(one), kept[one["file"]]) for one in seen] for _, seen in tasks]
        found = list(pool.map(bodies, [kept[row["file"]] for row, _ in tasks], others))
    asked = [unit_of(row) for row, _ in tasks]
    first = figures(asked, [one[0] for one in found])
    animals = len({one for _, seen in tasks for one in map(unit_of, seen)})
    print(f"{len(asked)} queries of {len(first['top-1'])} flanks, {animals} flanks in {len(every)}")
    for place, way in enumerate(WAYS):
        for name, values in figures(asked, [one[place] for one in found]).items():
            more = interval(values - first[name], 1, "+")
            print(f"{way}: {name} {interval(values, 1)}, difference {more}", flush=True)


if __name__ == "__main__":
    main()
