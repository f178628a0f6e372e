"""Rows that are written beside the work that makes the next. All data is simulated."""

import threading
from datetime import UTC, datetime

import pytest
from psycopg.errors import UniqueViolation
from sqlalchemy import func, select

from cases.statement import Claim, Locator, Ref, Source
from workbench.store import StoreRefused
from workbench.store.audit import verify
from workbench.store.engine import writing
from workbench.store.ledger import Ledger
from workbench.store.tables import ENTITY, STATEMENT

NOW = datetime(2024, 3, 1, tzinfo=UTC)
SOURCE = Source(id="", kind="table", title="office.csv", digest="0" * 64, simulated=True)
MANY = 6_000


def entity(number: int) -> tuple[object, ...]:
    return (f"PER-{number:04d}", "Person", "test", f"P {number}", "PER", 0, number)


def notes(some) -> list[Claim]:
    ref = Ref("Person", "test", "P")
    return [Claim(ref, "Person", "note", f"note {n}", locator=Locator(row=n)) for n in some]


def counted(connection, table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_whoever_asks_sees_all_rows_that_were_written_before(store):
    with writing(store.engine) as connection:
        ledger = Ledger(connection, "STAFF-0001", NOW)
        ledger.append(ENTITY, [entity(n) for n in range(1, MANY + 1)])
        assert counted(ledger.connection, ENTITY) == MANY
        ledger.append(ENTITY, [entity(MANY + 1)])
        assert counted(ledger.connection, ENTITY) == MANY + 1
        ledger.let_go()


def test_many_statements_in_one_piece_of_work_are_all_kept_once_and_accounted_for(store):
    twice = [*notes(range(MANY)), *notes(range(100))]
    with store.transaction("STAFF-0001", "import", NOW) as work:
        added = work.statements.add(twice, SOURCE)
        again = work.statements.add(notes(range(50)), SOURCE)

    assert (added.new, added.known) == (MANY, 100)
    assert (again.new, again.known) == (0, 50)
    with store.engine.connect() as connection:
        assert counted(connection, STATEMENT) == MANY
    found = verify(store)
    assert found.intact
    assert found.rows >= MANY


def written(store, *portions, then=None) -> None:
    """One piece of work: portions of entities, then what is called."""
    with store.transaction("STAFF-0001", "import", NOW) as work:
        ledger = work.statements._ledger
        for portion in portions:
            ledger.append(ENTITY, portion)
        if then is not None:
            then(ledger)


def test_rows_that_the_database_refuses_take_the_whole_work_with_them(store):
    # The same number a second time, behind many good ones.
    bad = [*(entity(n) for n in range(2, MANY)), entity(2)]
    with pytest.raises((StoreRefused, UniqueViolation)):
        written(store, [entity(1)], bad)

    with store.engine.connect() as connection:
        assert counted(connection, ENTITY) == 0


def test_work_that_breaks_off_while_rows_are_written_leaves_nothing_and_no_thread(store):
    def breaks_off(_ledger):
        raise LookupError("a person pulled the plug")

    with pytest.raises(LookupError):
        written(store, [entity(n) for n in range(1, MANY)], then=breaks_off)

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("pen")]
    with store.engine.connect() as connection:
        assert counted(connection, ENTITY) == 0


def test_a_row_that_was_written_and_has_no_line_in_the_audit_is_not_kept(store, monkeypatch):
    def goes_on(ledger):
        monkeypatch.setattr("workbench.store.ledger.row_digest", has_none)
        with pytest.raises(ArithmeticError):
            ledger.append(ENTITY, [entity(2)])
        monkeypatch.undo()
        ledger.append(ENTITY, [entity(3)])

    def has_none(_table, _cells):
        raise ArithmeticError

    with pytest.raises(ValueError, match="not accounted for"):
        written(store, [entity(1)], then=goes_on)

    with store.engine.connect() as connection:
        assert counted(connection, ENTITY) == 0
