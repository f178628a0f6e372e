"""Letters without their capitals, in any script and in both databases.

SQLite folds ASCII only, and so does PostgreSQL in the bytewise collation of our columns, while a
search for `соколов` has to find `Соколов`. So both are given a function `kedrovka_folded`: SQLite
Python's own folding (in `engine`, for each connection), PostgreSQL one over a collation that it has
(in the first migration).
"""

from sqlalchemy import ColumnElement, Connection, func, literal, text

__all__ = ["holds", "install"]

# Best first: builtin from PostgreSQL 17 and 18 on, ICU where it was built in, the libc of Linux.
_COLLATIONS = ("pg_unicode_fast", "pg_c_utf8", "und-x-icu", "C.utf8", "en_US.utf8", "default")


def install(connection: Connection) -> None:
    """Make the function in a PostgreSQL database; SQLite gets it when a connection opens."""
    if connection.dialect.name != "postgresql":
        return
    asked = text(
        "SELECT collname FROM pg_collation WHERE collname = ANY(:names)"
        " AND collencoding IN (-1, pg_char_to_encoding('UTF8'))"
    )
    there = {str(row[0]) for row in connection.execute(asked, {"names": list(_COLLATIONS)})}
    best = next(name for name in _COLLATIONS if name in there)
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION kedrovka_folded(written text) RETURNS text LANGUAGE sql"
            f' IMMUTABLE PARALLEL SAFE AS $$ SELECT lower(written COLLATE "{best}") $$'
        )
    )


def holds(column: ColumnElement[str], letters: str) -> ColumnElement[bool]:
    """Whether a text holds these letters, capitals or not; `%` and `_` stand for themselves."""
    plain = letters.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return func.kedrovka_folded(column).like(
        func.kedrovka_folded(literal(f"%{plain}%")), escape="\\"
    )
