"""Two coats held against each other: same animal, other animal, empty, twice the same."""

import numpy as np
import pytest

from embeddings.verify import compare


def test_the_same_animal_matches_and_another_does_not(coat_features):
    query = coat_features("Amba", photo="1")
    same = compare(query, coat_features("Amba", photo="2"))
    other = compare(query, coat_features("Borka", photo="3"))
    assert same.scores["sift_body"] > 10 > 5 > other.scores["sift_body"]
    assert same.scores["coverage"] > 0.3 > other.scores["coverage"]
    assert same.scores["cosine"] > other.scores["cosine"]


def test_a_turned_skin_is_still_found(coat_features):
    skin = coat_features("Amba", photo="1", turn_deg=130.0, kind="pelt")
    assert compare(skin, coat_features("Amba", photo="2")).scores["sift_body"] > 10
    assert compare(coat_features("Amba", photo="2"), skin).scores["sift_body"] > 10


def test_a_living_animal_on_its_back_is_not_believed(coat_features):
    turned = coat_features("Amba", photo="1", turn_deg=130.0)
    assert compare(turned, coat_features("Amba", photo="2")).scores["sift_inliers"] == 0


def test_matched_points_are_the_marks_they_name(coat_features):
    query, other = coat_features("Amba", photo="1"), coat_features("Amba", photo="2")
    matched = compare(query, other).matches["sift"]
    assert len(matched) > 10
    assert (matched.points[:, 0] == query.marks["sift"].points[matched.indices[:, 0]]).all()
    assert (matched.points[:, 1] == other.marks["sift"].points[matched.indices[:, 1]]).all()


def test_the_same_comparison_gives_the_same_bytes(coat_features):
    query, other = coat_features("Amba", photo="1"), coat_features("Amba", photo="2")
    first, again = compare(query, other), compare(query, other)
    assert first.scores == again.scores
    assert first.matches["sift"].points.tobytes() == again.matches["sift"].points.tobytes()


@pytest.mark.parametrize("empty", ["query", "candidate", "both"])
def test_a_coat_without_marks_matches_nothing(coat_features, empty):
    query = coat_features("Amba", photo="1", marks=empty == "candidate")
    other = coat_features("Amba", photo="2", marks=empty == "query")
    scores = compare(query, other).scores
    assert scores["sift_inliers"] == 0
    assert scores["coverage"] == 0
    assert np.isfinite(list(scores.values())).all()
