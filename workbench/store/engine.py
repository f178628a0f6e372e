"""The two databases behind one face: how they are opened, begun, written and asked in bulk.

SQLite: WAL, so that readers never wait; synchronous=FULL, so that what was acknowledged survives a
power cut; BEGIN IMMEDIATE, so that a writer waits at the door and not half-way. PostgreSQL: one
advisory lock around each write, so that the audit chain and the readable numbers have one order.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from workbench.store.encode import Cell
from workbench.store.folding import folded
from workbench.store.reading.numbers import number_in
from workbench.store.refusal import StoreRefused, explained

__all__ = ["BUSY_S", "ask_by_ids", "insert_rows", "open_engine", "reading", "writing"]

BUSY_S = 30
# "Kedrovka" in the space of PostgreSQL's advisory locks, which is one per database.
_WRITE_LOCK = 0x4B656472
_PAGE_CACHE_KIB = 65536
_IDS_AT_ONCE = 5000
# Of one INSERT; SQLite takes 32,766 values.
_CELLS_AT_ONCE = 32_000
# Rows of one INSERT, the most that fit first. What is written comes in thousands: hardly a row is
# left for an INSERT of its own, for each of which the thread would have to wait for its turn again.
_ROWS_AT_ONCE = (1000, 100, 10)
# At every commit SQLite would carry a batch from its log into the file and wait for the disk twice:
# 32 MB of log are carried together, and pages that batches share are written once.
_LOG_PAGES = 8000


def open_engine(url: str) -> Engine:
    """An engine for "sqlite:///path" or "postgresql://..."; StoreRefused for anything else."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(
            address, connect_args={"timeout": BUSY_S, "check_same_thread": False}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.get_backend_name() == "postgresql":
        return create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    raise StoreRefused(
        f"a project cannot be kept in {address.get_backend_name()}",
        "give an address that begins with sqlite:/// or postgresql://",
    )


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would begin them late and deferred.
    connection.isolation_level = None
    connection.create_function("kedrovka_folded", 1, folded, deterministic=True)
    connection.create_function("kedrovka_number", 1, number_in, deterministic=True)
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # Without it INSERT OR REPLACE deletes a row without firing the trigger that forbids it.
        "recursive_triggers=ON",
        f"cache_size=-{_PAGE_CACHE_KIB}",
        # A trigger makes every insert keep a journal of its own; on the disk it doubles the cost.
        "temp_store=MEMORY",
        f"wal_autocheckpoint={_LOG_PAGES}",
        f"busy_timeout={BUSY_S * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction, alone among writers; all of it is kept or nothing."""
    with (
        explained(),
        engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_S}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})"))
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One snapshot: what is read in it is of one moment, however long it takes."""
    with explained(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Cell, ...]]) -> None:
    """Insert rows whose cells stand in the order of the table's columns; the fastest way there is.

    SQLite: a thousand rows an INSERT, since a trigger makes each INSERT, not each row, copy every
    page it changes; PostgreSQL: COPY. Raises the driver's error, within `writing` explained.
    """
    if not rows:
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    head = f'INSERT INTO "{table.name}" ({names}) VALUES '  # noqa: S608
    marks = f"({', '.join('?' * len(table.columns))})"
    fitting = _CELLS_AT_ONCE // len(table.columns)
    first = 0
    for size in (size for size in _ROWS_AT_ONCE if size <= fitting):
        asked = head + ", ".join([marks] * size)
        while len(rows) - first >= size:
            part = tuple(chain.from_iterable(rows[first : first + size]))
            connection.exec_driver_sql(asked, part)
            first += size
    if first < len(rows):
        connection.exec_driver_sql(head + marks, list(rows[first:]))


def ask_by_ids(
    connection: Connection, query: str, ids: Iterable[str], *more: Cell
) -> Iterator[tuple[Any, ...]]:
    """Rows of a query with `{ids}` where a set of texts stands, asked some thousands at a time.

    query: written with `:a`, `:b` ... for the values in `more`; a set of any size goes in as one
    parameter, so that no limit on parameters is met and the statement is compiled once.
    """
    wanted = list(ids)
    if connection.dialect.name == "postgresql":
        piece = '(SELECT unnest(CAST(:ids AS text[])) COLLATE "C")'
    else:
        piece = "(SELECT value FROM json_each(:ids))"
    statement = text(query.replace("{ids}", piece))
    named = dict(zip("abcdef", more, strict=False))
    for first in range(0, len(wanted), _IDS_AT_ONCE):
        part = wanted[first : first + _IDS_AT_ONCE]
        bound = part if connection.dialect.name == "postgresql" else json.dumps(part)
        for row in connection.execute(statement, {"ids": bound, **named}):
            yield tuple(row)
