# ruff: noqa: S608 - tests write their own SQL against tables named by the code
"""A tampered database names the first row that is not what was written."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy import Connection, text

from workbench.store import Reader, Store
from workbench.store.audit import Anchor, verify
from workbench.store.engine import reading, writing
from workbench.store.tables import append_only

EVIDENCE = [table.name for table in append_only()]
Fill = Callable[[Store], dict[str, str]]


@contextmanager
def behind_our_back(store: Store, table: str) -> Iterator[Connection]:
    """A person with the database's password, who takes the triggers off and puts them on again."""
    with writing(store.engine) as connection:
        if store.engine.dialect.name == "postgresql":
            connection.execute(text("SET CONSTRAINTS ALL DEFERRED"))
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            yield connection
            connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER ALL"))
        else:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            for name in ("no_update", "no_delete", "no_replace"):
                connection.execute(text(f"DROP TRIGGER {table}_{name}"))
            yield connection


def test_a_store_that_nobody_touched_is_intact_and_every_table_is_covered(
    store: Store, fill: Fill
) -> None:
    fill(store)
    verified = verify(store)
    with reading(store.engine) as connection:
        empty = [t for t in EVIDENCE if not connection.execute(text(f"SELECT 1 FROM {t}")).first()]
    assert verified.intact, verified.findings
    assert verified.originals == 1
    assert empty == []


def test_an_altered_row_is_named_in_whichever_table(store: Store, fill: Fill) -> None:
    fill(store)
    for table in EVIDENCE:
        with behind_our_back(store, table) as connection:
            known = connection.execute(text(f"SELECT min(id) FROM {table}")).scalar_one()
            told = {"k": known}
            change = text(f"UPDATE {table} SET recorded_by = 'STAFF-6666' WHERE id = :k")
            connection.execute(change, told)
        found = verify(store, originals=False).findings
        assert [(f.kind, f.table, f.id) for f in found] == [("altered", table, known)], table
        assert found[0].seq is not None
        with behind_our_back_again(store, table) as connection:
            undo = f"UPDATE {table} SET recorded_by = :by WHERE id = :k"
            author = "STAFF-0002" if found[0].seq == 3 else "STAFF-0001"
            connection.execute(text(undo), told | {"by": author})
        assert verify(store, originals=False).intact


@contextmanager
def behind_our_back_again(store: Store, table: str) -> Iterator[Connection]:
    """The same when the triggers are gone already."""
    if store.engine.dialect.name == "postgresql":
        with behind_our_back(store, table) as connection:
            yield connection
    else:
        with writing(store.engine) as connection:
            yield connection


@pytest.mark.parametrize("table", ["custody", "retraction", "reject", "statement_judgement"])
def test_a_missing_row_is_named(store: Store, fill: Fill, table: str) -> None:
    fill(store)
    with behind_our_back(store, table) as connection:
        known = connection.execute(text(f"SELECT min(id) FROM {table}")).scalar_one()
        connection.execute(text(f"DELETE FROM {table} WHERE id = :k"), {"k": known})
    assert [(f.kind, f.table, f.id) for f in verify(store).findings] == [("missing", table, known)]


def test_a_row_slipped_in_is_named(store: Store, fill: Fill) -> None:
    fill(store)
    with writing(store.engine) as connection:
        connection.execute(
            text("INSERT INTO exposure VALUES ('XP-9999','STAFF-0002','SK-0001','x','t','b')")
        )
    assert [(f.kind, f.table, f.id) for f in verify(store).findings] == [
        ("unaccounted", "exposure", "XP-9999")
    ]


def test_an_altered_audit_row_breaks_the_chain(store: Store, fill: Fill) -> None:
    fill(store)
    with behind_our_back(store, "audit") as connection:
        connection.execute(text("UPDATE audit SET detail = '{}' WHERE seq = 1"))
    first = verify(store).findings[0]
    assert (first.kind, first.table, first.seq) == ("chain", "audit", 1)


def test_a_transaction_and_its_rows_rewritten_whole_break_the_chain_at_the_next(
    store: Store, fill: Fill
) -> None:
    """Oracle: the hash is recomputed here from the documented framing, sharing no code."""
    fill(store)
    with behind_our_back(store, "audit") as connection:
        row = connection.execute(text("SELECT * FROM audit WHERE seq = 2")).one()
        cells = [row.seq, row.at, "STAFF-6666", row.action, row.detail, row.rows, row.previous]
        framed = json.dumps(["audit", *cells], ensure_ascii=False, separators=(",", ":"))
        forged = sha256(framed.encode()).hexdigest()
        change = "UPDATE audit SET \"by\" = 'STAFF-6666', hash = :h WHERE seq = 2"
        connection.execute(text(change), {"h": forged})
    first = verify(store).findings[0]
    assert (first.kind, first.seq) == ("chain", 3)


def test_a_cut_tail_shows_against_an_anchor_and_its_rows_without_one(
    store: Store, fill: Fill
) -> None:
    fill(store)
    with store.read(Reader.whole("test")) as q:
        anchor = Anchor(*q.audit.head())
    assert verify(store, anchor).intact
    with behind_our_back(store, "audit") as connection:
        connection.execute(text("DELETE FROM audit WHERE seq = 4"))
    kinds = [f.kind for f in verify(store, Anchor.read(str(anchor))).findings]
    assert kinds[0] == "cut"
    assert verify(store).findings[0].kind == "unaccounted"


def test_an_original_changed_on_the_disk_is_named(store: Store, fill: Fill) -> None:
    digest = fill(store)["digest"]
    store.originals.path_of(digest).write_bytes(b"another photo")
    assert [(f.kind, f.id) for f in verify(store).findings] == [("original", digest)]
    store.originals.path_of(digest).unlink()
    assert "is missing" in verify(store).findings[0].sentence
    assert verify(store, originals=False).intact


def test_a_clock_that_jumps_back_breaks_nothing(store: Store, fill: Fill) -> None:
    ids = fill(store)
    past = datetime(2001, 1, 1, tzinfo=UTC)
    with store.transaction("STAFF-0002", "undo", past) as work:
        undone = work.judgements.withdraw(ids["judgement"], "wrong flank")
        work.cases.remove_member(ids["case"], ids["skin"], "not of this case")
        work.cases.add_member(ids["case"], ids["person"])
    with store.read(Reader.whole("test")) as q:
        assert [j.superseded for j in q.examining.judgements(ids["skin"])] == [True, False]
        assert q.examining.judgements(ids["skin"])[-1].id == undone
        assert q.cases.members(ids["case"]) == [ids["person"]]
    assert verify(store).intact
