"""What an import refused, as a table that a person can open, correct and import again.

A cell that begins like a formula is written with an apostrophe before it: the table will be opened
in a spreadsheet program, and a refused `=cmd|...` must not run there.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

from cases.formats.table import Row, open_table
from cases.reject import Reject

if TYPE_CHECKING:
    from workbench.project import Project
    from workbench.store import Reader

__all__ = ["rejected_rows", "rejects_of_run", "write_rejects"]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_rejects(rejects: Iterable[Reject], target: Path) -> int:
    """Write file, row, column, value, reason and remedy of each reject as CSV; how many.

    UTF-8 with a byte-order mark, so that spreadsheet programs show Cyrillic and Han letters.
    """
    written = 0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([field.name for field in fields(Reject)])
        for reject in rejects:
            table.writerow([_safe(part) for part in astuple(reject)])
            written += 1
    return written


def rejects_of_run(project: "Project", reader: "Reader", run: str) -> list[Reject]:
    """All rejects of a run, in the order of its file; none for who may not import."""
    with project.store.read(reader) as queries:
        return queries.intake.rejects(run)


def rejected_rows(table: Path, rejects: Iterable[Reject], target: Path) -> int:
    """Write the rows of a table that were refused, whole or in a cell, with its header; how many.

    What comes out is to be corrected and imported again through the same mapping; the apostrophe
    before a cell that looks like a formula is taken off again when it is read.
    """
    wanted = {reject.row for reject in rejects if reject.row is not None}
    opened = open_table(table)
    if isinstance(opened, Reject):
        return 0
    written = 0
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(opened.header)
        for number, cells in opened.grid():
            if number in wanted:
                row = Row(number, {str(place): cell for place, cell in enumerate(cells)})
                out.writerow([_safe(row.text(place)) for place in row.cells])
                written += 1
    return written


def _safe(cell: str | int | None) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
