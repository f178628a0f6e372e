"""An index of letters: which values hold a word's letters anywhere, without reading them all.

Values repeat: each (property, value) is taken once, folded as the filter folds it, and cut into
runs of three letters, which SQLite's own FTS5 looks up. The file lies among what is derived, beside
an SQLite project, and says up to which statement it goes; statements are never changed or removed,
so what it says stays true and only newer ones are read one by one. It is brought further in
portions, outside every import. It holds letters of statements of all levels and is no answer: each
question asks the statements themselves, as the reader may see them, where it says to look.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from workbench.store.engine import reading
from workbench.store.folding import folded
from workbench.store.tables.seizing import LONGEST

__all__ = ["SHORTEST", "Letters", "index_letters", "letters_beside", "waiting"]

# A run of three letters is the least that is indexed, and what is looked up.
SHORTEST = 3
PORTION = 50_000
_MOST_RUNS = 24
# Goes up with every change of how letters are folded: an index of another folding is made anew.
_FOLDING = 2
_MADE = (
    "CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, property TEXT, start TEXT)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS letters USING fts5"
    "(folded, content='', detail=none, tokenize='trigram case_sensitive 1')",
    "CREATE TABLE IF NOT EXISTS reached (number INTEGER, statement TEXT)",
)
_PORTION = text(
    "SELECT rowid, id, property, value, original_value FROM statement"
    " WHERE rowid > :first AND rowid <= :last AND target IS NULL"
)


class Letters:
    """An index as far as it goes. path: its file; number: of the last statement it holds."""

    def __init__(self, path: Path, number: int) -> None:
        self._path = path
        self.number = number

    def looked_up(self, letters: str) -> list[tuple[str, str]]:
        """(property, beginning of the value) of all that may hold these letters, three or more."""
        bare = folded(letters)
        runs = list(dict.fromkeys(bare[n : n + 3] for n in range(len(bare) - 2)))[:_MOST_RUNS]
        wanted = " AND ".join('"' + run.replace('"', '""') + '"' for run in runs)
        asked = (
            "SELECT DISTINCT property, start FROM said"
            " WHERE id IN (SELECT rowid FROM letters WHERE letters MATCH ?)"
        )
        with closing(_opened(self._path)) as there:
            return [(str(row[0]), str(row[1])) for row in there.execute(asked, (wanted,))]


def letters_beside(engine: Engine, connection: Connection) -> Letters | None:
    """The index of a project's letters; None where there is none, or it is of other statements, or
    of another folding."""
    path = _path(engine)
    if path is None or not path.exists():
        return None
    try:
        with closing(_opened(path)) as there:
            folding = there.execute("PRAGMA user_version").fetchone()[0]
            reached = there.execute("SELECT number, statement FROM reached").fetchone()
    except sqlite3.DatabaseError:
        # Derived: what cannot be read is done without, and made anew.
        return None
    if folding != _FOLDING or reached is None:
        return None
    if _statement_at(connection, reached[0]) != reached[1]:
        return None
    return Letters(path, int(reached[0]))


def waiting(engine: Engine) -> tuple[int, int] | None:
    """(statements that the index does not hold yet, all of them); None where there can be none."""
    if _path(engine) is None:
        return None
    with reading(engine) as connection:
        known = letters_beside(engine, connection)
        last = _last(connection)
    return last - (known.number if known else 0), last


def index_letters(
    engine: Engine, *, told: Callable[[int, int], bool] = lambda _done, _of: False
) -> int:
    """Bring the index up to the last statement; the number of that one, 0 without an index.

    told: after each portion, how many of how many statements are done; true stops there, and what
    was done stands. Imports go on meanwhile.
    """
    path = _path(engine)
    if path is None:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with reading(engine) as connection:
        known = letters_beside(engine, connection)
        last = int(
            connection.execute(text("SELECT coalesce(max(rowid), 0) FROM statement")).scalar_one()
        )
    if known is None:
        path.unlink(missing_ok=True)
    done = known.number if known else 0
    seen: set[int] = set()
    with closing(_opened(path)) as there:
        for made in _MADE:
            there.execute(made)
        there.execute(f"PRAGMA user_version = {_FOLDING}")
        while done < last:
            upto = min(done + PORTION, last)
            with reading(engine) as connection:
                rows = connection.execute(_PORTION, {"first": done, "last": upto}).all()
                reached = _statement_at(connection, upto)
            with _one_transaction(there):
                _add(there, [(row[2], row[3], row[4]) for row in rows], seen)
                there.execute("DELETE FROM reached")
                there.execute("INSERT INTO reached VALUES (?, ?)", (upto, reached))
            done = upto
            if told(done, last):
                break
    return done


def _add(there: sqlite3.Connection, rows: list[tuple[str, str, str]], seen: set[int]) -> None:
    number = there.execute("SELECT coalesce(max(id), 0) FROM said").fetchone()[0]
    said, letters = [], []
    for name, value, original in rows:
        known = hash((name, value, original))
        if known not in seen:
            seen.add(known)
            number += 1
            said.append((number, name, value[:LONGEST]))
            written = value if original in ("", value) else f"{value}\n{original}"
            letters.append((number, folded(written)))
    there.executemany("INSERT INTO said VALUES (?, ?, ?)", said)
    there.executemany("INSERT INTO letters (rowid, folded) VALUES (?, ?)", letters)


def _last(connection: Connection) -> int:
    return int(connection.execute(text("SELECT max(rowid) FROM statement")).scalar() or 0)


def _statement_at(connection: Connection, number: int) -> str | None:
    asked = text("SELECT id FROM statement WHERE rowid = :number")
    found = connection.execute(asked, {"number": number}).scalar_one_or_none()
    return None if found is None else str(found)


def _path(engine: Engine) -> Path | None:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database).parent / "derived" / "letters.sqlite"


def _opened(path: Path) -> sqlite3.Connection:
    there = sqlite3.connect(path, timeout=30, isolation_level=None)
    there.execute("PRAGMA journal_mode=WAL")
    there.execute("PRAGMA synchronous=OFF")
    return there


@contextmanager
def _one_transaction(there: sqlite3.Connection) -> Iterator[None]:
    there.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        there.execute("ROLLBACK")
        raise
    there.execute("COMMIT")
