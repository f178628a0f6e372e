"""Smooth fields: as varied and as coarse as they say, and the same from the same seed."""

import numpy as np
import pytest

from embeddings.synthesis.noise import fractal, hair, smooth, step


def likeness_at(field: np.ndarray, lag: int, axis: int) -> float:
    """Correlation of a field with itself moved by `lag` pixels along an axis."""
    one = np.take(field, range(field.shape[axis] - lag), axis=axis)
    moved = np.take(field, range(lag, field.shape[axis]), axis=axis)
    return float(np.corrcoef(one.ravel(), moved.ravel())[0, 1])


@pytest.mark.parametrize("cell", [4.0, 16.0, 40.0])
def test_smooth_noise_varies_over_its_cell_and_not_over_less(cell: float) -> None:
    field = smooth(np.random.default_rng(0), (400, 500), cell)
    assert field.shape == (400, 500)
    assert likeness_at(field, max(1, int(cell / 4)), 0) > 0.8
    assert abs(likeness_at(field, int(3 * cell), 0)) < 0.35


def test_noise_is_drawn_out_along_its_long_cell() -> None:
    field = smooth(np.random.default_rng(0), (300, 300), (40, 4))
    assert likeness_at(field, 8, 0) > 0.7
    assert likeness_at(field, 12, 1) < 0.3


@pytest.mark.parametrize("octaves", [1, 3, 6])
def test_fractal_noise_has_mean_nought_and_spread_about_one(octaves: int) -> None:
    fields = [fractal(np.random.default_rng(k), (256, 256), 24, octaves) for k in range(6)]
    assert abs(np.mean(fields)) < 0.2
    assert 0.6 < np.std(fields) < 1.4


def test_fractal_noise_has_more_detail_than_smooth_noise() -> None:
    plain = fractal(np.random.default_rng(0), (256, 256), 64, 1)
    rich = fractal(np.random.default_rng(0), (256, 256), 64, 5)
    assert likeness_at(rich, 4, 1) < likeness_at(plain, 4, 1)


@pytest.mark.parametrize("shape", [(1, 1024), (640, 1024), (461, 1126), (33, 7)])
def test_noise_has_the_shape_asked_for(shape: tuple[int, int]) -> None:
    assert smooth(np.random.default_rng(0), shape, 30).shape == shape
    assert fractal(np.random.default_rng(0), shape, 60, 4).shape == shape


def test_the_same_seed_gives_the_same_field() -> None:
    one, two = (fractal(np.random.default_rng(5), (64, 64), 16) for _ in range(2))
    assert np.array_equal(one, two)


@pytest.mark.parametrize(
    ("value", "expected"), [(-1.0, 0.0), (0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (7.0, 1.0)]
)
def test_a_step_climbs_from_nought_to_one(value: float, expected: float) -> None:
    assert step(np.array([value]), 0.0, 1.0)[0] == pytest.approx(expected)
    assert step(np.array([1 - value]), 1.0, 0.0)[0] == pytest.approx(expected)


def test_hair_is_drawn_out_backwards_along_the_body() -> None:
    strands = hair((200, 300), 13, 0.0)
    assert likeness_at(strands, 3, 1) > likeness_at(strands, 3, 0) + 0.2
