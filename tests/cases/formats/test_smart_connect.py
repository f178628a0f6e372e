"""SMART Connect's GeoJSON: observations of a waypoint, tracks with milliseconds."""

import json

import pytest

from cases.formats.smart_connect import is_connect, read
from cases.reject import Reject
from cases.statement import Claim, Ref

# Invented (simulated).
WAYPOINT = {
    "type": "Feature", "geometry": {"type": "Point", "coordinates": [131.4, 43.1]},
    "properties": {
        "dateTime": "2026-01-05T08:30:00", "smartDataType": "patrol", "smartFeatureType": "point",
        "smartAttributes": {
            "patrolUuid": "pu", "patrolId": "P-9", "leader": "Ivan Simulated", "team": "A",
            "comment": "by the road", "observationGroups": [{"observations": [
                {"observationUuid": "ou1", "category": "human.snare", "attributes": {"count": 3}},
                {"observationUuid": "ou2", "category": "animals.deer", "attributes": {}}]}],
        },
    },
}  # fmt: skip
TRACK = {
    "type": "Feature",
    "geometry": {"type": "LineString",
                 "coordinates": [[131.4, 43.1, 1767571200000], [131.5, 43.2], "x"]},
    "properties": {"smartDataType": "patrol", "smartFeatureType": "track",
                   "smartAttributes": {"patrolUuid": "pu"}},
}  # fmt: skip


def items_of(tmp_path, *features):
    path = tmp_path / "connect.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return list(read(path))


def test_each_observation_of_a_waypoint_is_one_entity_of_its_own_kind(tmp_path):
    items = items_of(tmp_path, WAYPOINT)
    assert not [one for one in items if isinstance(one, Reject)]
    kinds = {one.subject.key: one.schema for one in items if one.subject.key.startswith("ou")}
    assert kinds == {"ou1": "Incident", "ou2": "Observation"}
    snare = {one.property: one.value for one in items if one.subject.key == "ou1"}
    assert snare["count"] == "3"
    assert snare["type"] == "snare"
    assert snare["longitude"] == "131.4"
    assert snare["patrol"] == Ref("Patrol", "smart", "pu")
    date = next(one for one in items if one.property == "date")
    assert date.event_time is not None
    assert not date.event_time.zone_known


def test_a_track_is_positions_and_its_milliseconds_are_utc(tmp_path):
    items = items_of(tmp_path, TRACK)
    dates = [one.value for one in items if isinstance(one, Claim) and one.property == "date"]
    assert dates == ["2026-01-05T00:00:00Z"]
    assert len({one.subject for one in items if isinstance(one, Claim)
                and one.subject.schema == "TrackPoint"}) == 2  # fmt: skip
    assert [one.column for one in items if isinstance(one, Reject)] == ["geometry"]


@pytest.mark.parametrize("document", [[], {}, {"features": []}, {"features": [{"properties": {}}]}])
def test_other_geojson_is_not_taken_for_it(document, tmp_path):
    assert not is_connect(document)
    path = tmp_path / "other.geojson"
    path.write_text(json.dumps(document), "utf-8")
    assert isinstance(next(iter(read(path))), Reject)
