"""The outline holds the body with its back, and leaves a neighbour out."""

import cv2
import numpy as np
import pytest

from embeddings.coat.landmarks import Found
from embeddings.coat.outline import outline

LEFT = {
    "nose": (40, 100),
    "ear": (80, 60),
    "belly_shoulder": (140, 150),
    "belly_hip": (260, 155),
    "tail_root": (300, 90),
    "front_paw": (120, 220),
    "hind_paw": (270, 225),
}
"""An animal that faces left, its back at about y = 90."""


def found(places, **changed):
    return {name: Found(x, y, changed.get(name, 0.9)) for name, (x, y) in places.items()}


def holds(corners, x, y):
    return cv2.pointPolygonTest(np.float32(corners), (float(x), float(y)), False) > 0


@pytest.mark.parametrize("mirrored", [False, True])
def test_body_and_back_lie_inside_and_the_neighbour_outside(mirrored):
    turn = (lambda x: 400 - x) if mirrored else (lambda x: x)
    corners = outline(found({n: (turn(x), y) for n, (x, y) in LEFT.items()}))
    for x, y in [*LEFT.values(), (140, 90), (200, 95), (260, 95)]:
        assert holds(corners, turn(x), y)
    for x, y in [(370, 150), (200, 20), (390, 60), (10, 220)]:
        assert not holds(corners, turn(x), y)


def test_it_is_convex_and_grows_with_its_slack():
    tight, wide = (np.float32(outline(found(LEFT), slack)) for slack in (0.05, 0.3))
    assert cv2.isContourConvex(tight)
    assert cv2.contourArea(wide) > 1.2 * cv2.contourArea(tight)


@pytest.mark.parametrize("lost", ["belly_shoulder", "belly_hip", "tail_root"])
def test_without_the_ends_of_the_body_there_is_none(lost):
    assert outline(found(LEFT, **{lost: 0.1})) is None
    assert outline(found({n: p for n, p in LEFT.items() if n != lost})) is None


def test_a_doubtful_head_is_left_aside():
    assert not holds(outline(found(LEFT, nose=0.1)), *LEFT["nose"])


def test_shoulder_and_hip_in_one_point_give_none():
    assert outline(found(LEFT | {"belly_shoulder": (260, 155)})) is None
