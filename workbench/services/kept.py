"""What was reckoned out of all records a reader may see, kept until something is written.

The number of the audit's last row says whether anything was: it is part of the key, as is the
reader, so nobody is given what was reckoned for another.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Kept"]

Value = TypeVar("Value")
_Key = tuple[str, int, Reader, Hashable]


class Kept(Generic[Value]):
    """A few values in this process; the oldest goes first."""

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[_Key, Value] = OrderedDict()

    def get(
        self, project: "Project", reader: Reader, asked: Hashable, make: Callable[[], Value]
    ) -> Value:
        """The value kept for this question, or the one made now."""
        known = _key(project, reader, asked)
        with self._lock:
            if known in self._values:
                self._values.move_to_end(known)
                return self._values[known]
        made = make()
        with self._lock:
            self._values[known] = made
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return made

    def has(self, project: "Project", reader: Reader, asked: Hashable) -> bool:
        """Whether `get` would answer at once."""
        with self._lock:
            return _key(project, reader, asked) in self._values

    def carry(self, project: "Project", reader: Reader, before: int) -> None:
        """Keep what was kept at row `before` of the audit, if exactly one row was added since.

        For a row that changes no record.
        """
        after = head_of(project, reader)
        if after != before + 1:
            return
        with self._lock:
            for known in [k for k in self._values if k[:2] == (_where(project), before)]:
                self._values[(known[0], after, *known[2:])] = self._values.pop(known)


def head_of(project: "Project", reader: Reader) -> int:
    """The number of the audit's last row."""
    return project.store.read(reader).audit.head()[0]


def _key(project: "Project", reader: Reader, asked: Hashable) -> _Key:
    return (_where(project), head_of(project, reader), reader, asked)


def _where(project: "Project") -> str:
    return f"{project.folder.resolve()} {project.settings.database_url}"
