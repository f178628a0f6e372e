"""Level and compartments filter every question; a derived row is as closely held as its grounds."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.statement import Claim, Handling, Ref, Source
from workbench.store import Reader, Store
from workbench.store.derived import build_catalogue_coats

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
Fill = Callable[[Store], dict[str, str]]


def reader(level: int, *compartments: str) -> Reader:
    return Reader("STAFF-0007", frozenset({"analyst"}), level, frozenset(compartments))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (reader(3, "LORD"), True),
        (reader(2, "LORD", "OTHER"), True),
        (reader(1, "LORD"), False),
        (reader(3), False),
        (reader(3, "OTHER"), False),
    ],
)
def test_a_confidential_name_is_nowhere_for_who_is_not_cleared(
    store: Store, fill: Fill, who: Reader, sees: bool
) -> None:
    ids = fill(store)
    with store.read(who) as q:
        ways = [
            bool(q.statements.statements_of([ids["person"]])),
            bool(q.entities.find("Wang")),
            ids["person"] in q.entities.of_kind("Person"),
            bool(q.entities.counts().get("Person")),
            bool(q.entities.refs_of([ids["person"]])),
            bool(q.entities.id_of(Ref("Person", "t", "Wang"))),
            q.entities.captions([ids["person"]])[ids["person"]] == "Wang Wei",
        ]
        everything = q.statements.count()
    assert set(ways) == {sees}
    with store.read(reader(3, "LORD")) as q:
        assert everything == q.statements.count() - (0 if sees else 1)


def test_what_is_derived_is_as_closely_held_as_the_closest_ground(store: Store, fill: Fill) -> None:
    ids = fill(store)
    with store.read(reader(3, "LORD")) as q:
        secret = q.statements.statements_of([ids["person"]])[0].id
    with store.transaction("STAFF-0001", "derive", MOMENT) as work:
        source = Source("", "derivation", "open text", handling=Handling(1, frozenset({"OTHER"})))
        claim = Claim(ids["skin"], "Specimen", "note", "carried by W.", derived_from=(secret,))
        kept = work.statements.add([claim], source).statements
    with store.read(reader(3, "LORD", "OTHER")) as q:
        handling = q.statements.by_id(kept)[0].handling
    assert (handling.level, handling.compartments) == (2, {"LORD", "OTHER"})


def test_a_claim_cannot_be_more_open_than_its_source(store: Store) -> None:
    closed = Source("", "file", "secret.csv", "a" * 64, handling=Handling(3))
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        claim = Claim(Ref("Person", "t", "1"), "Person", "name", "N", handling=Handling(0))
        work.statements.add([claim], closed)
    with store.read(reader(2)) as q:
        assert q.statements.count() == 0


NAMES = st.frozensets(st.sampled_from(["A", "B", "C", "Lord's men", "Д"]), max_size=4)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(held=NAMES, level=st.integers(0, 3), mine=NAMES, clearance=st.integers(0, 3))
def test_what_is_seen_is_exactly_what_the_rule_says(
    store: Store, held: frozenset[str], level: int, mine: frozenset[str], clearance: int
) -> None:
    """Oracle: the rule of need to know in one line of Python over sets."""
    handling = Handling(level, held)
    title = f"{sorted(held)} {level}"
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        source = Source("", "file", title, "a" * 64, handling=handling)
        claim = Claim(Ref("Person", "t", title), "Person", "name", title)
        kept = work.statements.add([claim], source).statements
    with store.read(Reader("x", frozenset({"analyst"}), clearance, mine)) as q:
        assert bool(q.statements.by_id(kept)) == (level <= clearance and held <= mine)


def test_an_original_opens_only_for_who_may_see_what_speaks_of_it(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        digest = work.originals.add(b"a map", "map.pdf", "application/pdf")
        work.sources.add(Source("", "file", "map.pdf", digest, handling=Handling(2)))
    for level, seen in ((1, None), (2, (b"a map", "application/pdf"))):
        with store.read(reader(level)) as q:
            assert q.original(digest) == seen


def test_a_prosecutor_sees_the_members_of_cases_handed_over_and_no_other(
    store: Store, fill: Fill
) -> None:
    ids = fill(store)
    with store.transaction("STAFF-0001", "case", MOMENT) as work:
        work.cases.open("Another case")
    roles = frozenset({"prosecutor"})
    for cases, seen in ((frozenset({ids["case"]}), True), (frozenset(), False)):
        with store.read(Reader("STAFF-0004", roles, 3, frozenset({"LORD"}), cases)) as q:
            assert [case.id for case in q.cases.all()] == sorted(cases)
            assert bool(q.statements.statements_of([ids["skin"]])) == seen
            assert q.statements.statements_of([ids["person"]]) == []


STATION = Ref("Station", "t", "s1")


def place(store: Store) -> str:
    claims = [
        Claim(STATION, "Station", "name", "S 1"),
        Claim(STATION, "Station", "latitude", "43.0871", original_value="43.0871 N"),
        Claim(STATION, "Station", "longitude", "131.4123"),
        Claim(STATION, "Station", "uncertainty", "10"),
    ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        return work.statements.add(claims, Source("", "file", "s.csv", "a" * 64)).entities[STATION]


def test_animals_places_are_on_a_fixed_grid_below_the_level(store: Store) -> None:
    station = place(store)
    values = {}
    for level in (1, 2):
        with store.read(reader(level)) as q:
            said = q.statements.statements_of([station])
            values[level] = {s.property: s.value for s in said}
            assert q.entities.find("43.08") == []
            assert q.statements.saying("Station", value="43.0871") == []
    assert values[1] == {
        "name": "", "latitude": "43.125", "longitude": "131.375", "uncertainty": "20000",
    }  # fmt: skip
    assert values[2]["latitude"] == "43.0871"


def test_the_catalogue_is_as_closely_held_as_the_photos(store: Store) -> None:
    claims = []
    for name, level in (("open", 0), ("closed", 2)):
        photo = Ref("Photo", "t", name)
        handling = Handling(level)
        claims += [
            Claim(photo, "Photo", "digest", name * 3, handling=handling),
            Claim(photo, "Photo", "individual", Ref("IndividualAnimal", "t", "Lord")),
            Claim(photo, "Photo", "box", "1,2,30,40"),
            Claim(photo, "Photo", "species", "Panthera pardus"),
            Claim(photo, "Photo", "flank", "left"),
        ]
    with store.transaction("STAFF-0001", "import", MOMENT) as work:
        work.statements.add(claims, Source("", "file", "p.csv", "a" * 64))
    assert build_catalogue_coats(store) == 2
    for level, photos in ((1, 1), (2, 2)):
        with store.read(reader(level)) as q:
            coats = q.matching.catalogue("Panthera pardus", "left")
            assert len(coats) == photos
            assert coats[0].box == (1.0, 2.0, 30.0, 40.0)
            assert q.matching.catalogue("Panthera tigris") == []
