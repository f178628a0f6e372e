"""Rank a table of queries against a table of catalogued photos, for evaluation by others.

It walks the one path that a match walks (`search_skin`), each query photo by itself, and says of
every query the same things in the same order however many processes share the work.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache as remembered
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import faiss

from embeddings import gallery as galleries
from embeddings.evaluation.describing import (
    Means,
    Progress,
    describe_row,
    describe_rows,
    describer,
)
from embeddings.evaluation.table import PhotoRow, RowReject, read_table
from embeddings.features import Features
from embeddings.gallery import Entry, Gallery
from embeddings.lead import Verdict
from embeddings.photo import fingerprint
from embeddings.search import VERSION, Answer, search_skin
from embeddings.strength import Calibration, choose, read_calibration, shipped


@dataclass(frozen=True, slots=True)
class Ranked:
    """What one gallery is, where it lies, and what its rows are called.

    folder: the kept gallery; files: name of each entry's photo in the gallery table (n,).
    """

    folder: Path
    files: tuple[str, ...]
    individuals: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Question:
    """One row to be searched for, and in what.

    hidden: digests of photos that it may not see besides its own. calibrations: files of which one
    weighs it; without any, those that ship. The best for its species and kind is chosen.
    """

    row: PhotoRow
    against: Ranked
    means: Means
    hidden: frozenset[str] = frozenset()
    calibrations: tuple[Path, ...] = ()
    top: int | None = None


def _quiet(done: int, total: int, what: str) -> None:
    """No progress is shown unless the caller asks."""


def rank(
    gallery_csv: Path,
    queries_csv: Path,
    *,
    cache: Path,
    weights: str = "",
    calibrations: Sequence[Path] = (),
    top: int | None = None,
    jobs: int = 1,
    progress: Progress = _quiet,
    reject: Callable[[RowReject], None] = lambda _: None,
    skip: int = 0,
) -> Iterator[dict[str, Any]]:
    """One answer a query, in the order of the table.

    top: at most so many individuals and images (all without it). cache: where features and the
    gallery are kept between runs. weights: name or folder of an embedding network, "" for the one
    that ships as default. calibrations: files, of which the best for a query weighs it; those that
    ship without any. reject: told of each row that could not be used. skip: so many
    queries were answered before and are left out. Raises TableRefused, CalibrationRefused, or
    WeightsRefused for a network that is not there, before anything is computed.
    """
    at_hand(tuple(calibrations))
    held = read_table(gallery_csv, named=True)
    queries = read_table(queries_csv, named=False)
    rows = [row for row in held if isinstance(row, PhotoRow)]
    for bad in held:
        if isinstance(bad, RowReject):
            reject(bad)
    means = Means(cache, weights)
    describer(weights)
    against = keep_gallery(rows, means=means, jobs=jobs, progress=progress, reject=reject)
    waiting = list(islice(queries, skip, None))
    asked = (
        row
        if isinstance(row, RowReject)
        else Question(row, against, means, calibrations=tuple(calibrations), top=top)
        for row in waiting
    )
    if jobs <= 1 or len(waiting) < 2 * jobs:
        answered: Iterator[tuple[dict[str, Any], RowReject | None]] = map(_answer, asked)
        yield from _told(answered, skip, len(queries), progress, reject)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        answered = iter(pool.map(_answer, asked, chunksize=4))
        yield from _told(answered, skip, len(queries), progress, reject)


def run_fingerprint(
    gallery_csv: Path,
    queries_csv: Path,
    top: int | None,
    weights: str = "",
    calibrations: Sequence[Path] = (),
) -> str:
    """What a run's answers follow from, as far as is known before it: tables, top, versions.

    Raises CalibrationRefused.
    """
    return fingerprint(
        VERSION.encode(),
        gallery_csv.read_bytes(),
        queries_csv.read_bytes(),
        str(top).encode(),
        weights.encode(),
        *(calibration.digest.encode() for calibration in at_hand(tuple(calibrations))),
    )


def keep_gallery(
    rows: Sequence[PhotoRow],
    *,
    means: Means,
    jobs: int,
    progress: Progress,
    reject: Callable[[RowReject], None],
) -> Ranked:
    """Describe the gallery's rows and keep the gallery under its digest in the cache."""
    found: list[tuple[Entry, str]] = []
    told = describe_rows(rows, means=means, jobs=jobs, progress=progress, what="gallery")
    for row, described in zip(rows, told, strict=True):
        if isinstance(described, RowReject):
            reject(described)
        else:
            found.append((Entry(described, row.individual, row.encounter), row.file))
    # The gallery sorts its entries by these three, and a stable sort keeps equal ones in order.
    found.sort(key=lambda one: (one[0].id, one[0].individual, one[0].encounter))
    gallery = Gallery.build(entry for entry, _ in found)
    folder = means.cache / "galleries" / gallery.digest
    if not folder.is_dir():
        galleries.save(gallery, folder)
    return Ranked(
        folder=folder,
        files=tuple(file for _, file in found),
        individuals=tuple(sorted({entry.individual for entry, _ in found} - {""})),
        digest=gallery.digest,
    )


@remembered
def opened(folder: Path) -> Gallery:
    """A kept gallery, once a process, single-threaded."""
    cv2.setNumThreads(1)
    faiss.omp_set_num_threads(1)
    return galleries.load(folder)


def weighing(
    named: Sequence[Path], means: Means, *, species: str, domain: str
) -> tuple[Calibration, str]:
    """The calibration that weighs such a query, and why: of the named files, or of those that ship.

    Raises NoCalibration where there is none for the network in use, CalibrationRefused.
    """
    network = describer(means.weights).network.digest
    held = at_hand(tuple(named))
    return choose(held, species=species, domain=domain, network=network, simulated=bool(named))


@remembered
def at_hand(named: tuple[Path, ...]) -> tuple[Calibration, ...]:
    """The calibrations in these files; those that ship without any. Raises CalibrationRefused."""
    return tuple(read_calibration(path) for path in named) or shipped()


def _told(
    answered: Iterator[tuple[dict[str, Any], RowReject | None]],
    skip: int,
    total: int,
    progress: Progress,
    reject: Callable[[RowReject], None],
) -> Iterator[dict[str, Any]]:
    for done, (line, bad) in enumerate(answered, skip + 1):
        if bad is not None:
            reject(bad)
        yield line
        progress(done, total, "queries")


def _answer(asked: Question | RowReject) -> tuple[dict[str, Any], RowReject | None]:
    if isinstance(asked, RowReject):
        return refused(asked), asked
    described = describe_row(asked.row, asked.means)
    if isinstance(described, RowReject):
        return refused(described), described
    answer = search_row(asked, described)
    return told(asked.row.file, answer, asked.against, asked.top), None


def search_row(asked: Question, described: Features) -> Answer:
    """The answer to one question, its row described, along the one path that a match walks."""
    coat = described.coat
    calibration, why = weighing(
        asked.calibrations, asked.means, species=coat.species, domain=coat.kind.value
    )
    return search_skin(
        [described],
        opened(asked.against.folder),
        calibration,
        exclude_photos=asked.hidden,
        exclude_encounters=frozenset({asked.row.encounter}) - {""},
        chosen_because=why,
    )


def refused(reject: RowReject) -> dict[str, Any]:
    """The line of a query that could not be used."""
    return {
        "query": reject.file,
        "decision": Verdict.CANNOT_TELL.value,
        "firm": False,
        "not_in_catalogue_llr": None,
        "individuals": [],
        "images": [],
        "error": reject.reason,
    }


def told(query: str, answer: Answer, against: Ranked, top: int | None) -> dict[str, Any]:
    """One answer as the line that others read; numbers rounded to six places.

    decision: the lead's word, a leaning counted as well; firm: false for leanings and cannot_tell.
    """
    met = {candidate.individual for candidate in answer.candidates}
    individuals = [
        {
            "individual_id": one.individual,
            "llr": round(one.strength.log10_lr, 6),
            "score": round(one.strength.log10_lr_raw, 6),
            "best_file": against.files[one.best.entry],
        }
        for one in answer.candidates
    ] + [
        {"individual_id": name, "llr": None, "score": None, "best_file": None}
        for name in against.individuals
        if name not in met
    ]
    images = [
        {"file": against.files[coat.entry], "score": round(coat.score, 6)} for coat in answer.coats
    ]
    none_of_these = answer.not_in_catalogue_llr
    return {
        "query": query,
        "decision": answer.lead.verdict.value,
        "firm": answer.lead.firm,
        "not_in_catalogue_llr": None if none_of_these is None else round(none_of_these, 6),
        "individuals": individuals[:top],
        "images": images[:top],
    }


def line_of(answer: dict[str, Any]) -> str:
    """An answer as one JSON line, always the same bytes."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"
