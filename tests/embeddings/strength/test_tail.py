"""How often others reach a ratio by chance: never promised away, never less than counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.strength import Tail, tail_of

RATIOS = st.lists(st.floats(-3, 5), min_size=1, max_size=40)


@given(RATIOS, st.floats(-4, 7))
def test_the_share_is_never_below_what_was_counted(ratios, at):
    tail = tail_of(np.array(ratios), np.ones(len(ratios)))
    counted = np.mean(np.array(ratios) >= at)
    assert tail.beyond(at) >= counted - 1e-9
    assert tail.beyond(at) > 0.0


def test_one_more_than_was_seen_is_always_expected():
    tail = tail_of(np.full(99, -1.0), np.ones(99))
    assert tail.beyond(-1.0) == pytest.approx(1.0)
    # Nobody reached it; one of a hundred is expected all the same.
    assert tail.beyond(3.0) == pytest.approx(0.01)


def test_an_animal_with_many_photos_counts_once():
    ratios, mass = np.array([2.0, *[-1.0] * 9]), np.array([1.0, *[1 / 9] * 9])
    # Half of the two animals, and one of average weight (0.2) added on both sides of the fraction.
    assert tail_of(ratios, mass).beyond(1.0) == pytest.approx((1 + 0.2) / (2 + 0.2))


@pytest.mark.parametrize("shares", [(), (0.5, 0.6), (0.5, 0.0), (1.2,)])
def test_a_tail_that_rises_or_ends_at_nothing_is_refused(shares):
    with pytest.raises(ValueError, match="tail needs shares"):
        Tail(0.0, shares)
