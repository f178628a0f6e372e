"""What one turn, scale and shift carries over: planted points are the oracle."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.marks import Marks
from embeddings.verify import compare
from embeddings.verify.stiff import carried

# Turned by 20 degrees, 1.2 times as large.
MAP = 1.2 * np.array([[0.9397, -0.3420], [0.3420, 0.9397]])


def planted(fitting: int, strange: int, seed: int = 3):
    """So many points under one map, and so many anywhere else; query first."""
    rng = np.random.default_rng(seed)
    query = rng.uniform(0, 400, (fitting + strange, 2)).astype(np.float32)
    candidate = (query @ MAP.T + (30.0, -12.0)).astype(np.float32)
    # Far off the map in every direction, each by its own way.
    angle = rng.uniform(0, 2 * np.pi, strange)
    away = rng.uniform(150, 300, strange)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    candidate[fitting:] += away.astype(np.float32)
    return query, candidate


@pytest.mark.parametrize(("fitting", "strange"), [(4, 0), (12, 6), (30, 30)])
def test_all_that_follow_one_map_are_counted_and_few_others(fitting, strange):
    found = carried(*planted(fitting, strange), within_px=5.0)
    assert fitting <= found <= fitting + strange // 10


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_below_four_marks_nothing_is_told(count):
    assert carried(*planted(count, 0), within_px=5.0) == 0


def test_what_lies_farther_off_than_allowed_is_not_counted():
    query, candidate = planted(20, 0)
    shifted = candidate.copy()
    shifted[15:] += (0.0, 9.0)
    assert carried(query, shifted, within_px=12.0) == 20
    assert carried(query, shifted, within_px=2.0) == 15


@pytest.mark.parametrize("bent", [[-1.0, 1.0], [1.0, 0.1]], ids=["mirrored", "squashed"])
def test_a_coat_mirrored_or_squashed_is_not_carried_over(bent):
    query, candidate = planted(40, 0)
    assert carried(query, candidate, within_px=5.0) == 40
    assert carried(query, candidate * np.float32(bent), within_px=5.0) <= 12


def test_marks_on_one_line_or_one_spot_are_counted_without_a_fault():
    line = np.column_stack([np.arange(8.0), np.arange(8.0)]).astype(np.float32)
    spot = np.ones((8, 2), dtype=np.float32)
    for points in (line, spot):
        assert 0 <= carried(points, points, within_px=1.0) <= 8


def test_the_same_marks_give_the_same_count_whatever_was_drawn_before():
    asked = planted(25, 60)
    first = carried(*asked, within_px=3.0)
    np.random.default_rng().random(1000)
    carried(*planted(9, 80, seed=8), within_px=3.0)
    assert carried(*asked, within_px=3.0) == first


def test_the_same_animal_is_carried_over_and_another_is_not(coat_features):
    query = coat_features("Amba", photo="1")
    same = compare(query, coat_features("Amba", photo="2"))
    other = compare(query, coat_features("Borka", photo="3"))
    assert same.scores["sift_carried"] > 20 > 8 > other.scores["sift_carried"]


def larger(features, times):
    """The same coat in a photo of so many times the pixels."""
    sift = features.marks["sift"]
    marks = Marks(
        sift.points * np.float32(times),
        sift.scale * np.float32(times),
        sift.angle_deg,
        sift.descriptors,
        "sift",
    )
    region = replace(
        features.coat.region,
        width=features.coat.region.width * times,
        height=features.coat.region.height * times,
    )
    return replace(features, coat=replace(features.coat, region=region), marks={"sift": marks})


def test_a_photo_with_more_pixels_is_not_held_to_a_finer_measure(coat_features):
    query, other = coat_features("Amba", photo="1"), coat_features("Amba", photo="2")
    small = compare(query, other).scores["sift_carried"]
    # Marks of the small photos lie 12 px wide at most; at ten times the pixels that is 120.
    assert compare(larger(query, 10), larger(other, 10)).scores["sift_carried"] >= 0.8 * small


@pytest.mark.parametrize("empty", ["query", "candidate"])
def test_a_coat_without_marks_carries_nothing(coat_features, empty):
    query = coat_features("Amba", photo="1", marks=empty != "query")
    other = coat_features("Amba", photo="2", marks=empty != "candidate")
    assert compare(query, other).scores["sift_carried"] == 0
