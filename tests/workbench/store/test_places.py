"""Below the level at which places of animals are exact, nothing that is read says a place."""

from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Locator, Ref, Source
from workbench.store import Reader, Store
from workbench.store.reading.places import coarse

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)
PLANTED = "Верхняя Амба"
CAMERA, MEETING, PHOTO = (Ref(k, "t", "1") for k in ("Deployment", "Sighting", "Photo"))
STATION = Ref("Station", "t", PLANTED)
AT = Locator(file="stations.csv", row=2, quote=f"{PLANTED},43.0871,131.4")


def reader(level: int) -> Reader:
    return Reader("STAFF-0001", frozenset({"analyst"}), level)


@pytest.fixture
def ids(store: Store) -> list[str]:
    """A station, its camera, a meeting and its photo: the name of the station wherever it fits."""
    claims = [
        Claim(STATION, "Station", "name", PLANTED, locator=AT),
        Claim(STATION, "Station", "latitude", "43.0871", locator=AT),
        Claim(STATION, "Station", "ridge", f"above {PLANTED}", locator=AT),
        Claim(STATION, "Station", "country", "RU", locator=AT),
        Claim(CAMERA, "Deployment", "name", f"{PLANTED} 2025", locator=AT),
        Claim(CAMERA, "Deployment", "station", STATION, original_value=PLANTED, locator=AT),
        Claim(CAMERA, "Deployment", "start", "2025-01-01", locator=AT),
        Claim(MEETING, "Sighting", "comments", f"left of {PLANTED}", locator=AT),
        Claim(MEETING, "Sighting", "species", "Panthera pardus", locator=AT),
        Claim(PHOTO, "Photo", "fileName", f"{PLANTED}/IMG_0001.jpg"),
        Claim(PHOTO, "Photo", "deployment", CAMERA, original_value=PLANTED, locator=AT),
        Claim(PHOTO, "Photo", "flank", "left"),
    ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        known = work.statements.add(claims, Source("", "file", "stations.csv", "a" * 64)).entities
    return sorted(set(known.values()))


@pytest.mark.parametrize("level", [0, 1])
def test_no_word_of_a_station_reaches_whoever_may_not_know_it(
    store: Store, ids: list[str], level: int
) -> None:
    with store.read(reader(level)) as q:
        assert PLANTED not in repr(q.statements.statements_of(ids))
        assert PLANTED not in repr(q.entities.captions(ids))
        assert q.entities.find(PLANTED) == []
        assert q.statements.saying("Station", value=PLANTED) == []


def test_who_may_know_reads_all_of_it(store: Store, ids: list[str]) -> None:
    with store.read(reader(2)) as q:
        assert PLANTED in q.entities.captions(ids).values()
        assert {row[3] for row in q.entities.find(PLANTED)} >= {PLANTED}
        assert len(q.statements.saying("Station", value=PLANTED)) == 1


def test_what_says_no_place_stays(store: Store, ids: list[str]) -> None:
    """Country, species, days and which camera: the work that needs no place goes on."""
    with store.read(reader(0)) as q:
        said = {(s.schema, s.property): s for s in q.statements.statements_of(ids)}
    assert said["Station", "country"].value == "RU"
    assert said["Deployment", "start"].value == "2025-01-01"
    assert said["Deployment", "station"].target == said["Station", "name"].subject
    assert said["Sighting", "species"].value == "Panthera pardus"
    assert said["Photo", "fileName"].value == "IMG_0001.jpg"
    assert said["Photo", "flank"].value == "left"
    assert len(said) == 12


def test_a_place_that_is_no_number_is_not_shown(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        ref = Ref("Station", "t", "2")
        claims = [Claim(ref, "Station", "latitude", f"43 N, {PLANTED}")]
        known = work.statements.add(claims, Source("", "file", "s.csv", "b" * 64)).entities[ref]
    with store.read(reader(1)) as q:
        assert [s.value for s in q.statements.statements_of([known])] == [""]


def test_the_program_itself_and_who_is_cleared_see_places_as_they_are() -> None:
    assert [coarse(reader(level)) for level in range(4)] == [True, True, False, False]
    assert not coarse(Reader.whole("a test"))
