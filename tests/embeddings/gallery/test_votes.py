"""Votes of single marks: against a slow count, above and below the size where cells are used."""

import numpy as np
import pytest

from embeddings.coat import Flank
from embeddings.gallery import Apart, Entry, Gallery, mark_index
from embeddings.gallery import votes as votes_module
from embeddings.gallery.mark_index import MarkIndex
from embeddings.gallery.votes import votes


def slow_votes(query: np.ndarray, marks: np.ndarray, owner: np.ndarray, k: int) -> dict[int, float]:
    """The same rule, one mark and one animal at a time; every owner is an animal of its own."""
    given: dict[int, float] = {}
    for mark in query.astype(float):
        distance = np.linalg.norm(marks.astype(float) - mark, axis=1)
        near: dict[int, float] = {}
        for place in np.argsort(distance, kind="stable")[:k]:
            near.setdefault(int(owner[place]), float(distance[place]))
            last = float(distance[place])
        ordered = list(near.items())
        far = ordered[votes_module.FAR][1] if len(ordered) > votes_module.FAR else last
        for animal, nearest in ordered[: votes_module.FAR]:
            given[animal] = given.get(animal, 0.0) + 1 - nearest / far
    return given


def index_of(marks: np.ndarray, owner: np.ndarray) -> MarkIndex:
    """The index over marks of coats that lie one after the other."""
    rows = sorted(set(owner.tolist()))
    return MarkIndex.build(lambda: (marks[owner == row] for row in rows), rows)


@pytest.fixture
def many():
    rng = np.random.default_rng(1)
    return rng.integers(0, 255, (600, 16)).astype(np.uint8), np.repeat(np.arange(30), 20)


def test_votes_are_those_a_slow_count_gives(many):
    marks, owner = many
    query = np.clip(marks[::40].astype(int) + 3, 0, 255).astype(np.uint8)
    distance, rows = index_of(marks, owner).nearest(query, np.ones(30, dtype=bool))
    expected = slow_votes(query, marks, owner, mark_index.NEIGHBOURS)
    given = votes(distance, rows, np.arange(30))
    assert given == pytest.approx([expected.get(row, 0.0) for row in range(30)], abs=1e-6)
    assert given.max() > 1


def test_an_animal_gets_the_vote_of_a_mark_once_however_many_photos_it_has(many):
    marks, owner = many
    index = index_of(np.concatenate([marks, marks[:20]]), np.append(owner, np.full(20, 30)))
    distance, rows = index.nearest(marks[:5], np.ones(31, dtype=bool))
    apart = votes(distance, rows, np.arange(31))
    together = votes(distance, rows, np.append(np.arange(30), 0))
    assert apart[0] == apart[30] == pytest.approx(5.0)
    assert together[0] + together[30] == pytest.approx(5.0)


def test_a_mark_that_looks_like_every_animal_votes_for_none():
    marks = np.full((40, 16), 90, dtype=np.uint8)
    index = index_of(marks, np.arange(40))
    distance, rows = index.nearest(np.full((1, 16), 100, np.uint8), np.ones(40, bool))
    assert votes(distance, rows, np.arange(40)).sum() == pytest.approx(0.0)


def test_marks_of_coats_that_must_not_be_seen_get_no_vote(many):
    marks, owner = many
    allowed = np.arange(30) % 2 == 0
    _, rows = index_of(marks, owner).nearest(marks[:50], allowed)
    assert set(rows.ravel().tolist()) <= set(np.flatnonzero(allowed).tolist())


def test_cells_find_the_owner_that_looking_at_all_finds(many, monkeypatch):
    marks, owner = many
    animals, everybody = np.arange(30), np.ones(30, dtype=bool)
    exact = votes(*index_of(marks, owner).nearest(marks[100:120], everybody), animals)
    monkeypatch.setattr(mark_index, "EXACT_BELOW", 10)
    monkeypatch.setattr(mark_index, "_AT_ONCE", 50)
    cells = index_of(marks, owner)
    assert cells.opened().ntotal == 600
    found = votes(*cells.nearest(marks[100:120], everybody), animals)
    assert found.argmax() == exact.argmax() == 5


def test_fewer_marks_than_neighbours_are_no_error():
    marks = np.arange(32, dtype=np.uint8).reshape(2, 16)
    distance, rows = index_of(marks, np.array([0, 1])).nearest(marks, np.ones(2, bool))
    assert (rows >= 0).sum() == 4
    assert np.isfinite(votes(distance, rows, np.arange(2))).all()


def test_negative_descriptors_are_kept_exactly():
    marks = np.array([[-128, 127, 0, 5], [10, -10, 3, 1]], dtype=np.int8)
    distance, rows = index_of(marks, np.array([0, 1])).nearest(marks, np.ones(2, bool))
    assert distance[:, 0].tolist() == [0.0, 0.0]
    assert rows[:, 0].tolist() == [0, 1]


def test_the_animal_itself_gets_most_votes(coat_features):
    names = [f"tiger {place}" for place in range(12)]
    gallery = Gallery.build(Entry(coat_features(name, photo=name), name) for name in names)
    query = coat_features("tiger 7", photo="again")
    allowed = gallery.allowed(flank=Flank.LEFT, species="", apart=Apart())
    best = gallery.entries[int(gallery.votes(query, allowed).argmax())]
    assert best.individual == "tiger 7"
