"""`kedrovka validation`: what is printed of a record, its listing and its withdrawal."""

import json
import shutil

import pytest

from embeddings.network.weights_folder import DEFAULT, WEIGHTS, read_card
from embeddings.strength import shipped
from workbench.cli import main

TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project of Anna's, to copy."""
    path = tmp_path_factory.mktemp("made") / "p"
    assert main(["init", str(path), "--person", "Anna"]) == 0
    return path


@pytest.fixture
def run(tmp_path, made, capsys, monkeypatch):
    """run(*words): (exit status, output, errors) of `kedrovka validation` in an own project."""
    shutil.copytree(made, tmp_path / "p")
    monkeypatch.setenv("KEDROVKA_PROJECT", str(tmp_path / "p"))
    monkeypatch.delenv("KEDROVKA_PERSON", raising=False)

    def one(*words):
        status = main(["validation", *[str(word) for word in words]])
        told = capsys.readouterr()
        return status, told.out, told.err

    return one


@pytest.fixture
def report(tmp_path):
    """An evaluation of the shipped tiger calibration with the network in use."""

    def told(value, animals=31):
        return {"value": value, "low": value, "high": value, "animals": animals}

    tested = {
        "form": "kedrovka-evaluation-1",
        "run": {
            "calibration": [{"name": TIGERS.name, "digest": TIGERS.digest}],
            "weights_digest": read_card(WEIGHTS / DEFAULT).sha256,
            "pelts": "",
        },
        "figures": {
            "retrieval": {"top-1": told(0.6)},
            "ratios": {
                "figures": {"Cllr": told(0.6), "other animal, LR above 100": told(0.0)},
            },
        },
        "curves": {"quality": [{"quality": "sufficient", "same": [1.0], "other": [-1.0]}]},
    }
    path = tmp_path / "result.json"
    path.write_text(json.dumps(tested), encoding="utf-8")
    return path


def test_a_validation_is_added_listed_and_withdrawn(run, report):
    status, out, _ = run("list")
    assert (status, out.strip()) == (
        0,
        "No validation is on record: every ratio is investigative, not validated.",
    )
    status, out, _ = run("add", report, "--why", "blind test")
    assert status == 0
    assert out.startswith(f"VAL-0001: {TIGERS.name}")
    assert "quality sufficient: tested with 31 animals, Cllr 0.60" in out
    status, out, _ = run("withdraw", "VAL-0001", "--why", "labels swapped")
    assert status == 0
    assert "WITHDRAWN (VAL-0002): labels swapped" in out
    status, out, _ = run("list", "--json")
    [one] = json.loads(out)
    assert one["record"]["withdrawn"] == "VAL-0002"
    assert one["record"]["weights"]


def test_what_cannot_be_validated_is_refused_with_a_remedy(run, report):
    status, _, errors = run("add", report, "--why", "x", "--quality", "limited")
    assert status == 1
    assert "no ratios of quality limited" in errors
    assert "Remedy: name qualities that were tested: sufficient" in errors
    status, _, errors = run("withdraw", "VAL-0009", "--why", "x")
    assert status == 1
    assert "no standing validation is called VAL-0009" in errors
