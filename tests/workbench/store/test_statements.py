"""Claims in, statements out: ids, sources, retractions, what replaces what, as of when."""

from datetime import UTC, datetime, timedelta

import pytest

from cases.dates import read_date
from cases.statement import Claim, Locator, Ref, Source, statement_digest
from workbench.store import Reader, Store, StoreRefused

ALL = Reader.whole("test")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SHEET = Source("", "file", "seizures.csv", "a" * 64)


def person(row: int, name: str) -> Claim:
    locator = Locator("s.csv", row=row)
    return Claim(Ref("Person", "sheet", str(row)), "Person", "name", name, locator=locator)


def test_the_same_sheet_again_is_known_and_leaves_no_trace(store: Store) -> None:
    claims = [person(1, "Иванов"), person(2, "Li Wei"), person(2, "李伟")]
    with store.transaction("STAFF-0001", "import", NOW) as work:
        first = work.statements.add(claims, SHEET)
    with store.read(ALL) as q:
        head = q.audit.head()
    with store.transaction("STAFF-0001", "import", NOW) as work:
        again = work.statements.add(claims, SHEET)
    with store.read(ALL) as q:
        assert (first.new, first.known, again.new, again.known) == (3, 0, 0, 3)
        assert q.audit.head() == head
        assert q.entities.captions(["PER-0001"]) == {"PER-0001": "Иванов"}
        assert {s.value for s in q.statements.statements_of(["PER-0002"])} == {"Li Wei", "李伟"}


def test_an_id_of_a_statement_is_its_digest_as_the_cases_package_defines_it(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        known = work.statements.add([person(1, "Wang")], SHEET).statements[0]
    assert known == statement_digest(
        subject="PER-0001", schema="Person", property="name", value="Wang", source_id="SRC-0001",
        locator=Locator("s.csv", row=1),
    )  # fmt: skip


def test_readable_ids_count_by_kind_and_seizures_by_the_year_of_the_event(store: Store) -> None:
    old, new, undated = (Ref("Seizure", "t", key) for key in "abc")
    claims = [
        Claim(old, "Seizure", "country", "RU", event_time=read_date("2013-05")),
        Claim(new, "Seizure", "country", "CN", event_time=read_date("2024")),
        Claim(undated, "Seizure", "country", "VN"),
        Claim(Ref("IndividualAnimal", "t", "Lord"), "IndividualAnimal", "name", "Lord"),
    ]
    with store.transaction("STAFF-0001", "import", NOW) as work:
        added = work.statements.add(claims, SHEET)
    assert list(added.entities.values()) == [
        "SZ-2013-001", "SZ-2024-001", "SZ-2026-001", "IND-0001",
    ]  # fmt: skip
    with store.transaction("STAFF-0001", "import", NOW + timedelta(days=900)) as work:
        assert work.ids([undated, Ref("Seizure", "t", "d")], {}) == {
            undated: "SZ-2026-001",
            Ref("Seizure", "t", "d"): "SZ-2029-001",
        }


def test_one_name_is_one_source_and_another_digest_another(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        ids = [
            work.sources.add(Source("", "file", title, digest))
            for title, digest in (("a", "1" * 64), ("a", "2" * 64), ("a", "1" * 64), ("b", None))
        ]
        assert work.sources.add(Source("SRC-0001", "file", "a", "1" * 64)) == "SRC-0001"
        with pytest.raises(StoreRefused, match="already the source"):
            work.sources.add(Source("SRC-0001", "file", "another", "3" * 64))
    assert ids == ["SRC-0001", "SRC-0002", "SRC-0001", "SRC-0003"]


def test_what_was_retracted_stays_so_also_when_it_is_imported_again(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        known = work.statements.add([person(1, "Wang")], SHEET).statements[0]
    with store.transaction("STAFF-0002", "retract", NOW + timedelta(hours=1)) as work:
        work.statements.retract(known, "another Wang")
        work.statements.retract(known, "said twice")
    with store.transaction("STAFF-0001", "import", NOW + timedelta(hours=2)) as work:
        assert work.statements.add([person(1, "Wang")], SHEET).known == 1
    with store.read(ALL) as q:
        assert q.statements.statements_of(["PER-0001"]) == []
        assert [r.why for r in q.statements.retractions([known])] == ["another Wang"]
        before = q.statements.at(NOW + timedelta(minutes=1))
        assert [s.value for s in before.statements_of(["PER-0001"])] == ["Wang"]
        assert q.statements.at(NOW - timedelta(days=1)).statements_of(["PER-0001"]) == []


def test_a_correction_replaces_and_its_retraction_brings_the_old_back(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        old = work.statements.add([person(1, "Wnag")], SHEET).statements[0]
        new = work.statements.add([person(1, "Wang")], SHEET, supersedes=old).statements[0]
    with store.read(ALL) as q:
        assert [s.value for s in q.statements.statements_of(["PER-0001"])] == ["Wang"]
    with store.transaction("STAFF-0001", "undo", NOW) as work:
        work.statements.retract(new, "it was Wnag")
    with store.read(ALL) as q:
        assert [s.value for s in q.statements.statements_of(["PER-0001"])] == ["Wnag"]


@pytest.mark.parametrize(
    ("hours", "name", "phones", "hub"),
    [
        (-1, [], 0, 0),
        (0, ["Wnag"], 1, 1),
        (1, ["Wang"], 1, 1),
        (2, ["Wang"], 1, 4),
        (3, ["Wang"], 0, 3),
        (None, ["Wang"], 0, 3),
    ],
)
def test_a_project_is_read_as_it_was_known_on_a_day(
    store: Store, hours: int | None, name: list[str], phones: int, hub: int
) -> None:
    """Written down, corrected, more men at the same phone, the first one's phone taken back."""
    phone = Ref("Phone", "phone", "+79140000000")
    with store.transaction("STAFF-0001", "import", NOW) as work:
        call = Claim(Ref("Person", "sheet", "1"), "Person", "phone", phone)
        old, link = work.statements.add([person(1, "Wnag"), call], SHEET).statements
    with store.transaction("STAFF-0001", "correct", NOW + timedelta(hours=1)) as work:
        work.statements.add([person(1, "Wang")], SHEET, supersedes=old)
    with store.transaction("STAFF-0001", "import", NOW + timedelta(hours=2)) as work:
        others = [Ref("Person", "sheet", str(n)) for n in (2, 3, 4)]
        work.statements.add([Claim(one, "Person", "phone", phone) for one in others], SHEET)
    with store.transaction("STAFF-0001", "retract", NOW + timedelta(hours=3)) as work:
        work.statements.retract(link, "lent to him for a day")
    moment = None if hours is None else NOW + timedelta(hours=hours)
    with store.read(ALL) as q:
        then = q.statements.at(moment)
        said = then.statements_of(["PER-0001"])
        assert [s.value for s in said if s.property == "name"] == name
        assert sum(s.property == "phone" for s in said) == phones
        assert len(then.statements_to(["PHN-0001"])) == hub
        capped = q.statements.at(moment, at_most=2)
        assert len(capped.statements_to(["PHN-0001"])) == min(hub, 2)
        assert then.degrees(["PHN-0001"]) == {"PHN-0001": hub}


@pytest.mark.parametrize(("statement", "why"), [("f" * 64, "no such"), (None, "  ")])
def test_a_retraction_names_a_statement_and_a_reason(
    store: Store, statement: str | None, why: str
) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        known = work.statements.add([person(1, "Wang")], SHEET).statements[0]
        with pytest.raises(StoreRefused):
            work.statements.retract(statement or known, why)
    with store.read(ALL) as q:
        assert q.statements.count() == 1


def test_an_edge_may_name_an_entity_by_its_id(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        work.ids([Ref("Specimen", "t", "s"), Ref("IndividualAnimal", "t", "i")])
        claims = [
            Claim("SK-0001", "Specimen", "individual", "IND-0001"),
            Claim("SK-0001", "Specimen", "note", "IND-0001"),
        ]
        kept = work.statements.add(claims, SHEET).statements
    with store.read(ALL) as q:
        targets = {s.property: s.target for s in q.statements.by_id(kept)}
        assert targets == {"individual": "IND-0001", "note": None}
        assert q.entities.refs_of(["IND-0001"]) == {"IND-0001": Ref("IndividualAnimal", "t", "i")}


def test_a_step_through_a_hub_does_not_load_the_town(store: Store) -> None:
    shop = Ref("Phone", "phone", "+79140000000")
    claims = [Claim(Ref("Person", "t", str(n)), "Person", "phone", shop) for n in range(50)]
    with store.transaction("STAFF-0001", "import", NOW) as work:
        work.statements.add(claims, SHEET)
    with store.read(ALL) as q:
        assert len(q.statements.statements_to(["PHN-0001"])) == 50
        assert len(q.statements.at(None, at_most=10).statements_to(["PHN-0001"])) == 10
        assert q.statements.degrees(["PHN-0001", "PER-0001"]) == {"PHN-0001": 50, "PER-0001": 1}


def test_an_import_taken_up_again_knows_which_batches_are_in(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        run = work.imports.begin("records", "s.csv", "the key")
        work.imports.batch(run, "rows 1 to 10")
    with store.transaction("STAFF-0001", "import", NOW) as work:
        assert work.imports.begin("records", "s.csv", "the key") == run
        with pytest.raises(StoreRefused, match="already in"):
            work.imports.batch(run, "rows 1 to 10")
        work.imports.batch(run, "rows 11 to 20")
        work.imports.finish(run, {"new": 20})
    with store.read(ALL) as q:
        assert q.intake.done("the key") == {"rows 1 to 10", "rows 11 to 20"}
        assert (q.intake.finished("the key"), q.intake.finished("other")) == (True, False)


def test_a_mapping_has_a_version_for_each_content(store: Store) -> None:
    with store.transaction("STAFF-0001", "map", NOW) as work:
        versions = [work.mappings.add("eia", text) for text in ("a", "a", "b", "a")]
    assert versions == [1, 1, 2, 3]
    with store.read(ALL) as q:
        assert q.intake.mapping("eia") == (3, "a")
        assert q.intake.mapping("eia", 2) == (2, "b")
        assert q.intake.mapping("none") is None
        assert q.intake.mappings() == [("eia", 3)]
