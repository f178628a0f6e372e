"""A gallery on disk: plain arrays that several processes map into memory together.

Marks of ten thousand photos are a gigabyte; mapped, they are read once for all processes. Nothing
is unpickled, and a folder appears under its name only when it is complete.
"""

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.features import Features
from embeddings.gallery.entry import Entry
from embeddings.gallery.gallery import Gallery
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
                stacked = np.concatenate([getattr(marks, part) for marks in held])
                np.save(building / f"{kind}.{part}.npy", stacked)
        rows = [_to_json(entry, kinds) for entry in entries]
        head = {"kinds": kinds, "digest": gallery.digest, "entries": rows}
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
        arrays = {
            kind: [
                np.load(folder / f"{kind}.{part}.npy", mmap_mode="r", allow_pickle=False)
                for part in _PARTS
            ]
            for kind in head["kinds"]
        }
        gallery = Gallery(_entries(head, vectors, arrays))
        digest = str(head["digest"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GalleryBroken(f"{folder} holds no gallery ({error}): build it again") from error
    if gallery.digest != digest:
        raise GalleryBroken(f"{folder} is not the gallery it says it is: build it again")
    return gallery


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
