"""The original bytes, under their digest, never changed and never deleted.

A file is written under a temporary name, flushed to the disk and renamed, before any row speaks of
it: a crash leaves at most a file that no row knows. Every reading checks the digest again, because
a bad disk and a bad person change bytes alike.
"""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from workbench.store.refusal import StoreRefused, explained

__all__ = ["Originals"]

_CHUNK = 1 << 20


class Originals:
    """A folder of files named by the sha256 of their bytes: `ab/cd/abcd...`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, source: Path | bytes) -> tuple[str, int]:
        """Keep these bytes; returns their sha256 and their number. Known bytes are not rewritten.

        Raises StoreRefused when the disk is full or may not be written.
        """
        with explained():
            if isinstance(source, bytes):
                digest = sha256(source).hexdigest()
                if not self.path_of(digest).exists():
                    self._write(iter([source]), digest)
                return digest, len(source)
            digest, size = _digest_of(source)
            if not self.path_of(digest).exists():
                self._write(_chunks(source), digest)
            return digest, size

    def path_of(self, digest: str) -> Path:
        """Where the bytes of this digest lie, if they are here."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError(f"{digest!r} is no sha256 in hexadecimal digits")
        return self.folder / digest[:2] / digest[2:4] / digest

    def read(self, digest: str) -> bytes:
        """The bytes, checked. Raises StoreRefused when they are missing or not what they were."""
        with explained():
            try:
                content = self.path_of(digest).read_bytes()
            except FileNotFoundError as error:
                raise StoreRefused(
                    f"the original {digest[:16]}… is missing from {self.folder}",
                    "restore it from a backup with `kedrovka restore`",
                ) from error
        if sha256(content).hexdigest() != digest:
            raise StoreRefused(
                f"the original {digest[:16]}… has been changed on the disk",
                "restore it from a backup with `kedrovka restore`",
            )
        return content

    def intact(self, digest: str) -> bool | None:
        """Whether the bytes are what they were; None when they are missing."""
        path = self.path_of(digest)
        return _digest_of(path)[0] == digest if path.exists() else None

    def digests(self) -> Iterator[str]:
        """Of every file that is here, in order."""
        for path in sorted(self.folder.glob("??/??/*")):
            if len(path.name) == 64:
                yield path.name

    def _write(self, chunks: Iterator[bytes], digest: str) -> None:
        target = self.path_of(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{uuid4().hex}.part")
        seen = sha256()
        try:
            with temporary.open("xb") as file:
                for chunk in chunks:
                    seen.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if seen.hexdigest() != digest:
                raise StoreRefused(
                    "the file changed while it was being read", "import it again when it is at rest"
                )
            temporary.replace(target)
            _flush_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _digest_of(path: Path) -> tuple[str, int]:
    digest, size = sha256(), 0
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _flush_folder(folder: Path) -> None:
    # A rename is durable only when the folder that holds the name is on the disk.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
