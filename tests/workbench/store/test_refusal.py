"""What a database or a disk throws reaches a person as what happened, and what to do."""

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from workbench.store.refusal import StoreRefused, explained


@pytest.mark.parametrize(
    ("said", "reason", "remedy"),
    [
        ("attempt to write a readonly database", "read but not written", "rights"),
        ("database or disk is full", "nothing of this batch was kept", "free some space"),
        ("database is locked", "writing for too long", "try again"),
        ("append-only: rows of custody are never changed", "never changed", "new row"),
        ("database disk image is malformed", "damaged", "kedrovka restore"),
        ("FOREIGN KEY constraint failed", "not in the project", "first"),
    ],
)
def test_a_databases_words_become_a_reason_and_a_remedy(said, reason, remedy) -> None:
    with pytest.raises(StoreRefused) as refused, explained():
        raise sqlite3.OperationalError(said)
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy
    assert isinstance(refused.value.__cause__, sqlite3.OperationalError)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is full"),
        (errno.EROFS, "read but not written"),
        (errno.EACCES, "may not write"),
        (errno.EPERM, "may not write"),
    ],
)
def test_a_disks_number_becomes_a_reason(number: int, reason: str) -> None:
    with pytest.raises(StoreRefused, match=reason), explained():
        raise OSError(number, "in words of the system")


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, "input/output error"), sqlite3.OperationalError("no such table")]
)
def test_what_nobody_foresaw_stays_what_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as same, explained():
        raise error
    assert same.value is error


def test_an_error_that_the_library_wraps_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"this is a letter and no database" * 50)
    engine = create_engine(f"sqlite:///{tmp_path / 'broken.sqlite'}")
    with (
        pytest.raises(StoreRefused, match="damaged or is something else") as refused,
        explained(),
        engine.connect() as connection,
    ):
        connection.execute(text("SELECT * FROM sqlite_master"))
    assert isinstance(refused.value.__cause__, DBAPIError)


def test_no_refusal_quotes_what_was_being_written() -> None:
    wrapped = DBAPIError.instance(
        "INSERT INTO statement VALUES (?)",
        ("Wang Wei, secret",),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.Error,
    )
    with pytest.raises(StoreRefused) as refused, explained():
        raise wrapped
    assert "Wang" not in str(refused.value)
