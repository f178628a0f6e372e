"""A CSV or a sheet of a workbook as rows of text: nothing is guessed, nothing is dropped.

Every cell is text. A reader that guesses types turns Namibia (`NA`) into a gap, a plate `1E5` into
a number and strips the plus off a phone number. A row keeps the number a person sees beside it.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from cases.formats.encoding import NotText, decode
from cases.reject import Reject

__all__ = ["LARGEST_CELL", "Cell", "Row", "Table", "open_table", "squeezed"]

# A cell beyond this is no value of a record; the row is refused, the rest of the table is read.
LARGEST_CELL = 1_000_000
_LARGEST_SHEET = 2_000_000_000
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}

# A date typed as such in a workbook stays a date: its display order is nobody's to guess.
Cell = str | date | datetime


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as shown (the header of a plain CSV is row 1), its cells by column."""

    number: int
    cells: dict[str, Cell]

    def text(self, column: str) -> str:
        """The cell as squeezed text, empty if there is none."""
        cell = self.cells.get(column, "")
        return squeezed(cell) if isinstance(cell, str) else cell.isoformat()


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows, some of which are refused; encoding and sheet as they were read."""

    file: str
    sheet: str | None
    encoding: str
    guessed: bool
    header: tuple[str, ...]
    rows: tuple[Row | Reject, ...]

    def complaint(self) -> Reject | None:
        """Why a table without any row is refused: reading nothing is never a success."""
        if self.rows:
            return None
        return Reject(
            self.file,
            None,
            "",
            "",
            "the table has a header and no rows",
            "check it is the right file",
        )

    def __iter__(self) -> Iterator[Row | Reject]:
        return iter(self.rows)


def squeezed(text: str) -> str:
    """Text without blanks around it, and one plain blank for any run of blanks and breaks."""
    return " ".join(text.replace("\u00a0", " ").replace("\ufeff", "").split())


def open_table(
    path: Path,
    *,
    name: str = "",
    encoding: str = "",
    sheet: str = "",
    header_row: int = 1,
    delimiter: str = "",
) -> Table | Reject:
    """Read a CSV or workbook; a file that cannot be read at all comes back as a Reject.

    name: what to call the file in locators. Columns whose headers repeat become `C/UC`,
    `C/UC#2`, `C/UC#3`, from left to right.
    """
    name = name or path.name
    try:
        if path.suffix.lower() in _WORKBOOKS:
            grid, sheet_name = _workbook(path, sheet)
            return _table(name, sheet_name, "", False, grid, header_row)
        text = decode(path.read_bytes(), encoding)
        rows = _csv(text.text, delimiter)
        return _table(name, None, text.encoding, text.guessed, rows, header_row)
    except NotText as refused:
        return Reject(name, None, "", "", refused.reason, refused.remedy)
    except OSError as unreadable:
        why = unreadable.strerror or str(unreadable)
        return Reject(
            name, None, "", "", f"the file cannot be read ({why})", "check its name and rights"
        )


def _csv(text: str, delimiter: str) -> list[list[Cell]]:
    # csv's own limit would stop in the middle of the row and take its rest for another one.
    csv.field_size_limit(2**31 - 1)
    separator = delimiter or _delimiter(text)
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]


def _delimiter(text: str) -> str:
    """The commonest of comma, semicolon and tab in the first line, outside quotation marks."""
    first = text[:LARGEST_CELL].lstrip("\r\n").split("\n", 1)[0]
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=bare.count)


def _workbook(path: Path, sheet: str) -> tuple[list[list[Cell]], str]:
    if path.stat().st_size == 0:
        raise NotText("the file is empty", "export the workbook again")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST_SHEET:
                raise NotText("the workbook unpacks to more than 2 GB", "split it or save as CSV")
    try:
        book = CalamineWorkbook.from_path(str(path))
        if sheet and sheet not in book.sheet_names:
            raise NotText(
                f"there is no sheet {sheet!r}; there are {', '.join(book.sheet_names)}",
                "name one of these sheets in the mapping",
            )
        chosen = sheet or book.sheet_names[0]
        cells = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as broken:
        raise NotText(
            f"the workbook cannot be opened ({broken})", "open it in a spreadsheet and save again"
        ) from broken
    return [[_plain(cell) for cell in row] for row in cells], chosen


def _plain(cell: object) -> Cell:
    if isinstance(cell, datetime | date | str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, time) else _rest(cell)


def _rest(cell: object) -> str:
    return str(cell.total_seconds()) if isinstance(cell, timedelta) else str(cell)


def _table(
    name: str,
    sheet: str | None,
    encoding: str,
    guessed: bool,
    grid: list[list[Cell]],
    header_row: int,
) -> Table | Reject:
    if len(grid) < header_row or not any(str(cell).strip() for cell in grid[header_row - 1]):
        return Reject(
            name, header_row, "", "", "there is no header row", "name the columns in the first row"
        )
    header = _header(grid[header_row - 1])
    rows: list[Row | Reject] = []
    for number, cells in enumerate(grid[header_row:], header_row + 1):
        if any(str(cell).strip() for cell in cells):
            rows.append(_row(name, number, header, cells))
    return Table(name, sheet, encoding, guessed, header, tuple(rows))


def _header(cells: list[Cell]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells, 1):
        title = squeezed(str(cell)) or f"column {place}"
        seen[title] += 1
        names.append(title if seen[title] == 1 else f"{title}#{seen[title]}")
    return tuple(names)


def _row(file: str, number: int, header: tuple[str, ...], cells: list[Cell]) -> Row | Reject:
    surplus = [cell for cell in cells[len(header) :] if str(cell).strip()]
    if surplus:
        return Reject(
            file,
            number,
            "",
            str(surplus[0]),
            f"the row has {len(cells)} cells and the header {len(header)}",
            "put cells that contain the separator in quotation marks",
        )
    for column, cell in zip(header, cells, strict=False):
        if isinstance(cell, str) and len(cell) > LARGEST_CELL:
            return Reject(
                file,
                number,
                column,
                cell,
                f"the cell has {len(cell):,} characters",
                "shorten it, or close the quotation mark that lets it run on",
            )
    return Row(number, dict(zip(header, cells, strict=False)))
