"""The file that `rank` writes: whole or absent, resumed where it broke, refused rows beside it."""

import csv

import pytest

from embeddings.evaluation.table import RowReject, TableRefused
from workbench.services import ranking
from workbench.services.ranking import default_cache, rank_tables

LINES = [{"query": f"{place}.jpg", "decision": "cannot_tell"} for place in range(4)]
BAD = RowReject("Q.csv", 3, "x.jpg", "file", "x.jpg", "no picture", "send the original")


@pytest.fixture
def tables(tmp_path, monkeypatch):
    """Two tables, and an engine that answers four queries and breaks where it is told to."""
    for name in ("G.csv", "Q.csv"):
        (tmp_path / name).write_text("file,individual_id\n", encoding="utf-8")
    engine = {"breaks_before": None, "answered": []}

    def answers(_gallery, _queries, *, skip, reject, progress, **_how):
        for place, line in enumerate(LINES[skip:], skip):
            if place == engine["breaks_before"]:
                raise OSError(28, "No space left on device")
            engine["answered"].append(place)
            progress(place + 1, 4, "queries")
            yield line
        reject(BAD)

    monkeypatch.setattr(ranking, "rank", answers)
    return tmp_path / "G.csv", tmp_path / "Q.csv", tmp_path / "R.jsonl", engine


def test_answers_and_rejects_are_written(tables):
    gallery, queries, out, _ = tables
    steps = []
    report = rank_tables(gallery, queries, out, progress=steps.append)
    assert report.answers == len(out.read_text("utf-8").splitlines()) == 4
    assert [step.done for step in steps] == [1, 2, 3, 4]
    with report.rejects.open(encoding="utf-8") as table:
        (row,) = csv.DictReader(table)
    assert (row["row"], row["reason"], row["remedy"]) == ("3", "no picture", "send the original")


def test_a_broken_run_leaves_no_result_and_goes_on_where_it_stood(tables):
    gallery, queries, out, engine = tables
    engine["breaks_before"] = 2
    with pytest.raises(OSError, match="No space"):
        rank_tables(gallery, queries, out)
    assert not out.exists()
    engine["breaks_before"] = None
    rank_tables(gallery, queries, out)
    assert engine["answered"] == [0, 1, 2, 3]
    assert len(out.read_text("utf-8").splitlines()) == 4


def test_half_a_line_at_the_end_is_done_again(tables):
    gallery, queries, out, engine = tables
    engine["breaks_before"] = 2
    with pytest.raises(OSError, match="No space"):
        rank_tables(gallery, queries, out)
    running = out.with_name("R.jsonl.running")
    running.write_text(running.read_text("utf-8")[:-5], encoding="utf-8")
    engine["breaks_before"] = None
    rank_tables(gallery, queries, out)
    assert engine["answered"] == [0, 1, 1, 2, 3]


def test_other_tables_start_anew(tables):
    gallery, queries, out, engine = tables
    engine["breaks_before"] = 2
    with pytest.raises(OSError, match="No space"):
        rank_tables(gallery, queries, out)
    queries.write_text("file,individual_id\nnew.jpg,\n", encoding="utf-8")
    engine["breaks_before"] = None
    rank_tables(gallery, queries, out)
    assert engine["answered"] == [0, 1, 0, 1, 2, 3]


def test_the_same_run_again_writes_the_same_bytes(tables):
    gallery, queries, out, _ = tables
    rank_tables(gallery, queries, out)
    first = out.read_bytes()
    rank_tables(gallery, queries, out)
    assert out.read_bytes() == first
    assert sorted(path.name for path in out.parent.iterdir()) == [
        "G.csv",
        "Q.csv",
        "R.jsonl",
        "R.rejects.csv",
    ]


def test_an_absent_table_is_named(tables, tmp_path):
    with pytest.raises(TableRefused, match=r"absent\.csv"):
        rank_tables(tmp_path / "absent.csv", tables[1], tables[2])


def test_features_lie_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "kedrovka"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_cache().parts[-2:] == (".cache", "kedrovka")
