"""Photos of one skin into one number: what is averaged, what adds, what does not count."""

import numpy as np
import pytest

from embeddings.strength import Basis, Slopes, basis_of, counted, shares_of


def body_of(piece) -> float:
    return piece.scores["body"]


@pytest.mark.parametrize(
    ("photos", "basis", "total"),
    [
        ([("left", 0.4)], Basis.ONE_PHOTO, 0.4),
        ([("left", 0.4), ("left", 0.8)], Basis.SEVERAL_PHOTOS, 0.6),
        ([("left", 0.4), ("right", 0.8)], Basis.BOTH_FLANKS, 1.2),
        ([("left", 0.4), ("left", 0.8), ("right", -1.0)], Basis.WHOLE_SKIN, -0.4),
        ([("unknown", 0.4)], Basis.ONE_PHOTO, 0.4),
        ([("unknown", 0.4), ("both", 0.8)], Basis.SEVERAL_PHOTOS, 0.6),
    ],
)
def test_flanks_add_and_photos_of_one_flank_are_averaged(seen, photos, basis, total):
    groups = counted([seen(body, flank=flank) for flank, body in photos])
    assert basis_of(groups) is basis
    assert float(shares_of(groups, body_of).total(groups, body_of)) == pytest.approx(total)


def test_a_photo_of_an_unknown_flank_is_never_counted_beside_a_known_one(seen):
    groups = counted([seen(1.0), seen(1.0, flank="unknown"), seen(1.0, flank="both")])
    assert [[piece.flank for piece in group] for group in groups] == [["left"]]
    assert basis_of(groups) is Basis.ONE_PHOTO


@pytest.mark.parametrize("worse", ["limited", "not_suitable", "never heard of"])
def test_a_photo_of_lower_quality_than_the_best_of_its_flank_does_not_count(seen, worse):
    groups = counted([seen(1.0, stratum=worse), seen(0.2), seen(3.0, flank="right", stratum=worse)])
    assert [[piece.scores["body"] for piece in group] for group in groups] == [[0.2], [3.0]]


def test_refits_of_different_number_meet_as_far_as_both_go(seen):
    groups = counted([seen(1.0), seen(2.0, flank="right")])
    refits = {"left": np.array([1.0, 2.0, 3.0]), "right": np.array([10.0, 20.0])}
    total = shares_of(groups, body_of).total(groups, lambda piece: refits[piece.flank])
    assert total.tolist() == [11.0, 22.0]


def test_a_fitted_line_weighs_the_best_photo_of_each_flank_beside_the_mean(seen):
    groups = counted([seen(0.4), seen(0.8), seen(-1.0, flank="right")])
    shares = shares_of(groups, body_of, Slopes(offset=-0.5, best=0.25, mean=0.5))
    # A quarter of the best and half of the mean, 0.8 and 0.6 on the left, -1 and -1 on the right.
    assert float(shares.total(groups, body_of)) == pytest.approx(-0.5 + 0.2 + 0.3 - 0.75)
    assert shares.of == ((0.25, 0.5), (0.75,))


def test_of_two_equally_good_photos_the_first_is_the_best(seen):
    groups = counted([seen(0.4), seen(0.4)])
    assert shares_of(groups, body_of, Slopes(0.0, 1.0, 0.0)).of == ((1.0, 0.0),)


def test_each_refit_has_its_own_shares(seen):
    groups = counted([seen(2.0), seen(4.0)])
    slopes = Slopes(np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    total = shares_of(groups, body_of, slopes).total(groups, body_of)
    assert total.tolist() == [4.0, 4.0]
