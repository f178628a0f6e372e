"""Columns of a published format found in a header, however their names are spelt.

`Importer reported quantity`, `importer_reported_quantity` and `Importer.reported.quantity` are one
column: exports pass through programs that rewrite headers.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cases.formats.table import Table, open_table
from cases.reject import Reject

__all__ = ["by_fold", "folded", "missing_columns", "published_table"]


def folded(header: str) -> str:
    """A header without case, blanks and marks."""
    return "".join(c for c in header.casefold() if c.isalnum())


def by_fold(header: Iterable[str]) -> Mapping[str, str]:
    """Folded name -> the column as the file has it; of two that fold alike the first."""
    found: dict[str, str] = {}
    for column in header:
        found.setdefault(folded(column), column)
    return found


def missing_columns(table: Table, wanted: Iterable[str]) -> Reject | None:
    """Why a table without these folded columns is refused whole; None where it has them all."""
    lacking = sorted(set(wanted) - by_fold(table.header).keys())
    if not lacking:
        return None
    return Reject(
        table.file, None, lacking[0], "",
        f"the table lacks the column {', '.join(lacking)}; it has {', '.join(table.header)}"[:300],
        "export it again with all columns, or import it through a mapping",
    )  # fmt: skip


def published_table(path: Path, wanted: Iterable[str]) -> Table | Reject:
    """The table of a format that is known by these folded columns, or why it is refused whole."""
    table = open_table(path)
    if isinstance(table, Reject):
        return table
    return table.complaint() or missing_columns(table, wanted) or table
