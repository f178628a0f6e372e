"""`kedrovka watch`: told with chance, left aside by word, refused in a sentence."""

import json
from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Ref, Source
from workbench.cli import main
from workbench.cli.watches import _reach
from workbench.project import Project
from workbench.security import account_of
from workbench.services.founding import found


@pytest.fixture
def folder(tmp_path):
    """A project of one person with a phone in two seizures."""
    place = tmp_path / "project"
    found(place, name="A project", person="Anna")
    project = Project.open(place)
    anna = account_of(project.store, "Anna").id
    phone = Ref("Phone", "t", "N1")
    claims = [Claim(phone, "Phone", "number", "+79140000001")]
    claims += [Claim(Ref("Seizure", "t", n), "Seizure", "phone", phone) for n in ("Z1", "Z2")]
    with project.store.transaction(anna, "test", datetime.now(UTC)) as work:
        work.statements.add(claims, Source("", "file", "seizures.csv"))
    project.close()
    return str(place)


@pytest.fixture
def run(capsys, folder):
    def ran(*words):
        status = main(["watch", *words, "--project", folder])
        told = capsys.readouterr()
        return status, told.out, told.err

    return ran


def test_a_watch_is_told_left_aside_and_taken_up_again(run):
    assert "stands in 2 events" in run()[1]
    subject = json.loads(run("--json")[1])[0]["subject"]
    assert run("dismiss", "recurring", subject, "--why", "a shop's")[0] == 0
    assert run()[1].strip() == "Nothing is overdue."
    assert "[left aside: a shop's]" in run("--all")[1]
    assert run("undo", "recurring", subject, "--why", "it is not")[0] == 0
    assert "CASE-" in run("case", "recurring", subject, "--title", "One phone")[1]


@pytest.mark.parametrize(
    "words",
    [
        ("--reach", "shot"),
        ("--reach", "thunder=3km,2d"),
        ("dismiss", "recurring", "PHN-0001", "--why", "x", "--until", "soon"),
        ("undo", "recurring", "PHN-0001", "--why", "x"),
        ("case", "overdue", "IND-0001"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(run, words):
    status, out, err = run(*words)
    assert (status, out) == (1, "")
    assert "Refused:" in err


def test_a_reach_is_read_with_or_without_its_units():
    assert _reach("shot=3km,2d") == _reach("shot = 3, 2") == ("shot", (3.0, 2))
