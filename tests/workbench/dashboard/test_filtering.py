"""Fields above a list: choices stand in the address, and the list is told a page at a time."""

import pytest
from streamlit.testing.v1 import AppTest

from workbench.dashboard.parts.filtering import letters_in
from workbench.dashboard.words import speak

SCRIPT = """
import streamlit as st
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import Filter, letters_in, page_of
from workbench.dashboard.words import speak

address = dict(st.query_params)
here = Here(None, None, speak("en"), None, address, {}, None)
fields, (a, b, c) = Filter(here, "list"), st.columns(3)
letters = fields.letters(a, "text", "Word")
kinds = fields.some(b, "kind", "Kind", ["cat", "dog", "owl"], str.upper)
order = fields.one(c, "order", "Order", ("name", "seen"), str.title)
st.caption(f"new: {fields.keep()}")
rows = [f"row {n}" for n in range(25) if letters_in(letters, f"row {n}")]
st.markdown(" ".join(page_of(here, rows, 10, beside="beside")))
st.markdown(f"{letters!r} {kinds} {order}")
"""


def drawn(**address: str) -> AppTest:
    page = AppTest.from_string(SCRIPT, default_timeout=280)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return page


def test_each_field_begins_with_what_the_address_says() -> None:
    page = drawn(text="Row 1", kind="owl|dog|none", order="seen")
    assert page.markdown[1].value == "'row 1' ['owl', 'dog'] seen"
    assert page.caption[0].value == "new: True"  # "none" is no kind: the address is set right


def test_what_is_chosen_is_written_into_the_address_and_the_list_begins_anew() -> None:
    page = drawn(**{"from": "10"})
    page.multiselect[0].select("cat")
    page.selectbox[0].select("seen")
    page.run()
    assert page.query_params["kind"] == "cat"
    assert page.query_params["order"] == "seen"
    assert "from" not in page.query_params


def test_the_first_of_some_options_needs_no_word_in_the_address() -> None:
    page = drawn(order="seen")
    page.selectbox[0].select("name")
    page.run()
    assert "order" not in page.query_params


def test_a_long_list_is_told_a_page_at_a_time() -> None:
    page = drawn()
    assert page.markdown[0].value.endswith("row 9")
    assert page.caption[1].value == "1 to 10 of 25 · beside"
    page.button[0].click().run()
    assert page.query_params["from"] == "10"
    assert page.markdown[0].value.startswith("row 10")


@pytest.mark.parametrize(
    ("asked", "first"), [("99", "row 24"), ("-3", "row 0"), ("x", "row 0"), ("²", "row 0")]
)
def test_a_page_that_is_none_is_the_nearest_there_is(asked: str, first: str) -> None:
    assert drawn(**{"from": asked}).markdown[0].value.startswith(first)


TWO_LISTS = """
import streamlit as st
from workbench.dashboard.here import Here
from workbench.dashboard.parts.filtering import first_of, leaf_through
from workbench.dashboard.words import speak

here = Here(None, None, speak("en"), None, dict(st.query_params), {}, None)
leaf_through(here, first_of(here, 30), 10, 30, chosen="id")
leaf_through(here, first_of(here, 7, "from_below"), 5, 7, where="from_below")
"""


def test_two_lists_are_leafed_through_apart_and_a_row_left_behind_is_no_longer_chosen() -> None:
    page = AppTest.from_string(TWO_LISTS, default_timeout=280)
    page.query_params["from"], page.query_params["id"] = "10", "OFR-0001"
    page.run()
    assert [one.value for one in page.caption] == ["11 to 20 of 30", "1 to 5 of 7"]
    before, after, below = page.button
    say = speak("en")
    labels = [say("rows.before"), say("rows.after"), say("rows.after")]
    assert [one.label for one in (before, after, below)] == labels

    below.click().run()
    assert (page.query_params["from"], page.query_params["from_below"]) == ("10", "5")
    assert page.query_params["id"] == "OFR-0001"
    page.button[0].click().run()
    assert "from" not in page.query_params
    assert "id" not in page.query_params
    assert page.query_params["from_below"] == "5"


@pytest.mark.parametrize(
    ("letters", "stands"), [("", True), ("амба", True), ("amba", True), ("ridge", False)]
)
def test_letters_are_found_in_any_of_the_texts(letters: str, stands: bool) -> None:
    assert letters_in(letters, "Верхняя Амба", "Upper AMBA") is stands
