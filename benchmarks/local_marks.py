"""What local marks are worth across encounters: how many of them, and votes beside the body.

    python benchmarks/local_marks.py shared/data/amur_tigers --folder DIR --limits 512 1024

Queries are one photo of each encounter of every flank that has two or more; the gallery holds two
photos an encounter of these and one of every other flank, both drawn with a fixed seed. Own
encounters and other flanks are never seen. Every animal counts alike; intervals are 95 % over
animals, differences are paired. Development figures: thresholds of the method were chosen on them.
"""

import argparse
import csv
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import cv2
import faiss
import numpy as np

from embeddings.coat import Flank, locate
from embeddings.features import Describer, Features, load, save
from embeddings.gallery import Apart, Entry, Gallery
from embeddings.marks import Marks
from embeddings.photo import Array, read_photo
from embeddings.verify import Comparing

Row = dict[str, str]
Scores = dict[str, dict[str, float]]
VOTES_SHARE = 0.4
DRAWN = 3


@dataclass(frozen=True, slots=True)
class Task:
    """One query row against gallery rows at several limits; features lie in `folder`."""

    row: Row
    against: tuple[Row, ...]
    folder: Path
    limits: tuple[int, ...]


def split(rows: Sequence[Row], seed: int, units: int) -> tuple[list[Row], list[Row]]:
    """Query rows and gallery rows; units: at most so many flanks with several encounters."""
    rng = np.random.default_rng(seed)
    by_unit: dict[str, dict[str, list[Row]]] = {}
    for row in sorted(rows, key=lambda row: row["file"]):
        unit = by_unit.setdefault(f"{row['individual_id']}/{row['flank']}", {})
        unit.setdefault(row["encounter_id"], []).append(row)
    several = [unit for unit in sorted(by_unit) if len(by_unit[unit]) > 1]
    single = [unit for unit in sorted(by_unit) if len(by_unit[unit]) == 1]
    asking = sorted(rng.permutation(several)[:units].tolist())
    queries, gallery = [], []
    for unit in asking:
        for encounter in sorted(by_unit[unit]):
            photos = by_unit[unit][encounter]
            drawn = [photos[place] for place in sorted(rng.permutation(len(photos))[:DRAWN])]
            queries.append(drawn[0])
            gallery.extend(drawn[:2])
    for unit in sorted(rng.permutation(single)[: 2 * units + 14].tolist()):
        photos = next(iter(by_unit[unit].values()))
        gallery.append(photos[int(rng.integers(len(photos)))])
    return queries, gallery


def unit_of(row: Row) -> str:
    """The flank of one animal: the unit of identity."""
    return f"{row['individual_id']}/{row['flank']}"


@cache
def describer(limit: int) -> Describer:
    """The shipped describer with another limit of marks, once a process."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    return replace(Describer.shipped(), limit=limit)


def described(row: Row, folder: Path, limit: int) -> Path:
    """Features of one photo of the pack, kept in `folder`; where."""
    kept = folder / str(limit) / describer(limit).version[:12] / f"{row['file']}.npz"
    if not kept.is_file():
        photo = read_photo(Path(row["path"]))
        coat = locate(photo, flank=Flank(row["flank"]))
        save(describer(limit).describe(photo, coat), kept)
    return kept


def fewer(features: Features, limit: int) -> Features:
    """The same coat with its strongest SIFT marks only."""
    sift = features.marks["sift"]
    cut = Marks(
        sift.points[:limit],
        sift.scale[:limit],
        sift.angle_deg[:limit],
        sift.descriptors[:limit],
        "sift",
    )
    return replace(features, marks={**features.marks, "sift": cut})


def looked_up(task: Task) -> Scores:
    """Scores of each animal by name of the score."""
    most = max(task.limits)
    query = load(described(task.row, task.folder, most))
    others = [(row, load(described(row, task.folder, most))) for row in task.against]
    found: Scores = {}
    for limit in task.limits:
        held = Comparing(fewer(query, limit))
        best: dict[str, float] = {}
        for row, features in others:
            body = held.against(fewer(features, limit)).scores["sift_body"]
            best[unit_of(row)] = max(best.get(unit_of(row), 0.0), float(np.log1p(body)))
        found[f"SIFT body, {limit} marks"] = best
    gallery = Gallery.build(Entry(f, unit_of(row), row["encounter_id"]) for row, f in others)
    flank = Flank(task.row["flank"])
    given = gallery.votes(query, gallery.allowed(flank=flank, species="", apart=Apart()))
    votes: dict[str, float] = {}
    for entry, share in zip(gallery.entries, given, strict=True):
        votes[entry.individual] = votes.get(entry.individual, 0.0) + float(share)
    found["votes"] = {unit: float(np.log1p(value)) for unit, value in votes.items()}
    return found


def standard(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores in standard deviations above the mean of the same query."""
    values = np.array(list(scores.values()))
    spread = max(float(values.std()), 0.05)
    return {unit: (value - float(values.mean())) / spread for unit, value in scores.items()}


def figures(asked: Sequence[str], scores: Sequence[Mapping[str, float]]) -> dict[str, Array]:
    """Top-1, reciprocal rank and area under the curve by animal (a,), animals by name."""
    ranks: dict[str, list[float]] = {}
    places: dict[str, list[float]] = {}
    others: list[Array] = []
    for unit, one in zip(asked, scores, strict=True):
        wrong = np.array([value for name, value in one.items() if name != unit])
        rank = 1 + (wrong > one[unit]).sum() + 0.5 * (wrong == one[unit]).sum()
        ranks.setdefault(unit, []).append(rank)
        spread = max(float(wrong.std()), 0.05)
        places.setdefault(unit, []).append((one[unit] - wrong.mean()) / spread)
        others.append((wrong - wrong.mean()) / spread)
    wrong = np.sort(np.concatenate(others))

    def area(values: Sequence[float]) -> float:
        below = np.searchsorted(wrong, values) + np.searchsorted(wrong, values, side="right")
        return float(below.mean()) / 2 / len(wrong)

    units = sorted(ranks)
    return {
        "top-1": np.array([np.mean([rank == 1 for rank in ranks[unit]]) for unit in units]),
        "reciprocal rank": np.array(
            [np.mean([1 / rank for rank in ranks[unit]]) for unit in units]
        ),
        "area": np.array([area(places[unit]) for unit in units]),
    }


def interval(values: Array, seed: int, sign: str = "") -> str:
    """Mean and 95 % interval of the mean by resampling animals; sign "+": a difference."""
    rng = np.random.default_rng(seed)
    means = values[rng.integers(0, len(values), (1000, len(values)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{values.mean():{sign}.3f} ({low:{sign}.3f} to {high:{sign}.3f})"


def told(asked: Sequence[str], found: Sequence[Scores], seed: int) -> None:
    """Print every score's figures, and its difference from the first score."""
    names = list(found[0])
    bodies = [name for name in names if name != "votes"]
    for one in found:
        votes = standard(one["votes"])
        for name in bodies:
            body = standard(one[name])
            one[f"{name}, and votes"] = {u: body[u] + VOTES_SHARE * votes[u] for u in body}
    first = figures(asked, [one[bodies[0]] for one in found])
    print(f"{len(asked)} queries of {len(first['top-1'])} flanks")
    for name in found[0]:
        ours = figures(asked, [one[name] for one in found])
        for figure, values in ours.items():
            more = interval(values - first[figure], seed, "+")
            print(f"{name}: {figure} {interval(values, seed)}, difference {more}", flush=True)


def main() -> None:
    """Describe, look up, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("--folder", type=Path, required=True, help="features are kept here")
    parser.add_argument("--limits", type=int, nargs="+", default=[512, 1024])
    parser.add_argument("--units", type=int, default=31)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=77)
    how = parser.parse_args()
    with (how.pack / "photos.csv").open(encoding="utf-8") as table:
        rows = [
            {**row, "path": str(how.pack / "images" / row["file"])} for row in csv.DictReader(table)
        ]
    queries, gallery = split(rows, how.seed, how.units)
    print(f"load {os.getloadavg()[0]:.1f}; {len(gallery)} photos in the gallery", flush=True)
    tasks = [
        Task(
            row,
            tuple(
                one
                for one in gallery
                if one["flank"] == row["flank"] and one["encounter_id"] != row["encounter_id"]
            ),
            how.folder,
            tuple(how.limits),
        )
        for row in queries
    ]
    tasks = [task for task in tasks if unit_of(task.row) in map(unit_of, task.against)]
    with ProcessPoolExecutor(how.jobs, mp_context=get_context("spawn")) as pool:
        every = [*queries, *gallery]
        most = max(how.limits)
        list(
            pool.map(described, every, [how.folder] * len(every), [most] * len(every), chunksize=8)
        )
        found = list(pool.map(looked_up, tasks, chunksize=2))
    told([unit_of(task.row) for task in tasks], found, how.seed)


if __name__ == "__main__":
    main()
