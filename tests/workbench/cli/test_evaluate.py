"""`kedrovka evaluate` as it is typed: what it asks, what it prints, what it refuses."""

import json
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.services import evaluating
from workbench.services.evaluating import EvaluationReport


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """What reached the service."""
    seen = {}

    def evaluate(dataset, wanted, **more):
        seen.update(dataset=dataset, wanted=wanted, **more)
        paths = [tmp_path / name for name in ("result.json", "report.html", "report.pdf")]
        return EvaluationReport(*paths, {"mAP": "0.500 (0.400 to 0.600)"}, 12, (), None)

    monkeypatch.setattr(evaluating, "evaluate_dataset", evaluate)
    return seen


def typed(capsys, *words):
    status = main(["evaluate", *(str(word) for word in words)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_headlines_are_printed_with_where_the_report_lies(asked, tmp_path, capsys):
    status, said, _ = typed(capsys, "set", "--out", tmp_path)
    assert status == 0
    assert "mAP: 0.500 (0.400 to 0.600)" in said
    assert "report.pdf" in said
    assert asked["dataset"] == Path("set")
    assert asked["wanted"].protocol == "encounters"


def test_every_option_reaches_the_service(asked, tmp_path, capsys):
    words = "--protocol open-set --seed 7 --most-queries 9 --controls --peers all --pelts 3 --piece"
    words += " --per-encounter 4"
    typed(capsys, "set", "--out", tmp_path, *words.split(), "--severity", "2", "--jobs", "1")
    wanted = asked["wanted"]
    assert (wanted.protocol, wanted.seed, wanted.most, wanted.jobs) == ("open-set", 7, 9, 1)
    assert (wanted.pelts.seed, wanted.pelts.severity, wanted.pelts.piece) == (3, 2, True)
    assert wanted.controls
    assert wanted.per_encounter == 4
    assert wanted.peers == ("sift", "lnbnn", "imagenet", "colour")


def test_as_json_it_can_be_piped(asked, tmp_path, capsys):
    _, said, _ = typed(capsys, "set", "--out", tmp_path, "--json")
    assert json.loads(said)["queries"] == 12


@pytest.mark.parametrize(
    ("words", "told"),
    [(["--peers", "orb"], "orb"), (["--piece"], "--pelts"), (["--severity", "2"], "--pelts")],
)
def test_what_cannot_be_is_refused_with_a_remedy(asked, tmp_path, capsys, words, told):
    status, _, refused = typed(capsys, "set", "--out", tmp_path, *words)
    assert status == 1
    assert told in refused
    assert "Remedy" in refused


@pytest.mark.parametrize("words", [["--severity", "4"], ["--most-queries", "0"], ["--seed", "-1"]])
def test_senseless_numbers_are_misspelt(asked, tmp_path, capsys, words):
    assert typed(capsys, "set", "--out", tmp_path, *words)[0] == 2
