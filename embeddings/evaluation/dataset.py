"""What `kedrovka evaluate` is given: a table of photos, or a folder with photos.csv and images/.

Names are read, because the truth is needed to judge; whoever ranks gets rows without looking at
them. Two rows of one photo (two boxes) get names of their own, so that answers tell them apart.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from embeddings.evaluation.protocol import Shot
from embeddings.evaluation.table import PhotoRow, RowReject, TableRefused, read_table

TABLE, IMAGES = "photos.csv", "images"
_COLUMNS = ("file", "individual_id", "encounter_id", "flank", "species", "kind")
_BOX = ("bbox_x", "bbox_y", "bbox_w", "bbox_h")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labelled photos of one evaluation: rows in the order of the table, and what was refused."""

    name: str
    rows: tuple[PhotoRow, ...]
    rejects: tuple[RowReject, ...]

    @property
    def shots(self) -> list[Shot]:
        """Each row for the protocol; a photo without an encounter is one of its own."""
        return [
            Shot(place, row.individual, row.encounter or f"~{place}", row.flank.value)
            for place, row in enumerate(self.rows)
        ]


def read_dataset(path: Path, *, species: str = "") -> Dataset:
    """The labelled photos of a table or of a folder with photos.csv and images/.

    species: stands in where a row names none. Raises TableRefused where there is no such table, a
    row's animal cannot be known, or no row can be used.
    """
    table = path / TABLE if path.is_dir() else path
    if not table.is_file():
        looked = f"{path} holds no {TABLE}" if path.is_dir() else f"there is no table {path}"
        raise TableRefused(looked, f"give a CSV, or a folder with {TABLE} and {IMAGES}/")
    images = table.parent / IMAGES
    read = read_table(table, named=True)
    rows = []
    for row in read:
        if isinstance(row, RowReject) or not row.individual:
            continue
        lies = row.path if row.path.exists() or not images.is_dir() else images / row.file
        rows.append(replace(row, path=lies, species=row.species or species))
    unnamed = sum(isinstance(row, PhotoRow) and not row.individual for row in read)
    if not rows:
        raise TableRefused(
            f"{table.name} names the animal of none of its {len(read):,} rows",
            "fill the column individual_id: without names nothing can be judged",
        )
    rejects = [row for row in read if isinstance(row, RowReject)]
    if unnamed:
        why = f"{unnamed:,} rows name no animal"
        rejects.append(RowReject(table.name, 0, "", "individual_id", "", why, "name it"))
    return Dataset(table.parent.name or table.name, tuple(_apart(rows)), tuple(rejects))


def _apart(rows: Sequence[PhotoRow]) -> Iterator[PhotoRow]:
    """The rows, those that share a file name told apart by their line."""
    times = Counter(row.file for row in rows)
    for row in rows:
        yield replace(row, file=f"{row.file}#{row.row}") if times[row.file] > 1 else row


def write_rows(path: Path, rows: Sequence[PhotoRow], *, named: bool) -> None:
    """Write rows as a table of `kedrovka rank`; paths are absolute unless they lie beside it.

    named: with individual_id (a table of queries goes without).
    """
    with path.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out)
        lines.writerow([*_COLUMNS, *_BOX])
        for row in rows:
            beside = row.path.parent.resolve() == path.parent.resolve()
            box = row.region
            lines.writerow(
                [
                    row.path.name if beside else str(row.path.resolve()),
                    row.individual if named else "",
                    row.encounter,
                    "" if row.flank.value == "unknown" else row.flank.value,
                    row.species,
                    row.kind.value,
                    *((box.x, box.y, box.width, box.height) if box else ("", "", "", "")),
                ]
            )
