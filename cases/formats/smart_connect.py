"""SMART Connect's GeoJSON: waypoints with their observations, incidents, and tracks of patrols.

`dateTime` has no offset and stays local. Each observation of a waypoint is one entity, with the
category and attributes of the area's own model. A track's third coordinate is the time in
milliseconds since 1970, which is UTC.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cases.dates import read_date
from cases.formats.incident_words import kind_of_report
from cases.formats.json_lines import json_document, said_in
from cases.formats.record import Record
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["is_connect", "read"]

_PATROL = {
    "team": "team", "objective": "objective", "transportType": "transport", "mandate": "mandate",
    "isArmed": "armed", "patrolId": "name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    namespace: str


def is_connect(document: Any) -> bool:
    """Whether a JSON value is a collection of SMART Connect's features."""
    features = document.get("features") if isinstance(document, Mapping) else None
    first = features[0] if isinstance(features, list) and features else None
    properties = first.get("properties") if isinstance(first, Mapping) else None
    return isinstance(properties, Mapping) and "smartDataType" in properties


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every feature; row is its place. namespace: by default "smart"."""
    document = json_document(path)
    if isinstance(document, Reject):
        yield document
        return
    if not is_connect(document):
        yield Reject(
            path.name, None, "", "", "this holds no features of SMART Connect",
            "export GeoJSON from SMART Connect",
        )  # fmt: skip
        return
    file = _File(path.name, namespace or "smart")
    for row, feature in enumerate(document["features"], 1):
        yield from _feature(file, row, feature)


def _feature(file: _File, row: int, feature: Any) -> Iterator[Claim | Reject]:
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(properties, Mapping):
        yield Reject(file.name, row, "", str(feature)[:80], "the feature has no properties",
                     "export it again")  # fmt: skip
        return
    given = properties.get("smartAttributes")
    attributes: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    flat = said_in({k: v for k, v in attributes.items() if k != "observationGroups"})
    record = Record(file.name, row, flat)
    outer = Record(file.name, row, said_in({k: v for k, v in properties.items()
                                            if k != "smartAttributes"}))  # fmt: skip
    geometry = feature.get("geometry") or {}
    claims = list(_patrol(file, record))
    if geometry.get("type") == "LineString":
        claims += _track(file, record, geometry.get("coordinates") or [])
    else:
        claims += _waypoint(file, record, outer, attributes, geometry)
    yield from record.rejects
    yield from outer.rejects
    yield from claims


def _patrol(file: _File, record: Record) -> Iterator[Claim]:
    known = record.text("patrolUuid") or record.text("patrolId")
    if not known:
        return
    told = Telling(Ref("Patrol", file.namespace, known), record.locator)
    yield from record.say(told, _PATROL)
    if name := record.text("leader"):
        leader = Ref("Person", file.namespace, name)
        yield record.link(told, "leader", leader, "leader")
        yield told.about(leader).say("name", name, column="leader")


def _waypoint(
    file: _File, record: Record, outer: Record, attributes: Mapping[str, Any],
    geometry: Mapping[str, Any],
) -> Iterator[Claim]:  # fmt: skip
    when = outer.when("dateTime")
    patrol = record.text("patrolUuid") or record.text("patrolId")
    incident = record.text("incidentUuid") or record.text("incidentId")
    observations = [
        one
        for group in attributes.get("observationGroups") or []
        for one in (group.get("observations") or [] if isinstance(group, Mapping) else [])
        if isinstance(one, Mapping)
    ]
    for number, known in enumerate(observations or [{}], 1):
        category = str(known.get("category") or "")
        kind = "Incident" if incident else kind_of_report(category)
        named = str(known.get("observationUuid") or "")
        key = named or f"{incident or patrol or file.name} / {record.row} / {number}"
        told = Telling(Ref(kind, file.namespace, key), record.locator, when)
        if when is not None:
            yield told.say("date", str(when), column="dateTime")
        if category:
            yield told.say("category", category, column="category")
            yield told.say("type", category.strip(".").rpartition(".")[2], column="category")
        if patrol:
            yield told.say("patrol", Ref("Patrol", file.namespace, patrol))
        yield from _point(record, told, geometry)
        yield from record.say(told, {"comment": "description", "incidentId": "reference"})
        for name, text in said_in(known.get("attributes") or {}).items():
            yield told.say(name[:120], text, column=name)
        yield from record.rest(told)
        yield from outer.rest(told)


def _point(record: Record, told: Telling, geometry: Mapping[str, Any]) -> Iterator[Claim]:
    coordinates = geometry.get("coordinates") or []
    if geometry.get("type") != "Point" or len(coordinates) < 2:
        return
    place = Record(record.file, record.row, {"x": str(coordinates[0]), "y": str(coordinates[1])})
    yield from place.say(told, {"x": "longitude", "y": "latitude"})
    record.rejects.extend(place.rejects)


def _track(file: _File, record: Record, coordinates: list[Any]) -> Iterator[Claim]:
    patrol = record.text("patrolUuid") or record.text("patrolId")
    for number, point in enumerate(coordinates, 1):
        if not isinstance(point, list) or len(point) < 2:
            record.refuse("geometry", f"point {number} of the track is no place", "export it again")
            continue
        when = None
        if len(point) > 2 and isinstance(point[2], (int, float)) and point[2] > 0:
            moment = datetime.fromtimestamp(point[2] / 1000, UTC)
            when = read_date(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        key = f"{patrol or file.name} / {record.row} / {number}"
        told = Telling(Ref("TrackPoint", file.namespace, key), record.locator, when)
        if when is not None:
            yield told.say("date", str(when))
        place = Record(file.name, record.row, {"x": str(point[0]), "y": str(point[1])})
        yield from place.say(told, {"x": "longitude", "y": "latitude"})
        record.rejects.extend(place.rejects)
        if patrol:
            yield told.say("patrol", Ref("Patrol", file.namespace, patrol))
