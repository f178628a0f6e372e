"""Views of the graph on its page: kept, found again, opened by somebody else, removed."""

import pytest

from workbench.dashboard.running import running
from workbench.dashboard.words import LANGUAGES, catalogue
from workbench.security import reader_of
from workbench.services.kept_views import keep_view
from workbench.views.kept_views import address_of, kept_views


def kept(person="Anna"):
    project = running().project
    return kept_views(project, reader_of(project.store, person))


def press(page, label):
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


@pytest.fixture
def view(known, clock):
    address = {"focus": known.seizure, "hide": "place"}
    return keep_view(running().project, "Anna", "Border", address, case=known.case, clock=clock)


def test_what_is_seen_is_kept_under_a_name(shown, words, known):
    page = shown("network", "Anna", focus=known.seizure, hide="place")
    next(f for f in page.text_input if f.label == "Keep what you see as").set_value("Border post")
    press(page, "Keep this view")

    (view,) = kept()
    assert (view.name, address_of(view)) == (
        "Border post",
        {"focus": known.seizure, "hide": "place"},
    )
    assert view.id in page.query_params["view"]


def test_a_view_without_a_name_is_refused_with_the_remedy(shown, words, known):
    page = shown("network", "Anna", focus=known.seizure)
    press(page, "Keep this view")

    assert "needs a name" in page.error[0].value
    assert kept() == []


def test_a_kept_view_is_in_the_list_before_a_graph_is_opened(shown, words, view, known):
    said = words(shown("network", "Anna"))
    assert "Kept views" in said
    assert f"{view} · Anna · 2026-11-21 · {known.case}" in said


def test_an_open_view_says_whose_it_is_and_can_be_seen_as_it_was(shown, words, view, known):
    said = words(shown("network", "Boris", view=view, focus=known.seizure))
    assert "Kept by Anna on 2026-11-21" in said
    assert "As it was known on 2026-11-21" in said


def test_only_its_owner_renames_and_removes(shown, words, view, known):
    other = shown("network", "Boris", view=view, focus=known.seizure)
    assert "Rename" not in [button.label for button in other.button]

    page = shown("network", "Anna", view=view, focus=known.seizure)
    next(field for field in page.text_input if field.label == "Name").set_value("Kraskino")
    press(page, "Rename")
    assert [one.name for one in kept("Boris")] == ["Kraskino"]
    press(page, "Remove from the lists")
    assert kept() == kept("Boris") == []


def test_a_view_that_is_not_there_for_somebody_is_said_to_be_gone(shown, words, view, known):
    # A prosecutor to whom the case was not handed.
    assert "There is no view VIEW" in words(shown("network", "Dora", view=view))
    assert "There is no view VIEW" in words(shown("network", "Anna", view="VIEW-0404"))


def test_every_sentence_of_kept_views_is_there_in_every_language():
    ours = {key for key in catalogue("en") if key.startswith("kept_views.")}
    assert len(ours) > 10
    for language in LANGUAGES:
        assert {key for key in catalogue(language) if key.startswith("kept_views.")} == ours
