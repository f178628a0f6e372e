"""LEMIS, the declarations of wildlife at the ports of the United States, as EcoHealth cleaned them.

Its codes look like those of CITES and are others: reintroduction is Y and pre-Convention P, units
are NO, KG, GM. `NA` is a gap everywhere but in the columns of countries, where it is Namibia (an
unknown country is XX there). Disposition S is a seizure, everything else a shipment.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cases.cites_codes import not_a_country
from cases.countries import country
from cases.dates import When
from cases.formats.columns import published_table
from cases.formats.record import Record
from cases.formats.table import Row
from cases.formats.telling import Telling
from cases.formats.trade_legs import trade_legs
from cases.reject import Reject
from cases.statement import Claim, Ref, framed_digest

__all__ = ["COLUMNS", "read"]

# Headers that tell this table from others, folded.
COLUMNS = frozenset(
    {"controlnumber", "speciescode", "disposition", "countryimpexp", "importexport"}
)

_AS_CITES = {
    "purpose": {"Y": "N"},
    "source": {"P": "O"},
    "unit": {"NO": "", "KG": "KIL", "GM": "GRM"},
}
_PLAIN = {
    "control_number": "reference", "taxa": "taxa", "generic_name": "genericName",
    "specific_name": "specificName", "description": "term", "action": "action",
    "disposition": "disposition", "port": "port", "import_export": "importExport",
}  # fmt: skip
_DATES = ("shipment_date", "disposition_date", "shipment_year", "disposition_year")
_PARTIES = ("us_co", "foreign_co")


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every declared line; namespace: by default "lemis"."""
    table = published_table(path, COLUMNS)
    if isinstance(table, Reject):
        yield table
        return
    seen: Counter[str] = Counter()
    for row in table:
        if isinstance(row, Reject):
            yield row
            continue
        content = framed_digest(p for c in table.header for p in (c, row.text(c)))[:16]
        seen[content] += 1
        key = content if seen[content] == 1 else f"{content}#{seen[content]}"
        yield from _row(row, table.file, Ref("Shipment", namespace or "lemis", key))


def _row(row: Row, file: str, named: Ref) -> Iterator[Claim | Reject]:
    texts = {column: row.text(column) for column in row.cells}
    record = Record(file, row.number, texts, missing=frozenset({"NA"}))
    seized = record.text("disposition").upper() == "S"
    subject = Ref("Seizure", named.namespace, named.key) if seized else named
    when = _when(record)
    if when is None:
        if not record.rejects:
            record.refuse("shipment_date", "the line has no date", "fill in a date or a year")
        yield from record.rejects
        return
    told = Telling(subject, record.locator, when)
    claims = [told.say("date", str(when)), *record.say(told, _PLAIN)]
    claims += _taxon(record, told)
    claims += _coded(record, told)
    claims += record.say(told, {"quantity": "quantity"})
    if declared := record.text("value"):
        claims.append(told.say("declaredValue", f"{declared} USD", column="value"))
    claims += _countries(record, told)
    for column in _PARTIES:
        if name := record.text(column):
            party = Ref("Organization", named.namespace, f"{named.key} / {column}")
            claims.append(record.link(told, "organization", party, column))
            claims.append(told.about(party).say("name", name, column=column))
    claims += record.rest(told)
    yield from record.rejects
    yield from claims


def _when(record: Record) -> When | None:
    found = None
    for column in _DATES:
        when = record.when(column)
        found = found or when
    return found


def _taxon(record: Record, told: Telling) -> Iterator[Claim]:
    parts = [record.text(column) for column in ("genus", "species", "subspecies")]
    if parts[0]:
        yield told.say("species", " ".join(filter(None, parts)), column="species")


def _coded(record: Record, told: Telling) -> Iterator[Claim]:
    for column, known in _AS_CITES.items():
        if written := record.text(column):
            value = known.get(written.upper(), written)
            if value:
                yield told.say(column, value, column=column, original=written)
            else:
                yield told.say(f"{column} (as written)", written, column=column)


def _countries(record: Record, told: Telling) -> Iterator[Claim]:
    """Origin, partner and the United States, and the legs of a seizure's way."""
    importing = not record.text("import_export").upper().startswith("E")
    found = {}
    for column, ours in (
        ("country_origin", "origin"),
        ("country_imp_exp", "exporter" if importing else "importer"),
    ):
        record.asked.add(column)
        written = record.texts.get(column, "").upper()
        if not written:
            continue
        if what := not_a_country(written):
            yield told.say(f"{ours} (no country)", f"{written}: {what}", column=column)
        elif (known := country(written)) is not None:
            found[ours] = known.code
            yield told.say(ours, known.code, column=column)
        else:
            record.refuse(column, "this names no country we know", "write its two-letter code")
            yield told.say(f"{ours} (as written)", written, column=column)
    own = "importer" if importing else "exporter"
    yield told.say(own, "US")
    if told.subject.schema != "Seizure":
        return
    yield told.say("country", "US")
    yield from trade_legs(told, {**found, own: "US"})
