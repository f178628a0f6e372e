"""What pages read: a small project with a seizure, a skin, a case and a search."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from cases.dates import read_date
from cases.statement import Claim, Grade, Handling, Locator, Ref, Source
from embeddings.photo import read_photo
from workbench.bag.metadata import names_a_place
from workbench.project import Project
from workbench.store import (
    CoatRecord,
    ComparisonRecord,
    CustodyRecord,
    DecisionRecord,
    Reader,
    SearchRecord,
)
from workbench.store.derived import build_catalogue_coats
from workbench.store.jobs import JobRows
from workbench.views import (
    audit,
    cases,
    catalogue,
    custody,
    finding,
    jobs,
    network,
    pairs,
    photos,
    seizure_map,
    seizures,
    skins,
    ways,
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 2, frozenset())
EXAMINER = Reader("STAFF-0002", frozenset({"investigator"}), 2, frozenset())
SHEET = Source("", "file", "seizures.csv", "a" * 64, grade=Grade("admiralty", "B", "2"),
               simulated=True)  # fmt: skip
SEIZURE, COURIER, PLACE = (
    Ref("Seizure", "t", "1"), Ref("Person", "t", "c"), Ref("Place", "t", "Kraskino"),
)  # fmt: skip
SKIN, LORD = Ref("Specimen", "t", "s"), Ref("IndividualAnimal", "t", "Lord")
QUERY, FRAME = Ref("Photo", "t", "q"), Ref("Photo", "t", "f")


@pytest.fixture(params=["sqlite", "postgresql"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    """The project over each database."""
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None
    made = Project.create(tmp_path / "p", name="views", database_url=url)
    _fill(made)
    yield made
    made.close()


def _fill(project: Project) -> None:
    when = read_date("2024-03-05")
    with project.store.transaction(ANALYST.person, "import", NOW) as work:
        digest = work.originals.add(b"skin", "q.jpg", "image/jpeg")
        work.statements.add(
            [
                Claim(SEIZURE, "Seizure", "date", "2024-03-05", event_time=when),
                Claim(SEIZURE, "Seizure", "country", "RU", locator=Locator("seizures.csv", row=2)),
                Claim(SEIZURE, "Seizure", "product", "skin"),
                Claim(SEIZURE, "Seizure", "courier", COURIER),
                Claim(SEIZURE, "Seizure", "place", PLACE),
                Claim(PLACE, "Place", "name", "Краскино"),
                Claim(PLACE, "Place", "latitude", "42.71"),
                Claim(PLACE, "Place", "longitude", "130.78"),
                Claim(COURIER, "Person", "name", "Иван Соколов"),
                Claim(COURIER, "Person", "note", "informer", handling=Handling(3)),
                Claim(SKIN, "Specimen", "name", "folded skin"),
                Claim(SKIN, "Specimen", "seizure", SEIZURE),
                Claim(SKIN, "Specimen", "photo", QUERY),
                Claim(QUERY, "Photo", "digest", digest),
                Claim(QUERY, "Photo", "width", "800"),
                Claim(FRAME, "Photo", "digest", "b" * 64),
                Claim(FRAME, "Photo", "individual", LORD),
                Claim(FRAME, "Photo", "flank", "left"),
                Claim(LORD, "IndividualAnimal", "name", "Lord"),
                Claim(Ref("Seizure", "t", "2"), "Seizure", "country", "VN"),
                Claim(Ref("Exhibit", "t", "e"), "Exhibit", "number", "7"),
            ],
            SHEET,
        )
        for row, (name, status) in enumerate((("A", "confirmed"), ("B", "unstated"))):
            leg = Ref("RouteLeg", "t", name)
            said = {"placeName": name, "order": str(row), "legStatus": status, "seizure": SEIZURE}
            work.statements.add(
                [Claim(leg, "RouteLeg", key, value) for key, value in said.items()], SHEET
            )
        work.coats.add(CoatRecord("CT-q", digest, {}, "left", "", "pelt", {}, {}))
        work.coats.add(CoatRecord("CT-f", "b" * 64, {}, "left", "", "camera", {}, {}))
        answer = {
            "lead": {"verdict": "this_animal", "individual": "IND-0001", "sentence": "It is Lord."},
            "candidates": [{"individual": "IND-0001", "log10_lr": 4.0}],
        }
        found = work.searches.add(
            SearchRecord("SK-0001", ("CT-q",), "f" * 64, answer, "g" * 64, "n" * 64, "c" * 64)
        )
        marks = {"sift": [[1, 2, 3, 4]]}
        work.comparisons.add(
            ComparisonRecord(found, "CT-q", "CT-f", "IND-0001", {"cosine": 0.9}, marks, "f" * 64)
        )
        case = work.cases.open("The skin of Kraskino")
        for member in ("SZ-2024-001", "SK-0001", "EX-0001"):
            work.cases.add_member(case, member)
        work.cases.note(case, "question", "who bought it?")
        work.custody.add(CustodyRecord("EX-0001", "seized", to_whom="border post"))
        work.decisions.add(DecisionRecord("SK-0001", "PER-0001", "different", "no person"))
    build_catalogue_coats(project.store)


def test_seizures_are_found_by_country_date_and_by_what_they_link_to_in_any_script(
    project: Project,
) -> None:
    found = {
        text: [row.id for row in seizures.page(project, ANALYST, wanted).rows]
        for text, wanted in {
            "all": seizures.SeizureFilter(),
            "country": seizures.SeizureFilter(countries=("VN",)),
            "courier": seizures.SeizureFilter(text="соколов"),
            "place": seizures.SeizureFilter(text="КРАСК"),
            "day": seizures.SeizureFilter(first_day="2024-03-05", last_day="2024-03-05"),
            "before": seizures.SeizureFilter(last_day="2024-03-04"),
            "percent": seizures.SeizureFilter(text="%"),
        }.items()
    }
    assert found == {
        "all": ["SZ-2024-001", "SZ-2026-001"], "country": ["SZ-2026-001"],
        "courier": ["SZ-2024-001"], "place": ["SZ-2024-001"], "day": ["SZ-2024-001"],
        "before": [], "percent": [],
    }  # fmt: skip
    row = seizures.page(project, ANALYST, limit=1).rows[0]
    assert (row.date, row.place, row.skins) == ("2024-03-05", "Краскино", ("SK-0001",))
    assert row.simulated
    assert seizures.page(project, ANALYST, limit=1).total == 2
    assert seizures.choices(project, ANALYST, "country") == [("RU", 1), ("VN", 1)]


def test_a_search_in_any_script_and_any_capitals(project: Project) -> None:
    assert [hit.caption for hit in finding.find(project, ANALYST, "СОКОЛОВ")] == ["Иван Соколов"]
    assert finding.find(project, ANALYST, "informer") == ()
    assert finding.find(project, ANALYST, "  ") == ()
    assert [hit.id for hit in finding.find(project, ANALYST, "sk-0001")] == ["SK-0001"]


def test_a_skin_shows_the_lead_to_who_may_see_it_and_says_so_to_who_may_not(
    project: Project,
) -> None:
    (row,) = skins.skins(project, ANALYST)
    assert (row.lead, row.photos, row.seizure) == ("It is Lord.", 1, "SZ-2024-001")
    page = skins.skin(project, ANALYST, "SK-0001")
    assert page is not None
    assert (page.withheld, page.captions, page.condition) == (
        False, {"IND-0001": "Lord"}, "informed",
    )  # fmt: skip
    assert [(p.width, [c.id for c in p.coats]) for p in page.photos] == [(800, ["CT-q"])]
    blind = skins.skin(project, EXAMINER, "SK-0001")
    assert blind is not None
    assert (blind.search, blind.withheld, blind.condition) == (None, True, "blind")
    assert skins.skin(project, ANALYST, "SK-0999") is None


def test_a_pair_withholds_marks_and_strength_from_who_has_not_looked_on_record(
    project: Project,
) -> None:
    seen = pairs.pair(project, ANALYST, "SK-0001", "IND-0001")
    hidden = pairs.pair(project, EXAMINER, "SK-0001", "IND-0001")
    assert seen is not None
    assert hidden is not None
    assert seen.marks == (pairs.Mark(1, 2, 3, 4, "sift"),)
    assert (seen.candidate["log10_lr"], seen.withheld) == (4.0, False)
    assert (hidden.marks, dict(hidden.scores), dict(hidden.candidate)) == ((), {}, {})
    assert hidden.withheld
    assert [side.digest for side in (hidden.query, hidden.gallery) if side] == [
        side.digest for side in (seen.query, seen.gallery) if side
    ]
    assert pairs.line_up(project, EXAMINER, "SK-0001") == ("IND-0001",)
    assert pairs.pair(project, ANALYST, "SK-0001", "IND-0099") is None


def test_a_case_page_holds_what_a_colleague_needs(project: Project) -> None:
    (row,) = cases.cases(project, ANALYST)
    assert (row.title, row.status, row.members, row.simulated) == (
        "The skin of Kraskino", "open", 3, True,
    )  # fmt: skip
    page = cases.case(project, ANALYST, row.id)
    assert page is not None
    assert [(t.date, t.entity) for t in page.timeline] == [("2024-03-05", "SZ-2024-001")]
    assert [q.note for q in page.questions] == ["who bought it?"]
    assert [c.to_whom for c in page.custody] == ["border post"]
    assert {m.caption for m in page.members} >= {"folded skin", "7"}
    assert len(page.decisions) == 1
    assert any(k.where == "seizures.csv, row 2" and k.grade for k in page.known)
    assert cases.case(project, ANALYST, "CASE-1999-001") is None


def test_the_network_lies_still_and_shows_no_secret(project: Project) -> None:
    first = network.neighbourhood(project, ANALYST, ["SZ-2024-001"], steps=2)
    again = network.neighbourhood(project, ANALYST, ["SZ-2024-001"], steps=2)
    assert first == again
    captions = {node.id: node.caption for node in first.nodes}
    assert captions["PER-0001"] == "Иван Соколов"
    courier = next(edge for edge in first.edges if edge.property == "courier")
    (behind,) = network.said(project, ANALYST, courier.statements)
    assert (behind.value, behind.source) == ("Иван Соколов", "seizures.csv")
    explained = network.explain(project, ANALYST, "PER-0001")
    assert explained is not None
    assert [s.property for s in explained.statements] == ["name"]
    assert explained.links == {"courier": 1}
    (way,) = ways.ways_between(project, ANALYST, "SK-0001", "PER-0001").ways
    assert way.nodes == ("SK-0001", "SZ-2024-001", "PER-0001")
    assert way.statement.source == "seizures.csv"


def test_the_catalogue_is_closed_during_an_open_blind_examination(project: Project) -> None:
    assert [(a.caption, a.flanks) for a in catalogue.animals(project, EXAMINER)] == [
        ("Lord", ("left",))
    ]
    with project.store.transaction(EXAMINER.person, "examine", NOW) as work:
        work.examinations.open("SK-0001", EXAMINER.person)
    assert catalogue.animals(project, EXAMINER) == ()
    assert catalogue.animal(project, EXAMINER, "IND-0001") is None
    seen = catalogue.animal(project, ANALYST, "IND-0001")
    assert seen is not None
    assert [photo.digest for photo in seen.photos] == ["b" * 64]


def test_small_views(project: Project) -> None:
    assert [c.action for c in custody.custody(project, ANALYST, "EX-0001")] == ["seized"]
    assert audit.audit_rows(project, ANALYST) == ()
    chief = Reader("STAFF-0009", frozenset({"administrator"}))
    assert [row.action for row in audit.audit_rows(project, chief)] == ["import"]
    assert audit.audit_rows(project, chief, touching="SK-0001")[0].seq == 1
    assert audit.head(project, chief).seq == 1
    skin = skins.skin(project, ANALYST, "SK-0001")
    assert skin is not None
    digest = skin.photos[0].digest
    assert photos.photo_bytes(project, ANALYST, digest) == (b"skin", "image/jpeg")
    assert photos.photo_bytes(project, ANALYST, "0" * 64) is None


def test_a_job_is_taken_once_reports_and_can_be_stopped_by_its_owner(project: Project) -> None:
    rows = JobRows(project.store)
    known = rows.add("match", ANALYST.person, {"skin": "SK-0001"}, NOW)
    taken = rows.claim("worker", NOW)
    assert taken is not None
    assert (taken.id, rows.claim("another", NOW)) == (known, None)
    assert not rows.report(known, {"done": 1}, NOW)
    rows.ask_to_stop(ANALYST, known, NOW)
    assert rows.report(known, {"done": 2}, NOW)
    rows.end(known, "stopped", {}, NOW)
    mine = jobs.job(project, ANALYST, known)
    assert mine is not None
    assert (mine.state, mine.progress) == ("stopped", {"done": 2})
    assert jobs.jobs(project, EXAMINER) == ()


def test_a_photo_is_shown_without_its_place_to_who_may_not_know_it(project: Project) -> None:
    taken = Image.Exif()
    taken.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (42.0, 42.0, 36.5)})
    made = io.BytesIO()
    Image.effect_noise((64, 40), 90).save(made, "JPEG", exif=taken)
    with project.store.transaction(ANALYST.person, "import", NOW) as work:
        digest = work.originals.add(made.getvalue(), "den.jpg", "image/jpeg")
        text_of = work.originals.add(b"42.71 N 130.78 E", "den.txt", "text/plain")
        claims = [Claim(Ref("Photo", "t", d), "Photo", "digest", d) for d in (digest, text_of)]
        work.statements.add(claims, SHEET)
    for level in (0, 1):
        below = Reader("STAFF-0003", frozenset({"analyst"}), level)
        shown = photos.photo_bytes(project, below, digest)
        assert shown is not None
        assert names_a_place(made.getvalue())
        assert not names_a_place(shown[0])
        assert np.array_equal(read_photo(shown[0]).pixels, read_photo(made.getvalue()).pixels)
        assert photos.photo_bytes(project, below, text_of) is None
    assert photos.photo_bytes(project, ANALYST, digest) == (made.getvalue(), "image/jpeg")


SECRET = seizures.SeizureFilter(countries=("KP",))
BELOW = Reader("STAFF-0003", frozenset({"analyst"}), 0)
NOT_HANDED_OVER = Reader("STAFF-0004", frozenset({"prosecutor"}), 3)


@pytest.mark.parametrize("who", [BELOW, NOT_HANDED_OVER], ids=["below the level", "no case"])
@pytest.mark.parametrize(
    ("what", "nothing"),
    [
        (lambda p, r: seizures.page(p, r, seizures.SeizureFilter(text="Марков")).total, 0),
        (lambda p, r: finding.find(p, r, "Марков"), ()),
        (lambda p, r: finding.find(p, r, "PER-0002"), ()),
        (lambda p, r: network.explain(p, r, "PER-0002"), None),
        (lambda p, r: network.neighbourhood(p, r, ["PER-0002"], steps=2).nodes, ()),
        (lambda p, r: ways.ways_between(p, r, "PER-0002", "SK-0001").ways, ()),
        (lambda p, r: seizures.page(p, r, seizures.SeizureFilter(countries=("KP",))).rows, ()),
        (lambda p, r: [c for c, _ in seizures.choices(p, r, "country") if c == "KP"], []),
        (lambda p, r: seizure_map.points(p, r, SECRET, total=9), ()),
        (lambda p, r: seizure_map.periods(p, r, SECRET), ()),
        (lambda p, r: seizure_map.routes(p, r, SECRET).told, 0),
        (lambda p, r: cases.case(p, r, "CASE-2026-002"), None),
        (lambda p, r: [c.title for c in cases.cases(p, r) if "Марков" in c.title], []),
        (lambda p, r: custody.custody(p, r, "EX-0002"), ()),
        (lambda p, r: catalogue.animal(p, r, "IND-0002"), None),
        (lambda p, r: [a.caption for a in catalogue.animals(p, r) if a.caption == "Ghost"], []),
        (lambda p, r: skins.skin(p, r, "SK-0002"), None),
        (lambda p, r: [s.id for s in skins.skins(p, r) if s.id == "SK-0002"], []),
        (lambda p, r: pairs.pair(p, r, "SK-0002", "IND-0002"), None),
        (lambda p, r: pairs.line_up(p, r, "SK-0002"), ()),
        (lambda p, r: audit.audit_rows(p, r), ()),
        (lambda p, r: jobs.jobs(p, r), ()),
    ],
)  # fmt: skip
def test_no_view_tells_what_is_above_the_reader(
    closed: Project, who: Reader, what: Callable[[Project, Reader], object], nothing: object
) -> None:
    assert what(closed, who) == nothing


def test_a_secret_changes_no_count_rank_or_choice_of_who_may_not_know_it(
    project: Project,
) -> None:
    def told() -> list[object]:
        return [
            seizures.page(project, BELOW),
            seizure_map.points(project, BELOW, seizures.SeizureFilter(), total=9),
            seizure_map.periods(project, BELOW, seizures.SeizureFilter()),
            seizures.choices(project, BELOW, "country"),
            skins.skins(project, BELOW),
            catalogue.animals(project, BELOW),
            network.neighbourhood(project, BELOW, ["SZ-2024-001"], steps=2),
            finding.find(project, BELOW, "а"),
            cases.cases(project, BELOW),
        ]

    before = told()
    _keep_closed(project)
    assert told() == before
    assert seizures.page(project, CLEARED).total == seizures.page(project, BELOW).total + 1


CLEARED = Reader("STAFF-0005", frozenset({"analyst"}), 3)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The project with secrets in it; only read, so that one serves all."""
    made = Project.create(tmp_path_factory.mktemp("closed") / "p", name="views")
    _fill(made)
    _keep_closed(made)
    yield made
    made.close()


def _keep_closed(project: Project) -> None:
    """A seizure, a man, a skin, an animal and a case that only level 3 may know of."""
    seizure, man, skin = (
        Ref("Seizure", "t", "closed"),
        Ref("Person", "t", "closed"),
        Ref("Specimen", "t", "closed"),
    )
    animal, photo, exhibit = (
        Ref("IndividualAnimal", "t", "x"), Ref("Photo", "t", "x"), Ref("Exhibit", "t", "x"),
    )  # fmt: skip
    secret = replace(SHEET, title="secret.csv", digest="c" * 64, handling=Handling(3))
    with project.store.transaction(ANALYST.person, "import", NOW) as work:
        added = work.statements.add(
            [
                Claim(seizure, "Seizure", "date", "2025-01-07", event_time=read_date("2025-01-07")),
                Claim(seizure, "Seizure", "country", "KP"),
                Claim(seizure, "Seizure", "courier", man),
                Claim(seizure, "Seizure", "place", PLACE),
                Claim(man, "Person", "name", "Пётр Марков"),
                Claim(skin, "Specimen", "name", "second skin"),
                Claim(skin, "Specimen", "seizure", seizure),
                Claim(SKIN, "Specimen", "note", "carried by Марков"),
                Claim(animal, "IndividualAnimal", "name", "Ghost"),
                Claim(photo, "Photo", "digest", "e" * 64),
                Claim(photo, "Photo", "individual", animal),
                Claim(exhibit, "Exhibit", "number", "8"),
            ],
            secret,
        ).entities
        case = work.cases.open("Пётр Марков", handling=Handling(3))
        work.cases.add_member(case, added[skin])
        step = CustodyRecord(added[exhibit], "seized", to_whom="post", handling=Handling(3))
        work.custody.add(step)
    build_catalogue_coats(project.store)
