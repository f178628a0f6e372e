"""Fit the calibration that ships, and print what it is worth on held-out animals.

    python benchmarks/matching_calibrate.py GALLERY.csv QUERIES.csv --cache DIR --out FILE.json \\
        --name amur-tigers-camera --species "Panthera tigris" --population "..." [--peers]

Marks alone are weighed, so the calibration fits any embedding network; --cosine weighs the
network's cosine as well, and then the calibration is that network's. Both tables name their animals
(columns as for `kedrovka rank`). Queries are looked up by the same steps as a search; folds are
dealt by animal. With --peers the plain methods rank the same queries against the same photos in the
same run. Describing and looking up resume from the cache.
"""

import argparse
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache as remembered
from multiprocessing import get_context
from pathlib import Path

import cv2
import faiss
import numpy as np

from embeddings import gallery as galleries
from embeddings.evaluation.describing import Means, describe_rows, describer
from embeddings.evaluation.fitting import Told, fit_calibration
from embeddings.evaluation.metrics import average_precision, over_animals
from embeddings.evaluation.peers import best_first, cosine, sift_affine_inliers
from embeddings.evaluation.ranking import keep_gallery
from embeddings.evaluation.table import PhotoRow, RowReject, read_table
from embeddings.evaluation.trials import Asked, Seen, glanced, look_up, population, trials
from embeddings.features import Features
from embeddings.gallery import Gallery
from embeddings.search.scoring import weigh_up
from embeddings.strength import CLOSE, GLANCE, Calibration, weigh

NAMES = {
    CLOSE: ("sift_beyond", "votes_within"),
    GLANCE: ("votes_z",),
}
COSINE = "cosine_z"


def rows_of(path: Path) -> list[PhotoRow]:
    """The usable rows of a table."""
    return [row for row in read_table(path, named=True) if isinstance(row, PhotoRow)]


@remembered
def opened(folder: Path) -> Gallery:
    """The gallery, once a process, single-threaded."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    return galleries.load(folder)


def looked_up(asked: Asked, folder: Path) -> Seen:
    """One query looked up."""
    return next(look_up([asked], opened(folder)))


def peer_scores(asked: Asked, seen: Seen, folder: Path) -> dict[str, list[tuple[float, bool, str]]]:
    """Scores of each plain method for all allowed photos of one query, with truth and row."""
    gallery = opened(folder)
    methods: dict[str, Callable[[Features, Features], float]] = {
        "SIFT, ratio, affine": sift_affine_inliers,
        "ImageNet cosine": cosine,
    }
    rows = np.flatnonzero(seen.look.allowed)
    return {
        name: [
            (
                method(asked.features, gallery.entries[row].features),
                gallery.entries[row].individual == asked.individual,
                gallery.entries[row].individual,
            )
            for row in rows
        ]
        for name, method in methods.items()
    }


def our_ranks(
    seen: Sequence[Seen], gallery: Gallery, calibration: Calibration
) -> dict[str, list[list[bool]]]:
    """Truth of the photos of each query in the order of a search, by animal of the query."""
    ranked: dict[str, list[list[bool]]] = {}
    for one in seen:
        strengths = {
            group: weigh([evidence], calibration).log10_lr_raw
            for group, evidence in weigh_up(
                one.look, one.scored, gallery, calibration.cohorts
            ).items()
        }
        rows = np.flatnonzero(one.look.allowed)
        within = 0.01 / (1.0 + np.exp(-one.scored.pair[rows]))
        scores = [
            strengths[gallery.groups[row]] + more for row, more in zip(rows, within, strict=True)
        ]
        right = [gallery.entries[row].individual == one.asked.individual for row in rows]
        if any(right):
            ranked.setdefault(one.asked.individual, []).append(photo_ranks(scores, right))
    return ranked


def told_of(name: str, ranked: dict[str, list[list[bool]]], seed: int) -> None:
    """Print mAP and top-1 with intervals over animals."""
    rng = np.random.default_rng(seed)
    top = over_animals(ranked, lambda seen: float(np.mean([one[0] for one in seen])), rng)
    mean = over_animals(
        ranked, lambda seen: float(np.mean([average_precision(one) for one in seen])), rng
    )
    print(f"{name}: top-1 {top}, mAP {mean}, {top.animals} animals", flush=True)


def photo_ranks(scores: Sequence[float], right: Sequence[bool]) -> list[bool]:
    """Truth of the photos, best score first."""
    return [right[place] for place in best_first(scores)]


def main() -> None:
    """Describe, look up, fit, print, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gallery", "queries"):
        parser.add_argument(name, type=Path)
    for name in ("--cache", "--out"):
        parser.add_argument(name, type=Path, required=True)
    for name in ("--name", "--species", "--population"):
        parser.add_argument(name, required=True)
    parser.add_argument("--weights", default="", help="embedding network")
    parser.add_argument("--cosine", action="store_true", help="weigh the network's cosine too")
    parser.add_argument("--domain", default="camera")
    parser.add_argument("--simulated", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--resume", action="store_true", help="take the last look-ups as they are")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()

    def progress(done: int, total: int, what: str) -> None:
        if done % 25 == 0 or done == total:
            print(f"{what} {done}/{total}", flush=True)

    means = Means(how.cache, how.weights)
    held = keep_gallery(
        rows_of(how.gallery),
        means=means,
        jobs=how.jobs,
        progress=progress,
        reject=print,
    )
    queries = rows_of(how.queries)
    told = describe_rows(
        queries,
        means=means,
        jobs=how.jobs,
        progress=progress,
        what="queries described",
    )
    asked = [
        Asked(features, row.individual, row.encounter)
        for row, features in zip(queries, told, strict=True)
        if not isinstance(features, RowReject)
    ]
    with ProcessPoolExecutor(how.jobs, mp_context=get_context("spawn")) as pool:
        kept = how.cache / f"seen-{how.name}.pickle"
        seen = pickle.loads(kept.read_bytes()) if how.resume else []
        if not how.resume:
            for one in pool.map(looked_up, asked, [held.folder] * len(asked), chunksize=4):
                seen.append(one)
                progress(len(seen), len(asked), "looked up")
            kept.write_bytes(pickle.dumps(seen))
        gallery = opened(held.folder)
        cohorts = population(seen, gallery)
        calibration = fit_calibration(
            list(trials(seen, gallery, cohorts)),
            list(glanced(seen, gallery, cohorts)),
            cohorts,
            {key: (*some, COSINE) if how.cosine else some for key, some in NAMES.items()},
            Told(
                how.name,
                how.species,
                how.domain,
                how.population,
                how.simulated,
                describer(how.weights).network.digest if how.cosine else "",
            ),
            np.random.default_rng(how.seed),
        )
        calibration.save(how.out)
        print(calibration.figures, calibration.thresholds)
        for key, model in calibration.models.items():
            weights = dict(zip(model.names, np.round(model.line.weights, 3), strict=True))
            print(key, model.bounds, weights, flush=True)
        told_of(f"ours, {how.name}", our_ranks(seen, gallery, calibration), how.seed)
        if how.peers:
            ranked: dict[str, dict[str, list[list[bool]]]] = {}
            scored = pool.map(peer_scores, asked, seen, [held.folder] * len(asked), chunksize=4)
            for done, (query, methods) in enumerate(zip(asked, scored, strict=True), 1):
                progress(done, len(asked), "peers")
                for name, photos in methods.items():
                    truth = photo_ranks([p[0] for p in photos], [p[1] for p in photos])
                    if any(truth):
                        ranked.setdefault(name, {}).setdefault(query.individual, []).append(truth)
            for name, by_animal in ranked.items():
                told_of(f"peer {name}", by_animal, how.seed)


if __name__ == "__main__":
    main()
