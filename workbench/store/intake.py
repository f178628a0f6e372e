"""Runs of imports: what has been taken in, so that a run begun again goes on where it stopped."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from sqlalchemy import func, select

from cases.reject import Reject
from workbench.store.encode import canonical
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.refusal import StoreRefused
from workbench.store.tables import IMPORT_EVENT, IMPORT_RUN, MAPPING, REJECT

__all__ = ["ImportRows", "MappingRows", "RejectRows"]


class ImportRows:
    """Runs and their batches. key: digest of what is imported and how."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def begin(
        self,
        kind: str,
        title: str,
        key: str,
        *,
        mapping: str = "",
        detail: Mapping[str, object] | None = None,
    ) -> str:
        """Begin a run (RUN-0001), or take up the one with this key; again is no new row."""
        there = self._ledger.connection.execute(
            select(IMPORT_RUN.c.id).where(IMPORT_RUN.c.key == key)
        ).first()
        if there is not None:
            return str(there.id)
        known = record_id("RUN", self._ledger.next_number(IMPORT_RUN))
        row = (known, kind, title, key, mapping, canonical(detail or {}))
        self._ledger.append(IMPORT_RUN, [row])
        return known

    def batch(self, run: str, key: str, detail: Mapping[str, object] | None = None) -> None:
        """Note, in the transaction that wrote it, that a batch is in. Twice is an error."""
        there = select(IMPORT_EVENT.c.id).where(
            IMPORT_EVENT.c.run == run, IMPORT_EVENT.c.kind == "batch", IMPORT_EVENT.c.key == key
        )
        if self._ledger.connection.execute(there.limit(1)).first() is not None:
            raise StoreRefused(f"batch {key[:16]} of {run} is already in", "skip what is done")
        self._event(run, "batch", key, detail)

    def finish(self, run: str, detail: Mapping[str, object] | None = None) -> None:
        """Note that everything is in; what came of it is in `detail`."""
        self._event(run, "finished", "", detail)

    def stop(self, run: str, detail: Mapping[str, object] | None = None) -> None:
        """Note that the run was stopped by a person."""
        self._event(run, "stopped", "", detail)

    def done(self, run: str) -> frozenset[str]:
        """Keys of the batches that are in."""
        asked = select(IMPORT_EVENT.c.key).where(
            IMPORT_EVENT.c.run == run, IMPORT_EVENT.c.kind == "batch"
        )
        return frozenset(row.key for row in self._ledger.connection.execute(asked))

    def finished(self, run: str) -> bool:
        """Whether a run came to its end before."""
        asked = select(IMPORT_EVENT.c.id).where(
            IMPORT_EVENT.c.run == run, IMPORT_EVENT.c.kind == "finished"
        )
        return self._ledger.connection.execute(asked.limit(1)).first() is not None

    def _event(self, run: str, kind: str, key: str, detail: Mapping[str, object] | None) -> None:
        counted = select(func.count()).where(IMPORT_EVENT.c.run == run)
        number = self._ledger.connection.execute(counted).scalar_one() + 1
        row = (f"{run} {number}", run, kind, key, canonical(detail or {}))
        self._ledger.append(IMPORT_EVENT, [row])


class RejectRows:
    """What was not taken in."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, run: str, rejects: Iterable[Reject]) -> int:
        """Keep the rejects of a run; a known one (same place, same reason) is not repeated."""
        given = [_cells(reject) for reject in dict.fromkeys(rejects)]
        if not given:
            return 0
        connection = self._ledger.connection
        # Only rows of the same stretch of the file can be the same rejects.
        rows = [cells[1] for cells in given if cells[1] is not None]
        asked = select(REJECT).where(REJECT.c.run == run)
        if len(rows) == len(given):
            asked = asked.where(REJECT.c.row.between(min(rows), max(rows)))
        known = {(r.file, r.row, r.column, r.value, r.reason) for r in connection.execute(asked)}
        counted = connection.execute(select(func.count()).where(REJECT.c.run == run)).scalar_one()
        fresh = [
            (f"{run} {number}", run, *cells)
            for number, cells in enumerate(
                (cells for cells in given if cells[:5] not in known), start=counted + 1
            )
        ]
        return self._ledger.append(REJECT, fresh)


class MappingRows:
    """Column mappings, each version kept."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, name: str, content: str) -> int:
        """Keep a mapping; returns its version. The newest content again is no new version."""
        rows = self._ledger.connection.execute(
            select(MAPPING.c.version, MAPPING.c.content)
            .where(MAPPING.c.name == name)
            .order_by(MAPPING.c.version.desc())
        ).first()
        if rows is not None and rows.content == content:
            return int(rows.version)
        version = 1 if rows is None else rows.version + 1
        digest = sha256(content.encode("utf-8")).hexdigest()
        known = record_id("MAP", self._ledger.next_number(MAPPING))
        self._ledger.append(MAPPING, [(known, name, version, content, digest)])
        return int(version)


def _cells(reject: Reject) -> tuple[str, int | None, str, str, str, str]:
    texts = (reject.file, reject.column, reject.value, reject.reason, reject.remedy)
    file, column, value, reason, remedy = (
        text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8") for text in texts
    )
    return file, reject.row, column, value, reason, remedy
