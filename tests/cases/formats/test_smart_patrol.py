"""SMART's CSV: one row an observation, patrols told once, the area's own model kept."""

import pytest

from cases.formats.smart_patrol import read
from cases.reject import Reject
from cases.statement import Claim, Ref

HEADER = (
    "Patrol ID,Type,Patrol Start Date,Patrol End Date,Station,Team,Objective,Mandate,Armed,"
    "Patrol Leg ID,Leader,Pilot,Patrol Transport Type,Waypoint ID,Waypoint Date,Waypoint Time,X,Y,"
    "Comment,Observation Category 0,Observation Category 1,Number of snares,Вид животного\n"
)
# Invented (simulated).
SNARE = (
    'P-1,Ground,"Nov 05, 2016","Nov 06, 2016",North,Team A,Anti-poaching,Patrol,true,1,'
    'Ivan Simulated,,Foot,17,"Nov 05, 2016",3:04:05 PM,131.4,43.1,near the stream,'
    "Human activity,Snares,4,\n"
)
DEER = SNARE.replace("Human activity,Snares,4,", "Животное,Встреча,,олень")


def items_of(tmp_path, text, header=HEADER):
    path = tmp_path / "patrols.csv"
    path.write_text(header + text, "utf-8")
    return list(read(path))


def test_two_observations_of_one_waypoint_are_two_and_their_patrol_is_told_once(tmp_path):
    items = items_of(tmp_path, SNARE + DEER)
    assert not [one for one in items if isinstance(one, Reject)]
    kinds = {one.subject.key: one.subject.schema for one in items if "/" in one.subject.key}
    assert kinds == {"P-1 / 17 / 1": "Incident", "P-1 / 17 / 2": "Observation"}
    patrol = [one for one in items if one.subject.schema == "Patrol"]
    assert sum(one.property == "station" for one in patrol) == 1
    assert {one.value for one in patrol if one.property == "leader"} == {
        Ref("Person", "smart", "Ivan Simulated")
    }


def test_its_way_of_writing_dates_is_read_and_no_zone_is_invented(tmp_path):
    items = items_of(tmp_path, SNARE)
    date = next(one for one in items if one.property == "date" and one.schema == "Incident")
    assert str(date.event_time) == "2016-11-05T15:04:05"
    assert date.event_time is not None
    assert not date.event_time.zone_known


def test_attributes_of_the_area_s_own_model_are_kept_in_any_language(tmp_path):
    said = {one.property: one.value for one in items_of(tmp_path, SNARE + DEER)
            if isinstance(one.value, str)}  # fmt: skip
    assert said["Number of snares"] == "4"
    assert said["Вид животного"] == "олень"
    assert said["latitude"] == "43.1"


def test_what_contradicts_the_first_row_of_a_patrol_is_kept_too(tmp_path):
    items = items_of(tmp_path, SNARE + DEER.replace("North", "South"))
    assert [one.value for one in items if one.property == "station"] == ["North", "South"]


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        (SNARE.replace("131.4,43.1", "500321,4770123"), "X"),
        (SNARE.replace('"Nov 05, 2016",3:04:05 PM', '"Nov 35, 2016",3:04:05 PM'), "Waypoint Date"),
        (SNARE.replace("P-1,", ","), "Patrol ID"),
    ],
)
def test_a_cell_that_cannot_be_read_is_said_with_its_row(bad, column, tmp_path):
    rejects = [one for one in items_of(tmp_path, bad) if isinstance(one, Reject)]
    assert column in {one.column for one in rejects}
    assert {one.row for one in rejects} == {2}


def test_incidents_and_summaries_are_known_by_their_columns(tmp_path):
    incidents = items_of(
        tmp_path,
        'Informant,9,"Nov 05, 2016",3:04:05 PM,131.4,43.1,a shot heard\n',
        "Source,Waypoint ID,Waypoint Date,Waypoint Time,X,Y,Comment\n",
    )
    assert {one.subject.schema for one in incidents if isinstance(one, Claim)} == {"Incident"}
    summary = items_of(
        tmp_path, "P-1,2,1,9.5,14.2,3\n",
        "Patrol ID,Number of Days,Number of Nights,Number of Active Patrol Hours,Distance (km),"
        "Number of Employees\n",
    )  # fmt: skip
    assert {one.property: one.value for one in summary}["distance"] == "14.2"


def test_another_table_is_refused(tmp_path):
    assert "no table of SMART" in items_of(tmp_path, "1,2\n", "a,b\n")[0].reason
