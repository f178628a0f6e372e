"""JSON line by line: each object with its line, each broken line alone refused."""

import json

import pytest

from cases.formats.json_lines import json_document, json_lines, said_in
from cases.reject import Reject


def test_a_broken_line_costs_no_other_and_each_keeps_its_number(tmp_path):
    path = tmp_path / "net.json"
    path.write_bytes('\ufeff{"id": "a"}\n\n{broken\n[1]\n{"id": "王"}\n'.encode())
    items = list(json_lines(path))
    assert [one for one in items if not isinstance(one, Reject)] == [
        (1, {"id": "a"}),
        (5, {"id": "王"}),
    ]
    refused = [one for one in items if isinstance(one, Reject)]
    assert [(one.row, one.file) for one in refused] == [(3, "net.json"), (4, "net.json")]
    assert "no object" in refused[1].reason


@pytest.mark.parametrize(("raw", "words"), [(b"", "empty"), (b"\n \n", "empty")])
def test_reading_nothing_is_never_a_success(raw, words, tmp_path):
    path = tmp_path / "net.json"
    path.write_bytes(raw)
    (refused,) = json_lines(path)
    assert words in refused.reason


def test_a_file_that_is_not_there_and_nesting_without_end_are_sentences(tmp_path):
    assert isinstance(json_document(tmp_path / "none.json"), Reject)
    (gone,) = json_lines(tmp_path / "none.json")
    assert "cannot be read" in gone.reason
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 100_000, "utf-8")
    assert "not JSON" in json_document(deep).reason


def test_an_object_laid_flat_keeps_every_value_once():
    told = {"a": {"b": 1, "c": None}, "list": ["x", "y"], "rows": [{"k": True}, {"k": 0}], "e": ""}
    assert said_in(json.loads(json.dumps(told))) == {
        "a.b": "1",
        "list": "x; y",
        "rows.1.k": "true",
        "rows.2.k": "0",
    }
