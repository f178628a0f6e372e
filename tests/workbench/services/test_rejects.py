"""What was refused, as a table that can be opened, corrected and imported again."""

import csv

import pytest

from cases.reject import Reject
from workbench.services.rejects import write_rejects


def table_of(path):
    """The table as a spreadsheet program reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_part_of_a_reject_has_its_column(tmp_path):
    reject = Reject("шкуры.csv", 41, "date", "31.02.2024", "29 days", "write 2024-02")
    assert write_rejects([reject], tmp_path / "r.csv") == 1
    assert table_of(tmp_path / "r.csv") == [
        {
            "file": "шкуры.csv",
            "row": "41",
            "column": "date",
            "value": "31.02.2024",
            "reason": "29 days",
            "remedy": "write 2024-02",
        }
    ]


def test_a_reject_of_a_whole_file_has_no_row(tmp_path):
    write_rejects([Reject("a.jpg", None, "", "", "empty", "copy it")], tmp_path / "r.csv")
    assert table_of(tmp_path / "r.csv")[0]["row"] == ""


@pytest.mark.parametrize("value", ["=cmd|'/c calc'!A1", "+1+1", "-2", "@SUM(A1)", "\tx"])
def test_a_refused_formula_does_not_run_when_the_table_is_opened(value, tmp_path):
    write_rejects([Reject("a.csv", 2, "note", value, "no text", "clear it")], tmp_path / "r.csv")
    assert table_of(tmp_path / "r.csv")[0]["value"] == f"'{value}"


def test_no_reject_is_a_table_with_its_header(tmp_path):
    assert write_rejects([], tmp_path / "r.csv") == 0
    assert (tmp_path / "r.csv").read_text("utf-8-sig").startswith("file,row,column")


def test_a_value_with_lines_and_commas_stays_one_cell(tmp_path):
    value = 'first, "second"\nthird'
    write_rejects([Reject("a.csv", 2, "note", value, "two lines", "one")], tmp_path / "r.csv")
    assert table_of(tmp_path / "r.csv")[0]["value"] == value
