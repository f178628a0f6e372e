"""A folder that leaves the house is there whole or not at all."""

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest

from workbench.services.leaving import digests, new_folder
from workbench.services.refusal import Refused


def test_a_folder_appears_with_all_that_was_written(tmp_path: Path) -> None:
    goal = tmp_path / "for the court"
    with new_folder(goal) as folder:
        assert not goal.exists()
        (folder / "a.csv").write_text("a", "utf-8")
        # On the disk of the goal: the last step is a rename.
        assert folder.stat().st_dev == tmp_path.stat().st_dev
    assert [path.name for path in goal.iterdir()] == ["a.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["for the court"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError])
def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def fails() -> None:
        with new_folder(tmp_path / "goal") as folder:
            (folder / "half.csv").write_text("half", "utf-8")
            raise error("half way")

    with pytest.raises(error):
        fails()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "full folder", "file", "link"])
def test_what_is_there_is_never_written_over(tmp_path: Path, kind: str) -> None:
    goal = tmp_path / "goal"
    if kind == "file":
        goal.write_text("kept", "utf-8")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        goal.symlink_to(tmp_path / "elsewhere")
    else:
        goal.mkdir()
        if kind == "full folder":
            (goal / "kept").write_text("kept", "utf-8")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(Refused, match="is there already"):
        new_folder(goal).__enter__()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_folder_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no folder") as refused:
        new_folder(tmp_path / "none" / "goal").__enter__()
    assert "check the path" in refused.value.remedy
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(Refused, match="there is no folder"):
        new_folder(tmp_path / "file" / "goal").__enter__()


def test_a_goal_named_from_where_one_stands_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with new_folder(Path("goal")) as folder:
        (folder / "a").write_text("a", "utf-8")
    assert (tmp_path / "goal" / "a").read_text("utf-8") == "a"


def test_a_disk_that_fills_up_at_the_last_step_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def write() -> None:
        with new_folder(tmp_path / "goal") as folder:
            (folder / "a").write_text("a", "utf-8")
            monkeypatch.setattr(Path, "rename", full)

    with pytest.raises(OSError, match="No space left"):
        write()
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_digests_are_those_of_sha256sum_by_name(tmp_path: Path) -> None:
    contents = {"b.csv": b"b" * 100_000, "a.csv": b"", "я.txt": "я".encode()}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    assert digests(tmp_path) == {
        name: sha256(contents[name]).hexdigest() for name in sorted(contents)
    }
    assert list(digests(tmp_path)) == sorted(contents)
