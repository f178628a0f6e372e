"""The bag's tables: what goes in comes out, and no spreadsheet runs a cell."""

import csv
import io
import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bag.tables import (
    canonical_json,
    columns_of,
    csv_bytes,
    jsonl_bytes,
    printable,
    rows_of,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=30)


def read_back(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.lists(st.fixed_dictionaries({"имя": TEXT, "value": TEXT}), max_size=5))
def test_rows_come_back_from_csv_but_for_the_apostrophe(rows):
    found = read_back(csv_bytes(rows, ["имя", "value"]))
    assert len(found) == len(rows)
    for given_row, read_row in zip(rows, found, strict=True):
        for column, value in given_row.items():
            assert read_row[column] in (value, f"'{value}")


@given(TEXT)
def test_no_cell_begins_a_formula(text):
    (row,) = read_back(csv_bytes([{"cell": text}], ["cell"]))
    assert not row["cell"].startswith(("=", "+", "-", "@", "\t"))


@pytest.mark.parametrize("cell", ["=cmd|'/c calc'!A0", "+79145550123", "-1", "@SUM(A1)"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    assert read_back(csv_bytes([{"cell": cell}], ["cell"]))[0]["cell"] == f"'{cell}"


@given(st.lists(st.dictionaries(TEXT, TEXT, max_size=3), max_size=4))
def test_json_lines_hold_the_values_as_they_are(rows):
    lines = jsonl_bytes(rows).split(b"\n")[:-1]
    assert [json.loads(line) for line in lines] == rows


def test_lists_and_missing_values_are_written_for_people():
    rows = [{"a": ("x", "y"), "b": None, "c": True}]
    assert read_back(csv_bytes(rows, ["a", "b", "c", "d"])) == [
        {"a": "x; y", "b": "", "c": "True", "d": ""}
    ]


def test_a_spreadsheet_is_told_that_it_is_utf8():
    assert csv_bytes([], ["имя"]).startswith(b"\xef\xbb\xbf")


def test_equal_values_give_equal_json():
    assert canonical_json({"b": 1, "a": "ж"}) == canonical_json({"a": "ж", "b": 1})
    assert "ж".encode() in canonical_json({"a": "ж"})
    with pytest.raises(TypeError):
        canonical_json({"a": b"bytes"})


@dataclass(frozen=True)
class Pair:
    first: str
    second: int


def test_columns_and_rows_of_a_value():
    assert columns_of(Pair) == ["first", "second"]
    assert columns_of(Pair, ("second",)) == ["first"]
    assert rows_of([Pair("a", 1)], ("first",)) == [{"second": 1}]


def test_control_characters_are_shown_and_the_rest_is_untouched():
    given_value = {"a": ["x\x00y", ("é\n", 3)], "b": None}
    assert printable(given_value) == {"a": ["x\N{REPLACEMENT CHARACTER}y", ["é\n", 3]], "b": None}
