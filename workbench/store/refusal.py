"""What the store will not do, as a sentence with its remedy.

Databases say "disk I/O error"; a person needs to hear what happened to the work and what to do.
Whatever a database or a disk throws is turned here into one `StoreRefused`, and the cause stays
chained for the log.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

__all__ = ["StoreRefused", "explained"]


class StoreRefused(Exception):
    """Not done, and nothing was half done: why, and what to do (sentences without final dot)."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


# What the two databases say -> what it means. First match wins.
_SAYINGS: tuple[tuple[str, str, str], ...] = (
    (
        "append-only",
        "evidence is never changed or deleted",
        "write a new row that supersedes or retracts the old one",
    ),
    (
        "readonly database",
        "the project can be read but not written",
        "check the rights of the project's folder, or that it is not mounted read-only",
    ),
    (
        "read-only transaction",
        "the database can be read but not written",
        "ask the database's administrator for a server that takes writes",
    ),
    (
        "disk is full",
        "the disk is full, and nothing of this batch was kept",
        "free some space and run the same command again; it goes on where it stopped",
    ),
    (
        "No space left",
        "the disk is full, and nothing of this batch was kept",
        "free some space and run the same command again; it goes on where it stopped",
    ),
    (
        "database is locked",
        "another process has been writing for too long",
        "wait for it to end and try again; an import says whose it is in the project's import.lock",
    ),
    (
        "lock timeout",
        "another process has been writing for too long",
        "wait for it to end and try again",
    ),
    (
        "unable to open database",
        "the project's database cannot be opened",
        "check that the folder exists and that you may read and write it",
    ),
    (
        "file is not a database",
        "the project's database file is damaged or is something else",
        "restore a backup with `kedrovka restore`",
    ),
    (
        "malformed",
        "the project's database file is damaged",
        "restore a backup with `kedrovka restore`",
    ),
    (
        "connection failed",
        "the database server does not answer",
        "check that it runs and that the project's address of it is right",
    ),
    (
        "FOREIGN KEY constraint failed",
        "a row names something that is not in the project",
        "add what it names first",
    ),
    (
        "violates foreign key",
        "a row names something that is not in the project",
        "add what it names first",
    ),
)
_DISK: dict[int, tuple[str, str]] = {
    errno.ENOSPC: (
        "the disk is full, and nothing of this batch was kept",
        "free some space and run the same command again; it goes on where it stopped",
    ),
    errno.EDQUOT: (
        "your share of the disk is full, and nothing of this batch was kept",
        "free some space and run the same command again; it goes on where it stopped",
    ),
    errno.EROFS: (
        "the project's folder can be read but not written",
        "mount it writable, or copy the project to another place",
    ),
    errno.EACCES: (
        "you may not write into the project's folder",
        "ask its owner for the right, or copy the project to another place",
    ),
    errno.EPERM: (
        "you may not write into the project's folder",
        "ask its owner for the right, or copy the project to another place",
    ),
}


@contextmanager
def explained() -> Iterator[None]:
    """Turn a database's or a disk's error into a StoreRefused; what is unknown passes unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error)
        for words, reason, remedy in _SAYINGS:
            if words in said:
                raise StoreRefused(reason, remedy) from error
        raise
    except OSError as error:
        if error.errno not in _DISK:
            raise
        raise StoreRefused(*_DISK[error.errno]) from error
