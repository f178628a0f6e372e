"""Fit the calibration that ships, and rank its queries: by it, and by plain methods in one run.

    python benchmarks/matching_calibrate.py GALLERY.csv QUERIES.csv --cache DIR --out FILE.json \\
        --name amur-tigers-camera --species "Panthera tigris" --population "..." [--peers]

The fit is that of `kedrovka calibrate` (`embeddings/evaluation/calibrating.py`), on both tables as
they are. With --peers the plain methods rank the same queries against the same photos in the same
run. Describing and looking up resume from the cache.
"""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from embeddings.evaluation.asking import Asking
from embeddings.evaluation.calibrating import Wish, calibrate, looks_of
from embeddings.evaluation.describing import Means
from embeddings.evaluation.fitting import Told
from embeddings.evaluation.metrics import average_precision, over_animals
from embeddings.evaluation.peers import best_first, cosine, sift_affine_inliers
from embeddings.evaluation.ranking import opened
from embeddings.evaluation.table import PhotoRow, read_table
from embeddings.evaluation.trials import Seen
from embeddings.features import Features
from embeddings.gallery import Gallery
from embeddings.search.scoring import weigh_up
from embeddings.strength import Calibration, weigh


def asking_of(gallery: Path, queries: Path) -> Asking:
    """The usable rows of both tables."""
    asking, searched = (
        tuple(row for row in read_table(path, named=True) if isinstance(row, PhotoRow))
        for path in (queries, gallery)
    )
    return Asking(asking, searched, "all photos of a table of their own")


def progress(done: int, total: int, what: str) -> None:
    """Every twenty-fifth step."""
    if done % 25 == 0 or done == total:
        print(f"{what} {done}/{total}", flush=True)


def peer_scores(seen: Seen, folder: Path) -> dict[str, list[tuple[float, bool, str]]]:
    """Scores of each plain method for all allowed photos of one query, with truth and row."""
    gallery, asked = opened(folder), seen.asked
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


def wished(how: argparse.Namespace) -> Wish:
    """What calibration the command line asks for."""
    told = Told(how.name, how.species, how.domain, how.population, how.simulated)
    means = Means(how.cache, how.weights)
    return Wish(told, means, how.cosine, how.seed, how.jobs, how.for_skins)


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
    parser.add_argument("--for-skins", action="store_true", help="of camera photos, for skins")
    parser.add_argument("--domain", default="camera")
    parser.add_argument("--simulated", action="store_true")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()
    asking, wish = asking_of(how.gallery, how.queries), wished(how)
    made = calibrate(asking, wish, progress=progress, reject=print)
    calibration = made.calibration
    calibration.save(how.out)
    print(calibration.figures, calibration.thresholds)
    for key, model in calibration.models.items():
        weights = dict(zip(model.names, np.round(model.line.weights, 3), strict=True))
        print(key, model.bounds, weights, flush=True)
    held, seen = looks_of(asking, wish, progress=lambda *_: None, reject=lambda _: None)
    told_of(f"ours, {how.name}", our_ranks(seen, opened(held.folder), calibration), how.seed)
    if how.peers:
        run_peers(seen, held.folder, how)


def run_peers(seen: Sequence[Seen], folder: Path, how: argparse.Namespace) -> None:
    """Rank the same queries against the same photos by the plain methods, and print."""
    ranked: dict[str, dict[str, list[list[bool]]]] = {}
    with ProcessPoolExecutor(how.jobs, mp_context=get_context("spawn")) as pool:
        scored = pool.map(peer_scores, seen, [folder] * len(seen), chunksize=4)
        for done, (query, methods) in enumerate(zip(seen, scored, strict=True), 1):
            progress(done, len(seen), "peers")
            for name, photos in methods.items():
                truth = photo_ranks([p[0] for p in photos], [p[1] for p in photos])
                if any(truth):
                    of_animal = ranked.setdefault(name, {})
                    of_animal.setdefault(query.asked.individual, []).append(truth)
    for name, by_animal in ranked.items():
        told_of(f"peer {name}", by_animal, how.seed)


if __name__ == "__main__":
    main()
