"""Landmarks of a coat: a person sets them, they are kept, and nonsense is refused."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from embeddings.coat import Kind
from embeddings.rectify import HEIGHT, PLACES, WIDTH
from workbench.services.authenticity import look
from workbench.services.correcting import correct_coat
from workbench.services.landmarks import flatten, propose, read_landmarks
from workbench.services.matching import match_skin
from workbench.services.refusal import Refused
from workbench.services.skin_photos import coats_of_skin
from workbench.services.skins import add_skin
from workbench.store import Reader

WHOLE = Reader.whole("a test looks")
SET = {"belly_shoulder": (60.0, 150.0), "belly_hip": (180.0, 155.0), "tail_root": (220.0, 90.0)}


@pytest.fixture
def skin(catalogue, skin_photo, clock):
    return add_skin(
        catalogue, "Anna", [skin_photo], flank="left", species="Panthera pardus", clock=clock
    ).skin


def record_of_skin(project, skin):
    [coat] = coats_of_skin(project, WHOLE, skin)
    return project.store.read(WHOLE).matching.coat(coat.id)


def landmarks_of(project, skin):
    kept = record_of_skin(project, skin).landmarks
    return {name: tuple(place) for name, place in kept.items()}


def test_landmarks_are_kept_with_who_set_them(catalogue, skin, clock):
    before = record_of_skin(catalogue, skin)
    correct_coat(catalogue, "Anna", before.id, landmarks=SET, clock=clock)
    after = record_of_skin(catalogue, skin)
    assert landmarks_of(catalogue, skin) == SET
    assert after.fixed_by["landmarks"].startswith("person:")
    assert after.supersedes == before.id


def test_landmarks_set_again_replace_those_before(catalogue, skin, clock):
    for places in (SET, {"shoulder": (70.0, 90.0), "hip": (170.0, 95.0)}, SET):
        coat = record_of_skin(catalogue, skin).id
        correct_coat(catalogue, "Anna", coat, landmarks=places, clock=clock)
        assert landmarks_of(catalogue, skin) == places


def test_a_corrected_flank_keeps_the_landmarks(catalogue, skin, clock):
    coat = record_of_skin(catalogue, skin).id
    correct_coat(catalogue, "Anna", coat, landmarks=SET, clock=clock)
    coat = record_of_skin(catalogue, skin).id
    correct_coat(catalogue, "Anna", coat, flank="right", clock=clock)
    assert landmarks_of(catalogue, skin) == SET
    assert record_of_skin(catalogue, skin).flank == "right"


@pytest.mark.parametrize(
    ("places", "why"),
    [
        ({"whiskers": (10.0, 10.0)}, "'whiskers' is no landmark"),
        (SET | {"tail_root": (9_000.0, 10.0)}, "tail_root at 9000,10 lies outside the photo"),
        (SET | {"tail_root": (-1.0, 10.0)}, "outside the photo"),
        ({"shoulder": (10.0, 10.0), "hip": (10.0, 10.0)}, "one point"),
        ({name: (50.0 + 40 * i, 50.0) for i, name in enumerate(PLACES)}, "would fold the flank"),
    ],
)
def test_landmarks_that_cannot_be_are_refused_and_nothing_is_written(
    catalogue, skin, clock, places, why
):
    before = record_of_skin(catalogue, skin)
    with pytest.raises(Refused, match=why):
        correct_coat(catalogue, "Anna", before.id, landmarks=places, clock=clock)
    assert record_of_skin(catalogue, skin) == before


def test_landmarks_are_locked_by_a_search(catalogue, skin, clock):
    look(catalogue, "Anna", skin, "genuine", speaks_for=["grown"], clock=clock)
    match_skin(catalogue, "Anna", skin, clock=clock)
    coat = record_of_skin(catalogue, skin).id
    with pytest.raises(Refused, match="is locked"):
        correct_coat(catalogue, "Anna", coat, landmarks=SET, clock=clock)


def test_of_a_skin_nothing_is_proposed_and_it_says_why(catalogue, skin):
    said = propose(catalogue, "Anna", record_of_skin(catalogue, skin).id)
    assert (said.flank, said.sure, said.landmarks, said.outline) == ("unknown", None, {}, ())
    assert "does not read skins" in said.sentences[0]


def test_of_a_living_animal_a_flank_is_proposed_and_nothing_changed(catalogue):
    matching = catalogue.store.read(WHOLE).matching
    [camera] = matching.coats([matching.catalogue()[0].digest])
    assert camera.kind == Kind.CAMERA.value
    said = propose(catalogue, "Anna", camera.id)
    assert said.flank in ("left", "right", "unknown")
    assert 0.5 <= said.sure <= 1.0
    assert said.landmarks == {}, "drawn as leopards, and it learned on tigers"
    assert "learned where they lie on tigers" in said.sentences[1]
    assert "A proposal" in said.sentences[-1]
    assert catalogue.store.read(WHOLE).matching.coat(camera.id) == camera


def test_three_landmarks_bend_the_strip_and_two_lay_it(catalogue, skin, clock):
    pictures = []
    for places, used in (
        ({}, ()), ({"shoulder": (70.0, 90.0), "hip": (170.0, 95.0)}, ()), (SET, tuple(SET))
    ):  # fmt: skip
        coat = record_of_skin(catalogue, skin).id
        if places:
            coat = correct_coat(catalogue, "Anna", coat, landmarks=places, clock=clock).coat
        made = flatten(catalogue, "Anna", coat)
        assert set(made.used) == set(used)
        assert ("not bent" in made.sentence) is (not used)
        pictures.append(cv2.imdecode(np.frombuffer(made.png, np.uint8), cv2.IMREAD_COLOR))
    assert {one.shape for one in pictures} == {(HEIGHT, WIDTH, 3)}
    assert all((a != b).any() for a, b in pairwise(pictures))


@pytest.mark.parametrize("ask", [propose, flatten])
def test_a_coat_that_is_not_there_is_refused(catalogue, ask):
    with pytest.raises(Refused, match="there is no coat CT-0"):
        ask(catalogue, "Anna", "CT-0")


def test_landmarks_are_read_as_they_are_written():
    assert read_landmarks(["belly_hip=310,240.5", " tail_root = 9,8"]) == {
        "belly_hip": (310.0, 240.5),
        "tail_root": (9.0, 8.0),
    }


@pytest.mark.parametrize("written", ["belly_hip", "belly_hip=3", "belly_hip=3,4,5", "hip=x,y", ""])
def test_what_is_no_landmark_is_refused_with_how_to_write_one(written):
    with pytest.raises(Refused, match=r"is no landmark.*NAME=x,y"):
        read_landmarks([written])
