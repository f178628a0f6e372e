"""Two coats held against each other: same animal, other animal, empty, twice the same."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.coat import Kind, Region
from embeddings.features import Features
from embeddings.marks import Marks
from embeddings.verify import Comparing, compare


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


def piece_of(whole, left, right):
    """The same coat cut to the columns from left to right, as a photo of the piece shows it."""
    sift = whole.marks["sift"]
    inside = (sift.points[:, 0] >= left) & (sift.points[:, 0] < right)
    marks = Marks(
        sift.points[inside] - np.float32([left, 0]),
        sift.scale[inside],
        sift.angle_deg[inside],
        sift.descriptors[inside],
        "sift",
    )
    region = Region(0.0, 0.0, right - left, 240.0)
    coat = replace(whole.coat, photo="a" * 64, region=region, kind=Kind.PELT)
    return Features(coat, whole.embedding, {"sift": marks}, "b" * 64)


def test_a_cut_piece_is_covered_by_the_flank_it_was_cut_from(coat_features):
    whole = coat_features("Amba", photo="1")
    piece = piece_of(whole, 100.0, 260.0)
    assert len(piece.marks["sift"]) >= 10
    assert compare(piece, whole).scores["coverage"] > 0.75
    assert compare(whole, piece).scores["coverage"] < 0.6
    assert compare(piece, coat_features("Borka", photo="2")).scores["coverage"] < 0.3


def test_one_query_against_many_is_each_pair_by_itself(coat_features):
    query = coat_features("Amba", photo="1")
    held = Comparing(query)
    for name in ("Amba", "Borka"):
        other = coat_features(name, photo="2")
        assert held.against(other).scores == compare(query, other).scores
