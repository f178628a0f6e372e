"""The store of a project: opened, migrated, written in transactions, read by readers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from workbench.store.engine import open_engine, writing
from workbench.store.ledger import Ledger
from workbench.store.migrating import at_version, migrate, newest_version
from workbench.store.originals import Originals
from workbench.store.queries import Queries
from workbench.store.reader import Reader
from workbench.store.refusal import StoreRefused
from workbench.store.work import Work

__all__ = ["Store"]


class Store:
    """One project's database and originals."""

    def __init__(self, engine: Engine, originals: Originals) -> None:
        self.engine = engine
        self.originals = originals

    @classmethod
    def open(cls, url: str, originals: Path) -> "Store":
        """Open a store without touching it. url: sqlite:///file or postgresql://...

        originals: the folder of the original files. Raises StoreRefused for any other address.
        """
        try:
            engine = open_engine(url)
        except (ArgumentError, NoSuchModuleError, ValueError) as error:
            # Without the address itself: it may hold a password.
            raise StoreRefused(
                "the address of the project's database cannot be read",
                "give one that begins with sqlite:/// or postgresql://, its port in digits",
            ) from error
        return cls(engine, Originals(originals))

    def migrate(self) -> None:
        """Create the tables or bring them to the newest version; nothing to do is no error."""
        migrate(self.engine)

    def ready(self) -> bool:
        """Whether the schema is the one this program works with."""
        return at_version(self.engine) == newest_version()

    @contextmanager
    def transaction(
        self,
        by: str,
        action: str,
        now: datetime,
        detail: Mapping[str, object] | None = None,
        *,
        always: bool = False,
    ) -> Iterator[Work]:
        """One piece of work: all of it is kept with one audit row, or nothing.

        by: id of the person. now: aware; only recorded, never compared. detail: may be filled
        while working, it is written at the end. Work that wrote nothing new leaves no audit row
        (the same import again changes nothing), unless `always`: a sign-in, an export.
        Raises StoreRefused (full disk, read-only, another writer for too long).
        """
        told: Mapping[str, object] = {} if detail is None else detail
        with writing(self.engine) as connection:
            ledger = Ledger(connection, by, now)
            try:
                yield Work(ledger, self.originals)
                if ledger.wrote or always:
                    ledger.close(action, told)
            finally:
                ledger.let_go()

    def read(self, reader: Reader) -> Queries:
        """What this reader may see. Use with `with` for several questions about one moment."""
        return Queries(self.engine, reader, self.originals)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @property
    def place(self) -> str:
        """Where the database is, without a password."""
        return make_url(str(self.engine.url)).render_as_string(hide_password=True)
