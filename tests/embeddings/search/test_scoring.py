"""Scores of coats to evidence about animals: sums, bests, and how far above the others."""

import numpy as np
import pytest

from embeddings.gallery import Apart, Entry, Gallery
from embeddings.search.looking import Look, look
from embeddings.search.scoring import _standardised, score_coats, weigh_up
from embeddings.strength import Cohort
from embeddings.verify import Comparison

COHORT = Cohort(0.4, 0.7)


@pytest.fixture(scope="module")
def gallery(coat_features):
    return Gallery.build(
        Entry(coat_features(name, photo=f"{name}{place}"), name, f"{name}{place}")
        for name in ("Amba", "Borka", "Dersu", "Ilona")
        for place in range(3)
    )


def test_an_animal_stands_out_by_what_the_others_got():
    best = np.array([2.5, np.nan, 0.1, -0.3, 7.0])
    found = _standardised(best, COHORT)
    for place in (0, 2, 3, 4):
        others = [best[other] for other in (0, 2, 3, 4) if other != place]
        assert found[place] == pytest.approx(COHORT.joined(others).standard(best[place]))
    assert np.isnan(found[1])


@pytest.mark.parametrize("best", [[], [np.nan], [1.5], [1.5, np.nan], [3.0, 3.0, 3.0]])
def test_few_or_equal_animals_are_standardised_too(best):
    found = _standardised(np.array(best), COHORT)
    known = [score for score in best if not np.isnan(score)]
    expected = [COHORT.joined(known[1:]).standard(score) for score in known]
    assert found[~np.isnan(np.array(best))] == pytest.approx(expected)


def test_an_animal_with_many_photos_does_not_stand_out_for_having_them():
    # By chance each doubling of the photos is worth 2 * ln 2; three such animals, one unlike them.
    cohort = Cohort(1.0, 0.5, slope=2.0)
    coats = np.array([1.0, 4.0, 16.0, 4.0])
    best = 1.0 + 2.0 * np.log(coats) + np.array([0.0, 0.0, 0.0, 3.0])
    found = _standardised(cohort.as_one_coat(best, coats), cohort)
    assert found[:3] == pytest.approx([found[0]] * 3)
    assert found[0] < 0
    assert found[3] == pytest.approx(3.0 / 0.5 * np.sqrt(1), rel=0.2)


def test_little_is_noise_and_much_is_enough(gallery, coat_features):
    one = look(coat_features("Dersu", photo="a skin"), gallery, apart=Apart(), budget=100)
    pieces = weigh_up(one, score_coats(one), gallery, {"votes": COHORT, "sift": COHORT})
    for piece in pieces.values():
        scores = piece.scores
        assert scores["sift_beyond"] == max(scores["sift_z"] - 1.5, 0.0)
        assert scores["votes_within"] == min(scores["votes_z"], 1.5)
    assert max(piece.scores["sift_beyond"] for piece in pieces.values()) > 0
    assert min(piece.scores["sift_beyond"] for piece in pieces.values()) == 0


def test_votes_of_an_animal_are_added_up_whether_looked_at_closely_or_not(gallery, coat_features):
    query = coat_features("Dersu", photo="a skin")
    for budget, closely in ((100, True), (1, False)):
        one = look(query, gallery, apart=Apart(), budget=budget)
        pieces = weigh_up(one, score_coats(one), gallery, {"votes": COHORT})
        amba = pieces["=Amba"]
        rows = [row for row, entry in enumerate(gallery.entries) if entry.individual == "Amba"]
        assert amba.looked_closely == closely
        assert amba.scores["votes"] == pytest.approx(np.log1p(one.votes[rows].sum()))
        most = max(pieces.values(), key=lambda piece: piece.scores["votes"])
        assert most.individual == "Dersu"
        assert most.scores["votes_z"] > 1


def test_four_marks_that_one_map_carries_over_tell_nothing_and_more_tell_less_and_less():
    counts = np.array([0, 3, 4, 5, 12, 104])
    closely = {
        row: Comparison("query", "candidate", {}, {"coverage": 0.1, "sift_carried": float(count)})
        for row, count in enumerate(counts)
    }
    nothing = np.zeros(len(counts))
    seen = Look(None, np.ones(len(counts), dtype=bool), nothing, nothing, closely)
    # By hand: ln 1 three times, ln 2, ln 9, ln 101.
    expected = [0.0, 0.0, 0.0, 0.6931, 2.1972, 4.6151]
    assert score_coats(seen).scores["stiff"] == pytest.approx(expected, abs=1e-4)


def test_what_was_only_glanced_at_has_no_score_of_a_closer_look(gallery, coat_features):
    one = look(coat_features("Dersu", photo="a skin"), gallery, apart=Apart(), budget=100)
    blind = score_coats(one).without_closeness()
    close = [name for name in blind.scores if np.isnan(blind.scores[name]).all()]
    assert sorted(close) == ["coverage", "sift", "stiff", "xfeat"]
