"""The annual illegal trade report: a row a seizure, nothing guessed, what is empty listed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from cases.exports import aitr, write_workbook

MADE = datetime(2027, 5, 1, tzinfo=UTC)


@pytest.fixture
def year(records: Any) -> Any:
    """Two seizures of 2026, one of 2025, one of an unknown day, one across the turn of a year."""
    r = records
    r.say("PER-1", "Person", name="Иван Соколов", nationality="RU")
    r.say("PLC-1", "Place", name="Kraskino", country="RU")
    r.say("SZ-2026-001", "Seizure", reference="B-17", date="2026-03-14", species="Panthera pardus",
          product="skin", quantity="1", unit="piece", place="PLC-1", country="RU",
          agency="Border post", transport="car", concealment="spare wheel", courier="PER-1",
          price="900000 RUB", outcome="pending")  # fmt: skip
    r.say("LEG-1", "RouteLeg", seizure="SZ-2026-001", role="origin", country="RU", order="1")
    r.say("LEG-2", "RouteLeg", seizure="SZ-2026-001", role="destination", country="CN", order="3")
    r.say("ARR-1", "Arrest", seizure="SZ-2026-001", charge="Article 258.1")
    r.say("SZ-2026-002", "Seizure", date="2026-06", country="CN", price="1 USD", weight="3")
    r.say("SZ-2026-002", "Seizure", price="2 USD", by="SRC-2")
    r.say("SZ-2025-001", "Seizure", date="2025-12-31", country="RU")
    r.say("SZ-2026-003", "Seizure", name="no day", country="RU")
    r.say("SZ-2026-004", "Seizure", date="2025-12/2026-01", country="RU")
    return r


def rows(records: Any, **asked: Any) -> list[dict[str, str]]:
    made = aitr.report(records.world().entities, **{"year": 2026, **asked})
    return [dict(zip([c.heading for c in made.columns], row, strict=True)) for row in made.rows]


def test_a_seizure_fills_the_headings_it_can(year: Any) -> None:
    first, second = rows(year)

    assert first == {
        "Identification number": "B-17", "Date of seizure": "2026-03-14",
        "Species": "Panthera pardus", "Description of specimen": "skin", "Quantity": "1",
        "Unit": "piece", "Location of incident": "Kraskino, RU", "Detecting agency": "Border post",
        "Reason for seizure": "", "Mode of transport": "car",
        "Method of concealment": "spare wheel", "Method of detection": "",
        "Alleged country of origin": "RU", "Country(ies) of transit": "",
        "Alleged final destination": "CN", "Estimated value in country (amount)": "900000",
        "Estimated value in country (currency)": "RUB", "Nationality of offenders": "RU",
        "Law under which charges were brought": "Article 258.1", "Sanction": "pending",
        "Disposal of confiscated specimens": "", "Additional information": "",
    }  # fmt: skip
    assert (second["Date of seizure"], second["Quantity"], second["Unit"]) == ("2026-06", "3", "kg")


def test_two_values_that_contradict_each_other_are_no_value(year: Any) -> None:
    assert rows(year)[1]["Estimated value in country (amount)"] == ""


def test_no_person_is_named(year: Any) -> None:
    assert not any("Соколов" in cell for row in rows(year) for cell in row.values())


def test_only_seizures_certainly_of_the_year_and_country_are_in(year: Any) -> None:
    made = aitr.report(year.world().entities, year=2026, country="ru")

    assert [row[0] for row in made.rows] == ["B-17"]
    assert {(one.what, one.example) for one in made.left_out} == {
        ("seizure without a date", "SZ-2026-003"), ("seizure of several years", "SZ-2026-004"),
    }  # fmt: skip


def test_what_is_not_filled_is_listed_with_how_often_and_why(year: Any) -> None:
    made = aitr.report(year.world().entities, year=2026)
    told = {one.what: (one.count, one.why) for one in made.not_filled}

    assert told["Reason for seizure"] == (2, "required, nobody stated it")
    assert told["Method of detection"] == (2, "not stated")
    assert told["Detecting agency"][0] == 1
    assert told["Additional information"][1].startswith("left empty on purpose")
    assert "Date of seizure" not in told


def test_a_year_without_seizures_is_an_empty_report(year: Any) -> None:
    made = aitr.report(year.world().entities, year=1999)

    assert (made.rows, made.not_filled) == ((), ())


def test_the_workbook_reads_back_as_text_and_runs_nothing(tmp_path: Path) -> None:
    nasty = ["=HYPERLINK(1)", "+79140000001", "@x", "a\x0bb", "Пётр", "007", "1e5", "x" * 40_000]
    write_workbook(tmp_path / "a.xlsx", {"Report": [["heading"] * 8, nasty]}, made=MADE)

    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("Report")
    read = sheet.to_python()

    assert read[1] == [
        "'=HYPERLINK(1)", "'+79140000001", "'@x", "ab", "Пётр", "007", "1e5", "x" * 32_767,
    ]  # fmt: skip


def test_equal_tables_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_workbook(tmp_path / name, {"Report": [["x"], ["1"]]}, made=MADE)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
