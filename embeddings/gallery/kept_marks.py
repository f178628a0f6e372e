"""Marks of catalogued coats that stay on disk until a coat is looked at closely."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from embeddings.gallery.files import Column
from embeddings.marks import Marks
from embeddings.photo import Array

PARTS = ("points", "scale", "angle_deg", "descriptors")


class MarkColumns:
    """All marks of one kind, one coat's below the other's: a column of a file for each part."""

    def __init__(self, folder: Path, kind: str) -> None:
        """Raises OSError or ValueError where a part is absent or shorter than another."""
        self.kind = kind
        self._parts = {part: Column(folder / f"{kind}.{part}.npy") for part in PARTS}
        lengths = {column.shape[0] for column in self._parts.values()}
        if len(lengths) != 1:
            raise ValueError(f"{kind} marks of unequal length: {sorted(lengths)}")
        self.count = lengths.pop()

    def marks(self, start: int, count: int) -> Marks:
        """The marks of one coat, read now."""
        parts = {part: column.rows(start, count) for part, column in self._parts.items()}
        return Marks(**parts, kind=self.kind)

    def descriptors(self, start: int, count: int) -> Array:
        """What these marks look like (count, d), and nothing else of them."""
        return self._parts["descriptors"].rows(start, count)


class KeptMarks(Mapping[str, Marks]):
    """One coat's marks by kind, read whenever they are asked for and never held."""

    __slots__ = ("_columns", "_places")

    def __init__(
        self, columns: Mapping[str, MarkColumns], places: Mapping[str, tuple[int, int]]
    ) -> None:
        """places: where the coat's marks of each kind start, and how many they are."""
        self._columns = columns
        self._places = places

    def __getitem__(self, kind: str) -> Marks:
        return self._columns[kind].marks(*self._places[kind])

    def __contains__(self, kind: object) -> bool:
        return kind in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __reduce__(self) -> tuple[object, ...]:
        # Another process has not these files open: it gets the marks themselves.
        return dict, (dict(self),)

    def count(self, kind: str) -> int:
        """How many marks of a kind there are, without reading any."""
        return self._places[kind][1]

    def strongest(self, kind: str, most: int) -> Array:
        """Descriptors (m, d) of the coat's `most` strongest marks, and nothing else of them."""
        start, count = self._places[kind]
        return self._columns[kind].descriptors(start, min(count, most))


def count_of(marks: Mapping[str, Marks], kind: str) -> int:
    """How many marks of a kind a coat has, kept or in memory; 0 where it has none."""
    if kind not in marks:
        return 0
    return marks.count(kind) if isinstance(marks, KeptMarks) else len(marks[kind])


def strongest_of(marks: Mapping[str, Marks], kind: str, most: int) -> Array:
    """Descriptors (m, d) of a coat's `most` strongest marks of a kind, kept or in memory."""
    if isinstance(marks, KeptMarks):
        return marks.strongest(kind, most)
    return marks[kind].descriptors[:most]
