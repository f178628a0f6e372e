"""Originals: the bytes as they came, known by their digest, never half there and never changed."""

import errno
import os
from hashlib import sha256
from pathlib import Path, PosixPath
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.store import StoreRefused
from workbench.store.originals import Originals

PHOTO = b"\xff\xd8 a photo of a skin \xff\xd9"
DIGEST = sha256(PHOTO).hexdigest()


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    """An empty folder of originals."""
    return Originals(tmp_path / "originals")


def files(originals: Originals) -> list[str]:
    """Every file below the folder, half-written ones and hidden ones too."""
    found = originals.folder.rglob("*") if originals.folder.exists() else iter(())
    return sorted(path.relative_to(originals.folder).as_posix() for path in found if path.is_file())


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3000))
def test_bytes_come_back_as_they_were_from_memory_and_from_a_file(
    originals: Originals, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "photo.jpg").write_bytes(content)
    expected = (sha256(content).hexdigest(), len(content))
    assert originals.keep(content) == expected
    assert originals.keep(tmp_path / "photo.jpg") == expected
    assert originals.read(expected[0]) == content
    assert originals.intact(expected[0]) is True


def test_a_file_lies_under_the_beginning_of_its_digest(originals: Originals) -> None:
    originals.keep(PHOTO)
    assert files(originals) == [f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"]


@pytest.mark.parametrize("as_file", [True, False])
def test_known_bytes_are_not_written_again(
    originals: Originals, tmp_path: Path, as_file: bool
) -> None:
    originals.keep(PHOTO)
    before = originals.path_of(DIGEST).stat()
    (tmp_path / "again.jpg").write_bytes(PHOTO)
    assert originals.keep(tmp_path / "again.jpg" if as_file else PHOTO) == (DIGEST, len(PHOTO))
    after = originals.path_of(DIGEST).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_larger_than_what_is_read_at_once_is_kept_whole(
    originals: Originals, tmp_path: Path
) -> None:
    content = os.urandom(1 << 20) + b"beyond"
    (tmp_path / "film.mp4").write_bytes(content)
    digest, size = originals.keep(tmp_path / "film.mp4")
    assert (digest, size) == (sha256(content).hexdigest(), len(content))
    assert originals.read(digest) == content


@pytest.mark.parametrize(
    "digest",
    ["", "ab", "../../../../etc/passwd", "/" * 64, "." * 64, DIGEST.upper(), DIGEST[:-1],
     DIGEST + "0", DIGEST[:-1] + "\n", "é" * 64, f"../{DIGEST[3:]}"],
)  # fmt: skip
def test_what_is_no_digest_names_no_file(originals: Originals, digest: str) -> None:
    for ask in (originals.path_of, originals.read, originals.intact):
        with pytest.raises(ValueError, match="is no sha256"):
            ask(digest)


def test_an_original_that_is_missing_or_altered_is_told_and_never_handed_out(
    originals: Originals,
) -> None:
    assert originals.intact(DIGEST) is None
    with pytest.raises(StoreRefused, match="is missing") as refused:
        originals.read(DIGEST)
    assert "restore" in refused.value.remedy
    originals.keep(PHOTO)
    for damaged in (PHOTO[:-1], PHOTO + b"\0", b"", PHOTO[::-1]):
        originals.path_of(DIGEST).write_bytes(damaged)
        assert originals.intact(DIGEST) is False
        with pytest.raises(StoreRefused, match="has been changed on the disk"):
            originals.read(DIGEST)


class Growing(PosixPath):
    """A file to which a camera still writes: each reading finds more in it."""

    def open(self, *arguments: Any, **named: Any) -> Any:
        with super().open("ab") as file:
            file.write(b"more")
        return super().open(*arguments, **named)


def test_a_file_that_changes_while_it_is_read_is_refused_and_leaves_nothing(
    originals: Originals, tmp_path: Path
) -> None:
    path = Growing(tmp_path / "film.mp4")
    with pytest.raises(StoreRefused, match="changed while it was being read") as refused:
        originals.keep(path)
    assert "again" in refused.value.remedy
    assert files(originals) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fills_up_at_any_step_is_a_sentence_and_leaves_no_half_file(
    originals: Originals, monkeypatch: pytest.MonkeyPatch, code: int, step: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreRefused, match="disk is full"):
        originals.keep(PHOTO)
    assert files(originals) == []
    monkeypatch.undo()
    assert originals.keep(PHOTO) == (DIGEST, len(PHOTO))
    assert originals.read(DIGEST) == PHOTO


def test_a_file_is_on_the_disk_before_its_name_is(
    originals: Originals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a power cut leaves a name with nothing in it."""
    steps: list[str] = []
    flush, rename = os.fsync, Path.replace

    def flushed(handle: int) -> None:
        steps.append("folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file")  # noqa: PTH112
        flush(handle)

    def renamed(path: Path, target: Path) -> Path:
        steps.append("name")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", renamed)
    originals.keep(PHOTO)
    assert steps == ["file", "name", "folder"]


def test_what_a_killed_import_left_half_written_is_no_original(originals: Originals) -> None:
    originals.keep(PHOTO)
    folder = originals.path_of(DIGEST).parent
    (folder / ".0123456789abcdef.part").write_bytes(b"half a photo")
    (folder / "thumbs.db").write_bytes(b"of a file manager")
    assert list(originals.digests()) == [DIGEST]


def test_digests_are_told_in_order(originals: Originals) -> None:
    contents = [f"photo {n}".encode() for n in range(20)]
    for content in contents:
        originals.keep(content)
    assert list(originals.digests()) == sorted(sha256(one).hexdigest() for one in contents)


def test_two_who_keep_the_same_bytes_at_once_keep_them_once(
    originals: Originals, tmp_path: Path
) -> None:
    content = b"same photo" * 50_000
    answers: list[tuple[str, int]] = []
    threads = [Thread(target=lambda: answers.append(originals.keep(content))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = sha256(content).hexdigest()
    assert answers == [(expected, len(content))] * 6
    assert files(originals) == [f"{expected[:2]}/{expected[2:4]}/{expected}"]
    assert originals.read(expected) == content


def test_a_file_that_is_not_there_is_told_by_its_own_name(
    originals: Originals, tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.jpg"):
        originals.keep(tmp_path / "gone.jpg")
    assert files(originals) == []
