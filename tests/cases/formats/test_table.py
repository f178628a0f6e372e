"""Tables as rows of text: nothing guessed, every row with the number a person sees."""

import csv
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.formats.cell import defused
from cases.formats.table import LARGEST_CELL, Row, Table, open_table
from cases.reject import Reject


def table(path: Path, **options: object) -> Table:
    found = open_table(path, **options)  # type: ignore[arg-type]
    assert isinstance(found, Table)
    return found


def refusal(path: Path, **options: object) -> Reject:
    found = open_table(path, **options)  # type: ignore[arg-type]
    assert isinstance(found, Reject)
    return found


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "a.csv"
    path.write_text(text, "utf-8", newline="")
    return path


def workbook(folder: Path, *rows: list[object], sheet: str = "One") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    path = folder / "a.xlsx"
    book.save(path)
    return path


def test_nothing_is_guessed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "country,phone,plate,none\nNA,+79140001122,1E5,None\n")
    row = next(iter(table(path)))
    assert isinstance(row, Row)
    assert row.cells == {"country": "NA", "phone": "+79140001122", "plate": "1E5", "none": "None"}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_seen_from_the_header(tmp_path: Path, mark: str) -> None:
    path = csv_file(tmp_path, mark.join(("a", '"b, c; d"', "e")) + "\n" + mark.join("123") + "\n")
    assert table(path).header == ("a", "b, c; d", "e")


def test_headers_that_repeat_are_counted_and_blanks_are_squeezed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'C/UC,"Name of\n incident ",C/UC,,C/UC\n1,2,3,4,5\n')
    assert table(path).header == ("C/UC", "Name of incident", "C/UC#2", "column 4", "C/UC#3")


def test_rows_keep_the_number_a_person_sees(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a,b\n1,2\n,\n\n3,4\n")
    assert [row.number for row in table(path) if isinstance(row, Row)] == [2, 5]


def test_a_row_with_a_loose_separator_is_refused_alone(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a,b\n1,2,3\n4,5\n6\n")
    wrong, good, short = list(table(path))
    assert isinstance(wrong, Reject)
    assert wrong.reason == "the row has 3 cells and the header 2"
    assert isinstance(good, Row)
    assert isinstance(short, Row)
    assert short.text("b") == ""


def test_a_monstrous_cell_refuses_its_row_only(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'a,b\n1,"' + "x\n" * LARGEST_CELL + '"\n3,4\n')
    wrong, good = list(table(path))
    assert isinstance(wrong, Reject)
    assert (wrong.row, wrong.column) == (2, "b")
    assert "2,000,000 characters" in wrong.reason
    assert len(wrong.value) < 300
    assert isinstance(good, Row)


def test_a_workbook_keeps_dates_as_dates_and_numbers_as_written(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["d", "n", "f", "t", "b"], [date(2024, 2, 29), 12, 1.5, "=x", True])
    row = next(iter(table(path)))
    assert isinstance(row, Row)
    assert row.cells == {"d": date(2024, 2, 29), "n": "12", "f": "1.5", "t": "=x", "b": "true"} or (
        row.cells["t"] == ""
    )
    assert (row.text("d"), table(path).sheet) == ("2024-02-29", "One")


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "a\n=cmd|' /C calc'!A0\n")
    row = next(iter(table(path)))
    assert isinstance(row, Row)
    assert row.text("a") == "=cmd|' /C calc'!A0"


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["a"], ["1"], sheet="Seizures")
    assert "there are Seizures" in refusal(path, sheet="INCIDENTS").reason


def test_a_header_may_stand_lower(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "A report\na,b\n1,2\n")
    found = table(path, header_row=2)
    assert found.header == ("a", "b")
    assert [row.number for row in found if isinstance(row, Row)] == [3]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.xlsx", b"", "the file is empty"),
        ("a.xlsx", b"PK\x03\x04 broken", "the workbook cannot be opened"),
        ("a.xlsx", b"just text", "the workbook cannot be opened"),
        ("a.csv", b"\xff\xd8\xff\xe0" + b"\x01" * 99, "this is a JPEG photo"),
        ("a.csv", b"\n\n1,2\n", "there is no header row"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = refusal(path)
    assert (found.file, reason in found.reason) == (name, True)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "the file cannot be read" in refusal(tmp_path / "no.csv").reason


def test_a_header_without_rows_is_complained_of(tmp_path: Path) -> None:
    empty, full = table(csv_file(tmp_path, "a,b\n")), None
    assert empty.complaint() is not None
    full = table(csv_file(tmp_path, "a,b\n1,2\n"))
    assert full.complaint() is None


def test_an_area_that_begins_lower_and_further_right_keeps_its_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    empty, page = book.active, book.create_sheet("Second")
    assert empty is not None
    page["B3"], page["C3"], page["B4"], page["C4"] = "name", "n", "x", 2
    path = tmp_path / "low.xlsx"
    book.save(path)
    found = table(path, header_row=3)
    assert found.sheet == "Second"
    assert found.header == ("column 1", "name", "n")
    row = next(iter(found))
    assert isinstance(row, Row)
    assert (row.number, row.text("name"), row.text("n")) == (4, "x", "2")
    assert len(list(found)) == len(list(found)) == 1


def test_a_long_table_is_read_a_piece_at_a_time(tmp_path: Path) -> None:
    import tracemalloc

    path = csv_file(tmp_path, "a,b\n" + "x" * 40 + ",ы\n" * 60_000)
    tracemalloc.start()
    assert sum(1 for _ in table(path)) == 60_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 6_000_000


def test_an_encoding_that_fails_far_down_is_told_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" + "x,ы\n".encode() * 60_000 + b"\xff\xff,1\n")
    found = refusal(path, encoding="utf-8")
    assert "does not fit utf-8" in found.reason


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
def test_what_was_defused_when_it_was_written_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Formulas, numbers with a plus, blanks before them: the apostrophe goes as it came."""
    assume(not text.startswith("'"))  # typed so, it is a spreadsheet's own way to say the same
    path = tmp_path_factory.getbasetemp() / "defused.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["a", "b"], [defused(text), "x"]])
    (row,) = table(path)
    assert isinstance(row, Row)
    assert row.text("a") == " ".join(text.replace("\u00a0", " ").replace("\ufeff", "").split())


@pytest.mark.parametrize("text",
                         ["=1+1", "  =1", "+7 914 000-11-22", "-3", "@SUM(1)", "'quoted'", "O'Neil",
                                  "\u00a0=1"])  # fmt: skip
def test_formulas_survive_a_round_trip_as_text(text: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["a", "b"], [defused(text), "x"]])
    (row,) = table(path)
    assert isinstance(row, Row)
    assert row.text("a") == " ".join(text.split())


@pytest.mark.parametrize(
    "name", ["Đà Nẵng", "Йошкар-Ола", "Nguyễn Văn Hùng", "Ёлкин", "José", "한국"]
)
def test_a_name_is_one_text_whether_its_accents_come_together_or_apart(
    name: str, tmp_path: Path
) -> None:
    """Tables from a Mac hold them apart; searched for, compared and counted they are one."""
    apart = unicodedata.normalize("NFD", name)
    assert apart != name
    (row,) = table(csv_file(tmp_path, f"{apart},b\n{apart},x\n"))
    assert isinstance(row, Row)
    assert row.text(name) == name
