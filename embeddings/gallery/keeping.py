"""A gallery on disk: plain arrays, read by place, and indexes of marks, mapped a part at a time.

Ten thousand photos are two and a half gigabytes. Of an opened gallery names, coats and embeddings
are in memory, and of its marks those that a search looks at just now. Large indexes of marks lie
beside them, so that opening learns nothing anew. Nothing is unpickled.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.coat import Flank
from embeddings.features import Features
from embeddings.gallery.entry import Entry
from embeddings.gallery.files import GalleryBroken, Growing
from embeddings.gallery.gallery import Gallery, Group, sorting
from embeddings.gallery.kept_marks import PARTS, KeptMarks, MarkColumns
from embeddings.gallery.mark_index import EXACT_BELOW, MarkIndex
from embeddings.gallery.rows import coat_of, row_of
from embeddings.gallery.unfinished import appearing

_HEAD = "entries.json"
_EMBEDDINGS = "embeddings.npy"


def save(gallery: Gallery, folder: Path) -> None:
    """Write a gallery into a folder of this name, replacing one that is there.

    Raises OSError when the disk refuses; then the old folder stands as it was.
    """
    gather(gallery.entries, folder)


def gather(entries: Iterable[Entry], folder: Path) -> Gallery:
    """Write a gallery over the entries, whatever order they come in, and open it.

    Each entry is let go before the next is asked for: as many can be gathered as the disk holds.
    Replaces a folder that is there. Raises ValueError when embeddings of different networks are
    mixed, OSError when the disk refuses; then the old folder stands as it was.
    """
    with appearing(folder) as building:
        rows = _write_entries(entries, building)
        kinds = sorted({kind for row in rows for kind in row["marks"]})
        gallery = Gallery(_entries(rows, kinds, building))
        indexes = _write_indexes(gallery, kinds, building)
        head = {
            "kinds": kinds,
            "digest": gallery.digest,
            "rows": rows,
            "indexes": indexes,
            "sizes": {
                path.name: path.stat().st_size
                for path in sorted(building.iterdir())
                if path.suffix in {".npy", ".faiss"}
            },
        }
        (building / _HEAD).write_text(json.dumps(head, sort_keys=True), encoding="utf-8")
    return load(folder)


def load(folder: Path) -> Gallery:
    """The gallery in a folder, its marks left there until they are looked at.

    Raises GalleryBroken with the remedy when the folder is incomplete or was altered.
    """
    try:
        head = json.loads((folder / _HEAD).read_text("utf-8"))
        for name, size in head.get("sizes", {}).items():
            if (folder / name).stat().st_size != size:
                raise ValueError(f"{name} has not the {size} bytes that were written")
        # Once they were "entries", in the order in which their marks were written.
        rows = head["rows"] if "rows" in head else head["entries"]
        entries = _entries(rows, head["kinds"], folder)
        gallery = Gallery(entries, _kept_indexes(head["indexes"], len(rows), folder))
        digest = str(head["digest"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        raise GalleryBroken.at(folder, error) from error
    if gallery.digest != digest:
        raise GalleryBroken.at(folder, "what is in it is not the gallery it says it is")
    return gallery


def _write_entries(entries: Iterable[Entry], folder: Path) -> list[dict[str, Any]]:
    """Write the numbers of all entries; their rows, in the order that a gallery has."""
    with ExitStack() as open_files:
        files: dict[str, Growing] = {}

        def add(name: str, part: Any) -> None:
            if name not in files:
                files[name] = open_files.enter_context(Growing(folder / f"{name}.npy", part))
            files[name].add(part)

        told = []
        for place, entry in enumerate(entries):
            add("embeddings", np.asarray(entry.features.embedding, np.float32)[None])
            counts = {}
            for kind, marks in entry.features.marks.items():
                counts[kind] = len(marks)
                for part in PARTS:
                    add(f"{kind}.{part}", getattr(marks, part))
            told.append((sorting(entry), row_of(entry, place, counts)))
    return [row for _, row in sorted(told, key=lambda one: one[0])]


def _entries(
    rows: Sequence[Mapping[str, Any]], kinds: Sequence[str], folder: Path
) -> tuple[Entry, ...]:
    """The entries of the rows, their marks left in the files.

    place: the order in which marks and embeddings were written, that of the rows where not said.
    """
    if not rows:
        return ()
    vectors = np.load(folder / _EMBEDDINGS, allow_pickle=False)
    columns = {kind: MarkColumns(folder, kind) for kind in kinds}
    starts = dict.fromkeys(kinds, 0)
    places: dict[int, dict[str, tuple[int, int]]] = {}
    written = [int(row.get("place", number)) for number, row in enumerate(rows)]
    for number in np.argsort(written, kind="stable").tolist():
        counts = rows[number]["marks"]
        places[number] = {kind: (starts[kind], count) for kind, count in counts.items()}
        for kind, count in counts.items():
            starts[kind] += count
    for kind, end in starts.items():
        if end != columns[kind].count:
            raise ValueError(f"{columns[kind].count} {kind} marks instead of {end}")
    return tuple(
        Entry(
            Features(
                coat_of(row["coat"]),
                vectors[written[number]],
                KeptMarks(columns, places[number]),
                row["fingerprint"],
            ),
            row["individual"],
            row["encounter"],
        )
        for number, row in enumerate(rows)
    )


def _write_indexes(gallery: Gallery, kinds: Sequence[str], folder: Path) -> list[list[str]]:
    """Write the large indexes of marks; what they are called: species, flank and kind of each."""
    kept: list[list[str]] = []
    for group in gallery.parts:
        for kind in kinds:
            if gallery.voting(group, kind) > EXACT_BELOW:
                index = gallery.build_index(group, kind)
                index.write(folder / f"marks-{len(kept)}.faiss")
                np.save(folder / f"marks-{len(kept)}.owner.npy", index.owner)
                kept.append([group[0], group[1].value, kind])
    return kept


def _kept_indexes(
    kept: Sequence[Sequence[str]], entries: int, folder: Path
) -> dict[tuple[Group, str], MarkIndex]:
    """The large indexes of marks, left in their files.

    Raises ValueError where one does not fit its owners.
    """
    found = {}
    for place, (species, flank, kind) in enumerate(kept):
        owner = np.load(folder / f"marks-{place}.owner.npy", allow_pickle=False)
        if owner.max(initial=-1) >= entries:
            raise ValueError(f"marks-{place} is the index of other marks")
        index = MarkIndex.kept(folder / f"marks-{place}.faiss", owner)
        found[(species, Flank(flank)), kind] = index
    return found
