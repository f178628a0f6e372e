"""What stands around every page, and what it does when somebody has gone or something broke."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workbench.dashboard
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.running import NothingServed, _served, running
from workbench.security import reader_of

SCRIPT = Path(workbench.dashboard.__file__).parent / "entry" / "script.py"


@pytest.fixture
def anna(known, monkeypatch):
    """Anna's session, however the cookie came; ends when the test empties the list."""
    holds = [reader_of(running().project.store, "Anna")]
    monkeypatch.setattr(Entrance, "reader_of", lambda self, token: holds[0] if holds else None)
    return holds


def drawn() -> AppTest:
    page = AppTest.from_file(SCRIPT, default_timeout=60).run()
    assert not page.exception, page.exception
    return page


def html(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def test_without_a_session_there_is_the_way_to_the_door_and_nothing_else(anna):
    anna.clear()
    page = drawn()
    assert "You are signed out" in page.markdown[0].value
    assert 'href="/login"' in html(page)
    assert not page.title
    assert not page.text_input


def test_an_analyst_begins_with_today_and_a_search_field(anna):
    page = drawn()
    assert page.title[0].value == "Today"
    assert page.text_input[0].placeholder.startswith("Name, phone, plate")
    assert "Anna" in html(page)
    assert 'href="/logout"' in html(page)


def test_a_page_that_is_still_open_after_signing_out_shows_the_door(anna):
    page = drawn()
    anna.clear()
    page.run()
    assert "You are signed out" in page.markdown[0].value
    assert not page.title


def test_what_is_typed_into_the_search_field_is_looked_for(anna):
    page = drawn()
    page.text_input[0].set_value("Соколов").run()
    assert page.title[0].value == "Found"
    assert any("1 found" in caption.value for caption in page.caption)


def test_a_broken_program_gives_a_number_and_keeps_its_inside_to_the_log(caplog):
    def page() -> None:
        import streamlit as st

        from workbench.dashboard.frame import broken

        try:
            {}["the courier's name"]
        except KeyError as error:
            st.session_state["handled"] = broken(error)

    shown = AppTest.from_function(page).run()
    sentence = shown.error[0].value
    assert "reference" in sentence
    assert "courier" not in sentence
    number = sentence.rpartition("reference ")[2].split()[0]
    assert number in caplog.text
    assert "courier" in caplog.text
    assert shown.session_state["handled"] is True


def test_nothing_is_served_before_a_project_is_open():
    before = list(_served)
    _served.clear()
    try:
        with pytest.raises(NothingServed, match="kedrovka serve"):
            running()
    finally:
        _served[:] = before


def test_streamlit_finds_no_pages_to_run_past_the_frame():
    assert SCRIPT.is_file()
    assert not SCRIPT.with_name("pages").exists()
