"""Letters without their capitals and marks, in any script and in both databases.

SQLite folds ASCII only, and so does PostgreSQL in the bytewise collation of our columns, while a
search for `соколов` has to find `Соколов`, and one for `hoa binh` `Hòa Bình`. So both are given a
function `kedrovka_folded` that folds as `store/folding.py` does: SQLite that one (in `engine`, for
each connection), PostgreSQL one over a collation that it has (in a migration). SQLite is spared
ours where only ASCII is compared, which its own LIKE does without capitals: most texts of most
records, and twenty times as fast.
"""

from typing import Any
from unicodedata import normalize

from sqlalchemy import Boolean, ColumnElement, Connection, literal, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from workbench.store.folding import BARE, MARKS, OF_BARE, folded

__all__ = ["holds", "install", "sought"]

# SQLite gives up on a pattern of 50,000 bytes.
_MOST = 1000
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
    lower = f'lower(written COLLATE "{best}")'
    bare = f"regexp_replace(normalize(replace({lower}, 'ß', 'ss'), NFD), '{MARKS}', '', 'g')"
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION kedrovka_folded(written text) RETURNS text LANGUAGE sql"
            " IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE"
            f" WHEN octet_length(written) = char_length(written) THEN {lower}"
            f" ELSE normalize(translate({bare}, '{OF_BARE}', '{BARE}'), NFC) END $$"
        )
    )


def sought(letters: str) -> str:
    """Letters as they are looked for: accents put together as imports keep them (a name copied from
    a Mac has them apart), the first thousand, and nothing that no database can hold."""
    return normalize("NFC", letters[:_MOST]).replace("\0", "\ufffd")


def holds(column: ColumnElement[str], letters: str) -> ColumnElement[bool]:
    """Whether a text holds these letters, with capitals and marks or without; `%` and `_` stand for
    themselves."""
    bare = folded(letters)
    plain = bare.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    holding = _holds_ascii if bare.isascii() else _holds_any
    return holding(column, literal(f"%{plain}%"))


class _holds_any(FunctionElement[bool]):  # noqa: N801 - reads as a function of SQL
    """(column, pattern): letters of any script."""

    name = "holds_any"
    inherit_cache = True
    type = Boolean()


class _holds_ascii(_holds_any):  # noqa: N801
    """(column, pattern): letters of ASCII only; what they are looked for in may hold any."""

    name = "holds_ascii"
    inherit_cache = True


@compiles(_holds_any)
def _folded(element: FunctionElement[bool], compiler: SQLCompiler, **kw: Any) -> str:
    column, pattern = (compiler.process(part, **kw) for part in element.clauses)
    return f"(kedrovka_folded({column}) LIKE kedrovka_folded({pattern}) ESCAPE '\\')"


@compiles(_holds_any, "sqlite")
def _any_sqlite(element: FunctionElement[bool], compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(next(iter(element.clauses)), **kw)
    return f"({column} GLOB '*[^ -~]*' AND {_folded(element, compiler, **kw)})"


@compiles(_holds_ascii, "sqlite")
def _ascii_sqlite(element: FunctionElement[bool], compiler: SQLCompiler, **kw: Any) -> str:
    column, pattern = (compiler.process(part, **kw) for part in element.clauses)
    # A letter beyond ASCII may fold into it: ß into ss, the sign of Kelvin into k.
    return f"({column} LIKE {pattern} ESCAPE '\\' OR {_any_sqlite(element, compiler, **kw)})"
