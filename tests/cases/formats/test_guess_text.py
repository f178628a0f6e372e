"""A mapping as text: what is written is what is read, whatever somebody's headers hold."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.formats.guess_text import mapping_text
from cases.formats.mapping import Mapping
from cases.formats.meanings import Parts

HEADERS = [
    'Suspect "alias"', "C:\\seized\\list", "Вид\tживотного", "查获日期", "số lượng", "a\nb",
    "a\r\nb",
    "'''", '"""', "\\", "#", "= 1 + 1", "[[column]]", "x\x00y", "x\x7fy", "🐆", "é", "e\u0301",
    "\u2028", "\ufeffDate", "key = true", " leading", "trailing ", "{}", "\\u0041",
]  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_comes_back_as_it_was_whatever_letters_it_has(header: str) -> None:
    parts = Parts(columns=[{"column": header, "property": "note"}], key=[header])
    mapping = Mapping.parse(mapping_text("mine", "Seizure", parts, order="DMY", missing=[header]))
    assert (mapping.columns[0].column, mapping.key, mapping.missing) == (
        header,
        (header,),
        (header,),
    )


letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(letters, st.lists(letters, max_size=4), st.booleans())
def test_any_text_survives_being_written_as_toml(
    name: str, missing: list[str], simulated: bool
) -> None:
    """Read by Python's own reader of TOML, which knows nothing of ours."""
    parts = Parts(columns=[{"column": name, "property": name, "split": name}])
    text = mapping_text(name, "Seizure", parts, order="MDY", missing=missing, simulated=simulated)
    read = tomllib.loads(text)
    assert (read["name"], read["namespace"], read["missing"]) == (name, name, missing)
    assert read.get("simulated", False) is simulated
    assert read["column"] == [{"column": name, "property": name, "split": name}]
    assert read["order"] == "MDY"


def test_an_entity_stands_before_what_belongs_to_it() -> None:
    parts = Parts()
    parts.link("passport", "Identification", "identification", of="courier")
    parts.link("courier", "Person", "courier")
    read = tomllib.loads(mapping_text("mine", "Seizure", parts, order="DMY", missing=[]))
    assert [one["name"] for one in read["linked"]] == ["courier", "passport"]
    assert read["linked"][1]["of"] == "courier"


def test_a_column_of_an_entity_that_is_not_there_is_left_out() -> None:
    parts = Parts(columns=[{"column": "a", "property": "note"},
                           {"column": "b", "property": "number", "on": "phone"}])  # fmt: skip
    read = tomllib.loads(mapping_text("mine", "Seizure", parts, order="DMY", missing=[]))
    assert [one["column"] for one in read["column"]] == ["a"]


def test_numbers_truths_and_lists_keep_their_type() -> None:
    row = {"column": "a", "property": "date", "required": True, "placeholders": False,
           "missing": ["-", "н/д"]}  # fmt: skip
    text = mapping_text("mine", "Seizure", Parts(columns=[row]), order="DMY", missing=[])
    (column,) = Mapping.parse(text).columns
    assert (column.required, column.placeholders, column.missing) == (True, False, ("-", "н/д"))
    assert tomllib.loads(text)["version"] == 1


def test_a_row_without_a_key_is_named_by_its_content() -> None:
    text = mapping_text("mine", "Seizure", Parts(), order="DMY", missing=[])
    assert "key" not in tomllib.loads(text)
    assert Mapping.parse(text).key == ()
