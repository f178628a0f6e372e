"""The bag's tables: CSV for people, JSON lines for machines, the same rows in both.

A spreadsheet runs what begins with "=", "+", "-" or "@". Such a cell gets an apostrophe before it
in the CSV; the JSON lines carry the value as it is.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> bytes:
    """UTF-8 CSV (with byte order mark, for spreadsheets) of rows under named columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(_written(row.get(column, ""))) for column in columns])
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + out.getvalue().encode()


def jsonl_bytes(rows: Iterable[Mapping[str, object]]) -> bytes:
    """One JSON object a line, keys sorted, letters as they are."""
    return b"".join(canonical_json(row, indent=None) + b"\n" for row in rows)


def canonical_json(value: object, indent: int | None = 1) -> bytes:
    """JSON with sorted keys as UTF-8: equal values, equal bytes. Raises TypeError for others."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent).encode()


def rows_of(values: Sequence[Any], without: Sequence[str] = ()) -> list[dict[str, object]]:
    """Dataclass values as rows, less the named columns."""
    return [{k: v for k, v in asdict(v).items() if k not in without} for v in values]


def columns_of(kind: type, without: Sequence[str] = ()) -> list[str]:
    """The field names of a dataclass, in their order, less the named ones."""
    return [f.name for f in fields(kind) if f.name not in without]


def printable(value: Any) -> Any:
    """The same value with control characters in its texts shown as a replacement sign."""
    if isinstance(value, str):
        return "".join(
            "\N{REPLACEMENT CHARACTER}"
            if unicodedata.category(c) == "Cc" and c not in "\n\t"
            else c
            for c in value
        )
    if isinstance(value, Mapping):
        return {key: printable(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [printable(held) for held in value]
    return value


def _written(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_written(part) for part in value)
    return "" if value is None else str(value)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell
