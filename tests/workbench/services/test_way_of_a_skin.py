"""The main job: a photo goes in, an answer comes out, a person judges, a bag is written."""

import csv
import json
import shutil
import subprocess

import pytest

from workbench.services.casework import open_case
from workbench.services.custody import hand_over
from workbench.services.examining import judge
from workbench.services.exporting import export_case, verify_bag
from workbench.services.importing import import_photos
from workbench.services.keeping import verify_audit
from workbench.services.matching import match_photos, match_skin
from workbench.store import Reader


def individual_named(project, number):
    """The id of an animal by its number in the catalogue that was imported."""
    whole = project.store.read(Reader.whole("a test looks"))
    return whole.statements.saying("IndividualAnimal", ["catalogueNumber"], number)[0].subject


def test_a_skin_goes_from_its_photo_to_a_court_bag(
    either, catalogue_csv, skin_photo, tmp_path, clock
):
    project = either
    imported = import_photos(project, "Anna", catalogue_csv, clock=clock)
    assert (imported.photos, imported.described, imported.rejects) == (8, 8, ())

    match = match_photos(
        project,
        "Anna",
        [skin_photo],
        genuine="drawn as grown",
        species="Panthera pardus",
        flank="left",
        clock=clock,
    )
    animal = individual_named(project, "L2")
    assert match.individual == animal
    assert "investigative, not validated" in " ".join(match.sentences())
    assert match.answer["searched"]["animals"] == 4

    judged = judge(project, "Anna", match.skin, animal, "same", why="nine spots agree", clock=clock)
    assert judged.condition == "informed"
    case = open_case(project, "Anna", "Шкура на границе", members=[match.skin], clock=clock)
    hand_over(
        project,
        "Anna",
        match.skin,
        giver="Инспектор Сидоренко",
        taker="Laboratory",
        place="Владивосток",
        when="2026-03-16 15:05+10:00",
        seal="A-118",
        clock=clock,
    )
    exported = export_case(project, "Anna", case.id, tmp_path / "bag", clock=clock)

    assert verify_bag(tmp_path / "bag").intact
    checked = subprocess.run(
        ["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=tmp_path / "bag", check=False
    )
    assert checked.returncode == 0
    assert exported.comparisons >= 1
    custody = (tmp_path / "bag/data/custody/custody.csv").read_text("utf-8-sig")
    assert "A-118" in custody
    said = (tmp_path / "bag/data/statements/statements.jsonl").read_text("utf-8").splitlines()
    joined = [row for row in map(json.loads, said) if row["property"] == "individual"]
    assert [row["subject"] for row in joined] == [match.skin]
    assert animal in joined[0]["value"]
    assert verify_audit(project).intact


def test_one_changed_byte_in_a_bag_is_found_and_named(catalogue, skin_photo, tmp_path, clock):
    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    case = open_case(catalogue, "Anna", "a skin", members=[match.skin], clock=clock)
    export_case(catalogue, "Anna", case.id, tmp_path / "bag", clock=clock)
    table = tmp_path / "bag/data/statements/statements.csv"
    content = bytearray(table.read_bytes())
    content[40] ^= 1
    table.write_bytes(content)

    checked = verify_bag(tmp_path / "bag")

    assert not checked.intact
    assert "data/statements/statements.csv" in " ".join(checked.problems)


def test_an_animal_that_nobody_catalogued_is_not_named(catalogue, unknown_photo, clock):
    match = match_photos(
        catalogue, "Anna", [unknown_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    assert match.firmly != "this_animal"  # a leaning, which is often wrong, names nobody
    assert match.answer["coverage"]


def test_the_same_skin_searched_again_gives_the_same_answer(catalogue, skin_photo, clock):
    first = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    again = match_skin(catalogue, "Anna", first.skin, clock=clock)
    assert again.search != first.search
    assert again.fingerprint == first.fingerprint
    assert again.answer == first.answer


def test_a_gallery_that_was_thrown_away_or_broken_is_built_again(catalogue, skin_photo, clock):
    first = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    galleries = catalogue.derived / "galleries"
    folder = next(galleries.iterdir())
    (folder / "entries.json").write_text("{", "utf-8")
    assert match_skin(catalogue, "Anna", first.skin, clock=clock).answer == first.answer
    shutil.rmtree(catalogue.derived)
    assert match_skin(catalogue, "Anna", first.skin, clock=clock).answer == first.answer


def test_animals_decided_to_be_one_are_one_candidate(catalogue, skin_photo, clock):
    from workbench.services.resolving import decide

    one, other = individual_named(catalogue, "L1"), individual_named(catalogue, "L2")
    decide(catalogue, "Anna", one, other, "same", why="the same tail", clock=clock)
    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    assert match.individual == min(one, other)
    assert match.answer["searched"]["animals"] == 3


def test_another_flank_is_not_compared(catalogue, skin_photo, clock):
    match = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="right", clock=clock
    )
    assert match.answer["candidates"] == []
    assert match.verdict == "cannot_tell"
    assert match.answer["searched"]["incomparable"] == 4


def test_another_species_is_not_compared(catalogue, skin_photo, clock):
    from workbench.services.refusal import Refused

    with pytest.raises(Refused, match="no animal that this skin could be compared with"):
        match_photos(
            catalogue,
            "Anna",
            [skin_photo],
            genuine="drawn as grown",
            species="Panthera tigris",
            clock=clock,
        )


def test_both_photos_of_a_skin_are_one_search(catalogue, skin_photo, draw, tmp_path, clock):
    first = match_photos(
        catalogue, "Anna", [skin_photo], genuine="drawn as grown", flank="left", clock=clock
    )
    other = draw(tmp_path / "second.jpg", 2, 11)
    joined = match_photos(
        catalogue,
        "Anna",
        [other],
        genuine="drawn as grown",
        skin=first.skin,
        flank="left",
        clock=clock,
    )
    assert joined.skin == first.skin
    assert len(joined.coats) == 2


def test_rejects_of_an_import_stand_in_a_table(project, tmp_path, draw, clock):
    from workbench.services.rejects import write_rejects

    draw(tmp_path / "a.jpg", 1, 0)
    (tmp_path / "b.jpg").write_bytes(b"")
    (tmp_path / "photos.csv").write_text(
        "file,individual_id\na.jpg,L1\nb.jpg,L2\n=cmd|'/c calc'!A1.jpg,L3\n", "utf-8"
    )
    report = import_photos(project, "Anna", tmp_path / "photos.csv", features=False, clock=clock)
    write_rejects(report.rejects, tmp_path / "rejects.csv")
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["row"] for row in rows} == {"3", "4"}
    assert all(row["reason"] and row["remedy"] for row in rows)
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
