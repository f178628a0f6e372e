"""Splits: nothing of a query's encounter in the gallery, nothing of an unknown animal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.evaluation.protocol import Shot, folds, open_set

SHOTS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 3), st.sampled_from(["left", "right"])),
    min_size=5,
    max_size=80,
).map(
    lambda rows: [
        Shot(place, f"A{animal}", f"A{animal}-{encounter}", flank)
        for place, (animal, encounter, flank) in enumerate(rows)
    ]
)


@given(SHOTS, st.integers(0, 5))
def test_query_and_gallery_never_share_an_encounter_of_a_flank(shots, seed):
    split = open_set(shots, np.random.default_rng(seed))
    asked = {(shots[row].animal_flank, shots[row].encounter) for row in split.queries}
    held = {(shots[row].animal_flank, shots[row].encounter) for row in split.gallery}
    assert not asked & held


@given(SHOTS, st.integers(0, 5))
def test_unknown_animals_have_no_photo_in_the_gallery(shots, seed):
    split = open_set(shots, np.random.default_rng(seed))
    held = {shots[row].individual for row in split.gallery}
    units = {shots[row].animal_flank for row in split.gallery}
    assert not {shots[row].individual for row in split.unknown} & held
    for row in set(split.queries) - split.unknown:
        assert shots[row].animal_flank in units


def test_a_third_of_the_animals_is_unknown():
    shots = [
        Shot(2 * animal + encounter, f"A{animal}", f"A{animal}-{encounter}", "left")
        for animal in range(100)
        for encounter in range(2)
    ]
    split = open_set(shots, np.random.default_rng(1), unknown_share=0.3)
    assert len(split.unknown) == 30
    assert len(split.queries) == 100


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_impossible_shares_are_refused(share):
    with pytest.raises(ValueError, match="0 to 1"):
        open_set([], np.random.default_rng(1), unknown_share=share)


def test_every_animal_falls_into_one_fold():
    dealt = folds([f"A{place}" for place in range(23)] * 2, 5, np.random.default_rng(1))
    assert sorted(len(fold) for fold in dealt) == [4, 4, 5, 5, 5]
    assert len(frozenset().union(*dealt)) == 23


def test_more_folds_than_animals_are_refused():
    with pytest.raises(ValueError, match="cannot be dealt"):
        folds(["A"], 2, np.random.default_rng(1))
