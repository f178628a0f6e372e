"""A CSV or a sheet of a workbook as rows of text: nothing is guessed, nothing is dropped.

Every cell is text. A reader that guesses types turns Namibia (`NA`) into a gap, a plate `1E5` into
a number and strips the plus off a phone number. A row keeps the number a person sees beside it.
"""

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from python_calamine import CalamineError, CalamineWorkbook

from cases.formats.cell import defused
from cases.formats.encoding import NotText, Settled, settle
from cases.reject import Reject

__all__ = [
    "LARGEST_CELL",
    "WORKBOOKS",
    "Cell",
    "Row",
    "Table",
    "open_table",
    "squeezed",
]

# A cell beyond this is no value of a record; the row is refused, the rest of the table is read.
LARGEST_CELL = 1_000_000
_LARGEST_SHEET = 2_000_000_000
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})

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
    """A header and rows, some of which are refused; encoding and sheet as they were read.

    Rows are read anew each time they are asked for and never all held: the length of a table does
    not matter.
    """

    file: str
    sheet: str | None
    encoding: str
    guessed: bool
    header: tuple[str, ...]
    grid: Callable[[], Iterator[tuple[int, list[Cell]]]]

    def complaint(self) -> Reject | None:
        """Why a table without any row is refused: reading nothing is never a success."""
        if next(iter(self), None) is not None:
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
        number = 0
        try:
            for number, cells in self.grid():
                if any(str(cell).strip() for cell in cells):
                    yield _row(self.file, number, self.header, cells)
        except (csv.Error, OSError, UnicodeDecodeError) as broken:
            yield Reject(
                self.file, number + 1, "", "", f"the table cannot be read further ({broken})",
                "export it again; the rows before this one are in",
            )  # fmt: skip


def squeezed(text: str) -> str:
    """Text without blanks around it, and one plain blank for any run of blanks and breaks.

    Accents are put together (NFC): the same name from a Mac has them apart, and nobody sees it.
    """
    tidy = " ".join(text.replace("\u00a0", " ").replace("\ufeff", "").split())
    return tidy if tidy.isascii() else normalize("NFC", tidy)


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
        if path.suffix.lower() in WORKBOOKS:
            chosen, grid = _workbook(path, sheet)
            return _table(name, chosen, Settled("", guessed=False), grid, header_row)
        settled = settle(path, encoding)
        separator = delimiter or _delimiter(path, settled.encoding)
        return _table(name, None, settled, partial(_csv, path, settled, separator), header_row)
    except NotText as refused:
        return Reject(name, None, "", "", refused.reason, refused.remedy)
    except OSError as unreadable:
        why = unreadable.strerror or str(unreadable)
        return Reject(
            name, None, "", "", f"the file cannot be read ({why})", "check its name and rights"
        )


def _csv(path: Path, settled: Settled, separator: str) -> Iterator[list[Cell]]:
    # csv's own limit would stop in the middle of the row and take its rest for another one.
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding=settled.encoding, newline="") as opened:
        for row in csv.reader(opened, delimiter=separator):
            yield list(row)


def _delimiter(path: Path, encoding: str) -> str:
    """The commonest of comma, semicolon and tab in the first line, outside quotation marks."""
    with path.open(encoding=encoding, newline="") as opened:
        first = opened.read(LARGEST_CELL).lstrip("\r\n\ufeff").split("\n", 1)[0]
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t|", key=bare.count)


def _workbook(path: Path, sheet: str) -> tuple[str, Callable[[], Iterator[list[Cell]]]]:
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
        # Workbooks often begin with an empty sheet or two; the first that holds anything is meant.
        filled = (name for name in book.sheet_names if book.get_sheet_by_name(name).height)
        chosen = sheet or next(filled, book.sheet_names[0])
        cells = book.get_sheet_by_name(chosen)
    except (CalamineError, IndexError) as broken:
        raise NotText(
            f"the workbook cannot be opened ({broken})", "open it in a spreadsheet and save again"
        ) from broken

    def rows() -> Iterator[list[Cell]]:
        # Rows above the filled area come as empty ones, columns left of it do not come at all.
        left: list[Cell] = [""] * (cells.start[1] if cells.start else 0)
        for row in cells.iter_rows():
            yield [*left, *(_plain(cell) for cell in row)]

    return chosen, rows


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
    settled: Settled,
    rows: Callable[[], Iterator[list[Cell]]],
    header_row: int,
) -> Table | Reject:
    first = next(islice(rows(), header_row - 1, None), [])
    if not any(str(cell).strip() for cell in first):
        return Reject(
            name, header_row, "", "", "there is no header row", "name the columns in the first row"
        )

    def below() -> Iterator[tuple[int, list[Cell]]]:
        return islice(enumerate(rows(), 1), header_row, None)

    header = _header(first)
    return Table(name, sheet, settled.encoding, settled.guessed, header, below)


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
    return Row(number, dict(zip(header, map(_undefused, cells), strict=False)))


def _undefused(cell: Cell) -> Cell:
    """Our own tables put an apostrophe before what a spreadsheet would run; it is no text."""
    if isinstance(cell, str) and cell[:1] == "'" and defused(cell[1:]) == cell:
        return cell[1:]
    return cell
