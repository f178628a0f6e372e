"""Deployments of a Camtrap DP package: stations, how long a camera stood there, when it failed.

The standard cannot say that a camera failed within a deployment (tdwg/camtrap-dp#354), so a tag
`gap:2025-01-03/2025-01-20:snowed in` says it here; effort depends on it.
"""

from collections.abc import Iterator

from cases.countries import country
from cases.dates import DateRefused, When, read_date, span
from cases.formats.camtrap_rows import Record
from cases.formats.camtrap_schema import DEPLOYMENTS
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["read_deployment", "tags_of"]

# Column of the package -> property of our model, where a plain text is carried over.
_CARRIED = {
    "locationName": "name",
    "cameraID": "cameraID",
    "cameraModel": "cameraModel",
    "setupBy": "setupBy",
    "timestampIssues": "timestampIssues",
    "habitat": "habitat",
    "deploymentGroups": "groups",
    "deploymentComments": "comments",
}
_READ = frozenset(
    [
        "deploymentID",
        "locationID",
        "latitude",
        "longitude",
        "coordinateUncertainty",
        "deploymentStart",
        "deploymentEnd",
        "deploymentTags",
    ]
)


def tags_of(text: str) -> list[tuple[str, str]]:
    """`area:HS | open` as [("area", "HS"), ("", "open")]: lists use a bar, pairs a colon."""
    pairs = []
    for tag in (part.strip() for part in text.split("|")):
        key, colon, value = tag.partition(":")
        if tag:
            pairs.append((key.strip(), value.strip()) if colon else ("", tag))
    return pairs


def read_deployment(record: Record, namespace: str) -> Iterator[Claim | Reject]:
    """The claims of one deployment and its station; a deployment without place or time is refused.

    A swapped coordinate (latitude 131) is out of bounds and refused here.
    """
    latitude, longitude = (
        record.number_of("latitude", -90, 90),
        record.number_of("longitude", -180, 180),
    )
    start, end = record.when("deploymentStart"), record.when("deploymentEnd")
    broken = [part for part in (latitude, longitude, start, end) if isinstance(part, Reject)]
    if broken:
        yield from broken
        return
    assert isinstance(start, When) and isinstance(end, When)  # required columns  # noqa: S101, PT018
    if end.utc_bounds()[1] <= start.utc_bounds()[0]:
        yield record.reject("deploymentEnd", "the deployment ends before it starts", "swap them")
        return
    me = Telling(
        Ref("Deployment", namespace, record.get("deploymentID")), record.locator, _over(start, end)
    )
    station_key = record.get("locationID") or record.get("locationName")
    station = Ref("Station", namespace, station_key or record.get("deploymentID"))
    yield me.say("station", station, column="locationID")
    yield me.say("start", str(start), column="deploymentStart")
    yield me.say("end", str(end), column="deploymentEnd")
    yield from _place(me, record)
    there = Telling(station, record.locator)
    yield there.say("name", record.get("locationName") or station.key, column="locationName")
    yield from _place(there, record)
    for column, property_ in _CARRIED.items():
        if value := record.get(column):
            yield me.say(property_, value, column=column)
    yield from _tags(me, there, record)
    for column, allowed in DEPLOYMENTS.allowed.items():
        if (value := record.get(column)) and value not in allowed:
            yield record.reject(column, f"{column} has no value {value!r}", _one_of(allowed))
    for column in record.values:
        if column not in _CARRIED and column not in _READ and (value := record.get(column)):
            yield me.say(column, value, column=column)


def _place(told: Telling, record: Record) -> Iterator[Claim]:
    for column, property_ in (
        ("latitude", "latitude"),
        ("longitude", "longitude"),
        ("coordinateUncertainty", "uncertainty"),
    ):
        if value := record.get(column):
            yield told.say(property_, value, column=column)


def _tags(me: Telling, there: Telling, record: Record) -> Iterator[Claim | Reject]:
    for key, value in tags_of(record.get("deploymentTags")):
        if key == "gap":
            yield _gap(me, record, value)
        elif key in ("country", "zone", "area"):
            known = country(value) if key == "country" else None
            yield there.say(key, known.code if known else value, column="deploymentTags")
        else:
            text = f"{key}:{value}" if key else value
            yield me.say("tags", text, column="deploymentTags")


def _gap(me: Telling, record: Record, value: str) -> Claim | Reject:
    """A time within the deployment in which the camera saw nothing, with the reason."""
    written, _, reason = value.partition(":")
    try:
        failed = read_date(written)
    except DateRefused as refused:
        return record.reject(
            "deploymentTags", f"the gap: {refused.reason}", "write gap:2025-01-03/2025-01-20:reason"
        )
    gap = Telling(me.subject, me.locator, failed)
    return gap.say("gap", reason or "not working", column="deploymentTags", original=value)


def _over(start: When, end: When) -> When:
    try:
        return span(start, end)
    except DateRefused:
        return start


def _one_of(allowed: frozenset[str]) -> str:
    return f"write one of {', '.join(sorted(allowed))}"
