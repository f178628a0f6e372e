"""One import at a time, and a person can see whose it is; a lock falls with its process."""

import json
import multiprocessing
import os
import socket
import time
from datetime import UTC, datetime, timedelta
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from workbench.store import StoreRefused
from workbench.store.locking import Owner, held, owner_of

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def _hold(lock: Path, held_now: Connection) -> None:
    """What another process does: hold the lock until it is killed."""
    with held(lock, "Boris", "photos.csv", NOW - timedelta(minutes=30)):
        held_now.send("held")
        time.sleep(60)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Where the lock of a project lies."""
    return tmp_path / "import.lock"


def test_who_holds_the_lock_can_be_asked_and_is_gone_afterwards(lock: Path) -> None:
    assert owner_of(lock) is None
    with held(lock, "Анна", "camera traps 2026.zip", NOW) as dead:
        assert dead is None
        owner = owner_of(lock)
        assert owner == Owner(
            "Анна", "camera traps 2026.zip", "2026-11-21T09:30:00.000000Z", os.getpid(),
            socket.gethostname(),
        )  # fmt: skip
        assert str(owner) == (
            f"Анна (camera traps 2026.zip, process {os.getpid()} on {socket.gethostname()}, "
            "since 2026-11-21T09:30:00.000000Z)"
        )
    assert owner_of(lock) is None


@pytest.mark.parametrize(
    ("later", "minutes"),
    [(timedelta(0), 0), (timedelta(seconds=89), 1), (timedelta(minutes=7), 7),
     (timedelta(days=2), 2880), (timedelta(hours=-3), 0)],
)  # fmt: skip
def test_the_second_is_told_whom_to_wait_for_and_since_when(
    lock: Path, later: timedelta, minutes: int
) -> None:
    with (
        held(lock, "Anna", "skins.csv", NOW),
        pytest.raises(StoreRefused) as refused,
        held(lock, "Boris", "photos.csv", NOW + later),
    ):
        pytest.fail("two hold one lock")
    assert f"Anna has been importing for {minutes} minutes (skins.csv" in refused.value.reason
    assert "wait for it to end" in refused.value.remedy


def test_who_was_refused_does_not_put_their_name_on_the_lock(lock: Path) -> None:
    with held(lock, "Anna", "skins.csv", NOW):
        with pytest.raises(StoreRefused), held(lock, "Boris", "photos.csv", NOW):
            pytest.fail("two hold one lock")
        assert owner_of(lock).by == "Anna"
    with held(lock, "Boris", "photos.csv", NOW) as dead:
        assert dead is None


def test_an_error_inside_lets_go(lock: Path) -> None:
    with pytest.raises(RuntimeError, match="power"), held(lock, "Anna", "skins.csv", NOW):
        raise RuntimeError("the power went")
    with held(lock, "Boris", "photos.csv", NOW) as dead:
        assert dead is None


def test_a_lock_falls_with_its_process_and_the_next_is_told_whose_it_was(lock: Path) -> None:
    here, there = Pipe()
    holder = multiprocessing.get_context("fork").Process(target=_hold, args=(lock, there))
    holder.start()
    assert here.recv() == "held"
    with pytest.raises(StoreRefused, match="Boris has been importing for 30 minutes"):
        held(lock, "Anna", "skins.csv", NOW).__enter__()
    holder.kill()
    holder.join()
    with held(lock, "Anna", "skins.csv", NOW) as dead:
        assert (dead.by, dead.what, dead.process) == ("Boris", "photos.csv", holder.pid)
        assert owner_of(lock).by == "Anna"
    assert owner_of(lock) is None


@pytest.mark.parametrize(
    "written",
    [b"", b"Anna", b"{}", b"[]", b"null", b"7", b"\xff\xfe", b'{"by": "Anna"}',
     b'{"by": "A", "what": "b", "since": "x", "process": 1, "host": "h", "more": 1}'],
)  # fmt: skip
def test_a_lock_file_that_cannot_be_understood_names_nobody_and_locks_nothing(
    lock: Path, written: bytes
) -> None:
    lock.write_bytes(written)
    assert owner_of(lock) is None
    with held(lock, "Anna", "skins.csv", NOW) as dead:
        assert dead is None
        assert json.loads(lock.read_text("utf-8"))["by"] == "Anna"


def test_somebody_whose_name_cannot_be_read_is_waited_for_all_the_same(lock: Path) -> None:
    with held(lock, "Anna", "skins.csv", NOW):
        lock.write_bytes(b"\xff")
        with pytest.raises(StoreRefused, match="somebody else is importing"):
            held(lock, "Boris", "photos.csv", NOW).__enter__()


def test_a_long_name_leaves_nothing_behind_a_short_one(lock: Path) -> None:
    with held(lock, "A" * 500, "skins.csv", NOW):
        pass
    assert lock.read_bytes() == b""
    with held(lock, "B", "c", NOW):
        assert owner_of(lock).by == "B"
