"""Arrays that are written row by row and read by place."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from embeddings.gallery.files import Column, GalleryBroken, Growing, OpenFile


@pytest.fixture
def rows():
    return np.arange(60, dtype=np.int16).reshape(20, 3)


def written(path, *parts):
    with Growing(path, parts[0]) as file:
        for part in parts:
            file.add(part)
    return path


def test_rows_added_in_turn_are_one_array_that_numpy_reads(rows, tmp_path):
    path = written(tmp_path / "a.npy", rows[:7], rows[7:7], rows[7:])
    assert (np.load(path) == rows).all()
    assert np.load(path).dtype == np.int16


def test_no_rows_are_an_array_too(rows, tmp_path):
    path = written(tmp_path / "a.npy", rows[:0])
    assert np.load(path).shape == (0, 3)
    assert Column(path).rows(0, 0).shape == (0, 3)


@pytest.mark.parametrize("odd", [np.zeros((2, 4), np.int16), np.zeros((2, 3), np.int32)])
def test_rows_of_another_kind_are_refused(odd, rows, tmp_path):
    with Growing(tmp_path / "a.npy", rows) as file, pytest.raises(ValueError, match="among those"):
        file.add(odd)


@pytest.mark.parametrize(("start", "count"), [(0, 20), (5, 1), (19, 1), (4, 0)])
def test_some_rows_are_read_from_their_place(start, count, rows, tmp_path):
    np.save(tmp_path / "a.npy", rows)
    read = Column(tmp_path / "a.npy").rows(start, count)
    assert (read == rows[start : start + count]).all()
    assert read.shape == (count, 3)


def test_numbers_without_a_second_axis_are_rows_of_one(tmp_path):
    np.save(tmp_path / "a.npy", np.arange(9.0))
    assert Column(tmp_path / "a.npy").rows(3, 2).tolist() == [3.0, 4.0]


def test_a_file_that_lost_its_end_is_refused_when_it_is_opened(rows, tmp_path):
    np.save(tmp_path / "a.npy", rows)
    whole = (tmp_path / "a.npy").read_bytes()
    (tmp_path / "a.npy").write_bytes(whole[:-1])
    with pytest.raises(ValueError, match=f"holds {len(whole) - 1} bytes instead of {len(whole)}"):
        Column(tmp_path / "a.npy")


def test_a_file_that_loses_its_end_later_is_told_in_a_sentence(rows, tmp_path):
    np.save(tmp_path / "a.npy", rows)
    column = Column(tmp_path / "a.npy")
    with (tmp_path / "a.npy").open("r+b") as file:
        file.truncate(140)
    with pytest.raises(GalleryBroken, match=r"a\.npy ends too soon") as told:
        column.rows(19, 1)
    assert "build it again" in told.value.remedy
    assert str(tmp_path) in told.value.reason


@pytest.mark.parametrize(
    "odd", [np.asfortranarray(np.ones((3, 4))), np.array([None, 1]), np.array(3.0)]
)
def test_what_is_no_array_of_plain_rows_is_refused(odd, tmp_path):
    np.save(tmp_path / "a.npy", odd, allow_pickle=True)
    with pytest.raises(ValueError, match="no array of rows"):
        Column(tmp_path / "a.npy")


def test_an_open_file_is_read_to_its_end_after_it_was_deleted(rows, tmp_path):
    np.save(tmp_path / "a.npy", rows)
    column, file = Column(tmp_path / "a.npy"), OpenFile(tmp_path / "a.npy")
    (tmp_path / "a.npy").unlink()
    assert (column.rows(18, 2) == rows[18:]).all()
    with Path(file.name).open("rb") as again:
        assert (np.load(again) == rows).all()


def test_an_open_file_is_not_handed_to_another_process(rows, tmp_path):
    np.save(tmp_path / "a.npy", rows)
    with pytest.raises(TypeError, match="another process"):
        pickle.dumps(OpenFile(tmp_path / "a.npy"))


def test_the_sentence_about_a_broken_gallery_comes_over_from_another_process(tmp_path):
    told = pickle.loads(pickle.dumps(GalleryBroken.at(tmp_path, "no marks")))  # noqa: S301
    assert told.reason == f"{tmp_path} holds no gallery (no marks)"
    assert str(told) == f"{told.reason}: {told.remedy}"
