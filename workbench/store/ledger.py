"""The one door through which evidence is written.

Every row of an append-only table passes `Ledger.append`, which computes its digest and keeps it for
the audit row of the transaction. There is no second way, so nothing is written unaccounted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Float, Table, func, select

from workbench.store.encode import EMPTY_DIGEST, Cell, canonical, instant, row_digest
from workbench.store.engine import insert_rows
from workbench.store.pen import Pen
from workbench.store.tables import AUDIT

__all__ = ["Ledger", "audit_hash"]


def audit_hash(
    seq: int, at: str, by: str, action: str, detail: str, rows: str, previous: str
) -> str:
    """The hash of an audit row: over its own cells and the hash of the row before."""
    return row_digest("audit", (seq, at, by, action, detail, rows, previous))


class Ledger:
    """What one transaction writes: rows go in, digests are kept, one audit row closes it."""

    def __init__(self, connection: Connection, by: str, now: datetime) -> None:
        self._connection = connection
        self._pen = Pen(connection)
        self.by = by
        self.at = instant(now)
        self._given = 0
        self._lines: list[str] = []

    @property
    def connection(self) -> Connection:
        """The transaction's connection, once all rows that were appended are in."""
        self._pen.settle()
        return self._connection

    def append(self, table: Table, rows: Iterable[Sequence[Cell]]) -> int:
        """Write rows whose cells stand in the order of the columns without the last two.

        `recorded_at` and `recorded_by` are added here: they are those of the transaction.
        Returns how many. Many rows are still on their way in; `connection` waits for them.
        """
        if not table.info["append_only"]:
            raise ValueError(f"{table.name} is not append-only and has no place in the ledger")
        stamp = (self.at, self.by)
        full = [tuple(row) + stamp for row in rows]
        if not full:
            return 0
        reals = [i for i, column in enumerate(table.columns) if isinstance(column.type, Float)]
        if reals:
            full = [_with_floats(row, reals) for row in full]
        name = table.name
        for row in full:
            if "\n" in str(row[0]):
                raise ValueError(f"an id is one line: {row[0]!r}")
        self._given += len(full)
        self._pen.write(table, full)
        self._lines.extend(f"{name} {row[0]} {row_digest(name, row)}" for row in full)
        return len(full)

    def append_named(self, table: Table, rows: Iterable[Mapping[str, Cell]]) -> int:
        """The same for rows given by column name; a column that is missing is an error."""
        names = [column.name for column in table.columns][:-2]
        return self.append(table, [_in_order(table.name, names, row) for row in rows])

    @property
    def wrote(self) -> int:
        """Rows of evidence so far."""
        return self._given

    def close(self, action: str, detail: Mapping[str, object]) -> int:
        """Write the audit row of this transaction; returns its number."""
        if len(self._lines) != self._given:
            raise ValueError("a row was written and not accounted for; nothing of this is kept")
        last = self.connection.execute(
            select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
        ).first()
        seq, previous = (1, EMPTY_DIGEST) if last is None else (last[0] + 1, last[1])
        told, lines = canonical(detail), "\n".join(self._lines)
        head = audit_hash(seq, self.at, self.by, action, told, lines, previous)
        row = (seq, self.at, self.by, action, told, lines, previous, head)
        insert_rows(self.connection, AUDIT, [row])
        return seq

    def let_go(self) -> None:
        """See that nothing is being written any more, before the transaction is kept or not."""
        self._pen.lay_down()

    def next_number(self, table: Table) -> int:
        """One more than the rows there are: the number in a readable id of that table."""
        counted = self.connection.execute(select(func.count()).select_from(table)).scalar_one()
        return int(counted) + 1


def _with_floats(row: tuple[Cell, ...], places: Sequence[int]) -> tuple[Cell, ...]:
    # The database gives a float back for a whole number; the digest must be of what it gives.
    changed = list(row)
    for place in places:
        if changed[place] is not None:
            changed[place] = float(changed[place])  # type: ignore[arg-type]
    return tuple(changed)


def _in_order(table: str, names: Sequence[str], row: Mapping[str, Cell]) -> tuple[Cell, ...]:
    if set(row) != set(names):
        odd = ", ".join(sorted(set(row) ^ set(names)))
        raise ValueError(f"a row of {table} does not fit its columns: {odd}")
    return tuple(row[name] for name in names)
