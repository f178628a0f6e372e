"""A copy of a project that can become a project again, in either database.

SQLite is copied by its own backup while work goes on; PostgreSQL row by row out of one snapshot
into a SQLite file of the same schema. So a backup is always one SQLite file beside the originals,
and there is one way back, which carries the audit over as it is: it verifies as before. Sessions
and waiting jobs do not come along. The database is copied first: an original is on the disk before
a row speaks of it, so whatever the copied rows speak of is there to be copied.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, delete, func, select, text

from workbench.store.engine import insert_rows, reading, writing
from workbench.store.refusal import StoreRefused, explained
from workbench.store.store import Store
from workbench.store.tables import AUDIT, JOB, METADATA, ORIGINAL, SESSION

__all__ = ["BACKUP_DATABASE", "Copied", "backup", "restore"]

BACKUP_DATABASE = "kedrovka.sqlite"
_ORIGINALS = "originals"
_MANIFEST = "manifest-sha256.txt"
_NOT_CARRIED = (SESSION, JOB)
_ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied."""

    rows: int
    originals: int
    head: str


def backup(store: Store, target: Path) -> Copied:
    """Copy a live project into a folder that does not exist yet; complete once it has its name.

    Raises StoreRefused when the folder exists, the disk is full, or an original is missing.
    """
    if target.exists():
        raise StoreRefused(f"{target} exists already", "name a folder that does not exist yet")
    growing = target.with_name(f".{target.name}.part")
    with explained():
        shutil.rmtree(growing, ignore_errors=True)
        (growing / _ORIGINALS).mkdir(parents=True)
        copy = Store.open(f"sqlite:///{growing / BACKUP_DATABASE}", growing / _ORIGINALS)
        try:
            _copy_database(store, copy, growing / BACKUP_DATABASE)
            copied = _copy_originals(store, copy)
        finally:
            copy.close()
        _write_manifest(growing)
        growing.replace(target)
    return copied


def restore(source: Path, store: Store) -> Copied:
    """Fill an empty, migrated store from a backup.

    Raises StoreRefused when the backup is damaged (the first file is named) or the store is not
    empty. Afterwards `audit.verify` says the same as at the backup.
    """
    with explained():
        _check_manifest(source)
        old = Store.open(f"sqlite:///{source / BACKUP_DATABASE}", source / _ORIGINALS)
        try:
            if not old.ready():
                raise StoreRefused(
                    f"the backup {source} is of another version of the program",
                    "restore it with that version, then update",
                )
            with writing(store.engine) as there, reading(old.engine) as here:
                _empty(there)
                if there.dialect.name == "sqlite":
                    there.execute(text("PRAGMA defer_foreign_keys = ON"))
                _copy_rows(here, there)
            return _copy_originals(old, store)
        finally:
            old.close()


def _copy_database(store: Store, copy: Store, path: Path) -> None:
    if store.engine.dialect.name == "sqlite":
        place = store.engine.url.database
        with sqlite3.connect(str(place)) as live, sqlite3.connect(path) as target:
            live.backup(target)
        live.close()
        target.close()
    else:
        copy.migrate()
        with reading(store.engine) as here, writing(copy.engine) as there:
            _copy_rows(here, there)
    with writing(copy.engine) as connection:
        for table in _NOT_CARRIED:
            connection.execute(delete(table))


def _copy_rows(here: Connection, there: Connection) -> None:
    for table in METADATA.sorted_tables:
        if table in _NOT_CARRIED:
            continue
        # A row may refer to an earlier one of its own table, so the order of writing is kept.
        asked = select(table).order_by(*_order(table))
        stream = here.execute(asked, execution_options={"yield_per": _ROWS_AT_ONCE})
        for part in stream.partitions(_ROWS_AT_ONCE):
            insert_rows(there, table, [tuple(row) for row in part])


def _order(table: Table) -> list[ColumnElement[Any]]:
    stamped = [table.c.recorded_at] if "recorded_at" in table.c else []
    # What replaces comes after what it replaces, also when both were written at one instant.
    later = [table.c.supersedes.is_not(None)] if "supersedes" in table.c else []
    keys = list(table.primary_key.columns)
    lengths = [func.length(key) for key in keys if isinstance(key.type, Text)]
    return [*stamped, *later, *lengths, *keys]


def _empty(connection: Connection) -> None:
    for table in METADATA.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise StoreRefused(
                f"the project to restore into is not empty ({table.name})",
                "restore into a new project",
            )


def _copy_originals(source: Store, target: Store) -> Copied:
    with reading(target.engine) as connection:
        digests = [r.id for r in connection.execute(select(ORIGINAL.c.id).order_by(ORIGINAL.c.id))]
        head = connection.execute(
            select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
        ).first()
        rows = sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        )
    for digest in digests:
        if not source.originals.intact(digest):
            source.originals.read(digest)
        target.originals.keep(source.originals.path_of(digest))
    return Copied(rows, len(digests), f"{head.seq}:{head.hash}" if head else "0")


def _files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != _MANIFEST]


def _write_manifest(folder: Path) -> None:
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}" for path in _files(folder)]
    (folder / _MANIFEST).write_text("\n".join(lines) + "\n", "utf-8")


def _check_manifest(folder: Path) -> None:
    try:
        lines = (folder / _MANIFEST).read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        raise StoreRefused(f"{folder} is no backup", "name the folder that was made") from error
    for line in lines:
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            raise StoreRefused(
                f"the backup is damaged: {name} is not what it was", "use another backup"
            )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
