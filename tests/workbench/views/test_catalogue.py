"""The catalogue as it is listed: which photo stands for an animal, and who finds it closed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.statement import Claim, Handling, Ref, Source
from workbench.project import Project
from workbench.store import CoatRecord, Reader
from workbench.store.derived import build_catalogue_coats
from workbench.views.catalogue import animal, animals, closed, flank_photos

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 2)
EXAMINER = Reader("STAFF-0002", frozenset({"investigator"}), 2)
LORD, PAMELA, BARE = (Ref("IndividualAnimal", "t", name) for name in ("Lord", "Pamela", "Bare"))
CAMERAS = Source("", "file", "cameras.csv", "a" * 64)
DRAWN = Source("", "file", "drawn.csv", "b" * 64, simulated=True)

# animal, name of the photo, flank, box, day, grade of its coat, source
PHOTOS = (
    (LORD, "limited-large", "left", "0,0,900,600", "2024-05-01", "limited", CAMERAS),
    (LORD, "good-small", "left", "0,0,200,100", "2023-05-01", "sufficient", CAMERAS),
    (LORD, "good-large", "left", "0,0,800,500", "2022-05-01", "sufficient", CAMERAS),
    (LORD, "right", "right", "0,0,10,10", "2021-05-01", "not_suitable", CAMERAS),
    (LORD, "undescribed", "unknown", "", "", "", DRAWN),
    (PAMELA, "drawn", "left", "", "2020-01-01", "", DRAWN),
)


def digest(name: str) -> str:
    return name.encode().hex().ljust(64, "0")[:64]


def said_of(ref: Ref, name: str, flank: str, box: str, day: str) -> list[Claim]:
    photo = Ref("Photo", "t", name)
    said = {"digest": digest(name), "flank": flank, "box": box, "capturedAt": day}
    claims = [Claim(photo, "Photo", word, value) for word, value in said.items() if value]
    return [*claims, Claim(photo, "Photo", "individual", ref)]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Lord with five photos, Pamela with a drawn one, an animal without any, a secret of Lord."""
    made = Project.create(tmp_path_factory.mktemp("catalogue") / "p", name="catalogue")
    with made.store.transaction("STAFF-0001", "import", NOW) as work:
        named = [
            Claim(LORD, "IndividualAnimal", "name", "Lord"),
            Claim(LORD, "IndividualAnimal", "species", "Panthera pardus"),
            Claim(LORD, "IndividualAnimal", "note", "collared", handling=Handling(3)),
            Claim(BARE, "IndividualAnimal", "name", "Bare"),
        ]
        work.statements.add(named, CAMERAS)
        for ref, name, flank, box, day, grade, source in PHOTOS:
            work.statements.add(said_of(ref, name, flank, box, day), source)
            if grade:
                quality = {"grade": grade, "reasons": ["glare"] if grade == "limited" else []}
                coat = CoatRecord(f"CT-{name}", digest(name), {}, flank, "", "camera", quality, {})
                work.coats.add(coat)
        skin = work.statements.add(
            [Claim(Ref("Specimen", "t", "s"), "Specimen", "name", "s")], CAMERAS
        )
        known = next(iter(skin.entities.values()))
        work.examinations.open(known, EXAMINER.person)
    build_catalogue_coats(made.store)
    yield made
    made.close()


def test_animals_stand_in_order_with_what_their_photos_show(project: Project) -> None:
    lord, pamela, bare = sorted(animals(project, ANALYST), key=lambda row: -row.photos)

    assert [row.id for row in animals(project, ANALYST)] == sorted(
        row.id for row in (lord, pamela, bare)
    )
    assert (lord.caption, lord.species, lord.photos) == ("Lord", "Panthera pardus", 5)
    assert lord.flanks == ("left", "right", "unknown")
    assert lord.last_seen == "2024-05-01"
    assert (bare.photos, bare.flanks, bare.last_seen, bare.best_photo) == (0, (), "", "")


def test_an_animal_is_simulated_only_where_all_its_photos_are(project: Project) -> None:
    simulated = {row.caption: row.simulated for row in animals(project, ANALYST)}

    assert simulated["Lord"] is False
    assert simulated["Bare"] is False
    assert list(simulated.values()).count(True) == 1


def test_of_each_flank_the_best_graded_photo_is_shown_and_of_equals_the_largest(
    project: Project,
) -> None:
    lord = next(row.id for row in animals(project, ANALYST) if row.caption == "Lord")

    left, right, unknown = flank_photos(project, ANALYST, [lord])[lord]

    assert (left.digest, left.quality, left.photos) == (digest("good-large"), "sufficient", 3)
    assert (right.digest, right.quality, right.photos) == (digest("right"), "not_suitable", 1)
    assert (unknown.digest, unknown.quality, unknown.reasons) == (digest("undescribed"), "", ())


def test_only_animals_that_were_asked_for_and_have_photos_are_answered(project: Project) -> None:
    ids = {row.caption: row.id for row in animals(project, ANALYST)}

    assert flank_photos(project, ANALYST, [ids["Bare"]]) == {}
    assert flank_photos(project, ANALYST, []) == {}
    assert set(flank_photos(project, ANALYST, ids.values())) == set(ids.values()) - {ids["Bare"]}


def test_one_animal_comes_with_photos_and_what_is_said_below_the_readers_level(
    project: Project,
) -> None:
    lord = next(row.id for row in animals(project, ANALYST) if row.caption == "Lord")
    page = animal(project, ANALYST, lord)

    assert page is not None
    assert (page.row.caption, len(page.photos)) == ("Lord", 5)
    assert {row.value for row in page.statements} == {"Lord", "Panthera pardus"}
    assert {row.source for row in page.statements} == {"cameras.csv"}
    assert animal(project, ANALYST, "IND-9999") is None


def test_during_an_open_blind_examination_no_photo_of_the_catalogue_is_given(
    project: Project,
) -> None:
    everyone = [row.id for row in animals(project, ANALYST)]

    assert closed(project, EXAMINER)
    assert not closed(project, ANALYST)
    assert flank_photos(project, EXAMINER, everyone) == {}
    assert animals(project, EXAMINER) == ()
    assert all(animal(project, EXAMINER, one) is None for one in everyone)


def test_of_two_animals_in_one_photo_each_has_the_quality_of_its_own_coat(tmp_path: Path) -> None:
    made = Project.create(tmp_path / "p", name="two in one photo")
    sides = ((LORD, 0, "limited"), (PAMELA, 500, "sufficient"))
    with made.store.transaction("STAFF-0001", "import", NOW) as work:
        for ref, x, grade in sides:
            photo = Ref("Photo", "t", f"both-{ref.key}")
            said = {"digest": digest("both"), "flank": "left", "box": f"{x},0,400,300"}
            work.statements.add(
                [
                    Claim(ref, "IndividualAnimal", "name", ref.key),
                    *(Claim(photo, "Photo", word, value) for word, value in said.items()),
                    Claim(photo, "Photo", "individual", ref),
                ],
                CAMERAS,
            )
            region = {"x": x + 10, "y": 5, "width": 380, "height": 290}
            quality = {"grade": grade, "reasons": []}
            coat = CoatRecord(f"CT-{x}", digest("both"), region, "left", "", "camera", quality, {})
            work.coats.add(coat)
    build_catalogue_coats(made.store)
    names = {row.id: row.caption for row in animals(made, ANALYST)}

    shown = flank_photos(made, ANALYST, list(names))
    assert {names[one]: photos[0].quality for one, photos in shown.items()} == {
        "Lord": "limited",
        "Pamela": "sufficient",
    }
    made.close()
