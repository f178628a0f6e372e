"""Strips one above the other: marks land on the same spot of coat in photo and strip."""

import cv2
import numpy as np
import pytest

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.explain import shown, strips_of
from embeddings.photo import read_photo
from embeddings.verify import Comparison, Matched

RED, GREEN = (220, 30, 30), (30, 200, 40)


def side(turn_deg=0.0, times=1):
    """A photo of a coat with a red and a green spot, turned about its middle, and the spots."""
    width, height = 640 * times, 400 * times
    pixels = np.full((height, width, 3), 150, np.uint8)
    spots = np.array([[200.0, 180.0], [430.0, 230.0]]) * times
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -turn_deg, 1.0)
    spots = spots @ turn[:, :2].T + turn[:, 2]
    for place, colour in zip(spots, (RED, GREEN), strict=True):
        cv2.circle(pixels, tuple(np.rint(place).astype(int).tolist()), 9, colour, -1)
    photo = read_photo(cv2.imencode(".png", pixels[..., ::-1])[1].tobytes(), name="spots.png")
    box = np.array([[110, 110], [530, 110], [530, 290], [110, 290]], float) * times
    corners = box @ turn[:, :2].T + turn[:, 2]
    low, high = corners.min(axis=0), corners.max(axis=0)
    region = Region(*low, *(high - low), tuple(map(tuple, corners.tolist())))
    quality = Quality(QualityGrade.SUFFICIENT, 9999, 0.9, 0.0, 0.7)
    coat = Coat(photo.sha256, region, Flank.LEFT, "", Kind.PELT, quality)
    return (photo, coat, None), spots


def comparison(ours, theirs):
    points = np.stack([ours, theirs], axis=1).astype(np.float32)
    rows = np.zeros((len(points), 2), np.int32)
    return Comparison("CT-1", "CT-2", {"sift": Matched(rows, points)}, {})


def colour_at(strip, point):
    x, y = np.rint(point).astype(int)
    return strip.pixels[y, x].astype(int)


def test_marks_lie_on_the_same_spots_of_both_strips():
    (query, spots), (candidate, theirs) = side(), side(turn_deg=12.0)
    strips = strips_of(query, candidate, comparison(spots, theirs))
    for row, colour in enumerate((RED, GREEN)):
        for strip, which in ((strips.query, 0), (strips.candidate, 1)):
            found = colour_at(strip, strips.marks["sift"][row, which])
            assert np.abs(found - colour).max() < 30


def test_the_strip_for_looking_is_larger_where_the_photo_holds_more():
    (large, spots), (small, theirs) = side(times=3), side()
    strips = strips_of(large, small, comparison(spots, theirs))
    # The large coat is 1,260 pixels wide: one pixel of its strip is one of its photo.
    fine, coarse = (
        np.sqrt(abs(np.linalg.det(strip.to_photo[:2, :2])))
        for strip in (strips.query, strips.candidate)
    )
    assert fine == pytest.approx(1.0, abs=0.05)
    assert strips.candidate.pixels.shape[:2] == (256, 512)
    assert coarse < 1.0


def many(spots, theirs):
    """As many marks as let a turn be believed, along the line between the two spots."""
    share = np.linspace(0, 1, 12)[:, None]
    ours = spots[0] + share * (spots[1] - spots[0]) + [[0, (-1) ** n * 12] for n in range(12)]
    link = (theirs[1, 0] - theirs[0, 0]) + 1j * (theirs[1, 1] - theirs[0, 1])
    link /= (spots[1, 0] - spots[0, 0]) + 1j * (spots[1, 1] - spots[0, 1])
    away = ((ours[:, 0] - spots[0, 0]) + 1j * (ours[:, 1] - spots[0, 1])) * link
    return ours, theirs[0] + np.column_stack([away.real, away.imag])


def test_a_skin_that_lies_upside_down_is_turned_and_the_turn_is_told():
    (query, spots), (candidate, theirs) = side(turn_deg=180.0), side()
    strips = strips_of(query, candidate, comparison(*many(spots, theirs)))
    assert abs(strips.turned_deg) == pytest.approx(180.0, abs=2.0)
    ours, other = strips.marks["sift"][0], strips.marks["sift"][-1]
    assert np.sign(other[0] - ours[0])[0] == np.sign(other[1] - ours[1])[0]
    assert np.abs(colour_at(strips.query, strips.query.points_in_strip(spots)[0]) - RED).max() < 30


def test_a_few_marks_turn_nothing():
    (query, spots), (candidate, theirs) = side(turn_deg=180.0), side()
    assert strips_of(query, candidate, comparison(spots, theirs)).turned_deg == 0.0


def test_what_is_no_coat_is_pale():
    (query, spots), _ = side(), None
    strip = strips_of(query, query, comparison(spots, spots)).query
    seen = shown(strip).astype(int)
    assert (seen[strip.mask] == strip.pixels[strip.mask]).all()
    # 0.45 of the grey 150 and 0.55 of white.
    outside = seen[~strip.mask & (strip.pixels == 150).all(axis=2)]
    assert len(outside) > 100
    assert np.abs(outside - 207).max() <= 1
