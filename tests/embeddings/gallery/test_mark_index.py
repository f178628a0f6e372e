"""Nearest marks: in parts, mapped only while they are looked at, and kept in a file."""

from pathlib import Path

import numpy as np
import pytest

from embeddings.gallery import mark_index
from embeddings.gallery.mark_index import NEIGHBOURS, MarkIndex

COATS, MARKS, WIDTH = 60, 50, 16


@pytest.fixture
def coats():
    """Sixty coats of fifty marks that are told apart by whole numbers alone: ties are common."""
    rng = np.random.default_rng(5)
    return list(rng.integers(0, 12, (COATS, MARKS, WIDTH)).astype(np.uint8))


@pytest.fixture
def divided(monkeypatch):
    monkeypatch.setattr(mark_index, "EXACT_BELOW", 100)


def built(coats):
    return MarkIndex.build(lambda: iter(coats), range(len(coats)))


def everybody():
    return np.ones(COATS, dtype=bool)


def mapped(path: Path) -> bool:
    """Whether this process has the file mapped."""
    return str(path) in Path("/proc/self/maps").read_text("utf-8")


def test_without_cells_the_nearest_are_those_of_looking_at_every_mark(coats):
    query = coats[7][:5]
    distance, _ = built(coats).nearest(query, everybody())
    every = np.concatenate(coats).astype(int)
    for mark, found in zip(query.astype(int), distance, strict=True):
        by_hand = np.sort(((every - mark) ** 2).sum(axis=1))[:NEIGHBOURS]
        assert found.tolist() == by_hand.tolist()


@pytest.mark.usefixtures("divided")
def test_with_every_cell_probed_the_nearest_are_those_of_looking_at_every_mark(coats, monkeypatch):
    monkeypatch.setattr(mark_index, "PROBES", 10_000)
    monkeypatch.setattr(mark_index, "AT_A_TIME", 3_000)
    index = built(coats)
    assert len(index.portions) > 5
    query = coats[7][:5]
    distance, rows = index.nearest(query, everybody())
    every, owner = np.concatenate(coats).astype(int), np.repeat(np.arange(COATS), MARKS)
    for mark, found, whose in zip(query.astype(int), distance, rows, strict=True):
        apart = ((every - mark) ** 2).sum(axis=1)
        assert found.tolist() == np.sort(apart)[:NEIGHBOURS].tolist()
        # Up to ties at the last place these are the very marks.
        sure = apart < found[-1]
        assert set(owner[sure].tolist()) <= set(whose.tolist())


@pytest.mark.usefixtures("divided")
@pytest.mark.parametrize("at_a_time", [1, 2_000, 20_000])
def test_how_much_is_searched_at_a_time_changes_nothing(at_a_time, coats, monkeypatch):
    query = np.concatenate(coats[:10])[::7]
    whole = built(coats)
    assert len(whole.portions) == 2
    distance, rows = whole.nearest(query, everybody())
    monkeypatch.setattr(mark_index, "AT_A_TIME", at_a_time)
    parts = built(coats)
    assert len(parts.portions) > 3
    assert (parts.portions[0], parts.portions[-1]) == (0, whole.portions[-1])
    again, whose = parts.nearest(query, everybody())
    assert (again == distance).all()
    settled = distance < distance[:, -1:]
    assert (np.where(settled, whose, -1) == np.where(settled, rows, -1)).all()


@pytest.mark.usefixtures("divided")
def test_kept_in_a_file_it_finds_the_same_and_holds_nothing_of_it(coats, tmp_path, monkeypatch):
    monkeypatch.setattr(mark_index, "AT_A_TIME", 5_000)
    index = built(coats)
    index.write(tmp_path / "marks.faiss")
    kept = MarkIndex.kept(tmp_path / "marks.faiss", index.owner)
    assert kept.portions == index.portions
    query = coats[3][::2]
    allowed = np.arange(COATS) % 3 > 0
    for ours, theirs in zip(
        kept.nearest(query, allowed), index.nearest(query, allowed), strict=True
    ):
        assert (ours == theirs).all()
    assert not mapped(tmp_path / "marks.faiss")


@pytest.mark.usefixtures("divided")
def test_a_kept_index_is_searched_after_its_folder_was_thrown_away(coats, tmp_path):
    index = built(coats)
    index.write(tmp_path / "marks.faiss")
    kept = MarkIndex.kept(tmp_path / "marks.faiss", index.owner)
    (tmp_path / "marks.faiss").unlink()
    distance, _ = kept.nearest(coats[3][:4], everybody())
    assert distance[:, 0].tolist() == [0, 0, 0, 0]


@pytest.mark.usefixtures("divided")
def test_no_mark_of_a_coat_that_must_not_be_seen_is_found(coats, monkeypatch):
    monkeypatch.setattr(mark_index, "AT_A_TIME", 2_000)
    allowed = np.zeros(COATS, dtype=bool)
    allowed[[4, 40]] = True
    distance, rows = built(coats).nearest(coats[3][:8], allowed)
    assert set(rows.ravel().tolist()) <= {-1, 4, 40}
    assert np.isinf(distance[rows < 0]).all()
    assert (rows >= 0).any()


def test_marks_are_asked_for_in_turn_and_never_all_at_once(coats):
    held = []

    def one_at_a_time():
        for coat in coats:
            held.append(coat.copy())
            yield held[-1]

    index = MarkIndex.build(one_at_a_time, range(COATS))
    assert index.opened().ntotal == COATS * MARKS
    assert len(held) <= 3 * COATS


def test_no_marks_are_refused():
    with pytest.raises(ValueError, match="no marks"):
        MarkIndex.build(lambda: iter([]), [])


@pytest.mark.usefixtures("divided")
def test_a_full_disk_is_told_by_the_disk(coats):
    with pytest.raises(OSError, match="No space left"):
        built(coats).write(Path("/dev/full"))


@pytest.mark.usefixtures("divided")
def test_the_index_of_other_marks_is_refused(coats, tmp_path):
    index = built(coats)
    index.write(tmp_path / "marks.faiss")
    with pytest.raises(ValueError, match="other marks"):
        MarkIndex.kept(tmp_path / "marks.faiss", index.owner[:-1])
