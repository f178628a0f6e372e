"""Geometry: what bends stays, what is scattered goes."""

import numpy as np
import pytest

from embeddings.verify.elastic import Placed, Tolerance, agreement, largest_body

FREE = Tolerance()


def marks(seed: int, count: int = 40) -> Placed:
    rng = np.random.default_rng(seed)
    return Placed(
        rng.uniform(0, 300, (count, 2)), rng.uniform(4, 12, count), rng.uniform(0, 360, count)
    )


def moved(side: Placed, turn_deg: float, scale: float, bend: float = 0.0) -> Placed:
    """Turned, scaled, and bent along a slow wave."""
    angle = np.deg2rad(turn_deg)
    rotation = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = side.points @ rotation.T
    points = points + bend * scale * np.sin(points[:, ::-1] / (120.0 * scale))
    return Placed(points, side.scale * scale, side.angle_deg + turn_deg)


def body_of(query: Placed, candidate: Placed):
    return largest_body(agreement(query, candidate, 300.0, FREE), FREE)


@pytest.mark.parametrize("turn_deg", [0.0, 40.0, 180.0, 350.0])
@pytest.mark.parametrize("scale", [0.5, 1.0, 3.0])
def test_a_turned_and_scaled_coat_keeps_all_its_marks(turn_deg, scale):
    query = marks(1)
    body = body_of(query, moved(query, turn_deg, scale))
    assert body.keep.all()


def test_a_bent_coat_keeps_most_of_its_marks():
    query = marks(2)
    body = body_of(query, moved(query, 10.0, 1.0, bend=15.0))
    assert body.keep.mean() > 0.9


def test_scattered_marks_form_no_body():
    sizes = [int(body_of(marks(seed), marks(seed + 100)).keep.sum()) for seed in range(20)]
    assert np.mean(sizes) < 4


def test_false_pairs_among_true_ones_are_left_out():
    query, other = marks(3, 60), marks(4, 60)
    candidate = moved(query, 20.0, 1.2)
    mixed = Placed(
        np.where(np.arange(60)[:, None] < 30, candidate.points, other.points),
        np.where(np.arange(60) < 30, candidate.scale, other.scale),
        np.where(np.arange(60) < 30, candidate.angle_deg, other.angle_deg),
    )
    keep = body_of(query, mixed).keep
    assert keep[:30].sum() >= 28
    assert keep[30:].sum() <= 3


def test_a_mirrored_coat_does_not_agree():
    query = marks(5)
    mirrored = Placed(
        query.points * (-1, 1) + (300, 0), query.scale, (180.0 - query.angle_deg) % 360
    )
    assert body_of(query, mirrored).keep.sum() <= 4


def test_agreement_does_not_ask_who_came_first():
    query, candidate = marks(6), moved(marks(6), 30.0, 1.1, bend=20.0)
    agrees = agreement(query, candidate, 300.0, FREE)
    assert (agrees == agrees.T).all()
    assert not agrees.diagonal().any()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_two_pairs_are_no_body(count):
    query = marks(7, count)
    body = body_of(query, query)
    assert not body.keep.any()
    assert body.eigenvalue == 0.0


def test_the_eigenvalue_is_that_of_the_agreement_matrix():
    query = marks(8)
    agrees = agreement(query, moved(query, 5.0, 1.0, bend=25.0), 300.0, FREE)
    largest = np.linalg.eigvalsh(agrees.astype(float))[-1]
    assert largest_body(agrees, FREE).eigenvalue == pytest.approx(largest, rel=0.01)
