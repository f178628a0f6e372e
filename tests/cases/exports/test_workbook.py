"""A workbook for another office: opened by somebody else's program, nothing in it runs."""

import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from cases.exports.workbook import write_workbook

MADE = datetime(2026, 11, 21, 12, tzinfo=UTC)
TABLE = [["Name", "Note"], ["Иван", "met at the border"], ["王伟", ""]]


def rows(path: Path, sheet: str = "Sheet") -> list[list[str]]:
    """What another reader (calamine, in Rust) finds in a sheet."""
    found = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
    return [[str(cell) for cell in row] for row in found]


def test_another_program_reads_what_was_written(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Sheet": TABLE, "Людей": [["x"]]}, made=MADE)
    assert rows(tmp_path / "a.xlsx") == TABLE
    assert rows(tmp_path / "a.xlsx", "Людей") == [["x"]]


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "=cmd|' /C calc'!A0", "+7 914 000", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\")"],
)  # fmt: skip
def test_what_a_suspect_typed_stays_text(tmp_path: Path, typed: str) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Sheet": [["Note"], [typed]]}, made=MADE)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = book["Sheet"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).lstrip("'").strip() == typed.strip()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        sheets = [name for name in packed.namelist() if "worksheets/" in name]
        assert sheets
        # A formula is an element f of its own in the XML of the sheet.
        assert all(b"<f>" not in packed.read(name) for name in sheets)
        assert not [name for name in packed.namelist() if "vba" in name.lower()]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture],
          deadline=None)  # fmt: skip
@given(st.text(max_size=40))
def test_no_text_breaks_a_workbook(tmp_path: Path, typed: str) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Sheet": [["Note"], [typed], ["end"]]}, made=MADE)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["Sheet"]["A3"].value == "end"


def test_a_cell_holds_no_more_than_a_cell_can(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Sheet": [["x" * 40_000]]}, made=MADE)
    assert len(rows(tmp_path / "a.xlsx")[0][0]) == 32_767


def test_equal_tables_give_equal_bytes_and_another_hour_others(tmp_path: Path) -> None:
    for name, made in (("a", MADE), ("b", MADE), ("c", MADE + timedelta(hours=1))):
        write_workbook(tmp_path / name, {"Sheet": TABLE}, made=made)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == b != c


@pytest.mark.parametrize("hours", [0, 10, -8])
def test_the_hour_of_making_is_told_in_utc_wherever_it_was_made(tmp_path: Path, hours: int) -> None:
    """The file says Z behind it."""
    made = MADE.astimezone(timezone(timedelta(hours=hours)))
    write_workbook(tmp_path / "a.xlsx", {"Sheet": TABLE}, made=made)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        core = packed.read("docProps/core.xml").decode()
    assert core.count("2026-11-21T12:00:00Z") == 2


def test_the_head_of_a_table_is_bold_and_stays_in_view(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"Sheet": [["Name"], ["x" * 300], ["y"]]}, made=MADE)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Sheet"]
    assert [sheet.cell(row, 1).font.bold for row in (1, 2, 3)] == [True, False, False]
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 60


def test_a_long_title_is_cut_to_what_a_sheet_may_be_called(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"T" * 50: TABLE}, made=MADE)
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == ["T" * 31]
