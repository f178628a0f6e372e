"""A leaning is never taken for a firm lead: another look, another word, in every language."""

from dataclasses import replace
from pathlib import Path

import pytest

import workbench.dashboard
from workbench.dashboard.firmness import badge, firmness
from workbench.dashboard.running import running
from workbench.dashboard.words import LANGUAGES, speak
from workbench.services.answers import lead_word
from workbench.store import Reader

SENTENCE = "Leaning: points to IND-0001; 1 in 8 such leanings was wrong (0.05 to 0.2)."


@pytest.fixture
def leaning(known, clock):
    """The same skin searched again, with a lead that is not firm."""
    store = running().project.store
    whole = store.read(Reader.whole("a test looks"))
    [before] = whole.matching.searches(known.skin)
    lead = dict(before.answer["lead"]) | {"firm": False, "sentence": SENTENCE}
    again = replace(before, answer=dict(before.answer) | {"lead": lead})
    with store.transaction("STAFF-0001", "test", clock()) as work:
        search = work.searches.add(again)
        for one in whole.matching.comparisons(known.skin):
            work.comparisons.add(replace(one, search=search))
    return known


@pytest.mark.parametrize(
    ("lead", "word", "kind"),
    [
        ({"verdict": "this_animal", "firm": True}, "this_animal", "firm"),
        ({"verdict": "this_animal", "firm": False}, "leaning_this_animal", "leaning"),
        ({"verdict": "not_in_catalogue", "firm": False}, "leaning_not_in_catalogue", "leaning"),
        ({"verdict": "this_skin", "firm": False}, "leaning_this_skin", "leaning"),
        ({"verdict": "this_animal"}, "this_animal", "firm"),
        ({"verdict": "cannot_tell", "firm": False}, "cannot_tell", "open"),
        ({"verdict": "uncalibrated", "firm": False}, "uncalibrated", "open"),
        ({}, "", "open"),
    ],
    ids=["firm", "leaning", "none of them", "a skin", "before", "open", "scores", "nothing"],
)
def test_a_lead_is_firm_a_leaning_or_open(lead, word, kind):
    assert lead_word(lead) == word
    assert firmness(word) == kind


@pytest.mark.parametrize("path", ["new-skin", "case", "cases", "pair"])
def test_every_page_that_tells_the_lead_tells_that_it_is_a_leaning(shown, words, leaning, path):
    said = words(shown(path, "Anna", skin=leaning.skin, id=leaning.case))
    assert '<span class="kedrovka-firmness leaning"><b>Leaning:</b> this animal</span>' in said
    assert "kedrovka-firmness firm" not in said


@pytest.mark.parametrize("path", ["new-skin", "case", "pair"])
def test_beside_a_leaning_stand_how_often_it_is_wrong_and_what_it_is(shown, words, leaning, path):
    said = words(shown(path, "Anna", skin=leaning.skin, id=leaning.case)).replace("\\", "")
    assert "1 in 8 such leanings was wrong (0.05 to 0.2)" in said
    assert "more probable than not; look at the candidates before you stop" in said


def test_an_examiner_who_is_blind_sees_neither_lead_nor_firmness(shown, words, leaning):
    said = words(shown("pair", "Boris", skin=leaning.skin))
    assert "kedrovka-firmness" not in said
    assert "1 in 8" not in said


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_firm_and_leaning_are_two_words_in_every_language(language):
    say = speak(language)

    class There:
        def __init__(self):
            self.say = say

    firm, leans = (badge(There(), word) for word in ("this_animal", "leaning_this_animal"))
    assert "class=" in firm
    assert firm.replace("firm", "").split("<b>")[1] != leans.split("<b>")[1]
    assert say("firmness.firm") != say("firmness.leaning")


def test_a_leaning_looks_otherwise_without_its_colour_too():
    css = (Path(workbench.dashboard.__file__).parent / "kit/frame.css").read_text("utf-8")
    rules = {
        kind: css.partition(f".kedrovka-firmness.{kind} {{")[2].partition("}")[0]
        for kind in ("firm", "leaning")
    }
    assert "solid" in rules["firm"]
    assert "dashed" in rules["leaning"]
    assert "repeating-linear-gradient" in rules["leaning"]
