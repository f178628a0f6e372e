"""What strangers score, by how many coats they have: the line that scores are held against."""

import numpy as np
import pytest

from embeddings.evaluation.trials import WEIGHTS, _cohort


def pairs(slope: float, *, noise: float, seed: int = 5) -> np.ndarray:
    """(n, 2): logarithm of the number of coats, score on a line with that slope."""
    rng = np.random.default_rng(seed)
    coats = np.log(rng.integers(1, 30, 400))
    return np.column_stack([coats, 0.7 + slope * coats + noise * rng.normal(size=400)])


@pytest.mark.parametrize("slope", [0.2, 0.9])
def test_the_line_is_that_of_least_squares(slope: float) -> None:
    table = pairs(slope, noise=0.3)
    theirs, start = np.polyfit(table[:, 0], table[:, 1], 1)

    found = _cohort(table, "sift")

    assert found.slope == pytest.approx(theirs)
    assert found.mean == pytest.approx(start)
    left = table[:, 1] - theirs * table[:, 0]
    assert found.spread == pytest.approx(float(left.std()))


def test_many_coats_never_count_against_an_animal() -> None:
    table = pairs(-0.5, noise=0.1)
    found = _cohort(table, "sift")

    assert found.slope == 0.0
    assert found.mean == pytest.approx(float(table[:, 1].mean()))


def test_where_every_animal_has_as_many_coats_there_is_no_line() -> None:
    table = np.column_stack([np.full(6, np.log(4)), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]])

    found = _cohort(table, "cosine")

    assert (found.slope, found.mean) == (0.0, 3.5)


def test_equal_scores_still_have_a_spread_that_can_be_divided_by() -> None:
    assert _cohort(np.array([[0.0, 2.0], [1.0, 2.0]]), "cosine").spread == 1e-6


def test_votes_lean_less_on_the_calibration_than_other_scores() -> None:
    """Strangers share more votes in a small catalogue: its own animals say what is much there."""
    table = pairs(0.2, noise=0.3)

    assert _cohort(table, "votes").weight == WEIGHTS["votes"] == 1.0
    assert _cohort(table, "sift").weight == 10.0
