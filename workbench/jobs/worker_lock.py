"""The lock that a project's worker holds while it works, and that falls with it."""

import fcntl
from pathlib import Path

__all__ = ["LOCK_FILE", "is_worked_on"]

LOCK_FILE = "worker.lock"


def is_worked_on(folder: Path) -> bool:
    """Whether a worker is at work on the project in this folder."""
    with (folder / LOCK_FILE).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
