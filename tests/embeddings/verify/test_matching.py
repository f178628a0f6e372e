"""Marks paired by looks: against a slow loop, and what a pairing must never do."""

import numpy as np
import pytest

from embeddings.verify.matching import pair_up, unit_rows


def slow_pairs(query: np.ndarray, candidate: np.ndarray, ratio: float) -> set[tuple[int, int]]:
    """The same rule, one mark at a time, with plain distances."""
    claims: dict[int, tuple[float, int]] = {}
    for i, mark in enumerate(query):
        distances = np.linalg.norm(candidate - mark, axis=1)
        first, second = np.argsort(distances)[:2]
        share = distances[first] / distances[second]
        if share < ratio and (first not in claims or share < claims[first][0]):
            claims[int(first)] = (share, i)
    return {(i, j) for j, (_, i) in claims.items()}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("ratio", [0.8, 0.95])
def test_pairs_are_those_a_slow_loop_finds(seed, ratio):
    rng = np.random.default_rng(seed)
    candidate = unit_rows(rng.normal(size=(40, 16)))
    query = unit_rows(candidate[:30] + rng.normal(0, 0.2, (30, 16)))
    found = pair_up(query, candidate, ratio=ratio)
    pairs = set(zip(found.query.tolist(), found.candidate.tolist(), strict=True))
    assert pairs == slow_pairs(query, candidate, ratio)


def test_two_marks_cannot_claim_one():
    rng = np.random.default_rng(1)
    candidate = unit_rows(rng.normal(size=(20, 16)))
    query = unit_rows(np.repeat(candidate[:4], 5, axis=0) + rng.normal(0, 0.01, (20, 16)))
    found = pair_up(query, candidate, ratio=0.99)
    assert len(found) == 4
    assert len(set(found.candidate.tolist())) == len(found)


def test_only_the_most_distinct_are_kept_when_there_are_too_many():
    rng = np.random.default_rng(2)
    candidate = unit_rows(rng.normal(size=(50, 16)))
    query = unit_rows(candidate + rng.normal(0, 0.1, (50, 16)))
    everyone = pair_up(query, candidate, ratio=0.99)
    few = pair_up(query, candidate, ratio=0.99, most=10)
    assert sorted(few.ratio) == sorted(everyone.ratio)[:10]
    assert few.query.tolist() == sorted(few.query.tolist())


@pytest.mark.parametrize(("ours", "theirs"), [(0, 5), (5, 0), (5, 1), (0, 0)])
def test_too_few_marks_pair_with_nothing(ours, theirs):
    found = pair_up(np.ones((ours, 8), np.float32), np.ones((theirs, 8), np.float32), ratio=0.9)
    assert len(found) == 0


@pytest.mark.parametrize("kind", [np.uint8, np.int8])
def test_stored_descriptors_become_rows_of_length_one(kind):
    rows = unit_rows(np.array([[3, 4, 0], [0, 0, 0]], dtype=kind))
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 0.0])
    assert rows.dtype == np.float32
