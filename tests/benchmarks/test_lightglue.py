"""The run around the peer: who asks, and that nothing is looked at twice."""

from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from aliked import Paired, Points
from lightglue import Kept
from shortlisting import split

from embeddings.evaluation.dataset import read_dataset


@pytest.fixture
def dataset(tmp_path):
    """Two animals met twice, four photos each time, and one met once."""
    lines = ["file,individual_id,encounter_id,flank"]
    for animal, times in (("A", 2), ("B", 2), ("C", 1)):
        for time in range(times):
            lines += [f"{animal}{time}{n}.jpg,{animal},{animal}-{time},left" for n in range(4)]
    (tmp_path / "photos.csv").write_text("\n".join(lines), "utf-8")
    return read_dataset(tmp_path / "photos.csv")


def test_animals_met_twice_ask_and_all_are_in_the_gallery(dataset):
    queries, gallery = split(dataset, seed=3, each=2, held=3)
    asked = [(row.individual, row.encounter) for row in queries]
    assert [animal for animal, _ in asked] == ["A", "B"] * 4
    assert all(asked.count(one) == 2 for one in asked)
    assert [row.individual for row in gallery].count("C") == 3
    assert len(gallery) == 15
    assert split(dataset, seed=3, each=2, held=3) == (queries, gallery)


class Counting:
    """A peer that counts what it is asked."""

    def __init__(self):
        self.described, self.paired = 0, 0

    def describe(self, photo, coat):
        self.described += 1
        return Points(np.ones((3, 2), np.float32), np.ones((3, 4), np.float32), (512, 300))

    def pair(self, ours, theirs):
        self.paired += 1
        assert (ours.size, ours.points.shape, theirs.descriptors.shape) == (
            (512, 300),
            (3, 2),
            (3, 4),
        )
        return Paired(7, 5, 2.5)


def test_a_run_that_broke_off_looks_at_nothing_twice(tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(cv2.imencode(".png", np.zeros((8, 8, 3), np.uint8))[1].tobytes())
    one, other = ((SimpleNamespace(coat=SimpleNamespace(id=name)), path) for name in "ab")
    first, second = Counting(), Counting()
    assert Kept(tmp_path, first, "n16").paired(one, other).inliers == 5
    again = Kept(tmp_path, second, "n16")
    assert again.paired(one, other) == Paired(7, 5, 2.5)
    assert (first.described, first.paired, second.described, second.paired) == (2, 1, 0, 0)
    again.paired(other, one)
    assert (second.described, second.paired) == (0, 1)
    other_model = Counting()
    Kept(tmp_path, other_model, "n32").paired(one, other)
    assert (other_model.described, other_model.paired) == (2, 1)
