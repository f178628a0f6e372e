"""Tables as offices save them: CSV in many encodings, or a workbook."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl

__all__ = ["Sheet", "save"]

Cells = dict[str, str]
# A workbook keeps the time it was made, which must not differ from run to run.
_MADE = datetime(2026, 5, 1)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its file, the mapping that reads it, how it is saved, and its rows."""

    file: str
    mapping: str
    encoding: str
    rows: tuple[Cells, ...]
    delimiter: str = ","


def save(sheet: Sheet, folder: Path) -> Path:
    """Write the table. Columns come from its rows, in the order of their first appearance."""
    path = folder / sheet.file
    columns = list(dict.fromkeys(column for row in sheet.rows for column in row))
    grid = [columns, *([row.get(column, "") for column in columns] for row in sheet.rows)]
    if path.suffix == ".xlsx":
        _workbook(path, grid)
        return path
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sheet.delimiter, lineterminator="\r\n").writerows(grid)
    path.write_bytes(text.getvalue().encode(sheet.encoding))
    return path


def _workbook(path: Path, grid: Sequence[Sequence[str]]) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None  # a new workbook has one sheet  # noqa: S101
    for row in grid:
        page.append([cell or None for cell in row])
    book.properties.created = book.properties.modified = _MADE
    book.save(path)
