"""A gallery on disk: plain arrays that several processes map into memory together.

Marks of ten thousand photos are a gigabyte; mapped, they are read once for all processes and only
where a search looks. Large indexes of marks lie beside them, so that opening a gallery learns
nothing anew. Nothing is unpickled, and a folder appears under its name only when it is complete.
"""

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.features import Features
from embeddings.gallery.entry import Entry
from embeddings.gallery.gallery import Gallery, Group
from embeddings.gallery.votes import EXACT_BELOW, MarkIndex
from embeddings.marks import Marks
from embeddings.photo import Array

_PARTS = ("points", "scale", "angle_deg", "descriptors")
_HEAD = "entries.json"


class GalleryBroken(ValueError):
    """A folder that holds no gallery, or a broken one."""


def save(gallery: Gallery, folder: Path) -> None:
    """Write a gallery into a folder of this name, replacing one that is there.

    Raises OSError when the disk refuses; then the old folder stands as it was.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".gallery-"))
    try:
        entries = gallery.entries
        kinds = sorted({kind for entry in entries for kind in entry.features.marks})
        width = len(entries[0].features.embedding) if entries else 0
        vectors = [entry.features.embedding for entry in entries]
        np.save(
            building / "embeddings.npy",
            np.stack(vectors).astype(np.float32) if vectors else np.zeros((0, width), np.float32),
        )
        for kind in kinds:
            held = [e.features.marks[kind] for e in entries if kind in e.features.marks]
            for part in _PARTS:
                _stack([getattr(marks, part) for marks in held], building / f"{kind}.{part}.npy")
        rows = [_to_json(entry, kinds) for entry in entries]
        head = {
            "kinds": kinds,
            "digest": gallery.digest,
            "entries": rows,
            "indexes": _keep_indexes(gallery, kinds, building),
        }
        (building / _HEAD).write_text(json.dumps(head, sort_keys=True), encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        building.replace(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def load(folder: Path) -> Gallery:
    """The gallery in a folder, its marks mapped, not read.

    Raises GalleryBroken with the remedy when the folder is incomplete or was altered.
    """
    try:
        head = json.loads((folder / _HEAD).read_text("utf-8"))
        vectors = np.load(folder / "embeddings.npy", mmap_mode="r", allow_pickle=False)
        # Plain views of the mapping: a memmap of its own for every coat would weigh more than it.
        arrays = {
            kind: [
                np.asarray(np.load(folder / f"{kind}.{part}.npy", mmap_mode="r")) for part in _PARTS
            ]
            for kind in head["kinds"]
        }
        entries = _entries(head, np.asarray(vectors), arrays)
        gallery = Gallery(entries, _kept_indexes(head, folder))
        digest = str(head["digest"])
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise GalleryBroken(f"{folder} holds no gallery ({error}): build it again") from error
    if gallery.digest != digest:
        raise GalleryBroken(f"{folder} is not the gallery it says it is: build it again")
    return gallery


def _stack(parts: list[Array], path: Path) -> None:
    """All parts one below the other in one file, without holding them in memory twice."""
    shape = (sum(len(part) for part in parts), *parts[0].shape[1:])
    if not shape[0]:
        np.save(path, np.zeros(shape, parts[0].dtype))
        return
    kept = np.lib.format.open_memmap(path, mode="w+", dtype=parts[0].dtype, shape=shape)
    start = 0
    for part in parts:
        kept[start : start + len(part)] = part
        start += len(part)
    kept.flush()


def _keep_indexes(gallery: Gallery, kinds: list[str], folder: Path) -> list[list[str]]:
    """Write the large indexes of marks; what they are called: species, flank and kind of each."""
    kept: list[list[str]] = []
    for group in gallery.parts:
        for kind in kinds:
            index = gallery.mark_index(group, kind)
            if index is not None and len(index.owner) > EXACT_BELOW:
                name = f"marks-{len(kept)}"
                faiss.write_index(index.index, str(folder / f"{name}.faiss"))
                np.save(folder / f"{name}.owner.npy", index.owner)
                kept.append([group[0], group[1].value, kind])
    return kept


def _kept_indexes(head: dict[str, Any], folder: Path) -> dict[tuple[Group, str], MarkIndex]:
    """The large indexes of marks, mapped. Raises ValueError where one does not fit its owners."""
    found = {}
    for place, (species, flank, kind) in enumerate(head.get("indexes", [])):
        index = faiss.read_index(str(folder / f"marks-{place}.faiss"), faiss.IO_FLAG_MMAP)
        owner = np.load(folder / f"marks-{place}.owner.npy", allow_pickle=False)
        if index.ntotal != len(owner) or owner.max(initial=-1) >= len(head["entries"]):
            raise ValueError(f"marks-{place} is the index of other marks")
        found[(species, Flank(flank)), kind] = MarkIndex(index, owner)
    return found


def _entries(
    head: dict[str, Any], vectors: Array, arrays: dict[str, list[Array]]
) -> tuple[Entry, ...]:
    """Entries with their slices of the stacked arrays."""
    starts = dict.fromkeys(arrays, 0)
    entries = []
    for row, held in enumerate(head["entries"]):
        marks = {}
        for kind, count in held["marks"].items():
            here = slice(starts[kind], starts[kind] + count)
            points, scale, angle_deg, descriptors = (part[here] for part in arrays[kind])
            marks[kind] = Marks(points, scale, angle_deg, descriptors, kind)
            starts[kind] += count
        features = Features(_coat(held["coat"]), vectors[row], marks, held["fingerprint"])
        entries.append(Entry(features, held["individual"], held["encounter"]))
    return tuple(entries)


def _to_json(entry: Entry, kinds: list[str]) -> dict[str, Any]:
    return {
        "coat": asdict(entry.features.coat),
        "fingerprint": entry.features.fingerprint,
        "individual": entry.individual,
        "encounter": entry.encounter,
        "marks": {
            kind: len(entry.features.marks[kind]) for kind in kinds if kind in entry.features.marks
        },
    }


def _coat(held: dict[str, Any]) -> Coat:
    region, quality = dict(held["region"]), dict(held["quality"])
    corners = region.pop("polygon")
    quality["grade"] = QualityGrade(quality["grade"])
    quality["reasons"] = tuple(quality["reasons"])
    return Coat(
        photo=held["photo"],
        region=Region(**region, polygon=corners and tuple((x, y) for x, y in corners)),
        flank=Flank(held["flank"]),
        species=held["species"],
        kind=Kind(held["kind"]),
        quality=Quality(**quality),
        fixed_by=held["fixed_by"],
    )
