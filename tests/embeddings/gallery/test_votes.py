"""Votes of single marks: against a slow count, above and below the size where cells are used."""

import numpy as np
import pytest

from embeddings.coat import Flank
from embeddings.gallery import Apart, Entry, Gallery
from embeddings.gallery import votes as votes_module
from embeddings.gallery.votes import MarkIndex, votes


def slow_votes(query: np.ndarray, marks: np.ndarray, owner: np.ndarray, k: int) -> dict[int, float]:
    """The same rule, one mark at a time."""
    given: dict[int, float] = {}
    for mark in query.astype(float):
        distance = ((marks.astype(float) - mark) ** 2).sum(axis=1)
        nearest = np.argsort(distance, kind="stable")[:k]
        last = distance[nearest[-1]]
        met: set[int] = set()
        for place in nearest:
            if owner[place] not in met:
                met.add(int(owner[place]))
                given[int(owner[place])] = (
                    given.get(int(owner[place]), 0.0) + 1 - (distance[place] / last)
                )
    return given


@pytest.fixture
def many():
    rng = np.random.default_rng(1)
    return rng.integers(0, 255, (600, 16)).astype(np.uint8), np.repeat(np.arange(30), 20)


def test_votes_are_those_a_slow_count_gives(many):
    marks, owner = many
    query = marks[::40]
    distance, rows = MarkIndex.build(marks, owner).nearest(query, np.ones(30, dtype=bool))
    expected = slow_votes(query, marks, owner, votes_module.NEIGHBOURS)
    given = votes(distance, rows, 30)
    assert given == pytest.approx([expected.get(row, 0.0) for row in range(30)])


def test_marks_of_coats_that_must_not_be_seen_get_no_vote(many):
    marks, owner = many
    allowed = np.arange(30) % 2 == 0
    _, rows = MarkIndex.build(marks, owner).nearest(marks[:50], allowed)
    assert set(rows.ravel().tolist()) <= set(np.flatnonzero(allowed).tolist())


def test_cells_find_the_owner_that_looking_at_all_finds(many, monkeypatch):
    marks, owner = many
    exact = votes(*MarkIndex.build(marks, owner).nearest(marks[100:120], np.ones(30, bool)), 30)
    monkeypatch.setattr(votes_module, "EXACT_BELOW", 10)
    cells = MarkIndex.build(marks, owner)
    found = votes(*cells.nearest(marks[100:120], np.ones(30, bool)), 30)
    assert found.argmax() == exact.argmax() == 5


def test_fewer_marks_than_neighbours_are_no_error():
    marks = np.arange(32, dtype=np.uint8).reshape(2, 16)
    distance, rows = MarkIndex.build(marks, np.array([0, 1])).nearest(marks, np.ones(2, bool))
    assert (rows >= 0).sum() == 4
    assert np.isfinite(votes(distance, rows, 2)).all()


def test_negative_descriptors_are_kept_exactly():
    marks = np.array([[-128, 127, 0, 5], [10, -10, 3, 1]], dtype=np.int8)
    distance, rows = MarkIndex.build(marks, np.array([0, 1])).nearest(marks, np.ones(2, bool))
    assert distance[:, 0].tolist() == [0.0, 0.0]
    assert rows[:, 0].tolist() == [0, 1]


def test_the_animal_itself_gets_most_votes(coat_features):
    names = [f"tiger {place}" for place in range(12)]
    gallery = Gallery.build(Entry(coat_features(name, photo=name), name) for name in names)
    query = coat_features("tiger 7", photo="again")
    allowed = gallery.allowed(flank=Flank.LEFT, species="", apart=Apart())
    best = gallery.entries[int(gallery.votes(query, allowed).argmax())]
    assert best.individual == "tiger 7"
