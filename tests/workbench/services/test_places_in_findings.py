"""What was found by somebody who may know animals' places is read by people who may not.

A finding accepted into a case, a case handed to a prosecutor and a bag for the court say no
camera's station: not its name, not its coordinates, not how far from it something was.
"""

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from cases.dates import read_date
from cases.findings import FINDINGS
from cases.statement import Claim, Locator, Ref, Source
from workbench.jobs import start
from workbench.jobs.worker import run_job
from workbench.services.acting import acting
from workbench.services.casework import add_members, hand_case_over, open_case
from workbench.services.exporting import contents_of
from workbench.services.finding import About, find_about
from workbench.services.finding_answers import accept, arguments_of
from workbench.services.people import add_person, grant
from workbench.store.jobs import JobRows
from workbench.views.cases import case
from workbench.views.findings import kept

PLANTED = "Верхняя Амба"
START = date(2024, 11, 1)
LEOPARD, SKIN = Ref("IndividualAnimal", "t", "Kedrovka"), Ref("Specimen", "t", "S1")
STATION, SHOTS = Ref("Station", "t", PLANTED), Ref("Incident", "t", "I1")


@pytest.fixture(autouse=True)
def few_kinds(monkeypatch):
    """Those that look at an animal and its cameras; the network's ranks take their time."""
    kinds = ("hypotheses", "population", "skin_origin", "timeline")
    monkeypatch.setattr("cases.findings.FINDINGS", {one: FINDINGS[one] for one in kinds})


@pytest.fixture
def ids(project, clock):
    """Kedrovka, met every twenty days at one station until summer, shots near it, and her skin."""
    at = Locator(file="traps.csv", row=2, quote=f"{PLANTED},43.2171,131.3171")
    camera, seizure = Ref("Deployment", "t", "D1"), Ref("Seizure", "t", "Z9")
    claims = [
        Claim(STATION, "Station", "name", PLANTED, locator=at),
        Claim(STATION, "Station", "latitude", "43.2171", locator=at),
        Claim(STATION, "Station", "longitude", "131.3171", locator=at),
        Claim(camera, "Deployment", "name", f"{PLANTED} 2025", locator=at),
        Claim(camera, "Deployment", "station", STATION, original_value=PLANTED, locator=at),
        Claim(camera, "Deployment", "start", START.isoformat()),
        Claim(camera, "Deployment", "end", "2026-04-01"),
        Claim(LEOPARD, "IndividualAnimal", "name", "Kedrovka"),
        Claim(SKIN, "Specimen", "individual", LEOPARD),
        Claim(SKIN, "Specimen", "seizure", seizure),
        Claim(seizure, "Seizure", "date", "2026-03-01", event_time=read_date("2026-03-01")),
        Claim(SHOTS, "Incident", "type", "shots"),
        Claim(SHOTS, "Incident", "date", "2025-09-10", event_time=read_date("2025-09-10")),
        Claim(SHOTS, "Incident", "latitude", "43.22"),
        Claim(SHOTS, "Incident", "longitude", "131.32"),
    ]
    for day in range(0, 241, 20):
        when = read_date(f"{(START + timedelta(days=day)).isoformat()}T21:00:00+10:00")
        photo = Ref("Photo", "t", f"K{day}")
        claims += [
            Claim(photo, "Photo", "capturedAt", str(when), event_time=when),
            Claim(photo, "Photo", "fileName", f"{PLANTED}/IMG_{day}.jpg"),
            Claim(photo, "Photo", "individual", LEOPARD),
            Claim(photo, "Photo", "deployment", camera, original_value=PLANTED, locator=at),
        ]
    add_person(project, "Anna", "Olga", roles=["analyst"], clearance=1, clock=clock)
    with project.store.transaction("STAFF-0001", "test", clock()) as work:
        return work.statements.add(claims, Source("", "file", "traps.csv")).entities


@pytest.fixture
def accepted(project, ids, clock):
    """A case of the skin into which Anna, who may know places, accepted all that was found."""
    known = open_case(project, "Anna", "The skin", members=[ids[SKIN]], clock=clock).id
    _, found = find_about(project, "Anna", About(), clock=clock)
    assert {"hypotheses", "skin_origin", "timeline"} <= {one.kind for one in found}
    assert PLANTED in str([one.facts for one in found])
    for one in found:
        accept(project, "Anna", one, known, why="it fits", clock=clock)
    return known


def says_where(text: str) -> list[str]:
    """What of the station stands in a text."""
    return [one for one in (PLANTED, "43.2171", "131.3171", " km") if one in text]


def test_an_accepted_finding_tells_nobody_the_station(project, accepted, clock):
    hand_case_over(project, "Anna", accepted, "Vera", purpose="trial", authority="§ 1", clock=clock)
    for person in ("Olga", "Vera"):
        page = case(project, acting(project, person), accepted)
        said = str(asdict(page))
        assert "last photographed on 2025-06-29 in a grid cell around 43.125" in said
        assert says_where(said) == [], person


def test_a_bag_made_by_somebody_who_knows_tells_no_station(project, ids, accepted, tmp_path, clock):
    add_members(project, "Anna", accepted, [ids[STATION], ids[LEOPARD]], clock=clock)
    said = contents_of(project, acting(project, "Anna"), accepted, tmp_path, clock=clock)
    assert any("in a grid cell around" in one.sentence for one in said.findings)
    assert says_where(str(said)) == []
    assert ids[STATION] in str(said.statements)
    files = [one.content for one in said.attachments if isinstance(one.content, Path)]
    assert len(files) == 3
    for path in files:
        assert says_where(path.read_text("utf-8")) == [], path.name


def test_what_was_found_for_a_higher_clearance_is_not_shown_to_a_lower(project, ids, clock):
    add_person(project, "Anna", "Clara", roles=["analyst"], clearance=2, clock=clock)
    asked = arguments_of()
    start(project, "Clara", "findings", asked, clock=clock, worker=False)
    jobs = JobRows(project.store)
    run_job(project, jobs, jobs.claim("test", clock()))
    before = kept(project, acting(project, "Clara"), asked)
    assert PLANTED in str(before)

    grant(project, "Anna", "Clara", roles=["analyst"], clearance=1, compartments=(),
                  clock=clock)  # fmt: skip
    after = kept(project, acting(project, "Clara"), asked)

    assert says_where(str(after)) == []
    assert (after.rows, after.hidden) == ((), len(before.rows))


def test_what_a_lower_clearance_finds_itself_is_shown_to_it(project, ids, clock):
    asked = arguments_of()
    start(project, "Olga", "findings", asked, clock=clock, worker=False)
    jobs = JobRows(project.store)
    run_job(project, jobs, jobs.claim("test", clock()))
    found = kept(project, acting(project, "Olga"), asked)
    assert found.hidden == 0
    assert "skin_origin" in {row.finding.kind for row in found.rows}
    assert PLANTED not in str(found)
    assert "43.2171" not in str(found)
