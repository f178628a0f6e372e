"""The official ATRW way of counting, on the part that is here, for comparison with the literature.

    python benchmarks/atrw_official.py shared/data/amur_tigers --cache DIR [--searched 158]

Officially every photo asks and all others are ranked, whichever flank they show; photos of one
flank within three frames of the query in its video are masked; counted are mAP, top-1 and top-5,
apart for animals of one camera ("single") and of several ("cross").

This is NOT the official test part. Of the training part, which is here, neither clip nor frame
numbers are published. An encounter, found by likeness, stands for the video, several encounters of
a flank for several cameras, and the six photos of the own encounter that look most alike (no
network used) for the frames around the query. How much of such a figure is another frame of the
same video is told by two more masks: none but the query itself, and the whole encounter. Networks
that learned from these tigers are not to be measured here.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import faiss
import numpy as np

from embeddings.coat import Flank
from embeddings.evaluation.dataset import read_dataset
from embeddings.evaluation.describing import Means, describe_rows, describer
from embeddings.evaluation.duplicates import glimpse
from embeddings.evaluation.measuring import precision_at_hits
from embeddings.evaluation.metrics import Interval
from embeddings.evaluation.ranking import weighing
from embeddings.evaluation.resampling import Draws
from embeddings.evaluation.table import PhotoRow
from embeddings.features import Features
from embeddings.gallery import Entry, Gallery
from embeddings.photo import Array, read_photo
from embeddings.search import search_skin

ITSELF, FRAMES, ENCOUNTER = "the query alone", "frames around it", "its whole encounter"
MASKS = (ITSELF, FRAMES, ENCOUNTER)
SINGLE, CROSS = "single", "cross"
AROUND = 6
"""Three frames before and three behind."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of n photos: animal (a flank is one) and encounter of each, as names (n,)."""

    animal: Array
    encounter: Array

    @property
    def track(self) -> Array:
        """SINGLE or CROSS for each photo, by whether its animal was met in several encounters."""
        pairs = {*zip(self.animal.tolist(), self.encounter.tolist(), strict=True)}
        met = [name for name, _ in pairs]
        return np.array([CROSS if met.count(name) > 1 else SINGLE for name in self.animal])


def hidden_by(mask: str, labels: Labels, thumbs: Array) -> Array:
    """bool (n, n): which photos each query may not see. thumbs: unit float (n, d), a small picture.

    Raises ValueError for a mask of another name.
    """
    if mask not in MASKS:
        raise ValueError(f"there is no mask {mask!r}: name one of {', '.join(MASKS)}")
    own = np.eye(len(labels.animal), dtype=bool)
    if mask == ITSELF:
        return own
    together = (labels.animal[:, None] == labels.animal) & (
        labels.encounter[:, None] == labels.encounter
    )
    if mask == ENCOUNTER:
        return np.asarray(together)
    like = np.where(together & ~own, thumbs @ thumbs.T, -np.inf)
    nearest = np.argsort(-like, axis=1, kind="stable")[:, :AROUND]
    around = np.zeros_like(own)
    np.put_along_axis(around, nearest, True, axis=1)
    return np.asarray(own | (around & together))


@dataclass(frozen=True, slots=True)
class Found:
    """One query's right photos by rank from 1, ascending."""

    animal: str
    track: str
    hits: tuple[int, ...]


def found(queries: Sequence[int], scores: Array, hidden: Array, labels: Labels) -> list[Found]:
    """Rank all photos that each query may see, highest score first; without a right one: left out.

    scores, hidden (q, n): a row for each query, which are places of photos.
    """
    told, track = [], labels.track
    for place, values, unseen in zip(queries, scores, hidden, strict=True):
        rows = np.flatnonzero(~unseen)
        order = rows[np.argsort(-values[rows], kind="stable")]
        hits = np.flatnonzero(labels.animal[order] == labels.animal[place]) + 1
        if hits.size:
            name = str(labels.animal[place])
            told.append(Found(name, str(track[place]), tuple(hits.tolist())))
    return told


def figures(group: Sequence[Found], seed: int) -> dict[str, Interval]:
    """mAP, top-1 and top-5 of the official count, with intervals over animals."""
    draws = Draws.over([one.animal for one in group], np.random.default_rng(seed))
    return {
        "mAP": draws.mean([precision_at_hits(one.hits) for one in group]),
        "top-1": draws.mean([one.hits[0] == 1 for one in group]),
        "top-5": draws.mean([one.hits[0] <= 5 for one in group]),
    }


def tell(name: str, mask: str, told: Sequence[Found], seed: int) -> None:
    """Print one ranker's figures under one mask, by track."""
    for track in (SINGLE, CROSS):
        group = [one for one in told if one.track == track]
        if group:
            values = ", ".join(f"{key} {value}" for key, value in figures(group, seed).items())
            animals = len({one.animal for one in group})
            print(f"{name} | masked: {mask} | {track} | {values} | "
                  f"{len(group)} queries, {animals} flanks", flush=True)  # fmt: skip


def colours(rows: Sequence[PhotoRow]) -> Array:
    """Square roots of the colour shares of each whole photo (n, 288): no stripe can be read."""
    told = []
    for row in rows:
        hsv = cv2.cvtColor(np.ascontiguousarray(read_photo(row.path).pixels), cv2.COLOR_RGB2HSV)
        counts = cv2.calcHist([hsv], [0, 1, 2], None, [12, 4, 6], [0, 180, 0, 256, 0, 256])
        told.append(np.sqrt(counts.ravel() / counts.sum()))
    return np.array(told)


def searched(
    features: Sequence[Features],
    labels: Labels,
    queries: Sequence[int],
    hidden: Array,
    means: Means,
) -> Array:
    """Scores (q, n) of our whole search, which is told no flank, as the official way tells none."""
    blind = [replace(one, coat=replace(one.coat, flank=Flank.UNKNOWN)) for one in features]
    # Names are by place, so that each of the gallery's entries is known again.
    gallery = Gallery.build(
        Entry(one, str(name), f"{place}")
        for place, (one, name) in enumerate(zip(blind, labels.animal, strict=True))
    )
    at = np.array([int(entry.encounter) for entry in gallery.entries])
    photos = np.array([one.coat.photo for one in blind])
    coat = blind[0].coat
    calibration, _ = weighing(None, means, species=coat.species, domain=coat.kind.value)
    scores = np.full((len(queries), len(blind)), -np.inf)
    for row, place in enumerate(queries):
        unseen = frozenset(photos[hidden[row]].tolist())
        answer = search_skin([blind[place]], gallery, calibration, exclude_photos=unseen)
        for one in answer.coats:
            scores[row, at[one.entry]] = one.score
        if row % 20 == 0:
            print(f"searched {row}/{len(queries)}", flush=True)
    return scores


def one_an_encounter(labels: Labels, most: int, seed: int) -> list[int]:
    """Places of at most `most` photos, one of every encounter before any second one."""
    order = np.random.default_rng(seed).permutation(len(labels.animal)).tolist()
    turn: dict[tuple[str, str], int] = {}
    drawn = []
    for rank, place in enumerate(order):
        unit = str(labels.animal[place]), str(labels.encounter[place])
        turn[unit] = turn.get(unit, 0) + 1
        drawn.append((turn[unit], rank, place))
    return sorted(place for _, _, place in sorted(drawn)[:most])


def main() -> None:
    """Describe, rank under each mask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--species", default="Panthera tigris")
    parser.add_argument("--weights", default="lite0-imagenet", help="embedding network")
    parser.add_argument("--searched", type=int, default=0, help="so many by our whole search too")
    parser.add_argument("--seed", type=int, default=2026)
    how = parser.parse_args()
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)

    def progress(done: int, total: int, what: str) -> None:
        if done % 200 == 0 or done == total:
            print(f"{what} {done}/{total}", flush=True)

    means = Means(how.cache, how.weights)
    rows = read_dataset(how.dataset, species=how.species).rows
    told = list(describe_rows(rows, means=means, jobs=1, progress=progress, what="described"))
    kept = [place for place, one in enumerate(told) if isinstance(one, Features)]
    rows = tuple(rows[place] for place in kept)
    features = [one for one in told if isinstance(one, Features)]
    labels = Labels(
        np.array([row.individual for row in rows]), np.array([row.encounter for row in rows])
    )
    thumbs = glimpse(rows, progress).thumb
    every = range(len(rows))
    by_cosine, by_colour = np.array([one.embedding for one in features]), colours(rows)
    network = describer(how.weights).network
    print(f"{len(rows)} photos, network {network.name}; not the official test part")
    few = one_an_encounter(labels, how.searched, how.seed)
    for mask in MASKS:
        hidden = hidden_by(mask, labels, thumbs)
        for name, seen in ((network.name, by_cosine), ("colours of the photo", by_colour)):
            tell(name, mask, found(every, seen @ seen.T, hidden, labels), how.seed)
            if few:
                told_few = found(few, (seen @ seen.T)[few], hidden[few], labels)
                tell(f"{name}, the searched queries", mask, told_few, how.seed)
        if few and mask != ITSELF:
            scores = searched(features, labels, few, hidden[few], means)
            tell("our whole search", mask, found(few, scores, hidden[few], labels), how.seed)


if __name__ == "__main__":
    main()
