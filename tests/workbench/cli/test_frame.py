"""How values are printed and how long work shows itself."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from workbench.cli.frame import (
    answer,
    broken,
    plain,
    progress_bar,
    project_folder,
    refuse,
)
from workbench.services.pace import Step
from workbench.services.refusal import Refused


class Colour(StrEnum):
    """A word."""

    RED = "red"


@dataclass(frozen=True, slots=True)
class Thing:
    """A value of a service."""

    name: str
    parts: tuple[str, ...]


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Thing("a", ("b", "c")), {"name": "a", "parts": ["b", "c"]}),
        ([Thing("a", ())], [{"name": "a", "parts": []}]),
        (Colour.RED, "red"),
        (frozenset({"b", "a"}), ["a", "b"]),
        (datetime(2026, 4, 20, tzinfo=UTC), "2026-04-20T00:00:00+00:00"),
        (Path("a/b"), "a/b"),
        ({1: None}, {"1": None}),
        (1.5, 1.5),
        (True, True),
    ],
)
def test_any_answer_becomes_json(value, printed):
    assert plain(value) == printed
    json.dumps(plain(value))


def test_sentences_are_printed_line_by_line_and_json_as_one_document(capsys):
    answer(Thing("Лорд", ()), ["one", "two"], as_json=False)
    assert capsys.readouterr().out == "one\ntwo\n"
    answer(Thing("Лорд", ()), "one", as_json=True)
    told = capsys.readouterr().out
    assert "Лорд" in told
    assert json.loads(told) == {"name": "Лорд", "parts": []}


def test_a_refusal_goes_to_standard_error(capsys):
    assert refuse(Refused("no such skin", "check its id"), as_json=False) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Refused: no such skin.\nRemedy: check its id.\n"


def test_a_log_that_cannot_be_written_does_not_hide_what_broke(tmp_path, capsys):
    (tmp_path / "kedrovka.toml").write_text("", "utf-8")
    (tmp_path / "kedrovka.log").mkdir()
    assert broken(KeyError("a bug"), tmp_path) == 3
    told = capsys.readouterr().err
    assert "cannot be written" in told
    assert "a bug" in told


@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["case", "list", "--project", "there"], "there"),
        (["case", "list", "--project=there"], "there"),
        (["case", "list"], "elsewhere"),
        (["case", "list", "--project"], "elsewhere"),
    ],
)
def test_the_log_belongs_to_the_project_that_was_named(words, folder, monkeypatch):
    monkeypatch.setenv("KEDROVKA_PROJECT", "elsewhere")
    assert project_folder(words) == Path(folder)


def test_progress_of_several_kinds_of_work_is_shown_without_a_terminal_too():
    with progress_bar() as progress:
        for done in range(3):
            progress(Step(done, None, "photos read"))
            progress(Step(done, 3, "coats described"))
    with progress_bar(quiet=True) as progress:
        progress(Step(1, 1, "photos read"))
    assert callable(progress)
