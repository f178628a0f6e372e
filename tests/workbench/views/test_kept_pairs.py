"""Weighed pairs as a file: what comes out is what went in, whole or not at all."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from cases.resolution import Compared, Lost, Proposal, Proposals, Reason, Recall
from workbench.store import Reader
from workbench.views.kept_pairs import (
    KeptPairs,
    Told,
    compared_of,
    folder_of,
    line_of,
    read_kept,
    read_lines,
    write_kept,
    write_lines,
)

WHY = (
    Reason("name", 13.25, "张伟 ≈ Zhang Wei", ("S1", "S2"), level="alike 0.970000"),
    Reason("birth date", -6.0, "born 1980 and 1990", conflict=True, level="apart"),
)
PAIR = Proposal("PER-1", "PER-2", "Person", 7.25, -20.0, 0.97, WHY, ("born 1980 and 1990",),
                ("name y:wei|zhang", "phone:+7914 \n\"x\""), None)  # fmt: skip


def kept(**more: object) -> KeptPairs:
    whole = Proposals((PAIR,), 12, (Lost("name s:ivan", 900, 404550),), Recall(0.9, 0.8, 1.0, 400))
    parts = {
        "made_at": datetime(2026, 11, 22, 0, 30, tzinfo=UTC), "head": 7, "records": 3000,
        "weaker": 4, "simulated": True, "proposals": whole,
        "told": {"PER-1": Told("张伟", ("张伟", "Zhang Wei"), 3, "ab"),
                 "PER-2": Told("🐆 <b>", (), 1, "cd")},
    }  # fmt: skip
    return KeptPairs(**(parts | more))  # type: ignore[arg-type]


def test_what_was_kept_is_read_as_it_was(tmp_path):
    write_kept(tmp_path, kept())

    assert read_kept(tmp_path) == kept()


def test_pairs_of_nobody_and_a_recall_that_is_not_known_are_kept_too(tmp_path):
    empty = kept(proposals=Proposals((), 0, ()), told={})
    write_kept(tmp_path, empty)

    assert read_kept(tmp_path) == empty


def test_where_nothing_was_kept_nothing_is_read(tmp_path):
    assert read_kept(tmp_path / "nowhere") is None
    write_lines(tmp_path / "pairs.jsonl.gz", [{"version": 0}])
    assert read_kept(tmp_path) is None


def test_a_file_is_there_whole_or_as_it_was(tmp_path):
    def broken():
        yield "new"
        raise OSError("the disk is full")

    path = tmp_path / "part.jsonl.gz"
    write_lines(path, ["old"])
    with pytest.raises(OSError, match="full"):
        write_lines(path, broken())

    assert list(read_lines(path)) == ["old"]
    assert [one.name for one in tmp_path.iterdir()] == ["part.jsonl.gz"]


def test_a_compared_pair_comes_back_from_its_line():
    one = Compared("PER-1", "PER-2", ("born 1980-02-03",), WHY)
    line = line_of(one)
    assert compared_of(line) == one


@pytest.mark.parametrize(
    "other",
    [
        Reader("STAFF-0002", frozenset({"analyst"}), 1, frozenset({"AMUR"})),
        Reader("STAFF-0001", frozenset({"analyst"}), 2, frozenset({"AMUR"})),
        Reader("STAFF-0001", frozenset({"analyst"}), 1),
        Reader("STAFF-0001", frozenset({"analyst", "investigator"}), 1, frozenset({"AMUR"})),
        Reader("STAFF-0001", frozenset({"analyst"}), 1, cases=frozenset({"AMUR"})),
    ],
)
def test_other_rights_have_another_place(tmp_path, other):
    project = SimpleNamespace(derived=tmp_path)
    anna = Reader("STAFF-0001", frozenset({"analyst"}), 1, frozenset({"AMUR"}))

    assert folder_of(project, anna) == folder_of(project, anna)
    assert folder_of(project, anna) != folder_of(project, other)
