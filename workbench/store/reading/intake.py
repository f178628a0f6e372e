"""Runs of imports, their rejects and the mappings they went through, for those who import."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from cases.reject import Reject
from workbench.store.encode import instant_of
from workbench.store.reader import Role
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.tables import IMPORT_EVENT, IMPORT_RUN, MAPPING, REJECT, STATEMENT

__all__ = ["ImportedRun", "IntakeQueries"]


@dataclass(frozen=True, slots=True)
class ImportedRun:
    """One run of an import. state: finished, stopped, or begun (killed, or going on now).

    source: the source it wrote, empty where it wrote nothing. statements: of that source, however
    often the run was taken up. refused: its rejects.
    """

    id: str
    kind: str
    title: str
    mapping: str
    at: datetime
    by: str
    state: str
    source: str
    statements: int
    refused: int


def _ended() -> ColumnElement[bool]:
    """Runs that came to their end."""
    ends = select(IMPORT_EVENT.c.id).where(
        IMPORT_EVENT.c.run == IMPORT_RUN.c.id, IMPORT_EVENT.c.kind == "finished"
    )
    return ends.correlate(IMPORT_RUN).exists()


def _refused() -> ColumnElement[bool]:
    """Runs that did not take everything in."""
    return select(REJECT.c.id).where(REJECT.c.run == IMPORT_RUN.c.id).correlate(IMPORT_RUN).exists()


def _marks(row: AnyRow) -> list[tuple[str, str]]:
    """By what a later run would settle this one: its file, or its own id."""
    digest = json.loads(row.detail).get("digest", "")
    return [("corrected", row.id), *([(row.kind, digest)] if digest else [])]


class IntakeQueries:
    """Imports and mappings."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def done(self, key: str) -> frozenset[str]:
        """Keys of the batches that are in, of the run with this key."""
        asked = (
            select(IMPORT_EVENT.c.key)
            .join(IMPORT_RUN, IMPORT_RUN.c.id == IMPORT_EVENT.c.run)
            .where(IMPORT_RUN.c.key == key, IMPORT_EVENT.c.kind == "batch")
        )
        return frozenset(row.key for row in self._asking.rows(asked))

    def finished(self, key: str) -> bool:
        """Whether the run with this key came to its end."""
        asked = (
            select(IMPORT_EVENT.c.id)
            .join(IMPORT_RUN, IMPORT_RUN.c.id == IMPORT_EVENT.c.run)
            .where(IMPORT_RUN.c.key == key, IMPORT_EVENT.c.kind == "finished")
        )
        return bool(self._asking.rows(asked.limit(1)))

    def runs(self) -> list[AnyRow]:
        """Runs of imports (id, kind, title, key, mapping, detail, recorded_at, recorded_by)."""
        asked = select(IMPORT_RUN).order_by(func.length(IMPORT_RUN.c.id), IMPORT_RUN.c.id)
        return list(self._asking.rows(asked)) if self._may_import() else []

    def rejects(self, run: str) -> list[Reject]:
        """What was not taken in by a run; for those who import."""
        if not self._may_import():
            return []
        asked = (
            select(REJECT)
            .where(REJECT.c.run == run)
            .order_by(func.length(REJECT.c.id), REJECT.c.id)
        )
        return [
            Reject(r.file, r.row, r.column, r.value, r.reason, r.remedy)
            for r in self._asking.rows(asked)
        ]

    def source_of(self, run: str) -> str | None:
        """The source that a run wrote; None where it wrote nothing."""
        asked = select(IMPORT_EVENT.c.detail).where(
            IMPORT_EVENT.c.run == run, IMPORT_EVENT.c.kind == "batch"
        )
        for row in self._asking.rows(asked.limit(1)):
            told = json.loads(row.detail).get("source")
            return str(told) if told else None
        return None

    def history(self, at_most: int = 50, run: str = "") -> list[ImportedRun]:
        """The last runs, newest first, or one of them; for those who import."""
        if not self._may_import():
            return []
        asked = select(IMPORT_RUN)
        asked = asked.where(IMPORT_RUN.c.id == run) if run else asked
        newest = func.length(IMPORT_RUN.c.id).desc(), IMPORT_RUN.c.id.desc()
        return [self._run(row) for row in self._asking.rows(asked.order_by(*newest).limit(at_most))]

    def unsettled(self) -> list[ImportedRun]:
        """Every run that refused something or came to no end, newest first; for those who import.

        However long ago it was. It is settled by the very file come in whole since, another way, or
        by an import that corrects it and came in whole. A run that is going on is told too.
        """
        if not self._may_import():
            return []
        newest = func.length(IMPORT_RUN.c.id).desc(), IMPORT_RUN.c.id.desc()
        asked = select(IMPORT_RUN).where(or_(~_ended(), _refused())).order_by(*newest)
        broken = self._asking.rows(asked)
        settled = self._settled() if broken else {}
        return [
            self._run(row)
            for row in broken
            if not any(row.recorded_at <= settled.get(one, "") for one in _marks(row))
        ]

    def _settled(self) -> dict[tuple[str, str], str]:
        """When each file last came in whole, and each correction of a run."""
        asked = (
            select(
                IMPORT_RUN.c.id, IMPORT_RUN.c.kind, IMPORT_RUN.c.detail, IMPORT_EVENT.c.recorded_at
            )
            .join(IMPORT_EVENT, IMPORT_EVENT.c.run == IMPORT_RUN.c.id)
            .where(IMPORT_EVENT.c.kind == "finished", ~_refused())
            .order_by(IMPORT_EVENT.c.recorded_at)
        )
        found: dict[tuple[str, str], str] = {}
        for row in self._asking.rows(asked):
            told = json.loads(row.detail)
            found |= {(row.kind, told.get("digest", "")): row.recorded_at}
            found |= {("corrected", told.get("corrects", "")): row.recorded_at}
        return found

    def _run(self, row: AnyRow) -> ImportedRun:
        # What came to its end once is all in, whoever began it again and stopped.
        last = func.length(IMPORT_EVENT.c.id).desc(), IMPORT_EVENT.c.id.desc()
        ends = (
            select(IMPORT_EVENT.c.kind)
            .where(IMPORT_EVENT.c.run == row.id, IMPORT_EVENT.c.kind != "batch")
            .order_by(IMPORT_EVENT.c.kind != "finished", *last)
        )
        ended = self._asking.rows(ends.limit(1))
        source = self.source_of(row.id) or ""
        said = (
            select(func.count())
            .select_from(STATEMENT)
            .where(STATEMENT.c.source == source, self._asking.rules.statement())
        )
        refused = select(func.count()).select_from(REJECT).where(REJECT.c.run == row.id)
        return ImportedRun(
            row.id, row.kind, row.title, row.mapping, instant_of(row.recorded_at),
            row.recorded_by, ended[0].kind if ended else "begun", source,
            int(self._asking.rows(said)[0][0]) if source else 0,
            int(self._asking.rows(refused)[0][0]),
        )  # fmt: skip

    def mapping(self, name: str, version: int | None = None) -> tuple[int, str] | None:
        """(version, content) of a mapping, the newest unless one is named."""
        asked = select(MAPPING.c.version, MAPPING.c.content).where(MAPPING.c.name == name)
        if version is not None:
            asked = asked.where(MAPPING.c.version == version)
        rows = self._asking.rows(asked.order_by(MAPPING.c.version.desc()).limit(1))
        return (int(rows[0].version), str(rows[0].content)) if rows else None

    def mappings(self) -> list[tuple[str, int]]:
        """(name, newest version) of every mapping."""
        asked = select(MAPPING.c.name, func.max(MAPPING.c.version)).group_by(MAPPING.c.name)
        rows = self._asking.rows(asked.order_by(MAPPING.c.name))
        return [(row[0], int(row[1])) for row in rows]

    def _may_import(self) -> bool:
        # Rejects quote the file as it came, before any handling is known of its rows.
        reader = self._asking.reader
        may = {Role.ANALYST, Role.ADMINISTRATOR}
        return reader.unfiltered or bool(reader.roles & may)
