"""`kedrovka calibrate` at the keyboard: the sentences, a refusal, Ctrl-C."""

import json

import pytest

from workbench.cli import main
from workbench.services import calibrating
from workbench.services.calibrating import CalibrationReport


@pytest.fixture
def words(tmp_path):
    """The words of a whole command."""
    (tmp_path / "ours.csv").write_text("file,individual_id,encounter_id\n", encoding="utf-8")
    return [
        *("calibrate", str(tmp_path / "ours.csv"), "--out", str(tmp_path / "new.json")),
        *("--name", "ours", "--species", "Panthera uncia"),
        *("--population", "snow leopards of one valley"),
    ]


def test_what_it_is_worth_is_printed_line_by_line_and_as_json(words, monkeypatch, capsys, tmp_path):
    asked = []

    def instead(order, *, progress):
        asked.append(order)
        said = ("It is worth so much.", "And so little.")
        return CalibrationReport(order.out, "ours", "ab" * 32, 20, 3, said, {}, (), None)

    monkeypatch.setattr(calibrating, "calibrate_table", instead)
    assert main([*words, "--most-queries", "9", "--per-encounter", "2", "--jobs", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["It is worth so much.", "And so little."]
    assert lines[2].endswith("new.json (abababababababab).")
    assert (asked[0].most, asked[0].per_encounter, asked[0].domain) == (9, 2, "camera")
    assert main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["met_again"] == 20


def test_a_table_without_animals_is_refused_with_a_remedy(words, capsys):
    assert main(words) == 1
    errors = capsys.readouterr().err
    assert "no photo can ask" in errors
    assert "Remedy: give identified photos of this species" in errors


def test_ctrl_c_says_that_what_was_done_is_kept(words, monkeypatch, capsys):
    def stopped(order, *, progress):
        raise KeyboardInterrupt

    monkeypatch.setattr(calibrating, "calibrate_table", stopped)
    assert main(words) == 1
    errors = capsys.readouterr().err
    assert "no calibration was written" in errors
    assert "same command again" in errors
