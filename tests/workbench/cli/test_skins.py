"""`kedrovka skin` and `kedrovka match`: what a person types, in the order in which they work."""

import json
import shutil

import cv2
import numpy as np
import pytest

from workbench.cli import main
from workbench.services.importing import import_photos


@pytest.fixture
def run(capsys, monkeypatch):
    """run(*words): (exit status, standard output, standard error) of one command."""
    monkeypatch.delenv("KEDROVKA_PROJECT", raising=False)
    monkeypatch.delenv("KEDROVKA_PERSON", raising=False)

    def one(*words):
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out, told.err

    return one


def draw(path, animal, view):
    """Spots on a board: one animal, seen a little differently in each view."""
    spots = np.random.default_rng(50 + animal)
    board = np.full((300, 480, 3), (104, 158, 196), np.uint8)
    for _ in range(90):
        at = (int(spots.uniform(20, 460)), int(spots.uniform(20, 280)))
        axes = (int(spots.integers(5, 13)), int(spots.integers(4, 9)))
        cv2.ellipse(board, at, axes, float(spots.uniform(0, 180)), 0, 360, (26, 36, 48), -1)
    way = np.random.default_rng(view)
    turned = cv2.getRotationMatrix2D((240, 150), float(way.uniform(-4, 4)), 1.0)
    seen = cv2.warpAffine(board, turned, (480, 300), borderValue=(80, 110, 90)).astype(np.int16)
    noisy = np.clip(seen + way.integers(-9, 10, seen.shape), 0, 255).astype(np.uint8)
    cv2.imwrite(str(path), noisy)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project of Anna's with one catalogued animal, to copy, and a photo of its skin."""
    from workbench.project import Project

    folder = tmp_path_factory.mktemp("made")
    assert main(["init", str(folder / "p"), "--person", "Anna"]) == 0
    for animal, name in ((1, "a.jpg"), (2, "b.jpg")):
        draw(folder / name, animal, 0)
    (folder / "photos.csv").write_text(
        "file,individual_id,encounter_id,flank,species\n"
        "a.jpg,L1,L1-0,left,Panthera pardus\nb.jpg,L2,L2-0,left,Panthera pardus\n",
        "utf-8",
    )
    project = Project.open(folder / "p")
    import_photos(project, "Anna", folder / "photos.csv")
    project.close()
    return folder / "p"


@pytest.fixture
def folder(tmp_path, made):
    """An own project of Anna's."""
    shutil.copytree(made, tmp_path / "p")
    return tmp_path / "p"


@pytest.fixture
def photo(tmp_path):
    """photo(animal, view): a photo of that animal's skin."""
    return lambda animal, view: draw(tmp_path / f"{animal}-{view}.jpg", animal, view)


def test_a_skin_is_looked_at_then_searched_in_both_places_and_judged(folder, photo, run):
    here = ("--project", folder)
    kind = ("--species", "Panthera pardus", "--flank", "left")
    assert run("skin", "add", photo(1, 3), *kind, *here)[0] == 0

    status, out, err = run("match", "--skin", "SK-0001", *here)
    assert (status, out) == (1, "")
    assert "nobody has said whether SK-0001 is a genuine coat" in err
    assert "kedrovka skin look SK-0001" in err

    status, out, _ = run(
        "skin", "look", "SK-0001", "genuine", "--for", "hair-length", "--for", "whiskers seen",
        "--against", "one seam", "--on", "skin", *here,
    )  # fmt: skip
    assert status == 0
    assert "SK-0001: a genuine coat of Panthera pardus" in out
    assert "whiskers seen" in out
    assert "against: one seam" in out

    status, out, _ = run("match", "--skin", "SK-0001", *here)
    assert status == 0
    assert "SK-0001 (SR-0001)" in out
    assert "SK-0001 among skins (SS-0001): No other skin is known yet" in out
    assert "Coverage: unknown: no effort on record" in out

    status, out, _ = run("match", photo(1, 5), "--genuine", "the hair turns", *kind, *here)
    assert status == 0
    assert "SK-0002 among skins (SS-0002): No calibration for skin against skin exists" in out
    assert "1. SK-0001: no likelihood ratio" in out

    status, out, _ = run("skin", "judge", "SK-0002", "SK-0001", "same", "--why", "a ring", *here)
    assert status == 0
    assert "SK-0002 and SK-0001: same" in out
    assert "judged to be one skin" in run("findings", *here)[1]


def test_printed_cloth_ends_the_search(folder, photo, run):
    here = ("--project", folder)
    assert run("skin", "add", photo(1, 3), *here)[0] == 0
    assert run("skin", "look", "SK-0001", "not", "--against", "underside", *here)[0] == 0
    status, _, err = run("match", "--skin", "SK-0001", *here)
    assert status == 1
    assert "the search of SK-0001 ends here" in err
    assert "the back is cloth, glue or backing" in err


def test_left_against_right_is_refused_on_the_command_line(folder, photo, run):
    here = ("--project", folder)
    species = ("--species", "Panthera pardus", "--genuine", "the hair turns")
    status, out, _ = run("match", photo(1, 3), *species, "--flank", "right", *here)
    assert status == 0
    assert "left and right share no pattern" in out.splitlines()[0]
    assert run("match", photo(1, 5), *species, "--flank", "left", *here)[0] == 0
    status, out, err = run("skin", "judge", "SK-0001", "SK-0002", "same", "--why", "x", *here)
    assert (status, out) == (1, "")
    assert "left and right share no pattern" in err


def test_a_coat_is_corrected_and_cut_before_the_search(folder, photo, run):
    here = ("--project", folder)
    told = run("skin", "add", photo(1, 3), "--species", "Panthera pardus", *here, "--json")[1]
    [coat] = json.loads(told)["coats"]
    status, out, _ = run(
        "skin", "correct", coat["coat"], "--quality", "limited", "--why", "dark", *here
    )
    assert status == 0
    assert "limited" in out
    status, out, _ = run(
        "skin", "cut", "SK-0001", coat["photo"][:12], "--left", "0,0,240,300",
        "--right", "240,0,240,300", *here,
    )  # fmt: skip
    assert status == 0
    assert [line.split("flank ")[1].split(",")[0] for line in out.splitlines()] == ["left", "right"]


def test_landmarks_are_set_and_of_a_skin_none_are_proposed(folder, photo, run):
    here = ("--project", folder)
    told = run("skin", "add", photo(1, 3), "--species", "Panthera tigris", *here, "--json")[1]
    [coat] = json.loads(told)["coats"]
    set_ = ("--landmark", "belly_hip=180,155", "--landmark", "belly_shoulder=60,150")
    status, out, _ = run("skin", "correct", coat["coat"], *set_, *here)
    assert status == 0
    new = out.split(" is ")[1].split(" now")[0]
    assert new != coat["coat"]
    status, out, _ = run("skin", "landmarks", new, *here)
    assert status == 0
    assert "no proposal" in out
    picture = folder / "strip.png"
    status, out, _ = run("skin", "strip", new, "--out", picture, *here)
    assert status == 0
    assert "not bent" in out
    assert picture.read_bytes().startswith(b"\x89PNG")
    status, _, err = run("skin", "correct", new, "--landmark", "belly_hip:1,2", *here)
    assert status == 1
    assert "write NAME=x,y in pixels" in err


def test_coverage_is_asked_for_by_species_flank_and_day(folder, run):
    here = ("--project", folder)
    status, out, _ = run("coverage", "--species", "Panthera pardus", "--flank", "left", *here)
    assert (status, out) == (0, "Coverage: unknown: no effort on record.\n")
    status, _, err = run("coverage", "--until", "yesterday", *here)
    assert status == 1
    assert "'yesterday' is no day" in err
