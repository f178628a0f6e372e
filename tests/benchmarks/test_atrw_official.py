"""The official count on six photos that can be worked out by hand."""

import numpy as np
import pytest
from atrw_official import (
    ENCOUNTER,
    FRAMES,
    ITSELF,
    Labels,
    figures,
    found,
    hidden_by,
    one_an_encounter,
)

# Two photos of a in one video and one in another; two of b in one; one of c.
LABELS = Labels(np.array(list("aaabbc")), np.array(["1", "1", "2", "3", "3", "4"]))
SCORES = np.array(
    [
        [9.0, 8.0, 1.0, 5.0, 4.0, 3.0],
        [8.0, 9.0, 6.0, 5.0, 4.0, 7.0],
        [1.0, 6.0, 9.0, 8.0, 7.0, 2.0],
        [5.0, 5.0, 8.0, 9.0, 4.0, 1.0],
        [4.0, 4.0, 7.0, 5.0, 9.0, 1.0],
        [3.0, 7.0, 2.0, 1.0, 1.0, 9.0],
    ]
)


def test_animals_of_one_video_are_single_and_of_several_cross():
    assert LABELS.track.tolist() == ["cross"] * 3 + ["single"] * 3


def test_the_query_alone_is_masked_and_the_rest_is_ranked():
    told = found(range(6), SCORES, hidden_by(ITSELF, LABELS, np.eye(6)), LABELS)
    # c is met once: nothing can be found of it, so it does not ask.
    assert [one.animal for one in told] == list("aaabb")
    assert told[0].hits == (1, 5)
    assert told[1].hits == (1, 3)
    assert told[2].hits == (3, 5)
    assert told[3].hits == (4,)
    assert told[4].hits == (2,)


def test_figures_are_those_worked_out_by_hand():
    told = found(range(6), SCORES, hidden_by(ITSELF, LABELS, np.eye(6)), LABELS)
    cross = figures([one for one in told if one.track == "cross"], 0)
    expected = np.mean([(1 + 2 / 5) / 2, (1 + 2 / 3) / 2, (1 / 3 + 2 / 5) / 2])
    assert cross["mAP"].value == pytest.approx(expected)
    assert cross["top-1"].value == pytest.approx(2 / 3)
    assert cross["top-5"].value == 1.0
    assert cross["mAP"].animals == 1


def test_without_the_whole_encounter_only_other_videos_can_be_found():
    told = found(range(6), SCORES, hidden_by(ENCOUNTER, LABELS, np.eye(6)), LABELS)
    assert [(one.animal, one.hits) for one in told] == [("a", (4,)), ("a", (2,)), ("a", (3, 5))]


def test_the_six_most_alike_frames_of_the_own_encounter_are_masked():
    """Nine frames of one video in their order, and one of another that looks like the first."""
    angle = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.0])
    thumbs = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    labels = Labels(np.array(["a"] * 10), np.array(["1"] * 9 + ["2"]))
    hidden = hidden_by(FRAMES, labels, thumbs)
    assert np.flatnonzero(hidden[0]).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert np.flatnonzero(hidden[4]).tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert np.flatnonzero(hidden[9]).tolist() == [9]


def test_another_mask_is_refused():
    with pytest.raises(ValueError, match="whole encounter"):
        hidden_by("the zoo", LABELS, np.eye(6))


def test_every_encounter_asks_once_before_any_asks_twice():
    drawn = one_an_encounter(LABELS, 4, seed=1)
    assert len({(LABELS.animal[at], LABELS.encounter[at]) for at in drawn}) == 4
    assert len(one_an_encounter(LABELS, 99, seed=1)) == 6
    assert one_an_encounter(LABELS, 0, seed=1) == []
