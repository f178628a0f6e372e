"""What a person is told when something goes wrong, and what is a broken program."""

import errno
import sqlite3

import pytest

from workbench.services.refusal import NotAllowed, Refused, as_refusal


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "denied"),
        (errno.ENOENT, "no such file"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence_with_the_file_and_a_remedy(number, word):
    told = as_refusal(OSError(number, "in the disk's words", "/project/kedrovka.sqlite"))
    assert told is not None
    assert word in told.reason
    assert "/project/kedrovka.sqlite" in told.reason
    assert told.remedy


def test_a_full_disk_is_known_behind_the_error_of_the_database():
    wrapped = RuntimeError("statement failed")
    wrapped.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    told = as_refusal(wrapped)
    assert told is not None
    assert "full" in told.reason


def test_a_read_only_database_is_told_as_such(tmp_path):
    file = tmp_path / "a.sqlite"
    sqlite3.connect(file).execute("create table t (x)").connection.commit()
    reading = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as refused:
        reading.execute("insert into t values (1)")
    told = as_refusal(refused.value)
    assert told is not None
    assert "read-only" in told.reason


def test_a_refusal_of_another_room_is_known_by_its_two_sentences():
    class Elsewhere(ValueError):
        reason = "the photo is cut off."
        remedy = "copy it again from the card."

    told = as_refusal(Elsewhere())
    assert told is not None
    assert str(told) == "the photo is cut off. copy it again from the card."


@pytest.mark.parametrize("error", [KeyError("x"), ValueError("y"), ZeroDivisionError()])
def test_a_broken_program_is_not_told_as_a_refusal(error):
    assert as_refusal(error) is None


def test_a_refusal_met_while_the_program_broke_does_not_hide_the_break():
    def handler():
        try:
            raise NotAllowed("only an analyst may import", "ask one")
        except Refused:
            raise KeyError("a bug in the handler")  # noqa: B904 - the context is the point

    with pytest.raises(KeyError) as broken:
        handler()
    assert as_refusal(broken.value) is None
