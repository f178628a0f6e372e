"""EarthRanger's answers as JSON: events, observations (positions), subjects, patrols.

An answer may be a list, one object, or a list inside `data` or `results`; its objects are told
apart by their fields. An event's `time` has an offset and is an instant; times inside its details
are the site's own and stay text. A collection repeats its children: each is taken once. A position
with an exclusion flag was judged wrong there and is refused here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cases.formats.earthranger_subject import LINKS, subject_ref
from cases.formats.incident_words import kind_of_report
from cases.formats.json_lines import json_document, said_in
from cases.formats.record import Record
from cases.formats.telling import Telling
from cases.reject import Reject
from cases.statement import Claim, Ref

__all__ = ["objects_of", "read", "what_is"]

# Fields that hold whole other objects; they are read as such and not laid flat.
_INSIDE = frozenset(
    {"contains", "is_contained_in", "geojson", "patrol_segments", "related_subjects"}
)
_EVENT = {
    "title": "name", "event_type": "type", "event_category": "category", "priority": "priority",
    "state": "state", "comment": "description", "serial_number": "reference",
    "reported_by.name": "reportedBy", "location.latitude": "latitude",
    "location.longitude": "longitude",
}  # fmt: skip


@dataclass(slots=True)
class _File:
    name: str
    namespace: str
    seen: set[str] = field(default_factory=set)


def what_is(known: Mapping[str, Any]) -> str:
    """event, observation, patrol, subject, or empty for an object that is none of them."""
    if "patrol_segments" in known:
        return "patrol"
    if "event_type" in known and ("time" in known or "is_collection" in known):
        return "event"
    if "recorded_at" in known and "location" in known:
        return "observation"
    return "subject" if "subject_subtype" in known else ""


def objects_of(document: Any) -> list[Any]:
    """The objects of an answer, however it is wrapped."""
    for name in ("data", "results"):
        if isinstance(document, Mapping) and isinstance(document.get(name), (list, Mapping)):
            return objects_of(document[name])
    if isinstance(document, Mapping) and document.get("type") == "FeatureCollection":
        return []
    return document if isinstance(document, list) else [document]


def read(path: Path, *, namespace: str = "") -> Iterator[Claim | Reject]:
    """Claims of every object; row is its place in the answer. namespace: by default
    "earthranger", one a site where several are imported."""
    document = json_document(path)
    if isinstance(document, Reject):
        yield document
        return
    file = _File(path.name, namespace or "earthranger")
    objects = objects_of(document)
    if not objects:
        yield Reject(path.name, None, "", "", "the answer holds nothing", "ask for it again")
    for row, known in enumerate(objects, 1):
        yield from _object(file, row, known)
    for row, known in enumerate(objects, 1):
        # Children after all others: one that stands at the top as well has been taken there.
        for child in _children(known):
            yield from _object(file, row, child)


def _children(known: Any) -> list[Mapping[str, Any]]:
    inside = known.get("contains") if isinstance(known, Mapping) else None
    found = [one.get("related_event", one) for one in inside or () if isinstance(one, Mapping)]
    return [one for one in found if isinstance(one, Mapping)]


def _object(file: _File, row: int, known: Any) -> Iterator[Claim | Reject]:
    what = what_is(known) if isinstance(known, Mapping) else ""
    if not what or not known.get("id"):
        lacking = "id" if what else "field of an event, observation, subject or patrol"
        yield Reject(
            file.name, row, "", str(known)[:80], f"the object has no {lacking}",
            "export events, observations, subjects or patrols from EarthRanger",
        )  # fmt: skip
        return
    if str(known["id"]) in file.seen:
        return
    file.seen.add(str(known["id"]))
    texts = said_in({name: value for name, value in known.items() if name not in _INSIDE})
    record = Record(file.name, row, texts)
    record.asked.add("id")
    tell = {"event": _event, "observation": _position, "subject": _subject, "patrol": _patrol}
    claims = list(tell[what](file, record, known))
    yield from record.rejects
    yield from claims


def _event(file: _File, record: Record, known: Mapping[str, Any]) -> Iterator[Claim]:
    collection = bool(known.get("is_collection"))
    kind = (
        "Observation"
        if collection
        else kind_of_report(
            record.text("event_type"), record.text("event_category"), record.text("title")
        )
    )
    when = record.when("time")
    told = Telling(Ref(kind, file.namespace, str(known["id"])), record.locator, when)
    if when is not None:
        yield told.say("date", str(when), column="time", original=record.text("time"))
    yield from record.say(told, _EVENT)
    parents = known.get("is_contained_in") or []
    for parent in parents if isinstance(parents, list) else [parents]:
        if named := str(parent.get("id", "") if isinstance(parent, Mapping) else parent or ""):
            yield told.say("partOf", Ref("Observation", file.namespace, named))
    for patrol in known.get("patrols") or []:
        yield told.say("patrol", Ref("Patrol", file.namespace, str(patrol)), column="patrols")
    record.asked.update(("patrols", "is_collection"))
    for subject in known.get("related_subjects") or []:
        if isinstance(subject, Mapping) and subject.get("id"):
            ref = subject_ref(file.namespace, subject)
            yield told.say(LINKS[ref.schema], ref)
            yield from _named(told.about(ref), subject)
    yield from record.rest(told)


def _position(file: _File, record: Record, known: Mapping[str, Any]) -> Iterator[Claim]:
    when = record.when("recorded_at")
    flags = record.text("exclusion_flags")
    if flags not in ("", "0"):
        record.refuse(
            "exclusion_flags", "EarthRanger excludes this position",
            "clear the flag there if the position is right, and export again",
        )  # fmt: skip
        return
    told = Telling(Ref("TrackPoint", file.namespace, str(known["id"])), record.locator, when)
    if when is not None:
        yield told.say("date", str(when), column="recorded_at")
    yield from record.say(
        told,
        {"location.latitude": "latitude", "location.longitude": "longitude", "source": "device"},
    )
    yield from record.rest(told)


def _named(told: Telling, subject: Mapping[str, Any]) -> Iterator[Claim]:
    if name := str(subject.get("name") or ""):
        yield told.say("name", name)


def _subject(file: _File, record: Record, known: Mapping[str, Any]) -> Iterator[Claim]:
    ref = subject_ref(file.namespace, known)
    told = Telling(ref, record.locator)
    yield from record.say(told, {"name": "name"})
    if ref.schema == "IndividualAnimal":
        yield from record.say(told, {"subject_subtype": "species", "sex": "sex"})
    yield from record.rest(told)


def _patrol(file: _File, record: Record, known: Mapping[str, Any]) -> Iterator[Claim]:
    patrol = Ref("Patrol", file.namespace, str(known["id"]))
    segments = [one for one in known.get("patrol_segments") or [] if isinstance(one, Mapping)]
    first = said_in(segments[0]) if segments else {}
    inner = Record(record.file, record.row, first)
    when = inner.when("time_range.start_time")
    told = Telling(patrol, record.locator, when)
    if when is not None:
        yield told.say("date", str(when))
    yield from record.say(
        told,
        {"title": "name", "serial_number": "reference", "state": "state", "priority": "priority"},
    )
    for number, segment in enumerate(segments, 1):
        inner = Record(record.file, record.row, said_in(segment))
        begun, ended = (inner.when(f"time_range.{side}_time") for side in ("start", "end"))
        if begun is not None:
            yield told.say("start", str(begun), column=f"patrol_segments.{number}")
        if ended is not None:
            yield told.say("end", str(ended), column=f"patrol_segments.{number}")
        if isinstance(segment.get("leader"), Mapping) and segment["leader"].get("id"):
            leader = Ref("Person", file.namespace, str(segment["leader"]["id"]))
            yield told.say("leader", leader, column=f"patrol_segments.{number}.leader")
            yield from _named(told.about(leader), segment["leader"])
            inner.asked.update(name for name in inner.texts if name.startswith("leader."))
        yield from inner.say(told, {"patrol_type": "type"})
        record.rejects.extend(inner.rejects)
        yield from inner.rest(told)
    yield from record.rest(told)
