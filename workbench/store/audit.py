"""Whether what is kept is what was written.

Each audit row carries a line for every row of evidence that its transaction wrote, with the row's
digest, and the hash of the audit row before it. So a changed row no longer has its digest, a
removed row leaves its line behind, a row slipped in has no line, and a changed audit row breaks the
chain. A tail cut off whole shows only against a number and hash that were written down elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from workbench.store.encode import EMPTY_DIGEST, row_digest
from workbench.store.engine import ask_by_ids, reading
from workbench.store.ledger import audit_hash
from workbench.store.store import Store
from workbench.store.tables import AUDIT, append_only

__all__ = ["Anchor", "AuditFinding", "Verified", "verify"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number and hash of an audit row, written down outside the project."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return f"{self.seq}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Anchor":
        """From `12:ab34...`. Raises ValueError for anything else."""
        number, _, digest = text.strip().partition(":")
        if not number.isdigit() or len(digest) != 64:
            raise ValueError(f"{text!r} is no anchor; it looks like 12:ab34… with 64 digits")
        return cls(int(number), digest)


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something that is not what was written. seq: the audit row that accounts for it, if one does.

    kind: chain, altered, missing, unaccounted, twice, cut, original.
    """

    kind: str
    table: str
    id: str
    seq: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found, first things first. Nothing found: all is well."""

    transactions: int
    rows: int
    originals: int
    head: Anchor
    findings: tuple[AuditFinding, ...]

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(store: Store, anchor: Anchor | None = None, *, originals: bool = True) -> Verified:
    """Check the chain, every row of evidence, and the bytes of every original.

    anchor: also finds a tail that was cut off. originals: False leaves the files alone (quick).
    One snapshot of the database; work goes on beside it.
    """
    with reading(store.engine) as connection:
        look = _Look(connection)
        look.chain(anchor)
        look.unaccounted()
        kept = look.files(store) if originals else 0
    return Verified(look.transactions, look.rows, kept, look.head, tuple(look.findings))


class _Look:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.tables: Mapping[str, Table] = {table.name: table for table in append_only()}
        self.findings: list[AuditFinding] = []
        self.transactions = 0
        self.rows = 0
        self.head = Anchor(0, EMPTY_DIGEST)
        self._accounted: dict[str, set[str]] = {name: set() for name in self.tables}

    def chain(self, anchor: Anchor | None) -> None:
        """Walk the audit in order; each row's chain first, then the rows that it accounts for."""
        previous, expected = EMPTY_DIGEST, 1
        stream = self.connection.execute(
            select(AUDIT).order_by(AUDIT.c.seq), execution_options={"yield_per": 50}
        )
        for row in stream:
            self.transactions += 1
            if row.seq != expected:
                gone = f"{expected}" if row.seq == expected + 1 else f"{expected} to {row.seq - 1}"
                self._found(
                    "missing", "audit", str(expected), expected, f"audit row {gone} missing"
                )
            made = audit_hash(
                row.seq, row.at, row.by, row.action, row.detail, row.rows, row.previous
            )
            if made != row.hash or (row.previous != previous and row.seq == expected):
                sentence = f"audit row {row.seq} has been altered"
                self._found("chain", "audit", str(row.seq), row.seq, sentence)
            if anchor is not None and row.seq == anchor.seq and row.hash != anchor.hash:
                sentence = f"audit row {row.seq} is not the one that was anchored"
                self._found("chain", "audit", str(row.seq), row.seq, sentence)
            self._account(row.seq, row.rows)
            previous, expected = row.hash, row.seq + 1
            self.head = Anchor(row.seq, row.hash)
        if anchor is not None and self.head.seq < anchor.seq:
            sentence = (
                f"the audit ends at row {self.head.seq}, but row {anchor.seq} was anchored: "
                "its tail has been cut off"
            )
            self._found("cut", "audit", str(self.head.seq + 1), self.head.seq + 1, sentence)

    def _account(self, seq: int, lines: str) -> None:
        told: dict[str, dict[str, str]] = {}
        for line in lines.split("\n") if lines else ():
            table, _, rest = line.partition(" ")
            known, _, digest = rest.rpartition(" ")
            told.setdefault(table, {})[known] = digest
        for name, digests in told.items():
            if name not in self.tables:
                self._found("missing", name, "", seq, f"the table {name} is not there")
                continue
            self.rows += len(digests)
            there = dict(self._digests(name, digests))
            for known, digest in digests.items():
                self._compare(name, known, digest, there.get(known), seq)

    def _compare(self, table: str, known: str, told: str, there: str | None, seq: int) -> None:
        if known in self._accounted[table]:
            sentence = f"{table} {known} is accounted for twice, again by audit row {seq}"
            self._found("twice", table, known, seq, sentence)
        self._accounted[table].add(known)
        if there is None:
            sentence = f"{table} {known}, written by transaction {seq}, is missing"
            self._found("missing", table, known, seq, sentence)
        elif there != told:
            sentence = f"{table} {known}, written by transaction {seq}, has been altered"
            self._found("altered", table, known, seq, sentence)

    def unaccounted(self) -> None:
        """Rows that no transaction wrote."""
        for name, table in self.tables.items():
            accounted = self._accounted[name]
            counted = self.connection.execute(select(func.count()).select_from(table)).scalar_one()
            missing = sum(1 for f in self.findings if f.kind == "missing" and f.table == name)
            if counted == len(accounted) - missing:
                continue
            ids = self.connection.execute(
                select(table.c.id).order_by(table.c.id), execution_options={"yield_per": 10_000}
            )
            for row in ids:
                if row.id not in accounted:
                    sentence = f"{name} {row.id} was written by no transaction"
                    self._found("unaccounted", name, row.id, None, sentence)

    def files(self, store: Store) -> int:
        """The bytes of every original that a row speaks of."""
        ids = [r.id for r in self.connection.execute(select(self.tables["original"].c.id))]
        for digest in sorted(ids):
            intact = store.originals.intact(digest)
            if not intact:
                what = "is missing" if intact is None else "has been changed on the disk"
                sentence = f"the original {digest[:16]}… {what}"
                self._found("original", "original", digest, None, sentence)
        return len(ids)

    def _digests(self, name: str, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        columns = ", ".join(f'"{column.name}"' for column in self.tables[name].columns)
        asked = f'SELECT {columns} FROM "{name}" WHERE id IN {{ids}}'  # noqa: S608
        for row in ask_by_ids(self.connection, asked, ids):
            yield row[0], row_digest(name, row)

    def _found(self, kind: str, table: str, known: str, seq: int | None, sentence: str) -> None:
        self.findings.append(AuditFinding(kind, table, known, seq, sentence))
