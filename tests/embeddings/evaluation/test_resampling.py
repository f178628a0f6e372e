"""Only animals are drawn again: an animal with many photos is one animal."""

import numpy as np
import pytest

from embeddings.evaluation.resampling import Draws
from embeddings.strength import EmptySet


def test_many_photos_of_few_animals_keep_a_wide_interval():
    few = Draws.over(["A"] * 500 + ["B"] * 500, np.random.default_rng(1))
    many = Draws.over([f"A{n}" for n in range(1000)], np.random.default_rng(1))
    values = [1.0] * 500 + [0.0] * 500
    assert few.mean(values).high - few.mean(values).low == 1.0
    assert many.mean(values).high - many.mean(values).low < 0.1
    assert (few.animals, many.animals) == (2, 1000)


def test_the_interval_of_a_mean_agrees_with_the_textbook():
    rng = np.random.default_rng(2)
    values = rng.normal(5.0, 1.0, 400)
    told = Draws.over([f"A{n}" for n in range(400)], rng).mean(values)
    half = 1.96 * values.std() / 20.0
    assert told.low == pytest.approx(values.mean() - half, abs=0.02)
    assert told.high == pytest.approx(values.mean() + half, abs=0.02)


def test_a_mean_over_flanks_counts_each_flank_once():
    draws = Draws.over(["A", "A", "A", "B"], np.random.default_rng(3))
    told = draws.mean_by(["A/left", "A/left", "A/right", "B/left"], [1.0, 0.0, 1.0, 0.0])
    assert told.value == pytest.approx((0.5 + 1.0 + 0.0) / 3)


def test_any_figure_of_the_weights_may_be_drawn():
    draws = Draws.over(["A", "B", "C"], np.random.default_rng(4))
    told = draws.figure(lambda weights: float(weights.sum()))
    assert (told.value, told.low, told.high) == (3.0, 3.0, 3.0)


def test_nobody_to_draw_is_refused():
    with pytest.raises(EmptySet):
        Draws.over([], np.random.default_rng(1))
