"""The page of a skin: is it one at all, its coats, and what was found among the other skins."""

import io

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from embeddings.coat import Region
from workbench.dashboard.running import running
from workbench.security import reader_of
from workbench.services.authenticity import look
from workbench.services.skin_pairs import judge_skins
from workbench.services.skin_photos import coats_of_skin
from workbench.services.skins import add_skin
from workbench.store import ComparisonRecord, Reader, SearchRecord

LEOPARD = "Panthera pardus"
WHOLE = Reader.whole("a test looks")
SCRIPT = """
import streamlit as st
from workbench.dashboard.door import pages
from workbench.dashboard.here import Here
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.security import reader_of

served = running()
page = next(page for page in pages() if page.path == "new-skin")
reader = reader_of(served.project.store, {person!r})
address = dict(st.query_params)
here = Here(served.project, reader, speak("en"), served.clock, address, {{}}, lambda: reader)
page.draw(here)
"""


def shown(person: str, skin: str) -> AppTest:
    """The page of a skin as it stands for a person."""
    page = AppTest.from_string(SCRIPT.format(person=person), default_timeout=240)
    page.query_params["skin"] = skin
    page.run()
    assert not page.exception, page.exception
    return page


def words(page: AppTest) -> str:
    """Everything that can be read on the page."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "warning", "error")
    return "\n".join(str(part.value) for kind in kinds for part in getattr(page, kind))


def labelled(elements, label: str):
    """The element with this label."""
    return next(one for one in elements if one.label == label)


def button(page: AppTest, label: str):
    """The button with this label."""
    return labelled(page.button, label)


def answered_same(page: AppTest, skin: str, other: str) -> None:
    """Open the pair, answer that they are one skin, and send the answer."""
    labelled(page.toggle, "Show both photos with their marks").set_value(True)
    page.run()
    labelled(page.radio, "Are they one skin, or pieces of one?").set_value("same")
    labelled(page.text_area, "Which features decide it").set_value("a ring")
    next(one for one in page.button if one.form_id == f"skins_{skin}_{other}").click()
    page.run()


@pytest.fixture
def photo_of_skin():
    """photo_of_skin(seed): a small photo of noise as JPEG bytes."""

    def made(seed: int) -> bytes:
        pixels = np.random.default_rng(seed).integers(0, 255, (120, 160, 3), dtype=np.uint8)
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, "JPEG")
        return out.getvalue()

    return made


@pytest.fixture
def skin(known, photo_of_skin, clock) -> str:
    """A skin that nobody has looked at, left flank."""
    project = running().project
    return add_skin(
        project, "Anna", [("skin.jpg", photo_of_skin(7))], species=LEOPARD, flank="left",
        box=Region(10, 10, 120, 80), clock=clock,
    ).skin  # fmt: skip


@pytest.fixture
def among(skin, photo_of_skin, clock):
    """among(flank): SK of another skin, and a stored search of `skin` that put it forward."""

    def searched(flank: str = "left") -> str:
        project = running().project
        other = add_skin(
            project, "Anna", [("other.jpg", photo_of_skin(8))], species=LEOPARD, flank=flank,
            box=Region(10, 10, 120, 80), clock=clock,
        ).skin  # fmt: skip
        [query], [gallery] = (coats_of_skin(project, WHOLE, one) for one in (skin, other))
        candidate = {"skin": other, "log10_lr": None, "wording": "", "scores": {"sift": 2.5}}
        answer = {
            "lead": {"verdict": "uncalibrated", "skin": other, "sentence": f"Nearest: {other}."},
            "calibration": "No calibration for skin against skin exists",
            "candidates": [candidate],
            "same_photos": [],
        }
        anna = reader_of(project.store, "Anna").person
        with project.store.transaction(anna, "test", clock()) as work:
            search = work.skin_searches.add(
                SearchRecord(skin, (query.id,), "f", answer, "g", "n", "")
            )
            work.skin_comparisons.add_all(
                [
                    ComparisonRecord(
                        search, query.id, gallery.id, other, {"sift": 2.5},
                        {"sift": [[20.0, 20.0, 30.0, 24.0]]}, "f",
                    )
                ]
            )  # fmt: skip
        return other

    return searched


def test_nothing_can_be_searched_before_somebody_has_looked(skin):
    page = shown("Anna", skin)
    assert "Is it a coat of that species at all?" in words(page)
    assert "First say whether it is a genuine coat" in words(page)
    assert button(page, "Lock and search").disabled


def test_an_answer_with_its_reasons_opens_the_search(skin):
    page = shown("Anna", skin)
    labelled(page.radio, "Underside").set_value("for")
    labelled(page.radio, "Seams").set_value("against")
    labelled(page.radio, "Your answer").set_value("genuine")
    button(page, "Keep this answer").click()
    page.run()
    [said] = running().project.store.read(WHOLE).skins.authenticity(skin)
    assert (said.answer, said.species) == ("genuine", LEOPARD)
    assert said.speaks_for == ("underside: the back is hide",)
    assert said.speaks_against == ("seams: pieced together out of smaller skins",)
    assert not button(shown("Anna", skin), "Lock and search").disabled


def test_an_answer_without_a_reason_is_refused_on_the_page(skin):
    page = shown("Anna", skin)
    labelled(page.radio, "Your answer").set_value("not_genuine")
    button(page, "Keep this answer").click()
    page.run()
    assert "Nothing is named that speaks against it" in words(page)
    assert running().project.store.read(WHOLE).skins.authenticity(skin) == []


def test_a_skin_that_is_none_ends_there_and_says_why(skin, clock):
    look(running().project, "Anna", skin, "not", speaks_against=["smells of dye"], clock=clock)
    page = shown("Anna", skin)
    assert "smells of dye" in words(page)
    assert "The search ends here" in words(page)
    assert button(page, "Lock and search").disabled


def test_a_prosecutor_is_asked_nothing(known):
    assert "Is it a coat" not in words(shown("Dora", known.skin))


def test_quality_is_corrected_with_a_reason_and_flanks_are_cut_apart(skin):
    project = running().project
    [before] = coats_of_skin(project, WHOLE, skin)
    grade = "sufficient" if before.quality.grade.value != "sufficient" else "limited"
    page = shown("Anna", skin)
    labelled(page.selectbox, "Quality").set_value(grade)
    page.run()
    labelled(page.text_input, "Why the quality is another").set_value("fog")
    page.run()
    button(page, "Correct").click()
    page.run()
    [coat] = coats_of_skin(project, WHOLE, skin)
    assert coat.quality.grade.value == grade
    assert "fog" in coat.quality.reasons[0]

    page = shown("Anna", skin)
    labelled(page.text_input, "Box of the left flank").set_value("0,0,80,120")
    labelled(page.text_input, "Box of the right flank").set_value("80,0,80,120")
    button(page, "Cut").click()
    page.run()
    assert {one.flank.value for one in coats_of_skin(project, WHOLE, skin)} == {"left", "right"}


def test_a_hit_among_skins_is_shown_with_its_marks_and_answered(skin, among):
    other = among()
    page = shown("Anna", skin)
    said = words(page)
    assert f"Nearest: {other}" in said.replace("\\", "")
    assert "Scores only: no calibration for skin against skin exists" in said
    assert "Locked" in said
    answered_same(page, skin, other)
    [judged] = running().project.store.read(WHOLE).examining.judgements(other, skin)
    assert (judged.verdict, judged.why) == ("same", "a ring")
    page.run()
    assert "a ring" in words(page)


def test_left_against_right_is_refused_on_the_page(skin, among):
    other = among("right")
    page = shown("Anna", skin)
    answered_same(page, skin, other)
    assert "left and right share no pattern" in words(page)
    assert running().project.store.read(WHOLE).examining.judgements(other, skin) == []


def test_an_examiner_sees_nothing_of_it_before_looking_is_on_record(skin, among, clock):
    among()
    said = words(shown("Boris", skin))
    assert "The result is not shown to you before you have examined it." in said
    assert "Nearest" not in said
    other = reader_of(running().project.store, "Boris")
    assert running().project.store.read(other).examining.condition(skin) == "blind"


def test_who_judged_two_skins_is_hidden_until_one_has_answered(skin, among, clock):
    other, project = among(), running().project
    judge_skins(project, "Chen", skin, other, "same", why="seen by Chen", clock=clock)
    boris = reader_of(project.store, "Boris")
    assert project.store.read(boris).examining.judgements(other, skin) == []
    judge_skins(project, "Boris", other, skin, "different", why="another tail", clock=clock)
    said = project.store.read(boris).examining.judgements(other, skin)
    assert [one.why for one in said] == ["seen by Chen", "another tail"]
