"""Photos of a table as simulated skins, each drawn from the seed and the photo's own bytes.

So a skin does not depend on which other photos are in the table, nor on their order.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from embeddings.coat import Kind, Region, crop_of
from embeddings.evaluation.pelts.flaying import cut_piece, flayed
from embeddings.evaluation.pelts.photographing import photographed
from embeddings.evaluation.table import PhotoRow, RowReject
from embeddings.photo import PhotoRefused, fingerprint, read_photo

VERSION = "pelts-1"
SEVERITIES = (1, 2, 3)
PIECE_SHARE = 0.25
"""The variant "piece" keeps so much of the flank."""


def as_pelts(
    rows: Sequence[PhotoRow],
    folder: Path,
    *,
    seed: int,
    severity: int | None = None,
    share: float = 1.0,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
) -> Iterator[PhotoRow | RowReject]:
    """Each row as a row of a simulated skin whose photo lies in `folder`.

    severity: 0..3 for all, or drawn from 1 to 3 for each photo. share: 1 is the whole flank,
    PIECE_SHARE the variant "piece". A photo is kept with its box: a second run makes none anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for done, row in enumerate(rows, 1):
        yield _kept(row, folder, (seed, "alone", severity, share, 0))
        progress(done, len(rows), "simulated skins")


def photographed_twice(
    rows: Sequence[PhotoRow], folder: Path, *, seed: int
) -> Iterator[tuple[PhotoRow | RowReject, PhotoRow | RowReject]]:
    """The same skin of each row in two photos: other folds, turn, light, floor; the second cropped.

    Encounters are named "<encounter>/first" and "/second", so that the two may meet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for row in rows:
        taken = [_kept(row, folder, (seed, "twice", None, 1.0, photo)) for photo in (0, 1)]
        first, second = (
            one if isinstance(one, RowReject) else replace(one, encounter=f"{one.encounter}/{name}")
            for one, name in zip(taken, ("first", "second"), strict=True)
        )
        yield first, second


Asked = tuple[int, str, int | None, float, int]


def _kept(row: PhotoRow, folder: Path, asked: Asked) -> PhotoRow | RowReject:
    try:
        encoded = row.path.read_bytes()
        key = fingerprint(
            VERSION.encode(), repr(asked).encode(), repr(row.region).encode(), encoded
        )
        file = folder / f"simulated-{key[:20]}.jpg"
        side = file.with_suffix(".json")
        if not (side.is_file() and file.is_file()):
            _make(row, encoded, asked, file)
        box = json.loads(side.read_text("utf-8"))["box"]
    except PhotoRefused as error:
        return RowReject(row.table, row.row, row.file, "file", row.file, error.reason, error.remedy)
    except (OSError, ValueError) as error:
        why = f"no skin can be made of it ({error})"
        return RowReject(
            row.table, row.row, row.file, "file", row.file, why, "leave this photo out"
        )
    return replace(row, file=file.name, path=file, kind=Kind.PELT, region=Region(*box))


def _make(row: PhotoRow, encoded: bytes, asked: Asked, file: Path) -> None:
    seed, _, severity, share, number = asked
    digest = sha256(encoded).hexdigest()
    photo = read_photo(encoded, name=row.file)
    pixels = photo.pixels if row.region is None else crop_of(photo, row.region)[0]
    words = np.frombuffer(sha256(f"{VERSION}/{seed}/{digest}".encode()).digest(), np.uint32)
    of_skin = np.random.default_rng([*words.tolist(), 0])
    of_photo = np.random.default_rng([*words.tolist(), 1 + number])
    hard = int(of_skin.integers(1, 4)) if severity is None else severity
    skin = flayed(pixels, of_skin, hard)
    if share < 1.0:
        skin = cut_piece(skin, of_skin, share)
    taken = photographed(skin, of_photo, hard, cropped=number > 0)
    told = f"skin of {row.individual or 'an unnamed animal'}, {VERSION}, severity {hard}"
    file.write_bytes(taken.jpeg(told))
    side = {"box": taken.box, "severity": hard, "source": digest, "version": VERSION}
    file.with_suffix(".json").write_text(json.dumps(side), encoding="utf-8")
