"""Append-only, held by the database itself.

A mistake in our own code, or somebody with a database tool, must not change evidence by accident.
Whoever removes the triggers first can; that is what the audit chain is for.

SQLite: UPDATE and DELETE are refused, and an INSERT that meets an existing row, because `INSERT OR
REPLACE` would otherwise delete that row: through its id, through any unique columns, or through the
hidden rowid. PostgreSQL: one statement trigger that refuses UPDATE (also that of ON CONFLICT),
DELETE and TRUNCATE, even of no rows.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

__all__ = ["guard", "guards_of"]

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION kedrovka_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'append-only: rows of % are never changed', TG_TABLE_NAME; END $$
"""


def guard(
    connection: Connection, table: str, key: str = "id", unique: Sequence[Sequence[str]] = ()
) -> None:
    """Put the triggers on a table; again is no error. unique: its unique sets of columns."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRES_FUNCTION))
        connection.execute(text(f'DROP TRIGGER IF EXISTS {table}_append_only ON "{table}"'))
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE"
                f' ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION kedrovka_append_only()'
            )
        )
        # Also where somebody sets session_replication_role to replica.
        connection.execute(text(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER {table}_append_only'))
        return
    refuse = f"SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed')"
    keys = [" AND ".join(f'"{c}" = NEW."{c}"' for c in columns) for columns in ((key,), *unique)]
    # Each condition is its own EXISTS, so that each uses its own index.
    exists = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE {condition})'  # noqa: S608
        for condition in (*keys, "rowid = NEW.rowid")
    )
    for name, moment, when in (
        ("no_update", "UPDATE", ""),
        ("no_delete", "DELETE", ""),
        ("no_replace", "INSERT", f"WHEN {exists}"),
    ):
        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{name}"))
        connection.exec_driver_sql(
            f'CREATE TRIGGER {table}_{name} BEFORE {moment} ON "{table}" {when} BEGIN {refuse}; END'
        )


def guards_of(connection: Connection) -> frozenset[tuple[str, str]]:
    """(table, trigger) of every trigger that is there and active."""
    if connection.dialect.name == "postgresql":
        asked = (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND n.nspname = current_schema()"
        )
    else:
        asked = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
    return frozenset((row[0], row[1]) for row in connection.execute(text(asked)))
