"""A table of photos for evaluation: which columns are read, and what is wrong with a row.

A bad row is a value and stops nothing; a table that cannot be read at all is an error that names
file, column and remedy. Of queries the column individual_id is never read.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from embeddings.coat import Flank, Kind, Region

_FLANKS = {
    "": Flank.UNKNOWN,
    "unknown": Flank.UNKNOWN,
    "left": Flank.LEFT,
    "l": Flank.LEFT,
    "right": Flank.RIGHT,
    "r": Flank.RIGHT,
    "both": Flank.BOTH,
}
# The csv module's own limit is the whole process's and may have been raised by others.
_LONGEST_PATH = 4096
_BOX = ("bbox_x", "bbox_y", "bbox_w", "bbox_h")


class TableRefused(ValueError):
    """A table that cannot be read: reason and remedy are plain sentences without a full stop."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}: {remedy}")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class RowReject:
    """One row that could not be used; row counts lines of the table, the heading is line 1."""

    table: str
    row: int
    file: str
    field: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """One photo as a table names it; file is written as there, path is where it lies."""

    table: str
    row: int
    file: str
    path: Path
    individual: str
    encounter: str
    flank: Flank
    species: str
    kind: Kind
    region: Region | None


@dataclass(frozen=True, slots=True)
class _Bad(Exception):
    field: str
    value: str
    reason: str
    remedy: str


def read_table(path: Path, *, named: bool) -> list[PhotoRow | RowReject]:
    """The rows of a CSV table in their order, each usable or refused with a reason.

    named: read individual_id, which then must be a column. Raises TableRefused when the file is no
    such table.
    """
    lines = csv.DictReader(StringIO(_text_of(path), newline=""), restkey="")
    needed = ("file", "individual_id") if named else ("file",)
    heading = [name.strip() for name in lines.fieldnames or ()]
    missing = [name for name in needed if name not in heading]
    if missing:
        raise TableRefused(
            f"{path.name} has no column {' and no column '.join(missing)}",
            f"name the columns in the first line; it has {', '.join(heading) or 'nothing'}",
        )
    lines.fieldnames = heading
    return list(_rows(path, lines, named))


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise TableRefused(f"{path} cannot be opened ({reason})", "check the path") from error
    except UnicodeDecodeError as error:
        raise TableRefused(
            f"{path.name} is not UTF-8 text (byte {error.start:,})",
            "save it as CSV in the encoding UTF-8",
        ) from error


def _rows(path: Path, lines: "csv.DictReader[str]", named: bool) -> Iterator[PhotoRow | RowReject]:
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield _reject(path, lines.line_num, "", _Bad("", "", str(error), "mend this line"))
            continue
        try:
            yield _row(path, lines.line_num, cells, named)
        except _Bad as bad:
            yield _reject(path, lines.line_num, (cells.get("file") or "").strip(), bad)


def _reject(path: Path, row: int, file: str, bad: _Bad) -> RowReject:
    return RowReject(path.name, row, file[:200], bad.field, bad.value[:200], bad.reason, bad.remedy)


def _row(path: Path, row: int, cells: dict[str, str], named: bool) -> PhotoRow:
    def cell(name: str) -> str:
        return (cells.get(name) or "").strip()

    file = cell("file")
    if not file or "\0" in file:
        raise _Bad("file", file, "no file is named", "write the photo's path beside the table")
    if len(file) > _LONGEST_PATH:
        raise _Bad("file", file, "longer than any path can be", "look for a missing quote or comma")
    flank = _FLANKS.get(cell("flank").lower())
    if flank is None:
        raise _Bad("flank", cell("flank"), "no such flank", "write left, right or nothing")
    kind = cell("kind").lower() or Kind.CAMERA.value
    if kind not in set(Kind):
        raise _Bad("kind", cell("kind"), "no such kind of photo", "write camera or pelt")
    return PhotoRow(
        table=path.name,
        row=row,
        file=file,
        path=path.parent / file,
        individual=cell("individual_id") if named else "",
        encounter=cell("encounter_id"),
        flank=flank,
        species=cell("species"),
        kind=Kind(kind),
        region=_box([cell(name) for name in _BOX]),
    )


def _box(corners: list[str]) -> Region | None:
    if not any(corners):
        return None
    try:
        x, y, width, height = (float(corner) for corner in corners)
        return Region(x, y, width, height)
    except ValueError as error:
        raise _Bad(
            "bbox",
            ",".join(corners),
            f"no box in pixels ({error})",
            "give bbox_x, bbox_y, bbox_w and bbox_h as numbers, or none of them",
        ) from error
