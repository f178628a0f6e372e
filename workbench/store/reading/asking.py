"""How questions reach the database: one reader, one connection or one snapshot."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, Executable, Row, select

from workbench.store.engine import reading
from workbench.store.reader import Reader
from workbench.store.reading.visible import Rules, holds_open_blind
from workbench.store.tables import COMPARTMENT_SET

__all__ = ["AnyRow", "Asking"]

_AT_ONCE = 500

AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"


class Asking:
    """A reader at the door of the database. Every question runs under their rules."""

    def __init__(self, engine: Engine, reader: Reader) -> None:
        self.engine = engine
        self.reader = reader
        self._connection: Connection | None = None
        self._rules: Rules | None = None

    @property
    def rules(self) -> Rules:
        """The reader's conditions, with what the database knows of them now."""
        if self._rules is None:
            keys = self.rows(select(COMPARTMENT_SET.c.id))
            allowed = frozenset(
                row.id
                for row in keys
                if not row.id or frozenset(row.id.split("|")) <= self.reader.compartments
            )
            blinded = self.reader.examines and bool(
                self.rows(holds_open_blind(self.reader.person).limit(1))
            )
            self._rules = Rules(self.reader, allowed | {""}, blinded=blinded)
        return self._rules

    def rows(self, asked: Executable) -> Sequence[AnyRow]:
        """All rows of a question."""
        with self.connected() as connection:
            return connection.execute(asked).all()

    def walked(self, asked: Executable) -> Iterator[AnyRow]:
        """Rows of a question one after the other: whoever stops early spares the rest."""
        with self.connected() as connection:
            found = connection.execution_options(yield_per=_AT_ONCE).execute(asked)
            try:
                yield from found
            finally:
                found.close()

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """The snapshot that is open, or one for this question."""
        if self._connection is not None:
            yield self._connection
            return
        with reading(self.engine) as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All questions within see one moment."""
        with reading(self.engine) as connection:
            self._connection, self._rules = connection, None
            try:
                yield
            finally:
                self._connection, self._rules = None, None
