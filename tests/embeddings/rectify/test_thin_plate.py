"""The map that bends least: it passes through its points, and leads back from everywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.interpolate import RBFInterpolator

from embeddings.rectify import Folded, ThinPlate

START = np.array([[10.0, 20], [200, 30], [15, 110], [210, 100], [120, 70]])


def moved(seed, px):
    return START + np.random.default_rng(seed).normal(0, px, START.shape)


@given(st.integers(0, 10_000), st.floats(0, 8))
@settings(max_examples=30, deadline=None)
def test_each_point_goes_where_it_was_sent(seed, px):
    goal = moved(seed, px)
    assert np.allclose(ThinPlate.through(START, goal)(START), goal, atol=1e-6)


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_there_and_back_is_where_one_began(seed):
    rng = np.random.default_rng(seed)
    plate = ThinPlate.through(START, moved(seed, 6.0) * 1.7 + 40)
    points = rng.uniform([-20, 0], [240, 130], (40, 2))
    assert np.allclose(plate.back(plate(points)), points, atol=1e-6)


def test_it_is_the_spline_that_scipy_knows():
    goal = moved(3, 9.0)
    peer = RBFInterpolator(START, goal, kernel="thin_plate_spline", degree=1)
    points = np.random.default_rng(1).uniform(0, 220, (60, 2))
    assert np.allclose(ThinPlate.through(START, goal)(points), peer(points), atol=1e-6)


def test_a_turned_and_scaled_plane_is_not_bent():
    turn = np.array([[1.2, -0.4], [0.3, 0.9]])
    flat = ThinPlate.through(START, START @ turn.T + [5, -7])
    assert flat.bending == pytest.approx(0.0, abs=1e-6)
    assert ThinPlate.through(START, moved(3, 9.0)).bending > 1e-3


def test_the_slopes_are_how_the_map_changes():
    plate = ThinPlate.through(START, moved(5, 8.0))
    points = np.random.default_rng(2).uniform(0, 200, (10, 2))
    slopes = plate.slopes(points)
    for axis in (0, 1):
        step = np.eye(2)[axis] * 1e-4
        change = (plate(points + step) - plate(points - step)) / 2e-4
        assert np.allclose(slopes[:, :, axis], change, atol=1e-5)


@pytest.mark.parametrize(
    "start", [START[:2], np.array([[0.0, 0], [10, 10], [20, 20], [35, 35]]), START[:0]]
)
def test_points_that_span_no_plane_are_refused(start):
    with pytest.raises(Folded, match="span no plane"):
        ThinPlate.through(start, start + 1.0)


def test_a_place_that_a_folded_map_never_reaches_has_no_way_back():
    knots = np.array([[0.0, 0], [100, 0], [0, 100], [100, 100], [50, 50]])
    folded = ThinPlate.through(knots, np.vstack([knots[:4], [[350.0, 50]]]))
    grid = np.stack(np.meshgrid(np.linspace(-900, 900, 40), np.linspace(0, 100, 10)), 2)
    with pytest.raises(Folded, match="no way back"):
        folded.back(grid.reshape(-1, 2))
