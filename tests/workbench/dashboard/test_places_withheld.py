"""Where the last animals live is told in cells to whoever may know no more: no page, no list, no
case says the name of a station, in no language."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from cases.dates import read_date
from cases.statement import Claim, Locator, Ref, Source
from workbench.cli import main
from workbench.dashboard.running import running
from workbench.security import account_of, add_account
from workbench.services.watching import extend_case, open_watch_case

PLANTED = "Верхняя Амба"
START = date(2025, 11, 1)
LEOPARD = Ref("IndividualAnimal", "t", "Kedrovka")
BELOW = ("Olga", "Igor")
SCRIPT = """
import streamlit as st
from workbench.dashboard.door import pages
from workbench.dashboard.here import Here
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.security import reader_of

served = running()
page = next(page for page in pages() if page.path == {path!r})
reader = reader_of(served.project.store, {person!r})
address = dict(st.query_params)
say = speak({language!r})
here = Here(served.project, reader, say, served.clock, address, {{}}, lambda: reader)
page.draw(here)
"""


@pytest.fixture
def gone(known, clock):
    """Kedrovka, met every ten days at a station near shots until May 2026, and a skin seized."""
    project = running().project
    at = Locator(file="traps.csv", row=2, quote=f"{PLANTED},43.2171,131.3171")
    station, camera = Ref("Station", "t", PLANTED), Ref("Deployment", "t", "D1")
    seizure, shots = Ref("Seizure", "t", "Z9"), Ref("Incident", "t", "I1")
    claims = [
        Claim(station, "Station", "name", PLANTED, locator=at),
        Claim(station, "Station", "latitude", "43.2171", locator=at),
        Claim(station, "Station", "longitude", "131.3171", locator=at),
        Claim(camera, "Deployment", "name", f"{PLANTED} 2025", locator=at),
        Claim(camera, "Deployment", "station", station, original_value=PLANTED, locator=at),
        Claim(camera, "Deployment", "start", "2025-11-01"),
        Claim(camera, "Deployment", "end", "2026-11-20"),
        Claim(camera, "Deployment", "gap", "stolen", event_time=read_date("2026-06-01")),
        Claim(LEOPARD, "IndividualAnimal", "name", "Kedrovka"),
        Claim(LEOPARD, "IndividualAnimal", "species", "Panthera pardus"),
        Claim(seizure, "Seizure", "species", "leopard"),
        Claim(seizure, "Seizure", "date", "2026-07-01", event_time=read_date("2026-07-01")),
        Claim(seizure, "Seizure", "latitude", "42.7"),
        Claim(seizure, "Seizure", "longitude", "130.8"),
        Claim(shots, "Incident", "type", "shots"),
        Claim(shots, "Incident", "date", "2026-05-10", event_time=read_date("2026-05-10")),
        Claim(shots, "Incident", "latitude", "43.22"),
        Claim(shots, "Incident", "longitude", "131.32"),
    ]
    for day in range(0, 181, 10):
        when = read_date(f"{(START + timedelta(days=day)).isoformat()}T21:00:00+10:00")
        photo = Ref("Photo", "t", f"K{day}")
        claims += [
            Claim(photo, "Photo", "capturedAt", str(when), event_time=when),
            Claim(photo, "Photo", "fileName", f"{PLANTED}/IMG_{day}.jpg"),
            Claim(photo, "Photo", "individual", LEOPARD),
            Claim(photo, "Photo", "deployment", camera, original_value=PLANTED, locator=at),
        ]
    anna = account_of(project.store, "Anna").id
    for name, role, level in (("Olga", "analyst", 1), ("Igor", "investigator", 0)):
        add_account(project.store, "Ada", name, "long enough to keep", {role}, clock(),
                    clearance=level)  # fmt: skip
    with project.store.transaction(anna, "test", clock()) as work:
        ids = work.statements.add(claims, Source("", "file", "traps.csv", simulated=True)).entities
    return project, ids[LEOPARD]


def sent(page: AppTest) -> str:
    """All that a page sends to the browser: words, tables and what charts are drawn of."""
    parts = []

    def walk(node: object) -> Iterator[object]:
        yield node
        for child in getattr(node, "children", {}).values():
            yield from walk(child)

    for node in walk(page._tree):
        proto = getattr(node, "proto", None)
        if proto is not None:
            parts.append(proto.SerializeToString().decode("utf-8", "ignore"))
    return "\n".join([*parts, json.dumps(dict(page.query_params))])


def drawn(path: str, person: str, language: str = "en", **address: str) -> str:
    text = SCRIPT.format(path=path, person=person, language=language)
    page = AppTest.from_string(text, default_timeout=280)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return sent(page)


def addresses(animal: str) -> list[tuple[str, dict[str, str]]]:
    return [
        ("watches", {"show": "all"}),
        ("watches", {"show": "all", "at": f"overdue {animal}"}),
        ("watches", {"show": "all", "at": f"missing_seized {animal}"}),
        ("watches", {"show": "all", "at": f"seizure_window {animal} shot"}),
        ("watches", {"show": "all", "text": PLANTED[:5]}),
        ("animal", {"id": animal}),
        ("catalogue", {}),
    ]


@pytest.mark.parametrize("person", BELOW)
def test_no_page_sends_the_station_to_whoever_may_not_know_it(gone, person):
    _, animal = gone
    for path, address in addresses(animal):
        # The letters that a person typed themselves come back in their own field.
        said = drawn(path, person, **address).replace(json.dumps(PLANTED[:5]), "")
        assert PLANTED not in said, (path, address)
        assert "43.2171" not in said, (path, address)
    assert "Kedrovka" in drawn("watches", person, show="all", at=f"overdue {animal}")
    assert "a grid cell" in drawn("animal", person, id=animal)


def test_who_may_know_is_told_the_station(gone):
    _, animal = gone
    for path, address in (("animal", {"id": animal}), ("watches", {"at": f"overdue {animal}"})):
        assert PLANTED in drawn(path, "Anna", **address)


@pytest.mark.parametrize(
    ("language", "cell", "day"),
    [
        ("en", "a grid cell around", "30 April 2026"),
        ("ru", "клетка сетки вокруг", "30 апреля 2026 г"),
        ("zh", "附近的网格", "2026年4月30日"),
        ("vi", "một ô lưới quanh", "ngày 30 tháng 4 năm 2026"),
    ],
)
def test_the_cell_and_the_day_are_told_in_the_readers_language(gone, language, cell, day):
    _, animal = gone
    said = drawn("watches", "Olga", language, show="all", at=f"overdue {animal}")
    assert cell in said
    assert day in said.replace("\\", "")
    assert PLANTED not in said


@pytest.mark.parametrize("person", BELOW)
@pytest.mark.parametrize("words", [(), ("--all",), ("--json",), ("--all", "--json")])
def test_the_command_line_says_no_station(gone, capsys, person, words):
    project, _ = gone
    folder = str(project.folder)
    assert main(["watch", *words, "--project", folder, "--as", person]) == 0
    said = capsys.readouterr().out
    assert "Kedrovka" in said
    assert PLANTED not in said
    assert "43.2171" not in said


def test_the_command_line_tells_it_to_whoever_may_know(gone, capsys):
    project, _ = gone
    assert main(["watch", "--project", str(project.folder), "--as", "Anna"]) == 0
    assert PLANTED in capsys.readouterr().out


def test_a_case_opened_by_somebody_who_knows_is_read_by_people_who_may_not(gone, clock):
    """Its reason, its summary and its history say no station and no distance to one."""
    project, animal = gone
    opened = open_watch_case(project, "Anna", "overdue", animal, clock=clock)
    for kind in ("missing_seized", "seizure_window"):
        extend_case(project, "Anna", kind, animal, opened.id, clock=clock)
    for page in ("case", "cases"):
        said = drawn(page, "Olga", id=opened.id)
        assert PLANTED not in said
        assert "km away" not in said
        assert "3 km" not in said
    assert "Kedrovka" in said or animal in said
