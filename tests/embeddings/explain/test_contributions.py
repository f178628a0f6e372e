"""A ratio taken apart: the parts add up to it exactly, and what the bounds cut is said."""

from dataclasses import replace

import numpy as np
import pytest

from embeddings.explain import adding_up, contributions, contributions_of, in_words
from embeddings.strength import (
    Basis,
    Bounds,
    Calibration,
    Combined,
    Evidence,
    Line,
    Mix,
    Model,
    Thresholds,
    weigh,
)


def model(names=("sift", "cosine"), weights=(0.8, 0.3), bounds=(-0.5, 1.0)):
    count = len(names)
    line = Line((1.0,) * count, (2.0,) * count, tuple(weights), 0.25)
    return Model(tuple(names), line, (line,), Bounds(*bounds))


def evidence(flank="left", stratum="sufficient", closely=True, coats=4, **scores):
    return Evidence("L", f"q{scores}", flank, stratum, scores, coats, 2, closely)


@pytest.fixture
def calibration():
    return Calibration(
        name="test",
        species="Panthera pardus",
        domain="pelt",
        population="leopards",
        simulated=True,
        cohorts={},
        models={
            "close": model(("sift", "cosine", "coats_log"), (0.8, 0.3, -0.1)),
            "close:limited": model(("sift",), (0.2,), (-0.3, 0.4)),
            "glance": model(("votes",), (0.5,)),
        },
        thresholds=Thresholds(1.0),
    )


def by_hand(flanks, calibration):
    """Mean within a flank, sum over flanks, each photo weighed by its own model."""
    means = [np.mean([calibration.model_for(one).raw(one) for one in pieces]) for pieces in flanks]
    return float(np.sum(means))


def test_each_score_counts_its_weight_times_its_distance_from_the_average():
    taken = contributions(evidence(sift=3.0, cosine=0.0), model())
    # 0.8 * (3 - 1) / 2 = 0.8 and 0.3 * (0 - 1) / 2 = -0.15, from 0.25 on.
    assert [part.log10 for part in taken.parts] == pytest.approx([0.8, -0.15])
    assert taken.start == 0.25
    assert taken.raw == pytest.approx(0.9)


def test_the_bounds_come_last_and_what_they_cut_is_said():
    taken = contributions(evidence(sift=5.0, cosine=1.0), model())
    assert (taken.raw, taken.bounded, taken.cut) == pytest.approx((1.85, 1.0, -0.85))
    assert contributions(evidence(sift=1.0, cosine=1.0), model()).cut == 0.0


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ([evidence(sift=2.0, cosine=0.5)], 1),
        ([evidence(sift=2.0, cosine=0.5), evidence(sift=0.2, cosine=0.9)], 2),
        (
            [
                evidence(sift=2.0, cosine=0.5),
                evidence("right", sift=0.2, cosine=0.9, coats=9),
                evidence("right", sift=1.2, cosine=0.1, coats=9),
            ],
            3,
        ),
        ([evidence(sift=2.0, cosine=0.5), evidence(closely=False, votes=3.0)], 2),
        ([evidence(stratum="limited", sift=2.0)], 1),
    ],
    ids=["one photo", "two of a flank", "both flanks", "one only glanced at", "another stratum"],
)
def test_the_parts_add_up_to_the_strength_as_it_is_weighed(calibration, asked, counts):
    taken = contributions_of(asked, calibration)
    strength = weigh(asked, calibration)
    flanks = [[one for one in asked if one.flank == side] for side in ("left", "right")]
    assert taken.raw == pytest.approx(by_hand([f for f in flanks if f], calibration), abs=1e-12)
    assert taken.raw == pytest.approx(strength.log10_lr_raw, abs=1e-12)
    assert taken.bounded == pytest.approx(strength.log10_lr, abs=1e-12)
    assert taken.photos == counts


def test_the_parts_add_up_where_a_fitted_line_joins_the_photos(calibration):
    line = Line((0.5, -0.2), (1.0, 2.0), (0.3, 0.9), -0.4)
    joined = replace(
        calibration,
        combined={
            f"close:{basis}": Combined(Bounds(-2.0, 2.0), mix=Mix(line, ()))
            for basis in (Basis.SEVERAL_PHOTOS, Basis.WHOLE_SKIN)
        },
    )
    left = [evidence(sift=3.0, cosine=0.5), evidence(sift=1.5, cosine=0.9)]
    for asked in (left, [*left, evidence(flank="right", sift=2.0, cosine=0.1)]):
        taken = contributions_of(asked, joined)
        assert taken.raw == pytest.approx(weigh(asked, joined).log10_lr_raw)
        assert taken.raw != pytest.approx(weigh(asked, calibration).log10_lr_raw)
    # By hand for the left flank: the line of its best photo and its mean.
    each = [calibration.model_for(one).raw(one) for one in left]
    expected = -0.4 + 0.3 * (max(each) - 0.5) + 0.9 * (np.mean(each) + 0.2) / 2
    assert contributions_of(left, joined).raw == pytest.approx(expected)


def test_a_photo_of_lower_quality_adds_nothing_to_any_part(calibration):
    good = evidence(sift=2.0, cosine=0.5)
    with_a_poor_one = [good, evidence(stratum="limited", sift=9.0, cosine=0.9)]
    assert contributions_of(with_a_poor_one, calibration) == contributions_of([good], calibration)


def test_a_score_that_the_model_asks_for_and_nobody_measured_is_refused():
    with pytest.raises(KeyError, match="cosine"):
        contributions(evidence(sift=1.0), model())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sift", "How firmly SIFT marks fit together (logarithm)"),
        (
            "sift_z",
            "How firmly SIFT marks fit together, above other animals (standard deviations)",
        ),
        (
            "sift_beyond",
            "How firmly SIFT marks fit together, beyond what other animals reach by chance "
            "(standard deviations)",
        ),
        (
            "votes_within",
            "Marks alike by looks alone, above other animals (standard deviations, as far as they "
            "tell animals apart)",
        ),
        ("coats_log", "Catalogue photos of the animal (logarithm)"),
        ("a_new_score", "A new score"),
    ],
)
def test_a_score_is_called_by_its_plain_name(name, said):
    assert in_words(name) == said


def test_printed_figures_add_up_as_printed():
    values = [0.333, 0.333, 0.333, -0.104]
    printed = adding_up(values, sum(values), 2)
    assert round(sum(printed), 2) == round(sum(values), 2) == 0.9
    assert all(abs(one - value) < 0.01 for one, value in zip(printed, values, strict=True))


def test_values_that_are_not_all_of_it_are_refused():
    with pytest.raises(ValueError, match="not all of it"):
        adding_up([0.5, 0.1], 1.0, 2)


def test_a_score_beyond_all_that_was_seen_counts_as_the_edge(calibration):
    ranged = replace(model(("sift",), (0.8,), (-2.0, 2.0)), seen=((0.0, 3.0),))
    held = replace(calibration, models={"close": ranged})
    piece = evidence(sift=99.0)
    taken = contributions_of([piece], held)
    # 0.25 + 0.8 * (3 - 1) / 2, whatever lies beyond three.
    assert [part.score for part in taken.parts] == [3.0]
    assert taken.raw == pytest.approx(1.05)
    assert taken.raw == pytest.approx(weigh([piece], held).log10_lr_raw)
