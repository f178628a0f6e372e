"""A crop on a network's canvas, held against coordinates worked out by hand."""

import numpy as np
import pytest

from embeddings.coat.canvas import GREY, placing, warped

SIZE = (100, 200)


@pytest.mark.parametrize(
    ("box", "margin", "ratio"),
    [
        ((0, 0, 200, 100), 0.0, 1.0),
        ((0, 0, 400, 100), 0.0, 0.5),
        ((0, 0, 100, 100), 0.0, 1.0),
        ((10, 20, 60, 40), 0.0, 4.0),
        ((0, 0, 200, 100), 0.5, 0.5),
    ],
    ids=["as it is", "too wide", "narrow", "enlarged", "with room"],
)
def test_a_box_lies_in_the_middle_as_large_as_fits(box, margin, ratio):
    to_canvas = placing(box, SIZE, margin)
    assert to_canvas[0, 0] == to_canvas[1, 1] == pytest.approx(ratio)
    middle = np.array([(box[0] + box[2] - 1) / 2, (box[1] + box[3] - 1) / 2, 1.0])
    assert to_canvas @ middle == pytest.approx([99.5, 49.5])


def test_what_the_crop_lacks_is_grey_and_what_it_has_keeps_its_colour():
    pixels = np.full((100, 100, 3), (250, 10, 30), np.uint8)
    canvas = warped(pixels, placing((0, 0, 100, 100), SIZE, 0.0), SIZE)
    assert canvas.shape == (100, 200, 3)
    assert (canvas[:, :49] == GREY).all()
    assert (canvas[:, -49:] == GREY).all()
    assert (canvas[:, 51:149] == (250, 10, 30)).all()


def test_fine_hair_that_cannot_be_seen_small_becomes_its_mean_and_no_pattern():
    stripes = np.zeros((400, 800, 3), np.uint8)
    stripes[:, ::2] = 255
    canvas = warped(stripes, placing((0, 0, 800, 400), SIZE, 0.0), SIZE)
    inner = canvas[10:-10, 10:-10].astype(float)
    assert inner.std() < 12
    assert inner.mean() == pytest.approx(127.5, abs=6)
