"""Export and share from a page: recipient asked for, files offered, losses listed."""

from pathlib import Path

from workbench.dashboard.running import Running, install, running
from workbench.security import create_administrator
from workbench.store import Reader

PAGE = """
import streamlit as st
from workbench.dashboard.exporting_data import export_panel
from workbench.dashboard.here import Here
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.security import reader_of

served = running()
reader = reader_of(served.project.store, {person!r})
here = Here(served.project, reader, speak("en"), served.clock, {{}}, {{}}, lambda: reader)
export_panel(here, {case!r})
"""


def press(page, label="Write", place=0):
    [one for one in page.button if one.label == label][place].click().run()
    assert not page.exception, page.exception
    return page


def test_a_project_without_records_says_what_to_do(shown, words, project, clock):
    install(Running(project, clock))
    create_administrator(project.store, "Ada", "a leopard walks at dusk", clock())
    assert "Nothing is on record" in words(shown("exports", "Ada"))


def test_all_records_are_written_with_their_losses_and_on_record(shown, words, known):
    page = press(shown("exports", "Anna"))
    said = words(page)
    assert "entities.ftm.json" in said
    assert "handling: OPEN" in said
    assert "IndividualAnimal" in said
    store = running().project.store
    [row] = store.read(Reader.whole("a test looks")).audit.rows(last=1)
    assert row.action == "export records"
    assert list(Path(running().project.folder, "exports").glob("all-ftm-*/left-out.txt"))


def test_a_recipient_without_authority_is_refused_in_words(shown, known):
    page = shown("exports", "Anna")
    page.text_input[0].set_value("Somebody")
    page = press(page)
    assert "needs a purpose and an authority" in page.error[0].value
    assert not list(Path(running().project.folder, "exports").glob("*"))


def test_a_share_names_nobody_and_says_what_is_in_it(shown, words, known):
    page = shown("exports", "Anna")
    for field, text in zip(page.text_input[3:], ("A park", "a study", "letter 9"), strict=True):
        field.set_value(text)
    said = words(press(page, place=1))
    assert "seizures.csv" in said
    [folder] = Path(running().project.folder, "exports").glob("share-*")
    assert "Соколов" not in "".join(path.read_text("utf-8") for path in folder.iterdir())


def test_a_case_has_its_own_panel(words, known):
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_string(PAGE.format(person="Anna", case=known.case), default_timeout=280)
    page.run()
    page.selectbox[0].set_value("i2")
    said = words(press(page))
    assert "links.csv" in said
    assert "instructions.txt" in said
