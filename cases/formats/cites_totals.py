"""Gross and net trade of the CITES Trade Database: sums by taxon, term, country; a column a year.

These are sums over many shipments, made by the database: they become totals of their own and are
never added to the shipments that they sum up.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cases.cites_codes import code_of, not_a_country
from cases.countries import country
from cases.dates import read_date
from cases.formats.columns import by_fold, published_table
from cases.formats.record import Record
from cases.formats.table import Row, Table
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref, framed_digest

__all__ = ["COLUMNS", "is_total", "read"]

COLUMNS = frozenset({"taxon", "term", "country"})
_YEAR = re.compile(r"^(?:19[7-9]\d|20\d\d)$")
_PLAIN = {"app": "appendix", "appendix": "appendix", "taxon": "species"}
_CODED = {"term": "term", "unit": "unit"}


def is_total(header: tuple[str, ...]) -> bool:
    """Whether a header is that of gross or net trade."""
    years = [column for column in header if _YEAR.match(column)]
    return by_fold(header).keys() >= COLUMNS and bool(years)


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """A total for each filled cell below a year; namespace: by default "cites_totals"."""
    table = published_table(path, COLUMNS)
    if isinstance(table, Reject):
        yield table
        return
    years = [column for column in table.header if _YEAR.match(column)]
    if not years:
        yield Reject(
            table.file,
            1,
            "",
            "",
            "no column is a year",
            "export gross or net trade, a column a year",
        )
        return
    for row in table:
        yield from [row] if isinstance(row, Reject) else _row(row, table, years, namespace)


def _row(row: Row, table: Table, years: list[str], namespace: str) -> Iterator[Claim | Reject]:
    columns = by_fold(table.header)
    texts = {column: row.text(column) for column in row.cells}
    record = Record(table.file, row.number, texts, sheet=table.sheet)
    common = dict(_common(record, columns))
    named = framed_digest(part for pair in sorted(common.items()) for part in pair)[:16]
    for year in years:
        record.asked.add(year)
        if not record.text(year):
            continue
        subject = Ref("TradeTotal", namespace or "cites_totals", f"{named} / {year}")
        told = Telling(subject, record.locator, read_date(year))
        quantity = record.value(year, "TradeTotal", "quantity")
        if quantity:
            yield told.say("date", year, column=year)
            yield told.say("quantity", quantity, column=year, original=texts[year])
            for name, value in common.items():
                yield told.say(name, value)
            yield from record.rest(told)
    yield from record.rejects


def _common(record: Record, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(property, value) of what all years of a row share."""
    for name, ours in _PLAIN.items():
        if name in columns and (text := record.text(columns[name])):
            yield ours, text
    for name, ours in _CODED.items():
        if name in columns and (text := record.text(columns[name])):
            yield ours, code_of(ours, text) or text
    column = columns["country"]
    text = record.text(column)
    if what := not_a_country(text.upper()):
        yield "country (no country)", f"{text.upper()}: {what}"
    elif (known := country(text)) is not None:
        yield "country", known.code
    elif text:
        record.refuse(column, "this names no country we know", "write its two-letter code")
        yield "country (as written)", text
