"""What landmarks add to finding an animal again: outlines as masks, strips laid by landmarks.

    python benchmarks/landmarks.py ../shared/data/amur_tigers --folder DIR
    python benchmarks/landmark_masks.py ../shared/data/amur_tigers --folder DIR

After the first command: its held-out heads are taken, so that no photo's landmarks come from a
network that learned from its animal. Queries and gallery are those of `local_marks.py` (other
encounters, same flank), with one photo an encounter in the gallery; every animal counts alike,
differences from the present mask are paired, intervals are 95 % over animals.
"""

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from landmarks import FOLDS, State, folds_of, taken
from local_marks import Row, figures, interval, split, unit_of

from embeddings.coat import Coat, Flank, crop_of, locate, mask_of
from embeddings.coat.landmarks import HEIGHT, POINTS, WIDTH, Finder
from embeddings.coat.outline import outline
from embeddings.features import Features
from embeddings.marks import Marks, find_marks
from embeddings.network import Network, load
from embeddings.network.weights_folder import Card
from embeddings.photo import Array, Photo, read_photo
from embeddings.rectify import Folded, bent_strip_of, strip_of
from embeddings.training.landmark_net import HalfTrunk, LandmarkHead, LandmarkNet
from embeddings.training.landmarks import read_labelled
from embeddings.verify import Comparing

PRESENT = "present mask"
OUTLINED = "present mask within the outline"
LAID = 0.3
"""Confidence from which a landmark lays a strip here."""

Scores = dict[str, list[dict[str, float]]]
Described = tuple[Coat, dict[str, Marks], dict[str, Array]]


class Taught:
    """A network in torch in the place of the shipped one's session."""

    def __init__(self, state: State, trunk: HalfTrunk) -> None:
        head = LandmarkHead()
        head.load_state_dict(dict(state))
        self._net = LandmarkNet(trunk, head).eval()

    def run(self, inputs: Mapping[str, Array]) -> Sequence[Array]:
        """heat, seen, faces_left of "pixels"."""
        with torch.inference_mode():
            return [one.numpy() for one in self._net(torch.from_numpy(inputs["pixels"]))]


def finders(pack: Path, folder: Path, rounds: int) -> dict[str, Finder]:
    """By animal the finder that never learned from it."""
    every = read_labelled(pack)
    photos = [every[place] for place in taken(pack, every)]
    trunk = HalfTrunk()
    held = []
    for left_out in range(FOLDS):
        state = torch.load(folder / f"head{left_out}of{rounds}.pt", weights_only=True)
        card = Card("held out", "landmarks", "0" * 64, HEIGHT, WIDTH, len(POINTS), "", "", folder)
        held.append(Finder(card, Taught(state, trunk)))  # type: ignore[arg-type]
    fold = folds_of(every)[taken(pack, every)]
    return {one.animal: held[place] for one, place in zip(photos, fold, strict=True)}


def within(photo: Photo, coat: Coat, corners: Sequence[tuple[float, float]] | None) -> Array:
    """The present mask where it lies within the corners; as it is where there are none."""
    mask = mask_of(photo, coat)
    if corners is None:
        return mask
    _, origin = crop_of(photo, coat.region)
    drawn = np.zeros(mask.shape, np.uint8)
    cv2.fillPoly(drawn, [np.rint(np.array(corners) - origin).astype(np.int32)], 1)
    both = mask & (drawn > 0)
    return both if both.any() else mask


def described(row: Row, finder: Finder, network: Network) -> Described:
    """Marks by mask and embeddings by mask or strip of one photo."""
    photo = read_photo(Path(row["path"]))
    coat = locate(photo, flank=Flank(row["flank"]))
    found = finder.find(photo, coat.region).found
    masks = {PRESENT: mask_of(photo, coat), OUTLINED: within(photo, coat, outline(found))}
    marks = {
        name: find_marks(photo, coat, ("sift",), mask=mask)["sift"] for name, mask in masks.items()
    }
    crop, _ = crop_of(photo, coat.region)
    seen = {name: (crop, mask) for name, mask in masks.items()}
    said = {name: (one.x, one.y) for name, one in found.items() if one.confidence >= LAID}
    for name, landmarks in (("strip by mask", {}), ("strip by landmarks", said)):
        strip = strip_of(photo, coat, landmarks)
        seen[name] = (strip.pixels, strip.mask)
    try:
        bent = bent_strip_of(photo, coat, said)
        seen["bent strip"] = (bent.pixels, bent.mask)
    except Folded:
        seen["bent strip"] = seen["strip by landmarks"]
    vectors = network.embed(list(seen.values()))
    return coat, marks, dict(zip(seen, vectors, strict=True))


def told(name: str, asked: Sequence[str], scores: Scores) -> None:
    """Print figures of each way of looking, and differences from the first."""
    first = figures(asked, next(iter(scores.values())))
    for way, one in scores.items():
        for figure, values in figures(asked, one).items():
            more = interval(values - first[figure], 1, "+")
            print(f"{name}, {way}: {figure} {interval(values, 1)}, difference {more}", flush=True)


def looked_up(
    tasks: Sequence[tuple[Row, list[Row]]], kept: Mapping[str, Described]
) -> tuple[Scores, Scores]:
    """By way of looking, each task's best cosine and best SIFT body of every animal."""
    cosines: Scores = {}
    bodies: Scores = {}
    for query, seen in tasks:
        coat, marks, vectors = kept[query["file"]]
        for way, vector in vectors.items():
            best: dict[str, float] = {}
            for row in seen:
                alike = float(kept[row["file"]][2][way] @ vector)
                best[unit_of(row)] = max(best.get(unit_of(row), -1.0), alike)
            cosines.setdefault(way, []).append(best)
        for way in marks:
            held, best = Comparing(_features(coat, marks[way], vectors[PRESENT])), {}
            for row in seen:
                theirs = kept[row["file"]]
                other = _features(theirs[0], theirs[1][way], theirs[2][PRESENT])
                score = float(np.log1p(held.against(other).scores["sift_body"]))
                best[unit_of(row)] = max(best.get(unit_of(row), 0.0), score)
            bodies.setdefault(way, []).append(best)
    return cosines, bodies


def main() -> None:
    """Describe, look up by every mask and strip, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--units", type=int, default=31)
    parser.add_argument("--every", type=int, default=1, help="ask with one query in so many")
    how = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    with (how.pack / "photos.csv").open(encoding="utf-8") as table:
        rows = [
            {**row, "path": str(how.pack / "images" / row["file"])} for row in csv.DictReader(table)
        ]
    queries, gallery = split(rows, 77, how.units)
    queries = queries[:: how.every]
    gallery = list({row["encounter_id"]: row for row in reversed(gallery)}.values())
    by_animal, network = finders(how.pack, how.folder, how.rounds), load()
    kept = {
        row["file"]: described(row, by_animal[row["individual_id"]], network)
        for row in [*queries, *gallery]
    }
    tasks = []
    for query in queries:
        apart = [one for one in gallery if one["encounter_id"] != query["encounter_id"]]
        seen = [one for one in apart if one["flank"] == query["flank"]]
        if unit_of(query) in map(unit_of, seen):
            tasks.append((query, seen))
    asked = [unit_of(query) for query, _ in tasks]
    print(f"{len(tasks)} queries, {len(gallery)} photos in the gallery", flush=True)
    cosines, bodies = looked_up(tasks, kept)
    told("ImageNet cosine", asked, cosines)
    told("SIFT body", asked, bodies)


def _features(coat: Coat, marks: Marks, vector: Array) -> Features:
    return Features(coat, vector, {"sift": marks}, "0" * 64)


if __name__ == "__main__":
    main()
