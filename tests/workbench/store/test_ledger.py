"""The one door through which evidence is written: nothing goes by it, nothing is unaccounted."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import text

from cases.statement import Ref
from workbench.store import DecisionRecord, Reader, Store
from workbench.store.audit import Anchor, verify
from workbench.store.engine import reading, writing
from workbench.store.ledger import Ledger
from workbench.store.naming import carries_year, prefix_of, readable, record_id
from workbench.store.tables import ACCOUNT, EXPOSURE

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """SQLite alone: what is decided here is decided before any database."""
    return sqlite_store


def audit_rows(store: Store) -> list[dict[str, Any]]:
    """The audit as it is kept."""
    with reading(store.engine) as connection:
        asked = text('SELECT * FROM audit ORDER BY "seq"')
        return [dict(row) for row in connection.execute(asked).mappings()]


def look(store: Store, person: str, skin: str, at: datetime = NOW) -> None:
    """One transaction that writes one row of evidence."""
    with store.transaction(person, "look", at, {"skin": skin}) as work:
        work.exposures.add(person, skin, "machine result")


def test_each_audit_row_holds_the_hash_of_the_one_before(store: Store) -> None:
    """Oracle: the chain computed by hand from the kept cells, in the documented framing."""
    for number in range(4):
        look(store, f"STAFF-000{number}", "SK-0001")
    previous = "0" * 64
    for number, row in enumerate(audit_rows(store), start=1):
        cells = [row["seq"], row["at"], row["by"], row["action"], row["detail"], row["rows"]]
        framed = json.dumps(["audit", *cells, previous], ensure_ascii=False, separators=(",", ":"))
        assert (row["seq"], row["previous"]) == (number, previous)
        assert row["hash"] == sha256(framed.encode()).hexdigest()
        previous = row["hash"]


def test_a_line_of_the_audit_is_table_id_and_digest_of_the_row_as_it_is_kept(store: Store) -> None:
    look(store, "STAFF-0001", "SK-0001")
    with reading(store.engine) as connection:
        kept = tuple(connection.execute(text("SELECT * FROM exposure")).one())
    framed = json.dumps(["exposure", *kept], ensure_ascii=False, separators=(",", ":"))
    (row,) = audit_rows(store)
    assert row["rows"] == f"exposure {kept[0]} {sha256(framed.encode()).hexdigest()}"
    assert kept[-2:] == ("2026-11-21T09:30:00.000000Z", "STAFF-0001")


def test_a_transaction_that_writes_nothing_leaves_no_line_unless_it_must(store: Store) -> None:
    with store.transaction("STAFF-0001", "nothing", NOW):
        pass
    assert audit_rows(store) == []
    with store.transaction("STAFF-0001", "sign in", NOW, always=True):
        pass
    assert [(row["action"], row["rows"]) for row in audit_rows(store)] == [("sign in", "")]


def test_a_clock_that_jumps_back_changes_no_order(store: Store) -> None:
    for hours in (0, -5, 3, -1000):
        look(store, f"STAFF-{hours}", "SK-0001", NOW + timedelta(hours=hours))
    assert [row["seq"] for row in audit_rows(store)] == [1, 2, 3, 4]
    assert verify(store).intact
    with store.read(Reader.whole("a test")) as q:
        assert q.audit.head()[0] == 4


@pytest.mark.parametrize("known", ["XP-1\nexposure XP-2 " + "a" * 64, "XP-1\n", "\n"])
def test_an_id_cannot_forge_a_second_line(store: Store, known: str) -> None:
    with writing(store.engine) as connection:
        ledger = Ledger(connection, "STAFF-0001", NOW)
        with pytest.raises(ValueError, match="an id is one line"):
            ledger.append(EXPOSURE, [(known, "STAFF-0001", "SK-0001", "x")])
        assert ledger.wrote == 0


def test_what_may_change_has_no_place_in_the_ledger(store: Store) -> None:
    with writing(store.engine) as connection:
        ledger = Ledger(connection, "STAFF-0001", NOW)
        with pytest.raises(ValueError, match="account is not append-only"):
            ledger.append(ACCOUNT, [("STAFF-0001",)])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"what": None}, "exposure does not fit its columns: what"),
        ({"colour": "red"}, "exposure does not fit its columns: colour"),
        ({"what": None, "wat": "x"}, "wat, what"),
    ],
)
def test_a_row_by_name_has_each_column_and_no_other(
    store: Store, change: dict[str, str | None], told: str
) -> None:
    row = {"id": "XP-1", "person": "STAFF-0001", "skin": "SK-0001", "what": "x"} | change
    given = {name: value for name, value in row.items() if value is not None}
    with writing(store.engine) as connection, pytest.raises(ValueError, match=told):
        Ledger(connection, "STAFF-0001", NOW).append_named(EXPOSURE, [given])


@pytest.mark.parametrize("weight", [7, 7.0, -3, 0, None, 0.1])
def test_a_whole_number_in_a_column_of_fractions_is_still_the_row_that_was_written(
    store: Store, weight: float | None
) -> None:
    """The database gives 7.0 back for 7: the digest has to be of what it gives."""
    with store.transaction("STAFF-0001", "decide", NOW) as work:
        both = work.ids([Ref("Person", "t", "1"), Ref("Person", "t", "2")]).values()
        work.decisions.add(DecisionRecord(*both, "same", "one phone", weight_bits=weight))
    assert verify(store).intact
    assert "decision DEC-0001 " in audit_rows(store)[0]["rows"]


def test_rows_are_counted_as_they_are_written(store: Store) -> None:
    with writing(store.engine) as connection:
        ledger = Ledger(connection, "STAFF-0001", NOW)
        assert (ledger.append(EXPOSURE, []), ledger.wrote, ledger.next_number(EXPOSURE)) == (
            0,
            0,
            1,
        )
        rows = [(f"XP-{n}", "STAFF-0001", f"SK-{n}", "x") for n in range(3)]
        assert (ledger.append(EXPOSURE, rows), ledger.wrote) == (3, 3)
        assert ledger.next_number(EXPOSURE) == 4
        assert ledger.close("look", {"b": 1, "a": "я"}) == 1
    (row,) = audit_rows(store)
    assert row["detail"] == '{"a":"я","b":1}'
    assert [line.split(" ")[1] for line in row["rows"].split("\n")] == ["XP-0", "XP-1", "XP-2"]


@pytest.mark.parametrize(
    "written",
    ["12", "12:", ":" + "a" * 64, "x:" + "a" * 64, "12:" + "a" * 63, "-1:" + "a" * 64, ""],
)
def test_what_is_no_anchor_is_refused_as_it_was_written(written: str) -> None:
    with pytest.raises(ValueError, match="is no anchor; it looks like 12:ab34"):
        Anchor.read(written)


def test_an_anchor_reads_as_it_was_written() -> None:
    anchor = Anchor(12, "ab" * 32)
    assert str(anchor) == "12:" + "ab" * 32
    assert Anchor.read(f"  {anchor}\n") == anchor


@pytest.mark.parametrize(
    ("schema", "year", "number", "known"),
    [
        ("IndividualAnimal", 0, 42, "IND-0042"),
        ("Specimen", 0, 1, "SK-0001"),
        ("Person", 0, 12_345, "PER-12345"),
        ("Seizure", 2026, 3, "SZ-2026-003"),
        ("Seizure", 1987, 1234, "SZ-1987-1234"),
        ("CaseFile", 2026, 1, "CASE-2026-001"),
    ],
)
def test_ids_are_short_and_say_what_kind_they_are(
    schema: str, year: int, number: int, known: str
) -> None:
    assert readable(prefix_of(schema), year, number) == known
    assert carries_year(schema) is bool(year)


def test_no_kind_has_no_id() -> None:
    with pytest.raises(ValueError, match="there is no kind 'Dragon'"):
        prefix_of("Dragon")
    assert [record_id("JDG", n) for n in (7, 9999, 10000)] == ["JDG-0007", "JDG-9999", "JDG-10000"]
