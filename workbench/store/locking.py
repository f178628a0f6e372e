"""A lock that a person can ask about: who holds it, for what, since when.

The kernel's own file lock decides, so it falls with its process and no time limit is guessed; what
the file says is for people. A file that names somebody while nobody holds the lock was left by a
process that died: that is told to whoever takes over.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from workbench.store.encode import instant, instant_of
from workbench.store.refusal import StoreRefused

__all__ = ["Owner", "held", "owner_of"]


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock. since: an instant in UTC as text."""

    by: str
    what: str
    since: str
    process: int
    host: str

    def __str__(self) -> str:
        return f"{self.by} ({self.what}, process {self.process} on {self.host}, since {self.since})"


@contextmanager
def held(path: Path, by: str, what: str, now: datetime) -> Iterator[Owner | None]:
    """Hold the lock; gives the owner that died with it, if any.

    Raises StoreRefused that names the owner and how long they have had it.
    """
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _busy(owner_of(path), now) from error
        dead = owner_of(path)
        mine = Owner(by, what, instant(now), os.getpid(), socket.gethostname())
        _say(file.fileno(), json.dumps(asdict(mine), ensure_ascii=False))
        try:
            yield dead
        finally:
            # Closing the file lets go of the lock.
            _say(file.fileno(), "")


def owner_of(path: Path) -> Owner | None:
    """Whom the lock's file names; None when it is free or cannot be understood."""
    try:
        return Owner(**json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _say(file: int, text: str) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, text.encode("utf-8"), 0)
    os.fsync(file)


def _busy(owner: Owner | None, now: datetime) -> StoreRefused:
    if owner is None:
        return StoreRefused("somebody else is importing", "wait for it to end")
    minutes = max(0, round((now - instant_of(owner.since)).total_seconds() / 60))
    return StoreRefused(
        f"{owner.by} has been importing for {minutes} minutes ({owner.what}, "
        f"process {owner.process} on {owner.host})",
        "wait for it to end, or end that process",
    )
