"""The pictures: right size, marks where they belong, nothing drawn for who has not answered."""

import cv2
import numpy as np
import pytest

from embeddings.explain import GAP, HEIGHT, draw_pair, strips_above_each_other
from embeddings.photo import read_photo
from embeddings.rectify import Strip
from embeddings.verify import Comparison, Matched


def photo(width: int, height: int, grey: int):
    pixels = np.full((height, width, 3), grey, dtype=np.uint8)
    return read_photo(cv2.imencode(".png", pixels)[1].tobytes(), name="grey.png")


@pytest.fixture
def comparison():
    points = np.array([[[20.0, 30.0], [50.0, 25.0]]])
    return Comparison("CT-1", "CT-2", {"sift": Matched(np.array([[0, 0]]), points)}, {})


def test_query_and_candidate_stand_side_by_side(comparison):
    picture = draw_pair(photo(100, 60, 50), photo(100, 50, 90), comparison, marks=False)
    assert picture.shape == (HEIGHT, 800 + GAP + 960, 3)
    assert (picture[:, :800] == 50).all()
    assert (picture[:, 800 : 800 + GAP] == 255).all()
    assert (picture[:, 800 + GAP :] == 90).all()


def test_a_line_joins_the_matched_marks(comparison):
    picture = draw_pair(photo(100, 60, 50), photo(100, 50, 90), comparison)
    # 20 px of 60 px height at 480: eight times as large; the candidate's is 9.6 times.
    start, end = (160, 240), (800 + GAP + 480, 240)
    for x, y in (start, end):
        around = picture[y - 6 : y + 7, x - 6 : x + 7].reshape(-1, 3)
        assert np.ptp(around.astype(int), axis=0).max() > 50


def test_without_marks_nothing_is_drawn(comparison):
    bare = draw_pair(photo(100, 60, 50), photo(100, 60, 50), comparison, marks=False)
    assert set(np.unique(bare)) == {50, 255}


def test_strips_stand_under_each_other_at_one_width():
    narrow = Strip(np.zeros((20, 80, 3), np.uint8), np.ones((20, 80), bool), np.eye(3))
    wide = Strip(np.zeros((20, 160, 3), np.uint8), np.zeros((20, 160), bool), np.eye(3))
    picture = strips_above_each_other([narrow, wide], width=320)
    assert picture.shape == (80 + GAP + 40, 320, 3)
    assert (picture[:80] == 0).all()
    assert (picture[80 + GAP :] == 200).all()


def test_no_strip_is_refused():
    with pytest.raises(ValueError, match="no strip"):
        strips_above_each_other([])
