"""Photos of a table to features, in several processes, each kept under a digest of what was asked.

The key covers the photo's bytes, everything the row says about the coat, the weights, the version
of each step and the view (the coat itself, or a control), so a second run reads what the first one
wrote and nothing stale.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache as remembered
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import cv2

from embeddings.coat import locate
from embeddings.evaluation.controls import COAT, describe_view
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.features import Describer, Features, FeaturesRefused, load, save
from embeddings.network import load as load_network
from embeddings.photo import PhotoRefused, fingerprint, read_photo

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Means:
    """By what photos are described: where features are kept, which network, which view.

    weights: name of an embedding network, "" for the one that ships as default. view: one of
    `controls.VIEWS`.
    """

    cache: Path
    weights: str = ""
    view: str = COAT


@remembered
def describer(weights: str = "") -> Describer:
    """The describer of a process, single-threaded; with another embedding network where named."""
    cv2.setNumThreads(1)
    shipped = Describer.shipped(threads=1)
    return replace(shipped, network=load_network(weights, threads=1)) if weights else shipped


def describe_rows(
    rows: Sequence[PhotoRow], *, means: Means, jobs: int, progress: Progress, what: str
) -> Iterator[Features | RowReject]:
    """Features of all rows, in their order; those kept in the cache are not computed again."""
    if jobs <= 1 or len(rows) < 2 * jobs:
        for done, row in enumerate(rows, 1):
            yield describe_row(row, means)
            progress(done, len(rows), what)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        # Features come back through the cache, not through the pipe: they are a hundred kilobytes.
        asked = pool.map(_fill, rows, [means] * len(rows), chunksize=8)
        for done, (row, reject) in enumerate(zip(rows, asked, strict=True), 1):
            yield reject or describe_row(row, means)
            progress(done, len(rows), what)


def describe_row(row: PhotoRow, means: Means) -> Features | RowReject:
    """Features of one row, from the cache or computed and kept there."""
    try:
        encoded = row.path.read_bytes()
        kept = _kept_at(row, encoded, means)
        features = _from_cache(kept)
        if features is None:
            photo = read_photo(encoded, name=row.file)
            coat = locate(
                photo, region=row.region, flank=row.flank, species=row.species, kind=row.kind
            )
            features = describe_view(describer(means.weights), photo, coat, means.view)
            save(features, kept)
        return features
    except PhotoRefused as error:
        return _reject(row, error.reason, error.remedy)
    except OSError as error:
        reason = f"the file cannot be opened ({error.strerror or error})"
        return _reject(row, reason, "check the path and the disk")
    except ValueError as error:
        return _reject(row, str(error), "correct the row's box")


def _fill(row: PhotoRow, means: Means) -> RowReject | None:
    described = describe_row(row, means)
    return described if isinstance(described, RowReject) else None


def _from_cache(path: Path) -> Features | None:
    try:
        return load(path)
    except (FileNotFoundError, FeaturesRefused):
        return None


def _kept_at(row: PhotoRow, encoded: bytes, means: Means) -> Path:
    key = fingerprint(
        sha256(encoded).digest(),
        row.flank.value.encode(),
        row.species.encode(),
        row.kind.value.encode(),
        repr(row.region).encode(),
        describer(means.weights).version.encode(),
        *(() if means.view == COAT else (means.view.encode(),)),
    )
    return means.cache / "described" / key[:2] / f"{key}.npz"


def _reject(row: PhotoRow, reason: str, remedy: str) -> RowReject:
    return RowReject(row.table, row.row, row.file, "file", row.file, reason, remedy)
