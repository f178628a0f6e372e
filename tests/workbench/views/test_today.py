"""A broken import waits on Today until somebody mended it or set it aside."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from cases.formats.mapping import Mapping
from workbench.project import Project
from workbench.security import create_administrator
from workbench.services.importing import import_records
from workbench.services.setting_aside import set_import_aside
from workbench.store import Reader
from workbench.views.today import today

ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 1)
HOURS = count()
MAPPING = """
name = "office"
version = 1
kind = "Seizure"
key = ["No"]
simulated = true
column = [{ column = "Date", property = "date" }, { column = "Country", property = "country" }]
"""
# The same table read by an office that writes the month first.
MONTH_FIRST = MAPPING.replace("version = 1", 'version = 2\norder = "MDY"')


def clock() -> datetime:
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC) + timedelta(hours=next(HOURS))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p", name="today")
    create_administrator(made.store, "Ada", "a leopard walks at dusk", clock())
    yield made
    made.close()


def table(folder: Path, name: str, *dates: str) -> Path:
    path = folder / name
    rows = [f"{name}-{n},{date},RU" for n, date in enumerate(dates)]
    path.write_text("\n".join(["No,Date,Country", *rows]), "utf-8")
    return path


def take_in(project: Project, path: Path, mapping: str = MAPPING, corrects: str = "") -> str:
    return import_records(
        project, "Ada", path, Mapping.parse(mapping), corrects=corrects, clock=clock
    ).run


def waiting(project: Project) -> list[str]:
    return [run.id for run in today(project, ANALYST).imports]


@pytest.fixture
def broken(project: Project, tmp_path: Path) -> str:
    """A table with a day that is none, and nine good tables since."""
    run = take_in(project, table(tmp_path, "bad.csv", "03.04.2025", "04.30.2025"))
    for number in range(9):
        take_in(project, table(tmp_path, f"good{number}.csv", "03.04.2025"))
    return run


def test_nine_good_tables_later_a_broken_one_still_waits(project: Project, broken: str) -> None:
    assert waiting(project) == [broken]


def test_it_is_settled_by_the_same_file_read_well(
    project: Project, broken: str, tmp_path: Path
) -> None:
    take_in(project, tmp_path / "bad.csv", MAPPING.replace("1", "3", 1))
    assert len(waiting(project)) == 2
    take_in(project, tmp_path / "bad.csv", MONTH_FIRST)
    assert waiting(project) == []


def test_another_file_of_the_same_name_settles_nothing(
    project: Project, broken: str, tmp_path: Path
) -> None:
    """Next month's table is called the same: last month's rows are still missing."""
    (tmp_path / "next").mkdir()
    take_in(project, table(tmp_path / "next", "bad.csv", "03.05.2025"))
    assert waiting(project) == [broken]


def test_a_file_that_brings_its_refused_rows_well_settles_it(
    project: Project, broken: str, tmp_path: Path
) -> None:
    worse = take_in(project, table(tmp_path, "worse.csv", "31.31.2025"), corrects=broken)
    assert waiting(project) == [worse, broken]
    take_in(project, table(tmp_path, "mended.csv", "30.04.2025"), corrects=broken)
    assert waiting(project) == [worse]


def test_set_aside_with_a_reason_it_waits_no_more(project: Project, broken: str) -> None:
    set_import_aside(project, "Ada", broken, why="sent back to its author", clock=clock)
    assert waiting(project) == []
