"""Whether somebody is at work is seen by a lock that falls with its holder, not by a file."""

import fcntl
from pathlib import Path

from workbench.jobs.worker_lock import LOCK_FILE, is_worked_on


def test_a_lock_that_is_held_is_work_and_a_file_that_was_left_is_none(tmp_path: Path) -> None:
    assert not is_worked_on(tmp_path)
    assert (tmp_path / LOCK_FILE).exists()
    with (tmp_path / LOCK_FILE).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert is_worked_on(tmp_path)
    assert not is_worked_on(tmp_path)


def test_looking_keeps_nobody_out(tmp_path: Path) -> None:
    is_worked_on(tmp_path)
    with (tmp_path / LOCK_FILE).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_the_work_of_one_project_is_none_of_another(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with (one / LOCK_FILE).open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert not is_worked_on(other)
