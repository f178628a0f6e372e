"""The plain peers: they find what is easy and nothing where there is nothing."""

import cv2
import numpy as np
import pytest

from embeddings.coat import Region, locate
from embeddings.evaluation.peers import (
    best_first,
    colour_histogram,
    cosine,
    overlap,
    sift_affine_inliers,
)
from embeddings.photo import read_photo


def test_affine_inliers_tell_the_same_coat_from_another(coat_features):
    query = coat_features("Amba", photo="1")
    same = sift_affine_inliers(query, coat_features("Amba", photo="2", turn_deg=15.0))
    other = sift_affine_inliers(query, coat_features("Borka", photo="3"))
    assert same > 20 > 8 > other


def test_affine_inliers_are_the_same_every_time(coat_features):
    pair = coat_features("Amba", photo="1"), coat_features("Amba", photo="2")
    assert len({sift_affine_inliers(*pair) for _ in range(5)}) == 1


def test_no_marks_no_inliers(coat_features):
    bare = coat_features("Amba", photo="1", marks=False)
    assert sift_affine_inliers(bare, coat_features("Amba", photo="2")) == 0.0


def test_cosine_of_a_coat_with_itself_is_one(coat_features):
    features = coat_features("Amba", photo="1")
    assert cosine(features, features) == pytest.approx(1.0)


def test_colour_alone_knows_the_scene_better_than_the_animal():
    def picture(animal: tuple[int, int, int]):
        pixels = np.full((120, 200, 3), (40, 160, 40), dtype=np.uint8)
        cv2.ellipse(pixels, (100, 60), (70, 35), 0, 0, 360, animal, -1)
        photo = read_photo(cv2.imencode(".png", pixels)[1].tobytes(), name="scene.png")
        return photo, locate(photo, region=Region(0.0, 0.0, 200.0, 120.0))

    orange, blue = picture((0, 120, 240)), picture((200, 60, 60))
    coats = [colour_histogram(*one) for one in (orange, blue)]
    scenes = [colour_histogram(*one, background=True) for one in (orange, blue)]
    assert coats[0].sum() == pytest.approx(1.0)
    assert overlap(coats[0], coats[0]) == pytest.approx(1.0)
    # The background agrees whoever stands before it; the coat does not.
    assert overlap(*scenes) > overlap(*coats) + 0.2


def test_ties_stay_in_the_order_they_came():
    assert best_first([1.0, 3.0, 3.0, 2.0]).tolist() == [1, 2, 3, 0]
