"""Splits: nothing of a query's encounter in the gallery, nothing of an unknown animal."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.evaluation.protocol import (
    PROTOCOLS,
    Shot,
    across_encounters,
    few_of_each,
    folds,
    open_set,
    split_by,
    thinned,
)

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


def shot(place: int, animal: str, encounter: str) -> Shot:
    return Shot(place, animal, encounter, "left")


TWO_AND_ONE = [
    *(shot(n, "A", "A-1") for n in range(3)),
    *(shot(n, "A", "A-2") for n in range(3, 6)),
    *(shot(n, "B", "B-1") for n in range(6, 12)),
]


def test_across_encounters_everybody_asks_and_the_once_seen_are_unknown():
    split = across_encounters(TWO_AND_ONE, np.random.default_rng(1), per_encounter=2)
    assert split.gallery == tuple(range(12))
    assert set(range(6)) <= set(split.queries)
    assert len(split.unknown) == 2
    assert split.unknown < set(range(6, 12))


def test_one_photo_an_encounter_asks_and_answers():
    split = split_by("one-per-encounter", TWO_AND_ONE, np.random.default_rng(1))
    assert len(split.gallery) == 3
    assert set(split.queries) == set(split.gallery)
    assert len(split.unknown) == 1


@given(SHOTS, st.integers(0, 5), st.integers(1, 40))
def test_fewer_queries_keep_gallery_and_truth(shots, seed, most):
    whole = across_encounters(shots, np.random.default_rng(seed))
    few = thinned(shots, whole, np.random.default_rng(seed), most)
    assert len(few.queries) == min(most, len(whole.queries))
    assert few.gallery == whole.gallery
    assert few.unknown == whole.unknown & set(few.queries)


def test_fewer_queries_take_every_encounter_before_a_second_photo_of_one():
    whole = across_encounters(TWO_AND_ONE, np.random.default_rng(1))
    few = thinned(TWO_AND_ONE, whole, np.random.default_rng(3), 3)
    assert {TWO_AND_ONE[place].encounter for place in few.queries} == {"A-1", "A-2", "B-1"}


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_same_seed_draws_the_same_split(protocol):
    one, other = (split_by(protocol, TWO_AND_ONE, np.random.default_rng(5)) for _ in range(2))
    assert one == other


def test_an_unknown_protocol_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="one-per-encounter"):
        split_by("closed", TWO_AND_ONE, np.random.default_rng(1))


def test_a_data_set_that_can_ask_nothing_is_refused():
    with pytest.raises(ValueError, match="no photo can ask"):
        split_by("encounters", [], np.random.default_rng(1))


@pytest.mark.parametrize("most", [1, 2, 9])
def test_few_photos_of_each_encounter_keep_every_encounter(most):
    kept = few_of_each(TWO_AND_ONE, np.random.default_rng(1), most)
    sizes = [sum(shot.encounter == name for shot in kept) for name in ("A-1", "A-2", "B-1")]
    assert sizes == [min(most, 3), min(most, 3), min(most, 6)]
    assert kept == sorted(kept, key=lambda shot: shot.place)
