"""Evidence is never changed or deleted, whoever tries and however; and each trigger is there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from workbench.store import Store, StoreRefused
from workbench.store.engine import reading, writing
from workbench.store.tables import METADATA, append_only
from workbench.store.triggers import guards_of

GUARDED = [*(table.name for table in append_only()), "audit"]


def test_every_table_of_evidence_has_its_triggers_after_migration(store: Store) -> None:
    if store.engine.dialect.name == "sqlite":
        wanted = {
            (t, f"{t}_{n}") for t in GUARDED for n in ("no_update", "no_delete", "no_replace")
        }
    else:
        wanted = {(t, f"{t}_append_only") for t in GUARDED}
    with reading(store.engine) as connection:
        assert guards_of(connection) == wanted


TRICKS = {
    "update": "UPDATE {t} SET {k} = {k}",
    "delete": "DELETE FROM {t}",
}
SQLITE_TRICKS = {
    "replace by id": "INSERT OR REPLACE INTO {t} SELECT * FROM {t}",
    "replace by the hidden rowid": (
        "INSERT OR REPLACE INTO {t} (rowid, {c}) SELECT rowid, {x} FROM {t}"
    ),
    "upsert": "INSERT INTO {t} SELECT * FROM {t} WHERE true ON CONFLICT DO UPDATE SET {k} = 'x'",
}
POSTGRES_TRICKS = {
    "truncate": "TRUNCATE {t} CASCADE",
    "upsert": (
        "INSERT INTO {t} SELECT * FROM {t} ON CONFLICT ({k}) DO UPDATE SET {k} = EXCLUDED.{k}"
    ),
    "as a replica": "SET session_replication_role = replica; DELETE FROM {t}",
}


@pytest.mark.parametrize("trick", [*TRICKS, *SQLITE_TRICKS])
def test_no_trick_changes_evidence_in_sqlite(
    sqlite_url: str, tmp_path: Path, trick: str, write_exposure: Callable[[Store], None]
) -> None:
    _try(Store.open(sqlite_url, tmp_path), trick, TRICKS | SQLITE_TRICKS, write_exposure)


@pytest.mark.parametrize("trick", [*TRICKS, *POSTGRES_TRICKS])
def test_no_trick_changes_evidence_in_postgresql(
    postgresql_url: str, tmp_path: Path, trick: str, write_exposure: Callable[[Store], None]
) -> None:
    _try(Store.open(postgresql_url, tmp_path), trick, TRICKS | POSTGRES_TRICKS, write_exposure)


def _try(store: Store, trick: str, tricks: dict[str, str], write: Callable[[Store], None]) -> None:
    write(store)
    for table in ("exposure", "compartment_set"):
        before = _rows(store, table)
        columns = [f'"{c.name}"' for c in METADATA.tables[table].columns]
        shifted = ", ".join(["'another id'", *columns[1:]])
        sql = tricks[trick].format(t=table, k="id", c=", ".join(columns), x=shifted)
        with pytest.raises(StoreRefused, match="never changed or deleted"):
            _run(store, sql)
        assert _rows(store, table) == before
        assert before
    store.close()


def test_a_unique_name_cannot_be_replaced_under_another_id(sqlite_url: str, tmp_path: Path) -> None:
    store = Store.open(sqlite_url, tmp_path)
    row = "INSERT OR REPLACE INTO entity VALUES ('{}','Person','n','k','PER',0,1,'t','b')"
    with writing(store.engine) as connection:
        connection.execute(text(row.format("PER-0001")))
    with pytest.raises(StoreRefused, match="never changed"), writing(store.engine) as connection:
        connection.execute(text(row.format("PER-0002")))
    assert [r[0] for r in _rows(store, "entity")] == ["PER-0001"]


def _run(store: Store, sql: str) -> None:
    with writing(store.engine) as connection:
        for part in sql.split("; "):
            connection.execute(text(part))


def _rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with reading(store.engine) as connection:
        return [tuple(r) for r in connection.execute(text(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608
