"""The pictures: right size, marks where they belong, nothing drawn for who has not answered."""

import cv2
import numpy as np
import pytest

from embeddings.coat import Region
from embeddings.explain import draw_pair, draw_strips, spread
from embeddings.explain.pictures import GAP, HEIGHT
from embeddings.explain.strips import Strips
from embeddings.photo import read_photo
from embeddings.rectify import Strip
from embeddings.verify import Comparison, Matched


def side(width: int, height: int, grey: int):
    pixels = np.full((height, width, 3), grey, dtype=np.uint8)
    photo = read_photo(cv2.imencode(".png", pixels)[1].tobytes(), name="grey.png")
    return photo, Region(0, 0, width, height)


@pytest.fixture
def comparison():
    points = np.array([[[20.0, 30.0], [50.0, 25.0]]])
    return Comparison("CT-1", "CT-2", {"sift": Matched(np.array([[0, 0]]), points)}, {})


def coloured(picture, x, y):
    around = picture[y - 8 : y + 9, x - 8 : x + 9].reshape(-1, 3)
    return int(np.ptp(around.astype(int), axis=1).max()) > 60


def test_query_and_candidate_stand_side_by_side(comparison):
    picture = draw_pair(side(100, 80, 50), side(80, 100, 90), comparison, marks=False)
    assert picture.shape == (HEIGHT, 800 + GAP + 512, 3)
    assert (picture[:, :800] == 50).all()
    assert (picture[:, 800 : 800 + GAP] == 255).all()
    assert (picture[:, 800 + GAP :] == 90).all()


def test_only_the_coat_and_a_little_around_it_is_shown(comparison):
    photo, _ = side(2000, 1500, 50)
    picture = draw_pair((photo, Region(900, 700, 100, 80)), side(80, 80, 90), comparison)
    # 112 by 90 pixels of the photo at 640 in height.
    assert picture.shape[1] == pytest.approx(112 * HEIGHT / 90 + GAP + 640, abs=8)


def test_both_ends_of_a_matched_mark_are_drawn_and_joined(comparison):
    picture = draw_pair(side(100, 80, 50), side(80, 100, 90), comparison)
    # 640 for 80 and for 100 pixels in height: eight and 6.4 times as large.
    start, end = (160, 240), (800 + GAP + 320, 160)
    assert coloured(picture, *start)
    assert coloured(picture, *end)
    assert coloured(picture, (start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
    assert not coloured(picture, 400, 600)


def test_without_marks_nothing_is_drawn(comparison):
    bare = draw_pair(side(100, 80, 50), side(100, 80, 50), comparison, marks=False)
    assert set(np.unique(bare)) == {50, 255}


def test_strips_stand_one_above_the_other_at_one_width_with_their_marks():
    above = Strip(np.full((40, 80, 3), 120, np.uint8), np.ones((40, 80), bool), np.eye(3))
    below = Strip(np.full((80, 160, 3), 60, np.uint8), np.ones((80, 160), bool), np.eye(3))
    strips = Strips(above, below, {"xfeat": np.array([[[20.0, 10.0], [120.0, 20.0]]])})
    picture = draw_strips(strips, width=640)
    assert picture.shape == (320 + GAP + 320, 640, 3)
    assert coloured(picture, 160, 80)
    assert coloured(picture, 480, 320 + GAP + 80)
    assert set(np.unique(draw_strips(strips, marks=False))) == {60, 120, 255}


def test_numbered_marks_are_spread_over_the_coat():
    rng = np.random.default_rng(3)
    crowd = rng.uniform(0, 5, (50, 2))
    far = np.array([[100.0, 0.0], [0.0, 100.0], [100.0, 100.0]])
    chosen = spread(np.vstack([crowd, far]), 4)
    assert {50, 51, 52} <= set(chosen)
    assert len(set(chosen)) == 4


def test_marks_at_one_place_are_numbered_once():
    assert spread(np.ones((9, 2)), 5) == [0]
    assert spread(np.zeros((0, 2)), 5) == []
