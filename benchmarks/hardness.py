"""Are rendered animals as hard to tell apart as real ones?

Run by hand: `python benchmarks/hardness.py --real shared/data/amur_tigers --work /tmp/hardness`.
The real set gives the structure (flanks, encounters, photos an encounter); a rendered set of the
same structure is drawn for each species and seed and cropped, shrunk and compressed as the real
photos are. Every peer then answers the same question on both: is the best photo, of the same side
and of another encounter, the same animal? Printed are top-1 in per cent, the mean over animals (of
all seeds), and its 95 % interval by bootstrap over animals. Nothing here is asserted.
"""

import argparse
import csv
import platform
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from embeddings.synthesis import (
    LEOPARD,
    SPECIES,
    TIGER,
    Animal,
    FrameConditions,
    Rendered,
    Side,
    encode_jpeg,
    make_animal,
    passage,
)

# Cats keep to home ranges: an animal is met at a few neighbouring stations, which it shares with
# its neighbours, and oftener at the one in the middle of its range.
STATIONS = 40
HOME = (0.6, 0.4)
# As the real set, a rendered one is of one campaign: a station keeps the season it was set up in.
SEASONS = ("autumn", "snow", "autumn", "leaf")
LONG_SIDE_PX = 512
JPEG_QUALITY = 82


@dataclass(frozen=True)
class Shot:
    """One photo of the set: where it lies, whose it is, from which encounter and side."""

    path: Path
    animal: str
    encounter: str
    flank: str


def real_shots(folder: Path, per_encounter: int) -> list[Shot]:
    """Return up to `per_encounter` photos of each encounter, evenly spread over its list."""
    met: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    with (folder / "photos.csv").open(newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            met[row["individual_id"], row["encounter_id"], row["flank"]].append(row["file"])
    shots = []
    for (animal, encounter, flank), files in sorted(met.items()):
        chosen = np.linspace(0, len(files) - 1, min(per_encounter, len(files))).round().astype(int)
        shots += [Shot(folder / "images" / files[i], animal, encounter, flank) for i in chosen]
    return shots


def rendered_shots(like: Sequence[Shot], species: str, folder: Path, seed: int) -> list[Shot]:
    """Render a set with the animals, encounters and counts of `like`; what is there is kept."""
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for shot in like:
        counts[shot.animal, shot.encounter, shot.flank] += 1
    folder.mkdir(parents=True, exist_ok=True)
    animals: dict[str, Animal] = {}
    homes: dict[str, int] = {}
    before: Animal | None = None
    shots = []
    for number, ((animal, encounter, flank), count) in enumerate(sorted(counts.items())):
        if animal not in animals:
            rng = np.random.default_rng([seed, 1, len(animals)])
            # Every fourth animal is a sibling of the one before: look-alikes on purpose.
            kin = before if len(animals) % 4 == 3 else None
            homes[animal] = int(rng.integers(STATIONS))
            before = animals[animal] = make_animal(rng, species, sibling_of=kin)
        paths = [folder / f"{encounter}-{i}.jpg" for i in range(count)]
        shots += [Shot(path, animal, encounter, flank) for path in paths]
        if all(path.exists() for path in paths):
            continue
        rng = np.random.default_rng([seed, 2, number])
        station = (homes[animal] + int(rng.choice(len(HOME), p=HOME))) % STATIONS
        side: Side = "left" if flank == "left" else "right"
        # Another seed is another survey: its stations are elsewhere.
        drawn = FrameConditions.as_hard_as_life(rng, 1000 * seed + station, species, side)
        conditions = replace(drawn, season=SEASONS[station % len(SEASONS)])
        walked = passage(animals[animal], side, rng, count, conditions)
        for path, frame in zip(paths, walked, strict=True):
            path.write_bytes(encode_jpeg(cropped(frame, rng), quality=JPEG_QUALITY))
    return shots


def cropped(frame: Rendered, rng: np.random.Generator) -> Rendered:
    """Return the animal's loose box of a frame, shrunk to the real photos' size."""
    x, y, wide, high = frame.box
    loose = rng.uniform(0.02, 0.14, 4) * (wide, high, wide, high)
    left, top = max(0, int(x - loose[0])), max(0, int(y - loose[1]))
    right, foot = int(x + wide + loose[2]), int(y + high + loose[3])
    crop = frame.pixels[top:foot, left:right]
    share = min(1.0, LONG_SIDE_PX / max(crop.shape[:2]))
    small = cv2.resize(crop, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return replace(frame, pixels=small, mask=np.ones(small.shape[:2], bool))


def _pixels(shot: Shot) -> np.ndarray:
    return np.asarray(Image.open(shot.path).convert("RGB"))


def colour_scores(queries: Sequence[Shot], gallery: Sequence[Shot]) -> np.ndarray:
    """Return likeness (queries, gallery) of whole photos by their colours alone: no marks at all.

    The Bhattacharyya coefficient of two histograms of hue, saturation and value: what place, light
    and camera give away.
    """

    def of(shot: Shot) -> np.ndarray:
        seen = cv2.cvtColor(_pixels(shot), cv2.COLOR_RGB2HSV)
        span = [0, 180, 0, 256, 0, 256]
        counts = cv2.calcHist([seen], [0, 1, 2], None, [12, 4, 6], span).ravel()
        return np.sqrt(counts / counts.sum())

    return np.array([of(shot) for shot in queries]) @ np.array([of(shot) for shot in gallery]).T


def sift_scores(queries: Sequence[Shot], gallery: Sequence[Shot]) -> np.ndarray:
    """Return affine RANSAC inliers (queries, gallery) of SIFT matches that pass Lowe's ratio."""
    sift = cv2.SIFT_create(nfeatures=400)
    marks = {
        shot: sift.detectAndCompute(cv2.cvtColor(_pixels(shot), cv2.COLOR_RGB2GRAY), None)
        for shot in {*queries, *gallery}
    }
    scores = np.zeros((len(queries), len(gallery)))
    for i, query in enumerate(queries):
        for j, other in enumerate(gallery):
            if other.flank == query.flank and other.encounter != query.encounter:
                scores[i, j] = _inliers(*marks[query], *marks[other])
    return scores


def _inliers(
    points_a: list, described_a: np.ndarray, points_b: list, described_b: np.ndarray
) -> int:
    if described_a is None or described_b is None or min(len(points_a), len(points_b)) < 4:
        return 0
    squared = (described_a**2).sum(1)[:, None] + (described_b**2).sum(1)[None, :]
    squared -= 2 * described_a @ described_b.T
    rows = np.arange(len(squared))
    best = squared.argmin(axis=1)
    first = squared[rows, best]
    squared[rows, best] = np.inf
    good = np.flatnonzero(first < 0.8**2 * squared.min(axis=1))
    if len(good) < 4:
        return len(good)
    a = np.array([points_a[i].pt for i in good], np.float32)
    b = np.array([points_b[best[i]].pt for i in good], np.float32)
    cv2.setRNGSeed(1)
    _, inside = cv2.estimateAffine2D(a, b, ransacReprojThreshold=8, maxIters=500)
    return 0 if inside is None else int(inside.sum())


def imagenet_scores(queries: Sequence[Shot], gallery: Sequence[Shot]) -> np.ndarray:
    """Return cosines (queries, gallery) of the packaged network, untrained on coats."""
    from embeddings.network import load

    network = load("lite0-imagenet")

    def embed(shots: Sequence[Shot]) -> np.ndarray:
        photos = [_pixels(shot) for shot in shots]
        return network.embed([(photo, np.ones(photo.shape[:2], bool)) for photo in photos])

    return embed(queries) @ embed(gallery).T


def ours_scores(queries: Sequence[Shot], gallery: Sequence[Shot]) -> np.ndarray:
    """Return our own search's scores (queries, gallery), by the path that `kedrovka rank` walks."""
    from embeddings.evaluation.ranking import rank

    column = {str(shot.path.resolve()): j for j, shot in enumerate(gallery)}
    scores = np.full((len(queries), len(gallery)), -np.inf)
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "gallery.csv", Path(folder) / "queries.csv"
        for table, shots in zip(tables, (gallery, queries), strict=True):
            with table.open("w", newline="", encoding="utf-8") as sink:
                rows = csv.writer(sink)
                rows.writerow(["file", "individual_id", "encounter_id", "flank"])
                rows.writerows(
                    [str(shot.path.resolve()), shot.animal, shot.encounter, shot.flank]
                    for shot in shots
                )
        answers = rank(*tables, cache=Path(folder) / "cache")
        for i, answer in enumerate(answers):
            for image in answer["images"]:
                scores[i, column[image["file"]]] = image["score"]
    return scores


PEERS: dict[str, Callable[[Sequence[Shot], Sequence[Shot]], np.ndarray]] = {
    "sift": sift_scores,
    "imagenet": imagenet_scores,
    "colour": colour_scores,
    "ours": ours_scores,
}


def chosen_queries(shots: Sequence[Shot], count: int) -> list[Shot]:
    """Return about `count` photos of animals with two or more encounters, evenly over animals."""
    encounters: dict[str, set[str]] = defaultdict(set)
    own: dict[str, list[Shot]] = defaultdict(list)
    for shot in shots:
        encounters[shot.animal].add(shot.encounter)
        own[shot.animal].append(shot)
    asked = sorted(animal for animal, met in encounters.items() if len(met) > 1)
    each = max(1, round(count / len(asked)))
    rng = np.random.default_rng(0)
    queries = []
    for animal in asked:
        order = rng.permutation(len(own[animal]))[:each]
        queries += [own[animal][i] for i in order]
    return queries


def found(queries: Sequence[Shot], gallery: Sequence[Shot], scores: np.ndarray) -> np.ndarray:
    """Return top-1 in per cent (animals,): how many of each animal's queries found it first."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for i, query in enumerate(queries):
        allowed = np.array(
            [o.flank == query.flank and o.encounter != query.encounter for o in gallery]
        )
        best = int(np.where(allowed, scores[i], -np.inf).argmax())
        hits[query.animal].append(gallery[best].animal == query.animal)
    return np.array([np.mean(right) for right in hits.values()]) * 100


def summed_up(each: np.ndarray) -> str:
    """Return mean and 95 % bootstrap interval over animals (n,), in words."""
    means = np.random.default_rng(0).choice(each, size=(2000, len(each))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"top-1 {each.mean():5.1f} % ({low:.1f} to {high:.1f}), {len(each)} animals"


def main() -> None:
    """Print the table of peers and sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--real", type=Path, required=True, help="folder with photos.csv, images/")
    parser.add_argument("--work", type=Path, required=True, help="where rendered photos are kept")
    parser.add_argument("--peers", nargs="+", default=["sift", "imagenet"], choices=list(PEERS))
    parser.add_argument("--species", nargs="*", default=list(SPECIES), choices=list(SPECIES))
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--per-encounter", type=int, default=5)
    parser.add_argument("--seed", type=int, nargs="+", default=[1], help="of one survey each")
    parser.add_argument("--no-real", action="store_true", help="leave the real set out")
    wanted = parser.parse_args()
    print(f"machine: {platform.machine()}, {platform.processor() or 'processor not named'}")
    real = real_shots(wanted.real, wanted.per_encounter)
    sets = {} if wanted.no_real else {"real tigers": [real]}
    for species in wanted.species:
        began = time.process_time()
        name = {TIGER: "rendered tigers", LEOPARD: "rendered leopards"}[species]
        sets[name] = [
            rendered_shots(real, species, wanted.work / f"{species.split()[1]}-{seed}", seed)
            for seed in wanted.seed
        ]
        photos = sum(len(shots) for shots in sets[name])
        print(f"{name}: {photos} photos, {(time.process_time() - began) / photos:.2f} CPU-s each")
    for name, surveys in sets.items():
        asked = [(chosen_queries(shots, wanted.queries), shots) for shots in surveys]
        for peer in wanted.peers:
            each = [found(queries, shots, PEERS[peer](queries, shots)) for queries, shots in asked]
            queried = sum(len(queries) for queries, _ in asked)
            print(f"{name:18s} {peer:9s} {summed_up(np.concatenate(each))}, {queried} queries, "
                  f"{len(surveys)} x {len(real)} photos", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
