"""A table of records, CSV or workbook, read through a column mapping into claims and rejects.

A row that cannot be taken is refused whole, with its reason; a cell that cannot is refused alone
and the row goes on without it. The rows taken and the rows refused add up to the rows of the file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cases.dates import When
from cases.formats.cell import CellRefused
from cases.formats.links import LinkedEntity, entities_of, link_claims
from cases.formats.mapping import Column, Mapping
from cases.formats.reading import Reading, read_cell
from cases.formats.route_legs import leg_claims
from cases.formats.table import Cell, Row, Table, open_table
from cases.formats.telling import Telling
from cases.model import SCHEMATA, PropertyType, property_of
from cases.reject import Reject
from cases.statement import Claim, Locator, Ref, framed_digest

__all__ = ["read"]

# What was read is remembered a column: so many cells of so many letters at most.
_CELLS_KNOWN = 4096
_LONGEST_KNOWN = 100


@dataclass(slots=True)
class _Reading:
    """One file being read: its mapping, and how often a row's name has come already.

    read: what cells of a column were read as. Countries, species, days and products recur.
    """

    table: Table
    mapping: Mapping
    not_after: datetime | None
    unknown: tuple[str, ...] = ()
    kinds: dict[Column, PropertyType] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    read: dict[Column, dict[Cell, list[Reading]]] = field(default_factory=dict)

    def of(self, row: Row, column: Column) -> list[Reading]:
        """The readings of one cell. Raises CellRefused."""
        known, raw = self.read.setdefault(column, {}), row.cells.get(column.column, "")
        # A date may be held against the year beside it.
        if not column.year and raw in known:
            return known[raw]
        latest = self.not_after if column.property != "validTo" else None
        found = read_cell(row, column, self.kinds[column], self.mapping, not_after=latest)
        if len(known) >= _CELLS_KNOWN:
            known.clear()
        if not isinstance(raw, str) or len(raw) <= _LONGEST_KNOWN:
            known[raw] = found
        return found


def read(
    path: Path, mapping: Mapping, *, encoding: str = "", not_after: datetime | None = None
) -> Iterator[Claim | Reject]:
    """Read the table at `path` as `mapping` says.

    encoding: overrides the mapping's. not_after: the instant of the import (aware); later dates of
    events are refused. A row's claims come together, before those of the next row.
    """
    table = open_table(
        path,
        encoding=encoding or mapping.encoding,
        sheet=mapping.sheet,
        header_row=mapping.header_row,
        delimiter=mapping.delimiter,
    )
    if isinstance(table, Reject):
        yield table
        return
    if (complaint := table.complaint()) is not None:
        yield complaint
    absent = _absent_columns(table, mapping)
    yield from absent
    if any(reject.reason.startswith("the table has no required") for reject in absent):
        return
    named = mapping.named_columns
    schemata = {"": mapping.kind} | {link.name: link.kind for link in mapping.linked}
    reading = _Reading(
        table,
        mapping,
        not_after,
        tuple(column for column in table.header if column not in named),
        {c: property_of(schemata[c.on], c.property).type for c in mapping.columns},
    )
    for row in table:
        yield from [row] if isinstance(row, Reject) else _row(row, reading)


def _absent_columns(table: Table, mapping: Mapping) -> list[Reject]:
    optional = {c.column for c in mapping.columns if c.optional} | set(mapping.ignore)
    required = {c.column for c in mapping.columns if c.required} | set(mapping.key)
    return [
        Reject(
            table.file,
            mapping.header_row,
            column,
            "",
            f"the table has no {'required ' if column in required else ''}column {column!r}; "
            f"it has {', '.join(table.header)}"[:300],
            "correct the header, or the mapping",
        )
        for column in sorted(mapping.named_columns - set(table.header) - optional)
    ]


def _row(row: Row, reading: _Reading) -> Iterator[Claim | Reject]:
    """The claims of one row, or its refusal where a required cell cannot be read."""
    mapping = reading.mapping
    cells, rejects, whole = _cells(row, reading)
    subject = _name(row, reading)
    if isinstance(subject, Reject):
        rejects, whole = [*rejects, subject], True
    yield from rejects
    if whole or isinstance(subject, Reject):
        return
    when = _event_time(mapping, cells)
    told = Telling(subject, Locator(sheet=reading.table.sheet, row=row.number), when)
    claims = [
        *_own_claims(told, cells, mapping),
        *(told.say(name, value) for name, value in mapping.fixed.items()),
    ]
    linked = entities_of(row, subject, mapping, cells)
    claims += link_claims(told, linked, row)
    for entity in linked:
        claims += _claims_on(told.about(entity.ref), entity, mapping)
    leg_items = list(leg_claims(told, row, mapping, reading.table.file))
    yield from (item for item in leg_items if isinstance(item, Reject))
    claims += [item for item in leg_items if isinstance(item, Claim)]
    if mapping.unknown:
        claims += _unknown_columns(told, row, reading)
    # A row of nothing but its name is still in: it must not vanish without a word.
    yield from claims or [told.say("reference", subject.key)]


Cells = dict[Column, list[Reading]]


def _cells(row: Row, reading: _Reading) -> tuple[Cells, list[Reject], bool]:
    """All mapped cells read, the refusals, and whether these refuse the whole row."""
    mapping = reading.mapping
    cells: Cells = {}
    rejects: list[Reject] = []
    whole = False
    for column in mapping.columns:
        try:
            cells[column] = reading.of(row, column)
            if column.required and not cells[column]:
                raise CellRefused(
                    f"{column.property} is required and the cell is blank", "fill it in"
                )
        except CellRefused as refused:
            cells[column] = []
            whole = whole or column.required
            text = row.text(column.column)
            rejects.append(
                Reject(
                    reading.table.file,
                    row.number,
                    column.column,
                    text,
                    refused.reason,
                    refused.remedy,
                )
            )
    # One cell may be read for the row and for its place: one refusal tells of both.
    return cells, list(dict.fromkeys(rejects)), whole


def _name(row: Row, reading: _Reading) -> Ref | Reject:
    """The row's own entity: by its key columns, else by its content.

    Rows of equal content are told apart by their order, so that importing again names them alike.
    """
    mapping = reading.mapping
    namespace = mapping.namespace or mapping.name
    if mapping.key:
        parts = [row.text(column) for column in mapping.key]
        if not all(parts):
            column = mapping.key[parts.index("")]
            return Reject(
                reading.table.file,
                row.number,
                column,
                "",
                "the row has no number of its own",
                "give each row one",
            )
        key = " / ".join(parts)
        reading.seen[key] += 1
        if reading.seen[key] > 1:
            return Reject(
                reading.table.file,
                row.number,
                mapping.key[0],
                key,
                "this number stands twice in the table",
                "give each row its own, or remove one",
            )
        return Ref(mapping.kind, namespace, key)
    content = framed_digest(
        part for column in reading.table.header for part in (column, row.text(column))
    )[:16]
    reading.seen[content] += 1
    twin = reading.seen[content]
    return Ref(mapping.kind, namespace, content if twin == 1 else f"{content}#{twin}")


def _event_time(mapping: Mapping, cells: Cells) -> When | None:
    """When the row's event was: its `date`, else its `start`; None for kinds that are no event."""
    if not SCHEMATA[mapping.kind].event:
        return None
    for name in ("date", "start"):
        for column, readings in cells.items():
            if not column.on and column.property == name and readings:
                return readings[0].when
    return None


def _own_claims(told: Telling, cells: Cells, mapping: Mapping) -> Iterator[Claim]:
    for column, readings in cells.items():
        if not column.on:
            for reading in readings:
                yield _claim(told, column, reading)
    if mapping.simulated:
        yield told.say("simulated", "yes")


def _claims_on(told: Telling, entity: LinkedEntity, mapping: Mapping) -> Iterator[Claim]:
    """What a row says of an entity beside it. Its facts are not bound to the row's time."""
    plain = Telling(told.subject, told.locator)
    for column, reading in entity.readings:
        yield _claim(plain, column, reading)
    for name, value in entity.fixed.items():
        yield plain.say(name, value)
    if mapping.simulated:
        yield plain.say("simulated", "yes")


def _claim(told: Telling, column: Column, reading: Reading) -> Claim:
    if reading.unknown:
        return told.say(
            "amountUnknown", column.property, column=column.column, original=reading.original
        )
    claim = told.say(
        column.property, reading.value, column=column.column, original=reading.original
    )
    if not column.lang:
        return claim
    return replace(claim, lang=column.lang)


def _unknown_columns(told: Telling, row: Row, reading: _Reading) -> Iterator[Claim]:
    """Columns the mapping does not speak of, kept under their own names."""
    for column in reading.unknown:
        text = row.text(column)
        if text and text not in reading.mapping.missing:
            yield told.say(column[:120], text, column=column)
