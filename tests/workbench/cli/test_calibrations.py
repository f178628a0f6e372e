"""`kedrovka calibration`: what is printed of an addition, the listing and a withdrawal."""

import json
from dataclasses import replace

import pytest

from embeddings.strength import shipped
from workbench.cli import main

TIGERS = next(one for one in shipped() if one.domain == "camera" and not one.simulated)


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """run(*words): (exit status, output, errors) of `kedrovka calibration` in an own project."""
    assert main(["init", str(tmp_path / "p"), "--person", "Anna"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("KEDROVKA_PROJECT", str(tmp_path / "p"))
    monkeypatch.delenv("KEDROVKA_PERSON", raising=False)

    def one(*words):
        status = main(["calibration", *[str(word) for word in words]])
        told = capsys.readouterr()
        return status, told.out, told.err

    return one


def test_a_calibration_is_put_in_use_listed_and_withdrawn(run, tmp_path):
    status, out, _ = run("list")
    assert (status, out.strip()) == (
        0,
        "This project has no calibration of its own: those that come with the program weigh.",
    )
    path = tmp_path / "ours.json"
    replace(TIGERS, name="ours", species="Panthera uncia", population="our valley").save(path)
    status, out, _ = run("add", path, "--why", "fitted by the institute")
    assert status == 0
    assert out.startswith("CAL-0001: ours (")
    assert "for Panthera uncia, camera, fitted on our valley" in out

    status, out, _ = run("withdraw", "CAL-0001", "--why", "two cubs swapped")
    assert status == 0
    assert "WITHDRAWN (CAL-0002): two cubs swapped" in out
    status, out, _ = run("list", "--json")
    [one] = json.loads(out)
    assert (one["id"], one["withdrawn"]) == ("CAL-0001", "CAL-0002")


def test_a_file_that_is_none_is_refused_with_a_remedy(run, tmp_path):
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    status, _, errors = run("add", tmp_path / "x.json", "--why", "x")
    assert status == 1
    assert "x.json is no calibration" in errors
    assert "Remedy: fit one: kedrovka calibrate." in errors
    assert run("withdraw", "CAL-0009", "--why", "x")[0] == 1
