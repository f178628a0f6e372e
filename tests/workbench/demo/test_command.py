"""`kedrovka demo` prints what was found and ends with the line that opens the dashboard."""

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from workbench.cli.demo import demo
from workbench.demo import run
from workbench.demo.run import run_demo
from workbench.demo.telling import Line, Told
from workbench.services.refusal import Refused

TOLD = Told(
    1, (Line("Skin", "points to IND-0001", "page /pair?skin=SK-0001"),), "r.pdf", "b", "g", 9
)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Typer:
    """The command over a run that was made before."""
    monkeypatch.setattr(run, "run_demo", lambda folder, seed, progress: (TOLD, seed == 1))
    app = Typer()
    app.command()(demo)
    return app


def test_it_says_what_was_found_and_how_to_open_the_dashboard(command: Typer) -> None:
    shown = CliRunner().invoke(command, ["--folder", "here", "--seed", "2"]).stdout.splitlines()
    assert "SIMULATED" in shown[0]
    assert "Done in 9 s" in shown[0]
    assert "Skin: points to IND-0001." in shown
    assert "    see page /pair?skin=SK-0001" in shown
    assert "make serve DEMO=here, then http://127.0.0.1:8501" in shown[-1]
    assert "kedrovka serve --project here/project" in shown[-1]


def test_the_second_time_it_says_that_nothing_was_changed(command: Typer) -> None:
    shown = CliRunner().invoke(command, []).stdout
    assert "Done before, nothing was changed." in shown
    assert "make serve, then http://127.0.0.1:8501" in shown


def test_the_answer_can_be_had_as_json(command: Typer) -> None:
    told = json.loads(CliRunner().invoke(command, ["--json"]).stdout)
    assert Told.of(told) == TOLD


def test_a_folder_with_the_story_of_another_seed_is_refused(tmp_path: Path) -> None:
    kept = json.dumps(TOLD.plain())
    (tmp_path / "found.json").write_text(kept, "utf-8")
    with pytest.raises(Refused, match="holds the story of seed 1"):
        run_demo(tmp_path, 2, progress=lambda step: None)
    assert (tmp_path / "found.json").read_text("utf-8") == kept
