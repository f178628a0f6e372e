"""The list of keys: what a page drew and no more, in every language, whoever reads it."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import workbench.dashboard
from workbench.dashboard.entrance import Entrance
from workbench.dashboard.keys import EVERYWHERE, Keys, in_one_line, keys_data
from workbench.dashboard.parts import drawing, graph, judging, land, outline
from workbench.dashboard.parts.marks import pair_keys
from workbench.dashboard.running import running
from workbench.dashboard.words import LANGUAGES, catalogue, speak
from workbench.security import reader_of

ROOM = Path(workbench.dashboard.__file__).parent
SCRIPT = ROOM / "entry" / "script.py"
ALL = (
    EVERYWHERE,
    *(part.KEYS for part in (drawing, graph, judging, land, outline)),
    pair_keys(marked=True, verdicts=True),
)


def listed(page: AppTest) -> dict:
    """What the browser was given for the list."""
    found = [e.proto for e in page.get("bidi_component") if "keys" in e.proto.component_name]
    assert len(found) == 1, "one list a page"
    return json.loads(found[0].json)


@pytest.fixture
def at(known, monkeypatch):
    """at(path, **address): the whole page in its frame, for the analyst."""
    monkeypatch.setattr(
        Entrance, "reader_of", lambda self, token: reader_of(running().project.store, "Anna")
    )

    def drawn(path: str, **address: str) -> AppTest:
        page = AppTest.from_file(SCRIPT, default_timeout=120)
        page.run()
        page.query_params.update(address)
        return page.switch_page(path).run() if path else page

    return drawn


def test_a_page_without_keys_of_its_own_lists_what_works_everywhere(at):
    names = [part["name"] for part in listed(at(""))["parts"]]
    assert names == ["On every page"]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("keys", ALL, ids=lambda keys: keys.part)
def test_every_key_is_told_in_every_language(language, keys):
    told = keys_data(speak(language), [keys])
    assert told["title"] == catalogue(language)["keys.title"]
    (part,) = told["parts"]
    assert part["name"] == catalogue(language)[keys.part]
    for line, (_, sentence) in zip(part["lines"], keys.lines, strict=True):
        assert line["does"] == catalogue(language)[sentence]
        assert all(key.strip() for key in line["keys"])


@pytest.mark.parametrize("keys", ALL, ids=lambda keys: keys.part)
def test_no_key_of_a_part_does_two_things(keys):
    pressed = [key for written, _ in keys.lines for key in written.split(" ")]
    assert len(pressed) == len(set(pressed))


@pytest.mark.parametrize("keys", [pair_keys(marked=True, verdicts=True), judging.KEYS, graph.KEYS],
                         ids=lambda keys: keys.part)  # fmt: skip
def test_the_keys_that_are_told_are_those_the_browser_listens_to(keys):
    scripts = {"keys.pair": "marks.mjs", "keys.judging": "judging.mjs", "keys.graph": "graph.mjs"}
    script = (ROOM / "kit" / scripts[keys.part]).read_text("utf-8")
    spelt = {"Space": "' '", "Esc": "'Escape'", "←": "ArrowLeft", "→": "ArrowRight",
             "↑": "ArrowUp", "↓": "ArrowDown"}  # fmt: skip
    for written, _ in keys.lines:
        for key in written.split(" "):
            sought = spelt.get(key, f"'{key}'")
            assert sought in script or re.search(rf"\b{re.escape(key)}: '", script), key


@pytest.mark.parametrize(
    ("marked", "verdicts", "there", "absent"),
    [
        (True, True, {"1", "u", "z", "m"}, set()),
        (False, True, {"1", "u", "s"}, {"z", "m", "l"}),
        (True, False, {"z", "n"}, {"1", "2", "3", "u"}),
    ],
)
def test_a_pair_tells_the_keys_of_who_looks_at_it(marked, verdicts, there, absent):
    told = {key for keys, _ in pair_keys(marked=marked, verdicts=verdicts).lines
            for key in keys.split(" ")}  # fmt: skip
    assert there <= told
    assert not absent & told


def test_a_part_is_told_once_however_often_it_is_drawn():
    def page() -> None:
        import streamlit as st

        from workbench.dashboard.keys import Keys, begin_keys, keys_here, offer

        begin_keys()
        for _ in range(3):
            offer(Keys("keys.graph", (("Enter", "keys.step"),)))
        offer(Keys("keys.map", (("Enter", "keys.place"),)))
        st.session_state["told"] = [one.part for one in keys_here()]

    shown = AppTest.from_function(page).run()
    assert shown.session_state["told"] == ["keys.graph", "keys.map", "keys.everywhere"]
    shown.run()
    assert len(shown.session_state["told"]) == 3, "the page before is forgotten"


def test_who_hears_a_picture_hears_its_keys_in_one_sentence():
    keys = Keys("keys.drawing", (("Enter", "keys.point"), ("1 2 3", "keys.tool")))
    assert in_one_line(speak("en"), keys) == "Enter: set a point; 1 2 3: choose what is drawn"


def test_the_list_is_a_dialog_of_the_browsers_own():
    script = (ROOM / "kit" / "keys.mjs").read_text("utf-8")
    assert "showModal()" in script, "the focus stays in it and comes back, Escape closes it"
    from workbench.dashboard.keys import HTML

    assert 'aria-labelledby="keys-title"' in HTML
    assert 'aria-haspopup="dialog"' in HTML
