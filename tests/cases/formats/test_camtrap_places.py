"""Deployments: where a camera stood, how long, and when it saw nothing."""

import pytest

from cases.formats.camtrap_places import read_deployment, tags_of
from cases.formats.camtrap_rows import Record
from cases.reject import Reject
from cases.statement import Claim, Ref


def told(**values: str) -> list[Claim | Reject]:
    """A deployment of a whole winter, with some cells changed."""
    given = {
        "deploymentID": "d1", "locationID": "s1", "locationName": "Хребет", "latitude": "43.1",
        "longitude": "131.2", "deploymentStart": "2025-01-01T00:00:00+10:00",
        "deploymentEnd": "2025-03-01T00:00:00+10:00",
    }  # fmt: skip
    return list(read_deployment(Record("deployments.csv", 2, given | values), "camp"))


def said(items: list[Claim | Reject], schema: str) -> dict[str, object]:
    return {c.property: c.value for c in items if isinstance(c, Claim) and c.schema == schema}


def refused(items: list[Claim | Reject]) -> list[Reject]:
    return [item for item in items if isinstance(item, Reject)]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("area:HS | open", [("area", "HS"), ("", "open")]),
        ("gap:2025-01-03/2025-01-20:snowed in", [("gap", "2025-01-03/2025-01-20:snowed in")]),
        ("", []), (" | | ", []), ("  a  ", [("", "a")]), ("страна: Россия", [("страна", "Россия")]),
        (":x", [("", "x")]), ("a:", [("a", "")]), ("a|a", [("", "a"), ("", "a")]),
    ],
)  # fmt: skip
def test_tags_are_parted_by_bars_and_pairs_by_their_first_colon(
    text: str, tags: list[tuple[str, str]]
) -> None:
    assert tags_of(text) == tags


def test_a_station_is_named_as_people_name_it_and_the_camera_is_linked_to_it() -> None:
    items = told(cameraID="cam-7", habitat="oak", coordinateUncertainty="50")
    station = Ref("Station", "camp", "s1")
    assert said(items, "Deployment")["station"] == station
    assert said(items, "Station") == {
        "name": "Хребет", "latitude": "43.1", "longitude": "131.2", "uncertainty": "50",
    }  # fmt: skip
    assert said(items, "Deployment")["cameraID"] == "cam-7"
    assert refused(items) == []


@pytest.mark.parametrize(
    ("given", "key", "name"),
    [
        ({}, "s1", "Хребет"),
        ({"locationID": ""}, "Хребет", "Хребет"),
        ({"locationID": "", "locationName": "NA"}, "d1", "d1"),
    ],
)
def test_a_station_without_an_id_is_known_by_its_name_else_by_its_deployment(
    given: dict[str, str], key: str, name: str
) -> None:
    items = told(**given)
    assert said(items, "Deployment")["station"] == Ref("Station", "camp", key)
    assert said(items, "Station")["name"] == name


@pytest.mark.parametrize(
    ("given", "column", "reason"),
    [
        ({"latitude": "131.2", "longitude": "43.1"}, "latitude", "between -90 and 90"),
        ({"longitude": "181"}, "longitude", "between -180 and 180"),
        ({"latitude": "43°06′N"}, "latitude", "this is no number"),
        ({"latitude": "43,1"}, "latitude", "this is no number"),
        ({"deploymentStart": "last winter"}, "deploymentStart", "is not a date"),
        ({"deploymentEnd": "2025-02-30"}, "deploymentEnd", "February 2025 has 28 days"),
        ({"deploymentEnd": "2024-12-01T00:00:00+10:00"}, "deploymentEnd", "ends before it starts"),
    ],
)  # fmt: skip
def test_a_deployment_without_place_or_time_is_refused_whole(
    given: dict[str, str], column: str, reason: str
) -> None:
    (reject,) = told(**given)
    assert isinstance(reject, Reject)
    assert (reject.row, reject.column) == (2, column)
    assert reason in reject.reason


def test_a_deployment_refused_for_two_reasons_names_both() -> None:
    assert {r.column for r in refused(told(latitude="x", deploymentStart="y"))} == {
        "latitude",
        "deploymentStart",
    }


@pytest.mark.parametrize(
    ("tag", "time", "reason"),
    [
        ("gap:2025-01-03/2025-01-20:snowed in", "2025-01-03/2025-01-20", "snowed in"),
        ("gap:2025-02", "2025-02", "not working"),
        ("gap:2025-01-09:украдена", "2025-01-09", "украдена"),
        ("open | gap:2025-02-01/2025-02-02:bear: ate it", "2025-02-01/2025-02-02", "bear: ate it"),
    ],
)  # fmt: skip
def test_a_gap_carries_its_time_and_reason(tag: str, time: str, reason: str) -> None:
    (gap,) = [c for c in told(deploymentTags=tag) if isinstance(c, Claim) and c.property == "gap"]
    assert (gap.value, str(gap.event_time)) == (reason, time)


@pytest.mark.parametrize("tag", ["gap:", "gap:in spring:snow", "gap:2025-01-20/2025-01-03:snow"])
def test_a_gap_without_a_time_is_refused_and_the_deployment_stays(tag: str) -> None:
    items = told(deploymentTags=tag)
    (reject,) = refused(items)
    assert reject.column == "deploymentTags"
    assert reject.reason.startswith("the gap: ")
    assert said(items, "Deployment")["start"] == "2025-01-01T00:00:00+10:00"


@pytest.mark.parametrize(
    ("tag", "code"), [("country:Россия", "RU"), ("country:中国", "CN"), ("country:Lào", "LA"),
                      ("country:Atlantis", "Atlantis")],
)  # fmt: skip
def test_the_country_of_a_station_is_known_in_any_language_or_kept_as_written(
    tag: str, code: str
) -> None:
    assert said(told(deploymentTags=tag), "Station")["country"] == code


def test_a_column_of_a_later_version_is_kept_under_its_own_name() -> None:
    assert said(told(snowDepth="40"), "Deployment")["snowDepth"] == "40"
    assert "snowDepth" not in said(told(snowDepth="NA"), "Deployment")


def test_a_closed_list_is_told_and_its_column_kept() -> None:
    (reject,) = refused(told(featureType="helipad"))
    assert (reject.column, reject.value) == ("featureType", "helipad")
    assert "trailGame" in reject.remedy
    assert refused(told(featureType="trailGame", baitUse="true")) == []
