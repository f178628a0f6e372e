"""Cosines of all coats: by hand, and near enough where there are very many."""

import numpy as np
import pytest

from embeddings.gallery import vectors as vectors_module
from embeddings.gallery.vectors import Vectors


@pytest.fixture
def crowd():
    """Two hundred animals in five photos each, as unit vectors."""
    rng = np.random.default_rng(4)
    centres = np.repeat(rng.normal(size=(200, 32)), 5, axis=0)
    rows = centres + 0.2 * rng.normal(size=centres.shape)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def by_hand(rows: np.ndarray, query: np.ndarray) -> list[float]:
    return [sum(float(a) * float(b) for a, b in zip(row, query, strict=True)) for row in rows]


def test_cosines_are_those_of_a_slow_sum(crowd):
    found = Vectors(list(crowd)).cosines(crowd[7])
    assert found == pytest.approx(by_hand(crowd, crowd[7]), abs=1e-6)
    assert found.argmax() == 7


def test_of_very_many_the_nearest_are_exact_and_the_rest_no_nearer(crowd, monkeypatch):
    monkeypatch.setattr(vectors_module, "EXACT_BELOW", 100)
    monkeypatch.setattr(vectors_module, "RESCORED", 50)
    found = Vectors(list(crowd)).cosines(crowd[7])
    exact = np.array(by_hand(crowd, crowd[7]))
    nearest = np.argsort(-exact)[:20]
    assert found[nearest] == pytest.approx(exact[nearest], abs=1e-6)
    assert set(np.argsort(-found, kind="stable")[:5]) == set(range(5, 10))
    assert (found == found.min()).sum() >= 950


def test_no_vector_is_refused():
    with pytest.raises(ValueError, match="one or more"):
        Vectors([])
