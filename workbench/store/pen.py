"""Rows go into the database beside the work that makes the next ones.

SQLite lets go of the interpreter while it inserts, so a second thread can: one, in order, of the
same transaction. Whoever asks the connection for anything waits until all rows are in.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy import Connection, Table

from workbench.store.encode import Cell
from workbench.store.engine import insert_rows

__all__ = ["Pen"]

# Fewer are in before a second thread has begun.
_WORTH_A_THREAD = 500


class Pen:
    """What inserts the rows of one transaction; never two at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._thread: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None

    def write(self, table: Table, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Insert rows whose cells stand in the order of the columns, after those before them.

        May return before they are in; what goes wrong is raised by the next `write` or `settle`.
        """
        self.settle()
        if len(rows) < _WORTH_A_THREAD:
            insert_rows(self._connection, table, rows)
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="pen")
        self._last = self._thread.submit(insert_rows, self._connection, table, rows)

    def settle(self) -> None:
        """Wait until all rows are in. Raises what the database said against them."""
        last, self._last = self._last, None
        if last is not None:
            last.result()

    def lay_down(self) -> None:
        """End the thread, whatever became of its rows: before the transaction ends, either way."""
        if self._thread is not None:
            self._thread.shutdown(wait=True)
            self._thread = None
