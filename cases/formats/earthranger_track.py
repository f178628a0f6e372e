"""EarthRanger's track CSV: one position a row, of a collar, a radio or a vehicle."""

from collections.abc import Iterator
from pathlib import Path

from cases.formats.columns import published_table
from cases.formats.earthranger_subject import LINKS, subject_ref
from cases.formats.record import Record
from cases.formats.table import Row
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["COLUMNS", "read"]

COLUMNS = frozenset({"recordedat", "lat", "lon", "sourceprovider", "manufacturerid"})
_POINT = {"lat": "latitude", "lon": "longitude", "manufacturer_id": "device"}


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every position; namespace: of its subjects, by default "earthranger"."""
    table = published_table(path, COLUMNS)
    if isinstance(table, Reject):
        yield table
        return
    named: set[Ref] = set()
    for row in table:
        if isinstance(row, Reject):
            yield row
        else:
            yield from _row(row, table.file, namespace or "earthranger", named)


def _row(row: Row, file: str, namespace: str, named: set[Ref]) -> Iterator[Claim | Reject]:
    record = Record(file, row.number, {column: row.text(column) for column in row.cells})
    device, moment = record.text("manufacturer_id"), record.text("recorded_at")
    when = record.when("recorded_at")
    place = [record.value(column, "TrackPoint", _POINT[column]) for column in ("lat", "lon")]
    if when is None or not device or not all(place):
        for column in ("recorded_at", "manufacturer_id", "lat", "lon"):
            if not record.text(column):
                record.refuse(column, f"a position needs its {column}", "fill it in")
        yield from record.rejects
        return
    told = Telling(Ref("TrackPoint", namespace, f"{device} / {moment}"), record.locator, when)
    claims = [told.say("date", str(when), column="recorded_at", original=moment)]
    claims += record.say(told, _POINT)
    if name := record.text("subject_name"):
        texts = {column: record.text(column) for column in ("subject_type", "subject_subtype")}
        subject = subject_ref(namespace, {"name": name, **texts})
        claims.append(record.link(told, LINKS[subject.schema], subject, "subject_name"))
        if subject not in named:
            named.add(subject)
            about = Telling(subject, record.locator)
            claims.append(about.say("name", name, column="subject_name"))
            if subject.schema == "IndividualAnimal" and texts["subject_subtype"]:
                claims.append(
                    about.say("species", texts["subject_subtype"], column="subject_subtype")
                )
    claims += record.rest(told)
    yield from record.rejects
    yield from claims
