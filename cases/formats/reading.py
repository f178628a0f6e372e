"""A cell of a mapped column to readings: values as kept, the text they came from, or refusals."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cases.dates import (
    DateRefused,
    Precision,
    When,
    coarsen,
    day_of,
    read_date,
)
from cases.formats import cell as cells
from cases.formats.cell import CellRefused
from cases.formats.mapping import Column, Mapping
from cases.formats.table import Cell, Row, squeezed
from cases.model import PropertyType

__all__ = ["Reading", "read_cell", "read_day"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One value as it is kept, and the text of the cell. unknown: "some", amount not told."""

    value: str
    original: str
    when: When | None = None
    unknown: bool = False


def read_cell(
    row: Row,
    column: Column,
    kind: PropertyType,
    mapping: Mapping,
    *,
    not_after: datetime | None = None,
) -> list[Reading]:
    """All values of one cell; none where it is blank. Raises CellRefused.

    not_after: the latest instant (aware) at which an event can have happened: when it is imported.
    """
    raw: Cell = row.cells.get(column.column, "")
    text = _without(raw, column) if isinstance(raw, str) else raw.isoformat()
    if kind is PropertyType.DATE:
        when = read_day(row, column, mapping, not_after=not_after)
        return [] if when is None else [Reading(str(when), row.text(column.column), when)]
    if _is_missing(text, column, mapping):
        return []
    parts = [squeezed(p) for p in text.split(column.split)] if column.split else [text]
    readings = []
    for part in parts:
        if not part or _is_missing(part, column, mapping):
            continue
        if part in column.amount_unknown:
            readings.append(Reading("", part, unknown=True))
        elif (coded := column.values.get(part, column.values.get(part.casefold(), part))) != "":
            readings.append(Reading(_value(coded, column, kind, mapping), part))
    return readings


def read_day(
    row: Row, column: Column, mapping: Mapping, *, not_after: datetime | None = None
) -> When | None:
    """The date of a cell, or that of its column of years where it is blank. Raises CellRefused."""
    raw = row.cells.get(column.column, "")
    year = _year(row, column, mapping)
    try:
        if isinstance(raw, str):
            text = _without(raw, column)
            if _is_missing(text, column, mapping):
                return year
            when = read_date(text, order=column.order or mapping.order, zone=mapping.zone or None)
        else:
            when = day_of(raw)
    except DateRefused as refused:
        raise CellRefused(refused.reason, refused.remedy) from refused
    if column.placeholders and when.precision is Precision.DAY and when.day.day == 1:
        when = coarsen(when, Precision.YEAR if when.day.month == 1 else Precision.MONTH)
    # Both are local to the same table, so no allowance for zones: 2022 is not 2023.
    last = (when.end - timedelta(microseconds=1)).year
    if year is not None and (last < year.start.year or when.day.year >= year.end.year):
        raise CellRefused(
            f"the date says {when} and the column {column.year} says {year}",
            "look up which is right; neither is taken",
        )
    if not_after is not None and when.utc_bounds()[0] > not_after:
        raise CellRefused("the date lies in the future", "correct the year or the day")
    return when


def _year(row: Row, column: Column, mapping: Mapping) -> When | None:
    if not column.year:
        return None
    text = _without(row.text(column.year), column)
    if _is_missing(text, column, mapping):
        return None
    try:
        return read_date(text)
    except DateRefused as refused:
        raise CellRefused(f"the year: {refused.reason}", refused.remedy) from refused


def _without(raw: str, column: Column) -> str:
    text = squeezed(raw)
    if not column.strip and not column.after:
        return text
    for word in column.strip:
        text = text.replace(word, " ")
    if column.after:
        text = text.rpartition(column.after)[2]
    return squeezed(text)


def _is_missing(text: str, column: Column, mapping: Mapping) -> bool:
    return not text or text in mapping.missing or text in column.missing


def _value(text: str, column: Column, kind: PropertyType, mapping: Mapping) -> str:
    match kind:
        case PropertyType.NUMBER:
            return cells.number(text, unit=column.unit)
        case PropertyType.PHONE:
            return cells.phone(text, region=mapping.phone_region)
        case PropertyType.PLATE:
            return cells.plate(text)
        case PropertyType.COUNTRY:
            return cells.country_code(text)
        case PropertyType.MONEY:
            return cells.money(text, currency=column.currency or mapping.currency)
        case PropertyType.COORDINATE:
            return cells.coordinate(text, axis=column.property)
        case _:
            return text
