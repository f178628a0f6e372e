"""EarthRanger's answers: instants, collections, excluded positions, sites' own details."""

import json

import pytest

from cases.formats.earthranger import read, what_is
from cases.reject import Reject
from cases.statement import Claim, Ref

# Invented (simulated).
CHILD = {
    "id": "e2", "serial_number": 102, "time": "2026-01-05T08:30:00+10:00", "title": "Snare line",
    "event_type": "snare_rep", "event_category": "security", "priority": 300, "state": "new",
    "location": {"latitude": 43.1, "longitude": 131.4},
    "event_details": {"snares": 4, "found_at": "2026-01-04T22:30:00"},
    "is_contained_in": [{"id": "e1"}], "related_subjects": [{"id": "s9", "name": "Ranger (sim)",
    "subject_subtype": "ranger"}], "patrols": ["p1"], "is_collection": False,
}  # fmt: skip
COLLECTION = {
    "id": "e1", "time": "2026-01-05T08:00:00+10:00", "title": "Incident collection",
    "event_type": "incident_collection", "is_collection": True,
    "contains": [{"type": "contains", "related_event": CHILD}],
}  # fmt: skip
PATROL = {
    "id": "p1", "serial_number": 7, "title": "Night patrol (simulated)", "state": "done",
    "patrol_segments": [{"patrol_type": "foot", "leader": {"id": "s9", "name": "Ranger (sim)"},
    "time_range": {"start_time": "2026-01-04T20:00:00+10:00", "end_time": None}}],
}  # fmt: skip
FIX = {
    "id": "o1", "source": "dev-1", "recorded_at": "2026-01-05T00:00:00Z",
    "location": {"latitude": 43.2, "longitude": 131.5}, "exclusion_flags": 0,
    "observation_details": {"battery": 3.4},
}  # fmt: skip
SUBJECT = {"id": "s1", "name": "Simulated cat", "subject_subtype": "leopard", "is_active": True}


def items_of(tmp_path, document):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(document), "utf-8")
    return list(read(path))


def of(items, key):
    return {
        one.property: one.value
        for one in items
        if isinstance(one, Claim) and isinstance(one.subject, Ref) and one.subject.key == key
    }


@pytest.mark.parametrize("wrapped", [
    lambda one: [one], lambda one: {"data": {"results": [one]}}, lambda one: {"results": [one]},
    lambda one: one,
])  # fmt: skip
def test_an_answer_is_read_however_it_is_wrapped(wrapped, tmp_path):
    assert of(items_of(tmp_path, wrapped(CHILD)), "e2")["name"] == "Snare line"


def test_a_collection_repeats_its_children_and_they_are_taken_once(tmp_path):
    items = items_of(tmp_path, [COLLECTION, CHILD])
    names = [one for one in items if isinstance(one, Claim) and one.value == "Snare line"]
    assert len(names) == 1
    nested_only = items_of(tmp_path, [COLLECTION])
    assert of(nested_only, "e2")["partOf"] == Ref("Observation", "earthranger", "e1")
    incidents = {one.subject for one in nested_only if one.subject.schema == "Incident"}
    assert {one.key for one in incidents} == {"e2"}


def test_the_time_is_an_instant_and_times_in_the_details_stay_text(tmp_path):
    items = items_of(tmp_path, [CHILD])
    date = next(one for one in items if one.property == "date")
    assert str(date.event_time) == "2026-01-05T08:30:00+10:00"
    details = of(items, "e2")
    assert details["event_details.found_at"] == "2026-01-04T22:30:00"
    assert details["event_details.snares"] == "4"
    assert details["person"] == Ref("Person", "earthranger", "s9")
    assert details["patrol"] == Ref("Patrol", "earthranger", "p1")


def test_patrols_positions_and_subjects_are_what_they_are(tmp_path):
    items = items_of(tmp_path, [PATROL, FIX, SUBJECT])
    assert not [one for one in items if isinstance(one, Reject)]
    patrol = of(items, "p1")
    assert patrol["leader"] == Ref("Person", "earthranger", "s9")
    assert patrol["type"] == "foot"
    assert of(items, "o1")["latitude"] == "43.2"
    assert of(items, "o1")["observation_details.battery"] == "3.4"
    assert {one.subject.schema for one in items if one.subject.key == "s1"} == {"IndividualAnimal"}


def test_a_position_that_was_judged_wrong_there_is_refused_here(tmp_path):
    items = items_of(tmp_path, [{**FIX, "exclusion_flags": 1}])
    assert [one.column for one in items if isinstance(one, Reject)] == ["exclusion_flags"]
    assert not [one for one in items if isinstance(one, Claim)]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "holds nothing"),
        ([{"a": 1}], "no field of"),
        ([{**FIX, "id": None}], "no id"),
        ([3], "no field"),
    ],
)
def test_what_is_no_object_of_theirs_is_said(document, words, tmp_path):
    items = items_of(tmp_path, document)
    assert words in items[0].reason


def test_an_animal_seen_is_no_incident(tmp_path):
    seen = {**CHILD, "id": "e7", "title": "Deer", "event_type": "wildlife_sighting",
            "event_category": "monitoring"}  # fmt: skip
    assert {one.subject.schema for one in items_of(tmp_path, [seen]) if one.property == "name"
            and one.subject.key == "e7"} == {"Observation"}  # fmt: skip
    assert what_is({"name": "x"}) == ""
