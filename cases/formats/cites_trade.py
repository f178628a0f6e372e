"""The CITES Trade Database's tables of shipments, and what parties hand in.

Comparative tables (both partners' quantities in one row), shipment tables (one quantity and who
reports it) and the parties' own upload. A row with source I was seized and becomes a seizure; the
rest is legal trade and becomes a shipment. Both partners report one shipment: rows are never
added up, and rows that are equal but for their number are shipments and no errors.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cases import taxa
from cases.cites_codes import code_of, meaning, not_a_country, suggestion
from cases.countries import country
from cases.dates import When, read_date
from cases.formats.columns import by_fold, missing_columns
from cases.formats.record import Record
from cases.formats.table import Row, Table, open_table
from cases.formats.telling import Telling
from cases.formats.trade_legs import trade_legs
from cases.reject import Reject
from cases.statement import Claim, Ref, framed_digest

__all__ = ["COMPARATIVE", "SHIPMENTS", "UPLOAD", "read"]

# Headers that tell the three tables from each other and from everything else, folded.
COMPARATIVE = frozenset({"year", "taxon", "importerreportedquantity", "exporterreportedquantity"})
SHIPMENTS = frozenset({"year", "taxon", "quantity", "term", "reportertype"})
UPLOAD = frozenset({"speciesname", "termcode", "quantity", "sourcecode", "tradingpartner"})

# Folded header -> our property. Codes, countries, quantities and the year are read apart.
_PLAIN = {
    "app": "appendix", "appendix": "appendix", "taxon": "species", "speciesname": "species",
    "family": "family",
    "importpermitrandomid": "permit", "exportpermitrandomid": "permit",
    "originpermitrandomid": "permit", "importpermit": "permit", "exportpermit": "permit",
    "originpermit": "permit", "ifspermit": "permit",
}  # fmt: skip
_QUANTITIES = {
    "quantity": "quantity",
    "importerreportedquantity": "importerQuantity",
    "exporterreportedquantity": "exporterQuantity",
}
_CODED = {
    "term": "term", "termcode": "term", "unit": "unit", "unitcode": "unit",
    "purpose": "purpose", "purposecode": "purpose", "source": "source", "sourcecode": "source",
}  # fmt: skip
_PARTIES = {
    "importer": "importer", "exporter": "exporter", "origin": "origin",
    "countryoforigin": "origin", "tradingpartner": "partner",
}  # fmt: skip


@dataclass(slots=True)
class _File:
    table: Table
    columns: Mapping[str, str]
    namespace: str
    seen: Counter[str] = field(default_factory=Counter)


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every row of a table of shipments.

    namespace: in which row numbers are unique, by default "cites_trade". Memory holds the table.
    """
    table = open_table(path)
    if isinstance(table, Reject):
        yield table
        return
    if (complaint := table.complaint()) is not None:
        yield complaint
    columns = by_fold(table.header)
    wanted = min((COMPARATIVE, SHIPMENTS, UPLOAD), key=lambda known: len(known - columns.keys()))
    if lacking := missing_columns(table, wanted):
        yield lacking
        return
    file = _File(table, columns, namespace or "cites_trade")
    for row in table:
        yield from [row] if isinstance(row, Reject) else _row(row, file)


def _row(row: Row, file: _File) -> Iterator[Claim | Reject]:
    record = Record(file.table.file, row.number, {c: row.text(c) for c in row.cells},
                    sheet=file.table.sheet)  # fmt: skip
    folded = {name: record.text(column) for name, column in file.columns.items()
              if name in _PLAIN or name in _QUANTITIES or name in _CODED or name in _PARTIES
              or name in ("id", "year", "reportertype")}  # fmt: skip
    when = _year(record, file)
    if when is None:
        yield from record.rejects or [
            Reject(record.file, row.number, "year", "", "the row has no year", "fill it in")
        ]
        return
    coded = dict(_coded(record, file, folded))
    seized = coded.get("source") == "I"
    told = Telling(
        Ref("Seizure" if seized else "Shipment", file.namespace, _key(row, file, folded)),
        record.locator, when,
    )  # fmt: skip
    claims = list(_claims(record, file, told, folded, coded))
    claims += _parties(record, file, told, folded)
    claims += record.rest(told)
    yield from record.rejects
    yield from claims


def _key(row: Row, file: _File, folded: Mapping[str, str]) -> str:
    """The row's own number, else its content; equal rows are told apart by their order."""
    if folded.get("id"):
        return folded["id"]
    content = framed_digest(p for c in file.table.header for p in (c, row.text(c)))[:16]
    file.seen[content] += 1
    twin = file.seen[content]
    return content if twin == 1 else f"{content}#{twin}"


def _year(record: Record, file: _File) -> When | None:
    column = file.columns.get("year", "")
    text = record.text(column)
    if len(text) == 4 and text.isdigit() and 1970 <= int(text) <= 2100:
        return read_date(text)
    if text:
        record.refuse(column, "this is no year of the Convention", "write a year such as 2016")
    return None


def _coded(record: Record, file: _File, folded: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(field, code) of term, unit, purpose and source; unknown ones are told with a suggestion."""
    for name, kind in _CODED.items():
        written = folded.get(name, "")
        if not written:
            continue
        code = code_of(kind, written)
        # A word that is near no code is one of the many terms that our list lacks, and no mistake.
        near = suggestion(kind, written)
        if not code and (len(written) <= 3 or near.startswith("perhaps")):
            record.refuse(file.columns[name], f"{written!r} is no {kind} code we know", near)
        yield kind, code or written


def _claims(
    record: Record, file: _File, told: Telling, folded: Mapping[str, str],
    coded: Mapping[str, str],
) -> Iterator[Claim]:  # fmt: skip
    yield told.say("date", str(told.event_time), column=file.columns["year"])
    for name, ours in _PLAIN.items():
        if text := folded.get(name, ""):
            yield told.say(ours, text, column=file.columns[name])
            if ours == "species" and (near := taxa.suggestion(text)):
                record.refuse(
                    file.columns[name], f"{text} is no taxon we know", f"perhaps {near} was meant"
                )
    for kind, code in coded.items():
        column = next(file.columns[n] for n, k in _CODED.items() if k == kind and folded.get(n))
        yield told.say(kind, code, column=column, original=record.text(column))
        if kind == "term" and told.subject.schema == "Seizure":
            # In words: what all tables of seizures are looked through by.
            yield told.say("product", meaning(kind, code) or code, column=column)
    for name, ours in _QUANTITIES.items():
        if name in file.columns:
            yield from record.say(told, {file.columns[name]: ours})
    if folded.get("reportertype"):
        yield told.say("reporter", folded["reportertype"], column=file.columns["reportertype"])


def _parties(
    record: Record, file: _File, told: Telling, folded: Mapping[str, str]
) -> Iterator[Claim]:
    """Importer, exporter, origin; for a seizure also where it was and the legs of its way.

    A blank origin is the exporter or nobody's word, and gives no leg.
    """
    found: dict[str, str] = {}
    for name, ours in _PARTIES.items():
        written = folded.get(name, "")
        if not written:
            continue
        column = file.columns[name]
        if what := not_a_country(written.upper()):
            yield told.say(f"{ours} (no country)", f"{written.upper()}: {what}", column=column)
        elif (known := country(written)) is not None:
            found[ours] = known.code
            yield told.say(ours, known.code, column=column, original=written)
        else:
            record.refuse(column, "this names no country we know", "write its two-letter code")
            yield told.say(f"{ours} (as written)", written, column=column)
    if told.subject.schema != "Seizure":
        return
    reporter = _reporter(folded)
    if reporter in found:
        column = next(file.columns[n] for n, o in _PARTIES.items() if o == reporter)
        yield told.say("country", found[reporter], column=column)
    yield from trade_legs(told, found)


def _reporter(folded: Mapping[str, str]) -> str:
    """Whose customs seized it: the reporting partner, as far as the row tells."""
    if folded.get("reportertype"):
        return "importer" if folded["reportertype"].upper().startswith("I") else "exporter"
    if folded.get("importerreportedquantity"):
        return "importer"
    return "exporter" if folded.get("exporterreportedquantity") else ""
