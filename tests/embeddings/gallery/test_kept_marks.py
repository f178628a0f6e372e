"""Marks that stay on disk until they are asked for."""

import pickle

import numpy as np
import pytest

from embeddings.gallery.files import GalleryBroken
from embeddings.gallery.kept_marks import KeptMarks, MarkColumns, count_of, strongest_of

PARTS = ("points", "scale", "angle_deg", "descriptors")


@pytest.fixture
def coats(coat_features):
    """Marks of three coats; the second has none."""
    return [
        coat_features("Amba", photo="1").marks,
        coat_features("Amba", photo="2", marks=False).marks,
        coat_features("Borka", photo="3").marks,
    ]


@pytest.fixture
def folder(coats, tmp_path):
    for part in PARTS:
        stacked = np.concatenate([getattr(marks["sift"], part) for marks in coats])
        np.save(tmp_path / f"sift.{part}.npy", stacked)
    return tmp_path


@pytest.fixture
def kept(coats, folder):
    columns, start, found = {"sift": MarkColumns(folder, "sift")}, 0, []
    for marks in coats:
        count = len(marks["sift"].points)
        found.append(KeptMarks(columns, {"sift": (start, count)}))
        start += count
    return found


def test_marks_come_back_as_they_were(coats, kept):
    for theirs, ours in zip(coats, kept, strict=True):
        assert list(ours) == ["sift"]
        assert len(ours) == 1
        for part in PARTS:
            assert (getattr(ours["sift"], part) == getattr(theirs["sift"], part)).all()
            assert getattr(ours["sift"], part).dtype == getattr(theirs["sift"], part).dtype


def test_how_many_and_of_which_kind_is_known_without_reading(kept, folder):
    for path in folder.iterdir():
        with path.open("r+b") as file:
            file.truncate(0)
    assert "sift" in kept[0]
    assert "xfeat" not in kept[0]
    assert (count_of(kept[0], "sift"), count_of(kept[1], "sift")) == (45, 0)
    assert count_of(kept[0], "xfeat") == 0
    with pytest.raises(GalleryBroken, match="ends too soon"):
        kept[0]["sift"]


@pytest.mark.parametrize(("most", "got"), [(10, 10), (45, 45), (1000, 45)])
def test_the_strongest_are_the_first(most, got, coats, kept):
    for marks in (coats[2], kept[2]):
        assert len(strongest_of(marks, "sift", most)) == got
        assert (strongest_of(marks, "sift", most) == coats[2]["sift"].descriptors[:most]).all()


def test_another_kind_is_not_there(kept):
    with pytest.raises(KeyError):
        kept[0]["xfeat"]


def test_another_process_gets_the_marks_themselves(coats, kept):
    there = pickle.loads(pickle.dumps(kept[2]))  # noqa: S301
    assert (there["sift"].points == coats[2]["sift"].points).all()
    assert not isinstance(there, KeptMarks)


def test_parts_of_unequal_length_are_refused(folder):
    np.save(folder / "sift.scale.npy", np.ones(3, np.float32))
    with pytest.raises(ValueError, match="unequal length"):
        MarkColumns(folder, "sift")
