"""The files of a kept gallery: written row by row, read by place, never held whole.

What is mapped counts as memory of the process for as long as it is mapped; what is read by place
is the process's own only while it is looked at, and the operating system keeps the pages that are
asked for often. An open file can be read to its end even where its folder was thrown away.
"""

import os
import weakref
from pathlib import Path
from typing import Self

import numpy as np

from embeddings.photo import Array


class GalleryBroken(ValueError):
    """A folder that holds no gallery, or a broken one: nothing is lost with it, it is derived."""

    def __init__(self, reason: str, remedy: str) -> None:
        """Both are plain sentences without a full stop."""
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.reason}: {self.remedy}"

    @classmethod
    def at(cls, folder: Path, what: object) -> Self:
        """The gallery in a folder is broken, and this is what is wrong."""
        return cls(
            f"{folder} holds no gallery ({what})",
            "build it again: delete this folder and repeat what you did",
        )


class OpenFile:
    """A file open for reading at any place, from any thread, until nobody needs it."""

    __slots__ = ("__weakref__", "_descriptor", "path")

    def __init__(self, path: Path) -> None:
        """Raises OSError where it cannot be opened."""
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._descriptor)

    @property
    def name(self) -> str:
        """A path to this very file, also after it was deleted or replaced under its own name."""
        # Where opening this path only doubles the descriptor, reading goes on from its place.
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return f"/dev/fd/{self._descriptor}"

    def read(self, start: int, size: int) -> bytes:
        """So many bytes from a place. Raises GalleryBroken where the file ends before."""
        held = os.pread(self._descriptor, size, start)
        if len(held) != size:
            raise GalleryBroken.at(self.path.parent, f"{self.path.name} ends too soon")
        return held

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError(f"{self.path} is open here and cannot be handed to another process")


class Column:
    """An array in a .npy file, of which some rows at a time are read."""

    __slots__ = ("_file", "_row", "_start", "dtype", "shape")

    def __init__(self, path: Path) -> None:
        """Raises OSError for an absent file, ValueError for one that is no array of plain rows."""
        with path.open("rb") as file:
            version = np.lib.format.read_magic(file)
            if version != (1, 0):
                raise ValueError(f"{path.name} is an array of version {version}")
            shape, turned, dtype = np.lib.format.read_array_header_1_0(file)
            self._start = file.tell()
        if turned or dtype.hasobject or not shape:
            raise ValueError(f"{path.name} is no array of rows")
        self.shape: tuple[int, ...] = tuple(shape)
        self.dtype: np.dtype[np.generic] = dtype
        self._row = int(np.prod(shape[1:], dtype=np.int64)) * dtype.itemsize
        self._file = OpenFile(path)
        needed, size = self._start + self._row * shape[0], path.stat().st_size
        if size < needed:
            raise ValueError(f"{path.name} holds {size} bytes instead of {needed}")

    def rows(self, start: int, count: int) -> Array:
        """Rows (count, ...) from `start`, read now. Raises GalleryBroken where there are fewer."""
        held = self._file.read(self._start + start * self._row, count * self._row)
        return np.frombuffer(held, self.dtype).reshape(count, *self.shape[1:])


class Growing:
    """A .npy file that grows row by row; its shape is written when it is closed."""

    def __init__(self, path: Path, like: Array) -> None:
        """like: any rows (n, ...) as they will be added. Raises OSError where the disk refuses."""
        self._file = path.open("wb")
        self._shape, self._dtype, self._count = like.shape[1:], like.dtype, 0
        self._write_head()

    def add(self, rows: Array) -> None:
        """Add rows (n, ...). Raises ValueError for rows of another kind, OSError by the disk."""
        if rows.shape[1:] != self._shape or rows.dtype != self._dtype:
            raise ValueError(
                f"rows of {rows.dtype} {rows.shape[1:]} among those of {self._dtype} {self._shape}"
            )
        self._file.write(np.ascontiguousarray(rows).data)
        self._count += len(rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if kind is None:
                self._file.seek(0)
                self._write_head()

    def _write_head(self) -> None:
        # NumPy leaves room in the head for the first axis to grow: it keeps its length.
        head = {
            "descr": np.lib.format.dtype_to_descr(self._dtype),
            "fortran_order": False,
            "shape": (self._count, *self._shape),
        }
        np.lib.format.write_array_header_1_0(self._file, head)
