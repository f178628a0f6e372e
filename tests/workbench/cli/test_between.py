"""`kedrovka between`: a ranking in words, and an empty project that ranks nobody."""

import json
from datetime import UTC, datetime

import pytest

from cases.statement import Claim, Ref, Source
from workbench.cli import main
from workbench.project import Project

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An own project of Anna's with a chain of three."""
    monkeypatch.delenv("KEDROVKA_PROJECT", raising=False)
    monkeypatch.delenv("KEDROVKA_PERSON", raising=False)
    assert main(["init", str(tmp_path / "p"), "--person", "Anna"]) == 0
    return tmp_path / "p"


def test_an_empty_project_ranks_nobody(folder, capsys):
    assert main(["between", "--project", str(folder)]) == 0
    assert "Shares of the pairs of 0 entities (0 links)" in capsys.readouterr().out


def test_the_one_between_two_others_is_named_first(folder, capsys):
    project = Project.open(folder)
    a, b, c = (Ref("Person", "t", name) for name in "abc")
    with project.store.transaction("STAFF-0001", "import", NOW) as work:
        claims = [
            Claim(a, "Person", "knows", b),
            Claim(c, "Person", "knows", b),
            Claim(b, "Person", "name", "Wang Lei"),
        ]
        work.statements.add(claims, Source("", "file", "a.csv", "a" * 64))
    project.close()

    at = ["--project", str(folder), "--pivots", "0"]
    assert main(["between", *at]) == 0
    told = capsys.readouterr().out
    assert "1. Wang Lei (PER-0002): 33.333%" in told
    assert "not a person's guilt" in told
    assert main(["between", *at, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exact"] is True
