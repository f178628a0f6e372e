"""The peers over a whole gallery: each ranks the photos that ours may see, and nothing else.

SIFT with ratio test and RANSAC on every pair is Wild-ID's way; votes of nearest marks over the
whole gallery are HotSpotter's (local naive Bayes nearest neighbour, McCann & Lowe 2012); a network
that never saw an animal's name, and the colours alone, are what is tried first.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache as remembered
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import faiss
import numpy as np

from embeddings.coat import crop_of, locate, mask_of
from embeddings.evaluation.describing import Progress, describe_row
from embeddings.evaluation.peers import (
    SIFT_MARKS,
    best_first,
    colour_histogram,
    cosine,
    overlap,
    sift_affine_inliers,
)
from embeddings.evaluation.ranking import Question, opened
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.features import Features
from embeddings.gallery import Apart
from embeddings.network import load as load_network
from embeddings.photo import Array, PhotoRefused, fingerprint, read_photo

SIFT, LNBNN, IMAGENET, COLOUR = "sift", "lnbnn", "imagenet", "colour"
PEERS = (SIFT, LNBNN, IMAGENET, COLOUR)
TITLES = {
    SIFT: "SIFT, ratio test, RANSAC (Wild-ID)",
    LNBNN: "SIFT, local naive Bayes (HotSpotter)",
    IMAGENET: "ImageNet network, cosine",
    COLOUR: "colour histogram of the coat",
    "network": "our network alone, cosine",
}
_NEIGHBOURS = 5
_FAISS: Any = faiss


@dataclass(frozen=True, slots=True)
class PeerRank:
    """One method's ranking of one query: photos ranked, ranks of the right ones, best score."""

    photos: int
    hits: tuple[int, ...]
    best: float
    right: bool


@dataclass(frozen=True, slots=True)
class Plainly:
    """ImageNet embeddings (n, d) and colour histograms (n, 256) of rows, kept in a file."""

    kept: Path


@dataclass(frozen=True, slots=True)
class PeerQuestion:
    """A question, where the plain views of queries and gallery lie, and which methods rank."""

    question: Question
    place: int
    plain_queries: Plainly
    plain_gallery: Plainly
    order: Path
    methods: tuple[str, ...]


def seen_plainly(rows: Sequence[PhotoRow], cache: Path, progress: Progress, what: str) -> Plainly:
    """Embed each row's coat by the packaged ImageNet network and count its colours; kept."""
    network = load_network("lite0-imagenet", threads=1)
    named = [f"{row.path}|{row.region}|{row.kind.value}".encode() for row in rows]
    kept = cache / "plain" / f"{fingerprint(network.digest.encode(), *named)}.npz"
    if kept.is_file():
        return Plainly(kept)
    embedded = np.zeros((len(rows), network.dim), np.float32)
    coloured = np.zeros((len(rows), 256), np.float32)
    for place, row in enumerate(rows):
        try:
            photo = read_photo(row.path)
            coat = locate(photo, region=row.region, flank=row.flank, kind=row.kind)
        except (PhotoRefused, OSError, ValueError):
            continue
        embedded[place] = network.embed([(crop_of(photo, coat.region)[0], mask_of(photo, coat))])[0]
        coloured[place] = colour_histogram(photo, coat)
        progress(place + 1, len(rows), what)
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part.npz")
    np.savez(part, embedded=embedded, coloured=coloured)
    part.replace(kept)
    return Plainly(kept)


def peers_ranked(
    asked: Sequence[PeerQuestion], *, jobs: int, progress: Progress, what: str
) -> Iterator[Mapping[str, PeerRank] | RowReject]:
    """Each method's ranking of each question, in their order."""
    if jobs <= 1 or len(asked) < 2 * jobs:
        for done, one in enumerate(asked, 1):
            yield rank_plainly(one)
            progress(done, len(asked), what)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for done, ranked in enumerate(pool.map(rank_plainly, asked, chunksize=2), 1):
            yield ranked
            progress(done, len(asked), what)


def rank_plainly(asked: PeerQuestion) -> Mapping[str, PeerRank] | RowReject:
    """Rank one question by each method, over exactly the photos that ours may see."""
    question = asked.question
    row = question.row
    described = describe_row(row, question.means)
    if isinstance(described, RowReject):
        return described
    gallery = opened(question.against.folder)
    coat = described.coat
    apart = Apart(frozenset({coat.photo}) | question.hidden, frozenset({row.encounter}) - {""})
    allowed = gallery.allowed(flank=coat.flank, species=coat.species, apart=apart)
    rows = np.flatnonzero(allowed)
    right = np.array([gallery.entries[at].individual == row.individual for at in rows], dtype=bool)
    ranked = {}
    for method in asked.methods:
        scores = _scores(method, asked, described, rows, allowed)
        order = best_first(scores.tolist())
        hits = tuple((np.flatnonzero(right[order]) + 1).tolist())
        best = float(scores[order[0]]) if len(rows) else -1.0
        ranked[method] = PeerRank(len(rows), hits, best, bool(hits and hits[0] == 1))
    return ranked


def _scores(
    method: str, asked: PeerQuestion, query: Features, rows: Array, allowed: Array
) -> Array:
    """Score of each allowed row by one method (n,), higher is likelier."""
    folder = asked.question.against.folder
    entries = opened(folder).entries
    if method == SIFT:
        return np.array([sift_affine_inliers(query, entries[at].features) for at in rows])
    if method == LNBNN:
        return _votes(folder, query, allowed)[rows]
    if method == "network":
        return np.array([cosine(query, entries[at].features) for at in rows])
    ours, theirs = (_loaded(one.kept) for one in (asked.plain_queries, asked.plain_gallery))
    places = _order(asked.order)[rows]
    if method == IMAGENET:
        return np.asarray(theirs["embedded"][places] @ ours["embedded"][asked.place])
    coloured = ours["coloured"][asked.place]
    return np.array([overlap(coloured, theirs["coloured"][at]) for at in places])


@remembered
def _loaded(path: Path) -> Mapping[str, Array]:
    with np.load(path, allow_pickle=False) as held:
        return {name: held[name] for name in ("embedded", "coloured")}


@remembered
def _order(path: Path) -> Array:
    return np.asarray(np.load(path, allow_pickle=False))


@remembered
def _marks(folder: Path) -> tuple[faiss.Index, Array]:
    """All SIFT marks of a gallery in one FAISS index, and the entry of each (n,)."""
    cv2.setNumThreads(1)
    parts, owner = [], []
    for row, entry in enumerate(opened(folder).entries):
        found = entry.features.marks.get("sift")
        if found is not None and len(found.descriptors):
            parts.append(_unit(found.descriptors[:SIFT_MARKS]))
            owner.append(np.full(len(parts[-1]), row))
    every = np.concatenate(parts)
    if len(every) < 50_000:
        index: faiss.Index = faiss.IndexFlatL2(every.shape[1])
    else:
        cells = int(2 * np.sqrt(len(every)))
        index = faiss.IndexIVFFlat(faiss.IndexFlatL2(every.shape[1]), every.shape[1], cells)
        index.cp.niter = 8
        index.cp.max_points_per_centroid = 64
        index.train(every)
        index.nprobe = 24
    index.add(every)
    return index, np.concatenate(owner)


def _votes(folder: Path, query: Features, allowed: Array) -> Array:
    """Local naive Bayes votes for every entry (n,): how much nearer than the next other one."""
    votes = np.zeros(len(allowed))
    marks = query.marks.get("sift")
    if marks is None or not len(marks.descriptors):
        return votes
    index, owner = _marks(folder)
    selector = _FAISS.IDSelectorBitmap(np.packbits(allowed[owner], bitorder="little"))
    ivf = isinstance(index, faiss.IndexIVF)
    how = (
        _FAISS.SearchParametersIVF(nprobe=24, sel=selector)
        if ivf
        else _FAISS.SearchParameters(sel=selector)
    )
    ours = _unit(marks.descriptors[:SIFT_MARKS])
    distance, mark = index.search(ours, _NEIGHBOURS + 1, params=how)
    whole = mark[:, -1] >= 0
    worth = distance[whole, -1:] - distance[whole, :-1]
    np.add.at(votes, owner[mark[whole, :-1]], worth)
    return votes


def _unit(descriptors: Array) -> Array:
    rows = descriptors.astype(np.float32)
    return np.ascontiguousarray(rows / np.maximum(np.linalg.norm(rows, axis=1), 1e-9)[:, None])
