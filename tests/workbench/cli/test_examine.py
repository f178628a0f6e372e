"""An examination on the command line says what the page says, and no more."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest

from cases.statement import Claim, Ref, Source
from workbench.cli import main
from workbench.project import Project
from workbench.security import account_of
from workbench.services.founding import found
from workbench.services.marked import Feature, Marked
from workbench.services.people import add_person
from workbench.store import CoatRecord, Place, SearchRecord

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HIDDEN = ("Lord", "Pamela", "IND-", "SK-", "log10", "alive", "PRF-")


@pytest.fixture
def folder(tmp_path):
    """A searched skin, two animals, and Boris, who has seen nothing of it."""
    place = tmp_path / "project"
    found(place, name="A project", person="Anna", clock=lambda: MOMENT)
    project = Project.open(place)
    add_person(project, "Anna", "Boris", roles=["investigator"], clearance=3)
    skin, photo = Ref("Specimen", "t", "1"), Ref("Photo", "t", "1")
    animals = [Ref("IndividualAnimal", "t", name) for name in ("Lord", "Pamela")]
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", MOMENT) as work:
        board = np.random.default_rng(1).integers(0, 255, (60, 80, 3), dtype=np.uint8)
        digest = work.originals.add(cv2.imencode(".jpg", board)[1].tobytes(), "a.jpg", "image/jpeg")
        claims = [Claim(skin, "Specimen", "photo", photo)]
        claims += [Claim(photo, "Photo", *fact) for fact in (("digest", digest), ("width", "80"))]
        claims.append(Claim(photo, "Photo", "height", "60"))
        claims += [Claim(one, "IndividualAnimal", "name", one.key) for one in animals]
        work.statements.add(claims, Source("", "file", "a.csv"))
        work.coats.add(
            CoatRecord("CT-1", digest, {}, "left", "Panthera pardus", "pelt", {"usable_px": 9}, {})
        )
        work.searches.add(SearchRecord("SK-0001", ("CT-1",), "f", {}, "g", "n", "c"))
    boris = account_of(project.store, "Boris").id
    with project.store.transaction(boris, "test", MOMENT) as work:
        known = work.examinations.open("SK-0001", boris).id
        work.examinations.lock(known, asdict(Marked("limited", (Feature(1, 2), Feature(3, 4)))))
        region = {"x": 5, "y": 5, "width": 40, "height": 30}
        work.line_ups.add(
            known,
            [
                Place(1, "IND-0002", digest, region, "known_different", "seen alive"),
                Place(2, "IND-0001", digest, region, "candidate", "log10 LR +2.00"),
            ],
            search="SR-0001", seed=1, rule="test",
        )  # fmt: skip
    project.close()
    return str(place)


@pytest.fixture
def say(folder, capsys):
    """say(*words): status, output and errors of `kedrovka examine ...` by Boris."""

    def run(*words, person="Boris"):
        status = main(["examine", *words, "--project", folder, "--as", person])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_an_examination_goes_from_the_queue_to_the_names(say, tmp_path):
    steps = [
        say("queue"),
        say("show", "EXM-0001", "--to", str(tmp_path / "look")),
        say("amend", "EXM-0001", "--feature", "7,8,ear", "--why", "second look"),
        say("answer", "EXM-0001", "1", "different", "--why", "the tail"),
        say("answer", "EXM-0001", "2", "same", "--why", "the hip"),
        say("show", "EXM-0001", "--json"),
    ]
    for status, out, err in steps:
        assert (status, err) == (0, "")
        assert not [hidden for hidden in HIDDEN if hidden in out]
    assert "taken as EXM-0001; marks locked" in steps[0][1]
    assert [one["answer"]["verdict"] for one in json.loads(steps[-1][1])["spots"]] == [
        "different",
        "same",
    ]
    assert sorted(path.name for path in (tmp_path / "look").iterdir()) == [
        "EXM-0001-p1.png",
        "EXM-0001-p2.png",
        "EXM-0001-q0.png",
    ]
    assert cv2.imread(str(tmp_path / "look" / "EXM-0001-p1.png")).shape == (30, 40, 3)
    status, out, _ = say("close", "EXM-0001")
    assert status == 0
    assert "JDG-0001: SK-0001 and IND-0001: same (blind)" in out
    assert say("reason", "EXM-0001", "--why", "also the ear")[0] == 0
    told = say("show", "EXM-0001")[1]
    for word in ("SK-0001", "1. Pamela (IND-0002), known different, seen alive", "2. Lord"):
        assert word in told
    assert "Nothing has been measured yet." in say("rates")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("close", "EXM-0001"), "place 1, 2 of EXM-0001 is not answered"),
        (("answer", "EXM-0001", "3", "same", "--why", "x"), "has no place 3"),
        (("answer", "EXM-0001", "1", "maybe", "--why", "x"), "'maybe' is no answer"),
        (("mark", "EXM-0001", "--good", "limited", "--feature", "1,2,x"), "is locked"),
        (("mark", "EXM-0001", "--good", "limited", "--feature", "here"), "is no feature"),
        (("show", "EXM-0009"), "you have no examination EXM-0009"),
        (("next", "ABC"), "nothing waits for you under ABC"),
        (("reason", "EXM-0001", "--why", "x"), "is not closed"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(say, words, told):
    status, out, err = say(*words)
    assert (status, out) == (1, "")
    assert told in err
    assert "Traceback" not in err


def test_anothers_examination_is_not_there_for_anybody_else(say):
    status, _, err = say("show", "EXM-0001", person="Anna")
    assert status == 1
    assert "you have no examination EXM-0001" in err
