"""Ids are put in the order of their numbers: the thousandth stands after the nine hundredth."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from cases.statement import Ref
from workbench.store import Reader, Store
from workbench.store.engine import writing
from workbench.store.people import PeopleRows
from workbench.store.tables import ACCOUNT, CASE_FILE, RELEASE, SEARCH

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALL = Reader.whole("a test")
KEPT = {
    "recorded_at": "2026-11-21T09:30:00Z", "recorded_by": "STAFF-0001", "level": 0,
    "compartments": "", "releasable_to": "", "native": "",
}  # fmt: skip


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """SQLite with a first account's case in it."""
    return sqlite_store


def put(store: Store, table, *rows: dict) -> None:
    """Rows as a project of many years has them."""
    known = {column.name for column in table.columns}
    blank = {
        column.name: 0 if column.type.python_type is int else ""
        for column in table.columns
        if not column.nullable and column.name not in KEPT
    }
    kept = {name: value for name, value in KEPT.items() if name in known}
    with writing(store.engine) as connection:
        connection.execute(insert(table), [blank | kept | row for row in rows])


def test_cases_stand_by_year_and_then_by_number(store: Store) -> None:
    ids = ["CASE-2026-1000", "CASE-2027-001", "CASE-2026-999", "CASE-2025-1001", "CASE-2026-002"]
    put(store, CASE_FILE, *({"id": one, "title": one, "seq": n} for n, one in enumerate(ids, 1)))
    with store.read(ALL) as q:
        found = [case.id for case in q.cases.all()]
    assert found == [
        "CASE-2025-1001", "CASE-2026-002", "CASE-2026-999", "CASE-2026-1000", "CASE-2027-001",
    ]  # fmt: skip


def test_the_ten_thousandth_release_is_told_last(store: Store) -> None:
    with store.transaction("STAFF-0001", "case", NOW) as work:
        case = work.cases.open("a case handed over often")
    put(store, RELEASE, *({"id": f"REL-{n:04d}", "case": case, "recipient": "a court", "seq": n}
                          for n in (10000, 9999, 2)))  # fmt: skip
    with store.read(ALL) as q:
        told = [row.id for row in q.cases.releases(case)]
    assert told == ["REL-0002", "REL-9999", "REL-10000"]


def test_the_ten_thousandth_account_is_told_last(store: Store) -> None:
    put(store, ACCOUNT, *({"id": f"STAFF-{n:04d}", "name": f"n{n}", "folded": f"n{n}"}
                          for n in (10000, 9999, 3)))  # fmt: skip
    told = [account.id for account in PeopleRows(store).all()]
    assert told == ["STAFF-0003", "STAFF-9999", "STAFF-10000"]


def test_the_ten_thousandth_skin_waits_behind_those_before_it(store: Store) -> None:
    with store.transaction("STAFF-0001", "import", NOW) as work:
        work.ids([Ref("Specimen", "t", "a")])
    put(store, SEARCH, *({"id": f"SCH-{n:04d}", "skin": f"SK-{n:04d}", "seq": n}
                         for n in (10000, 9999, 1)))  # fmt: skip
    with store.read(ALL) as q:
        told = [one.skin for one in q.waiting.standings()]
    assert told == ["SK-0001", "SK-9999", "SK-10000"]
