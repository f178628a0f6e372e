"""Landmarks set by hand on the page of a skin, before the search locks it."""

import pytest

from embeddings.coat import Region
from workbench.dashboard.running import running
from workbench.dashboard.words import speak
from workbench.services.landmarks import NAMES
from workbench.services.skins import add_skin
from workbench.store import Reader

WHOLE = Reader.whole("a test looks")


def coats_of(project, skin):
    """The stored coats of a skin, newest first where one replaced another."""
    with project.store.read(WHOLE) as q:
        photos = {row.value for row in q.statements.saying("Photo", ["digest"])}
        own = {one for one in q.statements.statements_of([skin]) if one.property == "photo"}
        targets = q.statements.statements_of({one.target for one in own})
        digests = {one.value for one in targets if one.property == "digest"} & photos
        return q.matching.coats(digests)


@pytest.fixture
def skin(known, clock, tmp_path):
    """A skin that nobody has searched, left flank, and its photo."""
    photo = tmp_path / "skin.jpg"
    photo.write_bytes(running().project.store.originals.read(known.photo) + b"\0")
    return add_skin(
        running().project, "Anna", [photo], species="Panthera pardus", flank="left",
        box=Region(10, 10, 120, 80), clock=clock,
    ).skin  # fmt: skip


def set_and_kept(shown, skin, places):
    """The page after these landmarks were drawn and kept."""
    [coat] = coats_of(running().project, skin)
    page = shown("new-skin", "Anna", skin=skin)
    page.session_state[f"landmarks_{coat.id}_drawn"] = {
        name: [list(at)] for name, at in places.items()
    }
    next(one for one in page.button if one.label == "Keep these landmarks").click()
    return page.run()


def test_landmarks_are_kept_with_who_set_them(shown, skin):
    page = set_and_kept(shown, skin, {"shoulder": (40.0, 30.0), "hip": (100.0, 32.0)})
    assert not page.error
    [coat] = coats_of(running().project, skin)
    assert {name: tuple(at) for name, at in coat.landmarks.items()} == {
        "shoulder": (40.0, 30.0),
        "hip": (100.0, 32.0),
    }
    assert coat.fixed_by["landmarks"].startswith("person:")
    assert "Landmarks (2 set)" in [one.label for one in page.expander]


def test_a_landmark_outside_the_photo_is_refused_with_its_remedy(shown, skin):
    page = set_and_kept(shown, skin, {"hip": (4000.0, 32.0), "shoulder": (40.0, 30.0)})
    assert "lies outside the photo" in page.error[0].value
    [coat] = coats_of(running().project, skin)
    assert coat.landmarks == {}


def test_a_searched_skin_offers_no_landmarks_to_set(shown, known):
    page = shown("new-skin", "Anna", skin=known.skin)
    assert not [one.label for one in page.expander if one.label.startswith("Landmarks")]


@pytest.mark.parametrize("name", NAMES)
def test_every_landmark_has_its_words(name):
    assert speak("en")(f"landmarks.{name}") != name
