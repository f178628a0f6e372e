"""Tables as an XLSX workbook in which nothing runs, the same bytes for the same tables.

A cell is always text or a number of ours, never a formula: what a suspect typed stays text.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from cases.formats.cell import defused

__all__ = ["write_workbook"]

# A zip knows no time before 1980; equal tables give equal bytes.
_EARLIEST = (1980, 1, 1, 0, 0, 0)
# Characters that an XLSX cell cannot hold: XML 1.0 without tab, line feed and carriage return.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
_WIDEST = 60


def write_workbook(
    path: Path, sheets: Mapping[str, Sequence[Sequence[str]]], *, made: datetime
) -> None:
    """One sheet a table, its first row in bold and kept in view; every cell text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        for number, row in enumerate(rows, start=1):
            for place, text in enumerate(row, start=1):
                cell = sheet.cell(number, place)
                cell.value = defused(_FORBIDDEN.sub("", text))[:_LONGEST]
                cell.data_type = "s"
                if number == 1:
                    cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(sheet.columns, start=1):
            widest = max((len(str(cell.value or "")) for cell in column), default=8)
            letter = sheet.cell(1, place).column_letter
            sheet.column_dimensions[letter].width = min(_WIDEST, max(10, widest + 2))
    # The file says Z behind it.
    book.properties.created = book.properties.modified = made.astimezone(UTC).replace(tzinfo=None)
    book.properties.creator = "Kedrovka"
    _write_steadily(book, path)


def _write_steadily(book: Workbook, path: Path) -> None:
    raw = BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as sink:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                # Saving writes the hour of the machine here.
                stamp = book.properties.created.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
            sink.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
