"""The catalogue for one reader: who is where, whose cub, how many; named, dead or moved by word."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.dates import read_date
from cases.statement import Claim, Handling, Ref, Source
from cases.watches import State
from workbench.security import account_of
from workbench.services.acting import acting
from workbench.services.animal_changes import change
from workbench.services.cataloguing import catalogue, file_of
from workbench.services.people import add_person
from workbench.services.refusal import NotAllowed, Refused
from workbench.services.resolving import decide
from workbench.store import Reader

START = date(2025, 1, 1)


def animal(key):
    return Ref("IndividualAnimal", "t", key)


def met(key, days, camera="D1", flank="left"):
    claims = []
    for day in days:
        when = read_date(f"{(START + timedelta(days=day)).isoformat()}T21:00:00+10:00")
        photo = Ref("Photo", "t", f"{key}{day}{camera}{flank}")
        claims += [
            Claim(photo, "Photo", "capturedAt", str(when), event_time=when),
            Claim(photo, "Photo", "individual", animal(key)),
            Claim(photo, "Photo", "deployment", Ref("Deployment", "t", camera)),
            Claim(photo, "Photo", "flank", flank),
        ]
    return claims


@pytest.fixture
def family(project, clock):
    """K with her cub C, whose own cub X has the same father as she; H across the border."""
    clock.at = datetime(2026, 1, 15, 12, tzinfo=UTC)
    claims = []
    for camera, station, latitude, country in (
        ("D1", "S1", "43.20", "RU"),
        ("D2", "S2", "42.86", "CN"),
    ):
        place, trap = Ref("Station", "t", station), Ref("Deployment", "t", camera)
        claims += [
            Claim(place, "Station", "name", f"Ridge {station}"),
            Claim(place, "Station", "latitude", latitude),
            Claim(place, "Station", "longitude", "131.30"),
            Claim(place, "Station", "country", country),
            Claim(trap, "Deployment", "station", place),
            Claim(trap, "Deployment", "start", "2025-01-01"),
            Claim(trap, "Deployment", "end", "2026-01-10"),
        ]
    for key, number in (("K", "LL-02"), ("C", "LL-03"), ("X", "LL-04"), ("H", "HC-90")):
        claims += [
            Claim(animal(key), "IndividualAnimal", "name", f"Animal {key}"),
            Claim(animal(key), "IndividualAnimal", "catalogueNumber", number),
        ]
    claims += [
        Claim(animal("C"), "IndividualAnimal", "mother", animal("K")),
        Claim(animal("C"), "IndividualAnimal", "father", animal("F")),
        Claim(animal("X"), "IndividualAnimal", "mother", animal("C")),
        Claim(animal("X"), "IndividualAnimal", "father", animal("F")),
        *met("K", range(0, 370, 20)),
        *met("C", [0, 40, 300]),
        *met("H", range(5, 370, 30), "D2", "right"),
    ]
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", clock()) as work:
        ids = work.statements.add(claims, Source("", "file", "traps.csv")).entities
    return project, {ref.key: known for ref, known in ids.items() if ref.schema != "Photo"}


def test_each_animal_has_its_state_its_cubs_and_a_lower_bound_of_inbreeding(family, clock):
    project, ids = family
    lines = {line.animal.id: line for line in catalogue(project, "Anna", clock=clock).lines}

    assert lines[ids["K"]].watch.state is State.CURRENT
    assert lines[ids["K"]].cubs == (ids["C"],)
    assert (lines[ids["X"]].inbred, lines[ids["X"]].watch) == (0.25, None)
    assert lines[ids["H"]].number == "HC-90"


def test_years_estimates_and_flanks_are_told_apart(family, clock):
    project, _ = family
    found = catalogue(project, "Anna", clock=clock)

    assert [(y.year, y.left_only, y.right_only) for y in found.years] == [
        (2025, 2, 1),
        (2026, 0, 1),
    ]
    assert {(e.method, e.flank) for e in found.estimates} == {
        ("Chapman", "left"), ("Chapman", "right"), ("Schnabel", "left"), ("Schnabel", "right"),
    }  # fmt: skip


def test_an_animal_in_full_has_its_time_its_cells_and_its_family(family, clock):
    project, ids = family
    found = file_of(project, "Anna", ids["K"], clock=clock)

    assert len(found.sightings) == 19
    assert [(cell.latitude, cell.longitude) for cell in found.cells] == [(43.125, 131.375)]
    (bond,) = found.bonds
    assert (bond.cub, bond.together) == (ids["C"], 3)
    assert (bond.first, bond.last) == (START, START + timedelta(days=300))
    assert (ids["C"], "Animal C", 0.25) in found.relatives
    assert file_of(project, "Anna", "IND-9999", clock=clock) is None


def test_two_numbers_that_are_one_animal_are_one_file_and_a_crossing(family, clock):
    project, ids = family
    decide(project, "Anna", ids["K"], ids["H"], "same", why="both flanks", clock=clock)

    found = file_of(project, "Anna", ids["H"], clock=clock)

    assert found.line.animal.id == min(ids["K"], ids["H"])
    assert len(found.known_as) == 1
    (crossing,) = found.crossings
    assert (crossing.verdict, crossing.crosses) == ("same", True)


def test_a_new_name_takes_the_place_of_the_old_one_which_stays_as_alias(family, clock):
    project, ids = family
    change(project, "Anna", ids["K"], "name", "Kedrovka", why="named by the park", clock=clock)

    assert file_of(project, "Anna", ids["K"], clock=clock).line.animal.name == "Kedrovka"
    whole = project.store.read(Reader.whole("a test looks"))
    said = {s.property: s.value for s in whole.statements.statements_of([ids["K"]])}
    assert (said["name"], said["alias"]) == ("Kedrovka", "Animal K")


def test_who_may_not_read_the_new_name_keeps_the_old_one(family, clock):
    project, ids = family
    add_person(project, "Anna", "Galina", roles=["analyst"], clearance=0, clock=clock)
    secret = Source("", "report", "an informant", handling=Handling(2))
    with project.store.transaction(account_of(project.store, "Anna").id, "test", clock()) as work:
        work.statements.add([Claim(ids["K"], "IndividualAnimal", "note", "sold alive")], secret)

    change(project, "Galina", ids["K"], "name", "Kedrovka", why="named by the park", clock=clock)

    def said(person):
        with project.store.read(acting(project, person)) as queries:
            return {(one.property, one.value)
                    for one in queries.statements.statements_of([ids["K"]])}  # fmt: skip

    def called(person):
        with project.store.read(acting(project, person)) as queries:
            assert queries.entities.captions([ids["K"]]) == {
                ids["K"]: file_of(project, person, ids["K"], clock=clock).line.animal.name
            }
            return queries.entities.captions([ids["K"]])[ids["K"]]

    assert (called("Galina"), called("Anna")) == ("Animal K", "Kedrovka")
    assert ("name", "Animal K") in said("Galina")
    assert {value for _, value in said("Galina")}.isdisjoint({"Kedrovka", "sold alive"})
    assert {("name", "Kedrovka"), ("alias", "Animal K"), ("note", "sold alive")} <= said("Anna")

    change(project, "Anna", ids["K"], "name", "Amba", why="named anew", clock=clock)

    assert (called("Galina"), called("Anna")) == ("Animal K", "Amba")
    assert ("name", "Animal K") in said("Galina")
    assert ("name", "Amba") in said("Anna")
    assert ("name", "Kedrovka") not in said("Anna")


@pytest.mark.parametrize(("what", "state"), [("dead", State.DEAD), ("moved", State.MOVED)])
def test_nobody_waits_for_an_animal_that_died_or_moved_away(family, clock, what, state):
    project, ids = family
    change(project, "Anna", ids["K"], what, "2026-01-12", why="a ranger's report", clock=clock)

    assert file_of(project, "Anna", ids["K"], clock=clock).line.watch.state is state


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("IND-9999", "name", "x", "y"), "no animal"),
        (("K", "name", " ", "y"), "is empty"),
        (("K", "name", "x", " "), "is empty"),
        (("K", "dead", "31.02.2026", "y"), "28"),
        (("K", "dead", "2130-01-01", "y"), "has not come yet"),
        (("K", "colour", "x", "y"), "nothing that is changed"),
    ],
)
def test_what_cannot_be_stated_is_told(family, clock, given, told):
    project, ids = family
    known, what, value, why = given
    with pytest.raises(Refused, match=told):
        change(project, "Anna", ids.get(known, known), what, value, why=why, clock=clock)


def test_a_prosecutor_has_no_way_into_the_catalogue(family, clock):
    with pytest.raises(NotAllowed):
        catalogue(family[0], "Vera", clock=clock)


def test_who_holds_an_open_blind_examination_finds_it_closed(family, clock, monkeypatch):
    project, ids = family
    monkeypatch.setattr("workbench.services.cataloguing.closed", lambda *_: True)
    monkeypatch.setattr("workbench.services.animal_changes.closed", lambda *_: True)
    assert catalogue(project, "Boris", clock=clock) is None
    assert file_of(project, "Boris", ids["K"], clock=clock) is None
    with pytest.raises(Refused, match="no animal"):
        change(project, "Boris", ids["K"], "name", "x", why="y", clock=clock)
