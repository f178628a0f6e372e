"""`kedrovka rank` as it is typed: what is printed, what is refused, where the answers lie."""

import json

import pytest

from workbench.cli import main
from workbench.services import ranking


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Two tables and an engine that answers one query and refuses a row."""
    for name in ("G.csv", "Q.csv"):
        (tmp_path / name).write_text("file,individual_id\n", encoding="utf-8")

    def answers(_gallery, _queries, *, top, reject, **_how):
        reject(
            ranking.RowReject("G.csv", 7, "x.jpg", "flank", "top", "no such flank", "write left")
        )
        yield {"query": "q.jpg", "decision": "cannot_tell", "top": top}

    monkeypatch.setattr(ranking, "rank", answers)
    return ["--gallery", tmp_path / "G.csv", "--queries", tmp_path / "Q.csv"]


def typed(capsys, *words):
    status = main([str(word) for word in words])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_answers_are_counted_and_bad_rows_named(tables, tmp_path, capsys):
    out = tmp_path / "R.jsonl"
    status, said, warned = typed(capsys, "rank", *tables, "--out", out, "--top", "3")
    assert status == 0
    assert "1 answers" in said
    assert "G.csv, line 7, flank 'top': no such flank; write left." in warned
    assert json.loads(out.read_text("utf-8"))["top"] == 3
    assert (tmp_path / "R.rejects.csv").is_file()


def test_as_json_it_can_be_piped(tables, tmp_path, capsys):
    _, said, _ = typed(capsys, "rank", *tables, "--out", tmp_path / "R.jsonl", "--json")
    told = json.loads(said)
    assert told["answers"] == 1
    assert told["rejected"][0]["row"] == 7


def test_an_absent_table_is_refused_with_a_remedy(tables, tmp_path, capsys):
    words = ["--gallery", tmp_path / "none.csv", *tables[2:], "--out", tmp_path / "R.jsonl"]
    status, _, refused = typed(capsys, "rank", *words)
    assert status == 1
    assert "none.csv" in refused
    assert "Remedy" in refused


@pytest.mark.parametrize("top", ["0", "-3", "many"])
def test_a_senseless_top_is_misspelt(tables, tmp_path, capsys, top):
    status, _, _ = typed(capsys, "rank", *tables, "--out", tmp_path / "R.jsonl", "--top", top)
    assert status == 2
