"""A statement as a row that a person reads, and its handling in words."""

from datetime import UTC, datetime

import pytest

from cases.dates import read_date
from cases.statement import Grade, Handling, Locator, Source, Statement
from workbench.views.telling import handling_text, statement_rows

SHEET = Source("SRC-0001", "file", "border.csv", "a" * 64, simulated=True)


def statement(**other: object) -> Statement:
    parts = {
        "id": "f" * 64, "subject": "SZ-2026-001", "schema": "Seizure", "property": "country",
        "value": "RU", "target": None, "original_value": "Россия", "lang": "ru",
        "source_id": "SRC-0001", "locator": Locator("border.csv", row=7), "grade": Grade(),
        "handling": Handling(), "event_time": None, "recorded_by": "STAFF-0001",
        "first_seen": datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC),
    }  # fmt: skip
    return Statement(**(parts | other))


@pytest.mark.parametrize(
    ("handling", "words"),
    [
        (Handling(), "open"),
        (Handling(2, frozenset({"LORD", "AMBA"})), "confidential · AMBA · LORD"),
        (Handling(1, native="H2"), "restricted · H2"),
        (Handling(3, frozenset({"LORD"}), frozenset({"CN"}), "H3"), "secret · LORD · H3"),
    ],
)
def test_handling_is_told_by_level_compartments_and_the_code_as_it_came(handling, words):
    assert handling_text(handling) == words


def test_a_row_says_what_where_how_good_and_since_when():
    said = statement(
        grade=Grade("admiralty", "B", "2"), event_time=read_date("2026-03"), judgement="JDG-0001"
    )
    (row,) = statement_rows([said], {SHEET.id: SHEET}, {})

    assert (row.value, row.original_value, row.target) == ("RU", "Россия", "")
    assert (row.source, row.simulated) == ("border.csv", True)
    assert "7" in row.where
    assert row.grade == "B2 (admiralty)"
    assert row.event == "2026-03"
    assert row.first_seen == "2026-03-04T05:06:07+00:00"
    assert row.judgement == "JDG-0001"


def test_a_link_shows_the_name_of_what_it_leads_to_and_keeps_its_id():
    said = statement(property="courier", value="PER-0001", target="PER-0001")

    (named,) = statement_rows([said], {}, {"PER-0001": "Иван Соколов"})
    (unnamed,) = statement_rows([said], {}, {})

    assert (named.value, named.target) == ("Иван Соколов", "PER-0001")
    assert (unnamed.value, unnamed.target) == ("PER-0001", "PER-0001")


def test_of_a_source_that_the_reader_may_not_see_only_the_id_is_told():
    (row,) = statement_rows([statement()], {}, {})

    assert (row.source, row.source_id, row.simulated) == ("", "SRC-0001", False)
    assert row.grade == ""


def test_rows_come_in_the_order_given():
    rows = statement_rows([statement(id=one * 64) for one in "cab"], {}, {})
    assert [row.id[0] for row in rows] == ["c", "a", "b"]
