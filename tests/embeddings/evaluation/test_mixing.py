"""Joining photos: by a fitted line only where it is cheaper than the mean."""

import numpy as np
import pytest

from embeddings.evaluation.grouping import Grouped
from embeddings.evaluation.mixing import join
from embeddings.evaluation.trials import Trial
from embeddings.strength import Evidence


def groups(animals: int, best, mean, seed: int = 1) -> Grouped:
    """Each animal asks once and meets all; best and mean are drawn by (same, rng)."""
    rng = np.random.default_rng(seed)
    trials, columns = [], []
    for mine in range(animals):
        for other in range(animals):
            seen = Evidence(f"A{other}", f"Q{mine}", "left", "sufficient", {}, 1, 1)
            trials.append(Trial(f"A{mine}", f"E{mine}", seen))
            columns.append((best(mine == other, rng), mean(mine == other, rng)))
    rows = np.array(columns)
    return Grouped(tuple(trials), rows[:, 0], rows[:, 1])


def calibrated(same: bool, rng: np.random.Generator) -> float:
    """log10 LRs that are what they say: ln LR is N(2, 4) of one animal and N(-2, 4) of two."""
    return float(rng.normal(2.0 if same else -2.0, 2.0) / np.log(10))


def shrunk(same: bool, rng: np.random.Generator) -> float:
    return 0.2 * calibrated(same, rng)


def noise(same: bool, rng: np.random.Generator) -> float:
    return float(rng.normal(0.0, 1.0))


def test_a_mean_that_is_what_it_says_is_kept():
    made = groups(40, calibrated, calibrated)
    alone = Grouped(made.trials, made.mean, made.mean)
    joined = join(alone, np.random.default_rng(1))
    assert joined.mix is None
    assert joined.held_out is alone.mean
    assert joined.cost_of_line >= joined.cost_of_mean


def test_a_mean_that_says_too_little_is_stretched_by_a_line():
    made = groups(40, noise, shrunk)
    joined = join(made, np.random.default_rng(1))
    assert joined.cost_of_line < joined.cost_of_mean
    assert joined.mix.slopes.mean == pytest.approx(5.0, rel=0.3)
    assert joined.mix.slopes.best == pytest.approx(0.0, abs=0.1)
    assert joined.mix.refits.mean.shape == (len(joined.mix.resamples),)
    assert len(joined.mix.resamples) > 50


def test_the_best_photo_never_speaks_against():
    turned = groups(40, lambda same, rng: -calibrated(same, rng), shrunk)
    slopes = join(turned, np.random.default_rng(1)).mix.slopes
    assert slopes.best == 0.0
    assert slopes.mean > 0.0


def test_shuffled_names_carry_no_evidence_whichever_way_they_are_joined():
    made = groups(40, noise, noise)
    joined = join(made, np.random.default_rng(1))
    assert min(joined.cost_of_line, joined.cost_of_mean) > 0.95
