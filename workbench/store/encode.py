"""Values as both databases keep them: text, whole numbers, floats and nothing else.

A row must have the same digest in SQLite and in PostgreSQL, today and after a restore into the
other. So instants, JSON and sets of compartments are written here in one canonical form and stored
as text, rather than in types of which each database has its own idea.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]

from cases.dates import Precision, When
from cases.statement import Handling, Locator

__all__ = [
    "EMPTY_DIGEST",
    "Cell",
    "canonical",
    "handling_cells",
    "handling_of",
    "instant",
    "instant_of",
    "locator_of",
    "locator_text",
    "row_digest",
    "unstorable",
    "when_cells",
    "when_of",
]

Cell = str | int | float | None

EMPTY_DIGEST = "0" * 64
_CANONICAL = json.JSONEncoder(
    ensure_ascii=False,
    separators=(",", ":"),
    allow_nan=False,
    sort_keys=True,
    default=lambda value: _plain(value),
).encode

# What JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False) would set up anew for
# each row.
_ROW = c_make_encoder(
    None, lambda value: _plain(value), encode_basestring, None, ":", ",", False, False, False
)


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return instant(value) if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    # numpy scalars and arrays, without importing numpy into the store
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON: {value!r}")


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: equal values give equal text. Refuses NaN (ValueError).

    Takes dataclasses, enums, dates, sets and numpy arrays beside plain values.
    """
    return _CANONICAL(value)


def instant(moment: datetime) -> str:
    """An aware instant in UTC to the microsecond; text order is time order. Naive: ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so nobody knows when it was")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@lru_cache(maxsize=4096)
def instant_of(text: str) -> datetime:
    """The instant that `instant` wrote."""
    return datetime.fromisoformat(text)


def row_digest(table: str, cells: Sequence[Cell]) -> str:
    """sha256 of a row: the table's name and its cells in the order of the columns.

    A JSON array frames its parts: no two different rows share a digest by joining. The encoder is
    the compiled one inside `json`, set up once, for it is on the path of every row.
    Refuses NaN and infinity (ValueError).
    """
    return sha256("".join(_ROW((table, *cells), 0)).encode()).hexdigest()


def unstorable(text: str) -> str:
    """Why this text cannot be kept, or empty. PostgreSQL has no NUL, UTF-8 no half characters."""
    if "\x00" in text:
        return "the text holds a zero byte"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "the text holds half a character"
    return ""


@lru_cache(maxsize=1024)
def handling_cells(handling: Handling) -> tuple[int, str, str, str]:
    """level, compartments, releasable_to, native."""
    released = "|".join(sorted(handling.releasable_to))
    return handling.level, handling.compartment_key, released, handling.native


@lru_cache(maxsize=4096)
def handling_of(level: int, compartments: str, releasable_to: str, native: str) -> Handling:
    """The handling that `handling_cells` wrote."""
    return Handling(level, _names(compartments), _names(releasable_to), native)


def _names(key: str) -> frozenset[str]:
    return frozenset(key.split("|")) if key else frozenset()


@lru_cache(maxsize=4096)
def when_cells(when: When | None) -> tuple[str | None, str | None, str | None, int | None, str]:
    """start, end, precision, offset in minutes, text as written. Local times keep no zone."""
    if when is None:
        return None, None, None, None, ""
    start, end = (
        instant(t) if t.tzinfo else t.isoformat(timespec="microseconds")
        for t in (when.start, when.end)
    )
    return start, end, when.precision.value, when.offset_minutes, when.written


@lru_cache(maxsize=4096)
def when_of(
    start: str | None, end: str | None, precision: str | None, offset: int | None, written: str
) -> When | None:
    """The time that `when_cells` wrote."""
    if start is None or end is None or precision is None:
        return None
    first, last = (
        instant_of(t) if t.endswith("Z") else datetime.fromisoformat(t) for t in (start, end)
    )
    return When(first, last, Precision(precision), offset, written)


def locator_text(locator: Locator) -> str:
    """A locator as canonical JSON of what it has; empty text when it has nothing."""
    parts = []
    if locator.box is not None:
        parts.append(f'"box":{canonical(list(locator.box))}')
    if locator.column is not None:
        parts.append(f'"column":{encode_basestring(locator.column)}')
    if locator.file is not None:
        parts.append(f'"file":{encode_basestring(locator.file)}')
    if locator.page is not None:
        parts.append(f'"page":{locator.page}')
    if locator.quote is not None:
        parts.append(f'"quote":{encode_basestring(locator.quote)}')
    if locator.row is not None:
        parts.append(f'"row":{locator.row}')
    if locator.sheet is not None:
        parts.append(f'"sheet":{encode_basestring(locator.sheet)}')
    return f"{{{','.join(parts)}}}" if parts else ""


def locator_of(text: str) -> Locator:
    """The locator that `locator_text` wrote."""
    if not text:
        return Locator()
    parts = json.loads(text)
    if "box" in parts:
        parts["box"] = tuple(parts["box"])
    return Locator(**parts)


def names_key(names: Iterable[str]) -> str:
    """A set of names as one canonical text `a|b`."""
    return "|".join(sorted(names))
