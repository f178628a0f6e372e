"""A table of records as the engine reads it: one coded column a property.

Every value is kept once and rows point to it, so that a comparison is made once for each pair of
different values and not once for each pair of rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cases.dates import DateRefused, Precision, read_date
from cases.names import plain

__all__ = ["Column", "Ints", "Kind", "column_of", "table_of"]

Ints = NDArray[np.int64]

# Words that registers write where nothing is known; a person may be called Null, so a name is
# never taken for one of them.
_UNKNOWN = frozenset({"", "-", "--", "?", "unknown", "n/a", "none", "nan", "неизвестно", "不详"})

_WORDS = re.compile(r"[a-z0-9]+")
_DIGITS = re.compile(r"[0-9]{4}(?:[0-9]{2}){0,2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?(?:[T ][0-9].*)?")


class Kind(StrEnum):
    """What a column holds, which decides how two values of it are compared."""

    NAME = "name"
    TEXT = "text"
    DATE = "date"
    CODE = "code"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Column:
    """codes (n,): the place of each row's value in `values`, -1 where there is none.

    counts (values,): how many rows hold each value.
    """

    name: str
    kind: Kind
    codes: Ints
    values: tuple[str, ...]
    counts: Ints

    @property
    def known(self) -> int:
        """How many rows have a value."""
        return int(self.counts.sum())


def column_of(name: str, kind: Kind, written: Sequence[str]) -> Column:
    """A column of text as written: case, accents and signs are evened out, dates are digits."""
    raw, firsts = pd.factorize(np.array(list(written), dtype=object))
    cleaned = [_clean(kind, "" if value is None else str(value)) for value in firsts]
    of_first, values = pd.factorize(np.array(cleaned, dtype=object))
    empty = {place for place, value in enumerate(values) if not value}
    translate = np.full(len(values) + 1, -1, dtype=np.int64)
    kept = [place for place in range(len(values)) if place not in empty]
    translate[kept] = np.arange(len(kept))
    codes = translate[np.append(of_first, -1)[raw]] if len(cleaned) else np.full(len(raw), -1)
    counts = np.bincount(codes[codes >= 0], minlength=len(kept)).astype(np.int64)
    return Column(name, kind, codes, tuple(str(values[place]) for place in kept), counts)


def table_of(cells: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind]) -> tuple[Column, ...]:
    """The columns that `kinds` names, coded. Raises ValueError for columns of unlike length."""
    lengths = {name: len(cells[name]) for name in kinds}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"the columns are of unlike length: {lengths}")
    return tuple(column_of(name, kind, cells[name]) for name, kind in kinds.items())


def _clean(kind: Kind, value: str) -> str:
    value = value.strip()
    if kind is not Kind.NAME and value.casefold() in _UNKNOWN:
        return ""
    if kind is Kind.DATE:
        return _digits(value)
    if kind is Kind.CODE:
        return re.sub(r"[\W_]+", "", value).casefold()
    if value.isascii():
        return " ".join(_WORDS.findall(value.lower())) or value
    return " ".join(plain(value).split()) or value.casefold()


def _digits(value: str) -> str:
    """YYYYMMDD, YYYYMM or YYYY of a date; empty for what is none and for a span.

    A day that no calendar has (1980-02-30) stays as it is: what is mistyped is still compared.
    """
    tidy = normalize("NFKC", value)
    if _DIGITS.fullmatch(tidy):
        return tidy
    if found := _YEAR_FIRST.fullmatch(tidy):
        return "".join(part.zfill(2) for part in found.groups() if part)
    try:
        when = read_date(tidy)
    except DateRefused:
        return ""
    if "/" in str(when):
        return ""
    told = {Precision.YEAR: 4, Precision.MONTH: 6}.get(when.precision, 8)
    return f"{when.day:%Y%m%d}"[:told]
