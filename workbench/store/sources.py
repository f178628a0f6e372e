"""Sources, originals and statements: how a fact comes in."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import ColumnElement, and_, select

from cases.statement import Source
from workbench.store.encode import (
    handling_cells,
    when_cells,
)
from workbench.store.engine import ask_by_ids
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.originals import Originals
from workbench.store.refusal import StoreRefused
from workbench.store.tables import COMPARTMENT_SET, ORIGINAL, SOURCE

__all__ = ["Compartments", "OriginalRows", "SourceRows"]


class Compartments:
    """Keeps the list of compartment combinations that rows carry, which readers are filtered by."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: set[str] = set()

    def note(self, keys: Iterable[str]) -> None:
        """See that each of these keys is on the list."""
        fresh = {key for key in keys if key not in self._known}
        if not fresh:
            return
        asked = "SELECT id FROM compartment_set WHERE id IN {ids}"
        self._known |= {str(r[0]) for r in ask_by_ids(self._ledger.connection, asked, fresh)}
        self._ledger.append(COMPARTMENT_SET, [(key,) for key in sorted(fresh - self._known)])
        self._known |= fresh


class OriginalRows:
    """The original bytes and their rows."""

    def __init__(self, ledger: Ledger, originals: Originals) -> None:
        self._ledger = ledger
        self._originals = originals

    def add(self, source: Path | bytes, name: str, media_type: str) -> str:
        """Keep these bytes for good; returns their sha256. The same bytes again are no new row.

        The file is on the disk before its row is written. Raises StoreRefused for a full disk.
        """
        digest, size = self._originals.keep(source)
        known = self._ledger.connection.execute(
            select(ORIGINAL.c.id).where(ORIGINAL.c.id == digest)
        ).first()
        if known is None:
            self._ledger.append(ORIGINAL, [(digest, _storable(name), media_type, size)])
        return digest


class SourceRows:
    """Sources: where statements come from."""

    def __init__(self, ledger: Ledger, compartments: Compartments) -> None:
        self._ledger = ledger
        self._compartments = compartments
        self._ids: dict[Source, str] = {}

    def add(self, source: Source) -> str:
        """The id of this source, written now if new: same kind, title and digest, same source.

        Without a digest grade, handling and whether it is simulated have to agree as well.

        An empty `source.id` lets the store number it (SRC-0001). Raises StoreRefused when the id
        it comes with already stands for another source.
        """
        if source not in self._ids:
            self._ids[source] = self._find(source) or self._write(source)
        return self._ids[source]

    def _find(self, source: Source) -> str | None:
        title = _storable(source.title)
        same = (
            SOURCE.c.id == source.id
            if source.id
            else (SOURCE.c.digest == source.digest)
            & (SOURCE.c.title == title)
            & (SOURCE.c.kind == source.kind)
        )
        if not source.id and source.digest is None:
            same = _same_word(source)
        row = self._ledger.connection.execute(
            select(SOURCE.c.id, SOURCE.c.title, SOURCE.c.digest).where(same)
        ).first()
        if row is None:
            return None
        if (row.title, row.digest) != (title, source.digest):
            raise StoreRefused(
                f"{source.id} is already the source “{row.title}”",
                "leave the id of a new source empty; the store numbers it",
            )
        return str(row.id)

    def _write(self, source: Source) -> str:
        known = source.id or record_id("SRC", self._ledger.next_number(SOURCE))
        grade, handling = source.grade, handling_cells(source.handling)
        self._compartments.note([handling[1]])
        self._ledger.append(
            SOURCE,
            [
                (
                    known,
                    source.kind,
                    _storable(source.title),
                    source.digest,
                    source.origin,
                    grade.scheme,
                    grade.source,
                    grade.information,
                    *handling,
                    *when_cells(source.published),
                    int(source.simulated),
                )
            ],
        )
        return known


def _same_word(source: Source) -> ColumnElement[bool]:
    """The row of a source without a file: told apart by all that its statements take from it.

    What a person enters has a title such as their name; a restricted entry must not find, and take
    its handling from, an open one of the day before.
    """
    level, compartments, releasable_to, native = handling_cells(source.handling)
    grade = source.grade
    return and_(
        SOURCE.c.digest.is_(None),
        SOURCE.c.title == _storable(source.title),
        SOURCE.c.kind == source.kind,
        SOURCE.c.grade_scheme == grade.scheme,
        SOURCE.c.grade_source == grade.source,
        SOURCE.c.grade_information == grade.information,
        SOURCE.c.level == level,
        SOURCE.c.compartments == compartments,
        SOURCE.c.releasable_to == releasable_to,
        SOURCE.c.native == native,
        SOURCE.c.simulated == int(source.simulated),
    )


def _storable(text: str) -> str:
    # A file's name is shown and never used as a path; bytes that are no text are shown as such.
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
