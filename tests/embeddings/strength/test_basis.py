"""Photos of one skin into one number: what is averaged, what adds, what does not count."""

import numpy as np
import pytest

from embeddings.strength import Basis, basis_of, combined, counted


@pytest.mark.parametrize(
    ("photos", "basis", "total"),
    [
        ([("left", 0.4)], Basis.ONE_PHOTO, 0.4),
        ([("left", 0.4), ("left", 0.8)], Basis.SEVERAL_PHOTOS, 0.6),
        ([("left", 0.4), ("right", 0.8)], Basis.BOTH_FLANKS, 1.2),
        ([("left", 0.4), ("left", 0.8), ("right", -1.0)], Basis.BOTH_FLANKS, -0.4),
        ([("unknown", 0.4)], Basis.ONE_PHOTO, 0.4),
        ([("unknown", 0.4), ("both", 0.8)], Basis.SEVERAL_PHOTOS, 0.6),
    ],
)
def test_flanks_add_and_photos_of_one_flank_are_averaged(seen, photos, basis, total):
    groups = counted([seen(body, flank=flank) for flank, body in photos])
    assert basis_of(groups) is basis
    assert float(combined(groups, lambda piece: piece.scores["body"])) == pytest.approx(total)


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
    assert combined(groups, lambda piece: refits[piece.flank]).tolist() == [11.0, 22.0]
