"""What an import refused, as a table that a person can open, correct and import again.

A cell that begins like a formula is written with an apostrophe before it: the table will be opened
in a spreadsheet program, and a refused `=cmd|...` must not run there.
"""

import csv
from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

from cases.reject import Reject

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


def _safe(cell: str | int | None) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell
