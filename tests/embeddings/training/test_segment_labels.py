"""A tiger is parted from its ground by what key points are sure of; colours decide the rest."""

import json

import cv2
import numpy as np
import pytest

from embeddings.training.landmarks import read_labelled
from embeddings.training.segment_labels import COAT, UNSURE, key_points, label_of, trimap

HIGH, WIDE = 240, 400
POINTS = {
    "left ear": (72, 62), "right ear": (84, 60), "nose": (44, 92), "left shoulder": (130, 130),
    "left front paw": (126, 206), "right shoulder": (142, 130), "right front paw": (150, 206),
    "left hip": (270, 130), "left knee": (286, 160), "left back paw": (278, 206),
    "right hip": (262, 130), "right knee": (262, 162), "right back paw": (250, 206),
    "tail root": (316, 80), "centre": (200, 100),
}  # fmt: skip
ORDER = [
    "left ear", "right ear", "nose", "right shoulder", "right front paw", "left shoulder",
    "left front paw", "right hip", "right knee", "right back paw", "left hip", "left knee",
    "left back paw", "tail root", "centre",
]  # fmt: skip
"""As the data set's own page lists them."""


def points(**moved):
    """The drawn tiger's key points; those named differently lie elsewhere, None: not seen."""
    where = POINTS | {name.replace("_", " "): place for name, place in moved.items()}
    return np.array([(*(where[name] or (0, 0)), 0 if where[name] is None else 2) for name in ORDER])


@pytest.fixture(scope="module")
def tiger():
    """A striped orange animal that faces left on grass: pixels, and where it truly is."""
    rng = np.random.default_rng(1)
    body = np.zeros((HIGH, WIDE), np.uint8)
    cv2.ellipse(body, (208, 98), (120, 40), 0, 0, 360, 1, -1)
    cv2.ellipse(body, (72, 80), (36, 28), 0, 0, 360, 1, -1)
    cv2.fillPoly(body, [np.array([(80, 60), (150, 62), (150, 120), (84, 104)])], 1)
    for top, paw in (("left shoulder", "left front paw"), ("right shoulder", "right front paw"),
                     ("left hip", "left back paw"), ("right hip", "right back paw")):  # fmt: skip
        cv2.line(body, POINTS[top], POINTS[paw], 1, 22)
    pixels = np.where(body[..., None] > 0, (206, 132, 40), (60, 110, 50)).astype(np.float64)
    pixels[:, ::24][body[:, ::24] > 0] = (40, 30, 20)
    pixels += rng.normal(0, 8, pixels.shape)
    return np.clip(pixels, 0, 255).astype(np.uint8), body > 0


def overlap(one, other):
    return (one & other).sum() / (one | other).sum()


def test_trunk_limbs_and_head_are_sure_coat_and_far_corners_sure_ground():
    start = trimap(points(), HIGH, WIDE, faces_left=True)
    for x, y in ((200, 110), (128, 170), (146, 170), (278, 180), (60, 80), (110, 95)):
        assert start[y, x] == cv2.GC_FGD, (x, y)
    for x, y in ((2, 2), (398, 2), (2, 238), (398, 238)):
        assert start[y, x] == cv2.GC_BGD, (x, y)
    assert start[200, 200] == cv2.GC_BGD, "below the belly, away from every leg"
    assert start[229, 200] == cv2.GC_PR_BGD, "just below the paws nothing is sure either"


def test_the_flank_that_is_seen_bounds_the_trunk():
    far = points(right_shoulder=(180, 130), right_hip=(220, 130))
    left = trimap(far, HIGH, WIDE, faces_left=True)
    right = trimap(far, HIGH, WIDE, faces_left=False)
    assert left[115, 240] == cv2.GC_FGD
    assert right[115, 240] != cv2.GC_FGD


def test_an_animal_that_faces_right_is_parted_as_its_mirror_image():
    mirrored = points()
    mirrored[:, 0] = WIDE - 1 - mirrored[:, 0]
    swapped = mirrored[[ORDER.index(_other(name)) for name in ORDER]]
    start = trimap(points(), HIGH, WIDE, faces_left=True)
    again = trimap(swapped, HIGH, WIDE, faces_left=False)[:, ::-1]
    assert (start == again).mean() > 0.99


def _other(name):
    if name.startswith("left"):
        return name.replace("left", "right")
    return name.replace("right", "left")


@pytest.mark.parametrize(
    "moved",
    [
        {"tail_root": None},
        {"left_shoulder": None, "right_shoulder": None},
        {"left_hip": (1e12, 130), "right_hip": (-40, 130)},
        {"tail_root": (316, float("nan"))},
        {"left_shoulder": (270, 125)},
        {"tail_root": (316, 220)},
    ],
    ids=["no tail", "no shoulder", "hips outside", "no number", "no trunk", "on its back"],
)
def test_a_photo_whose_points_say_too_little_has_no_label(tiger, moved):
    assert label_of(tiger[0], points(**moved), faces_left=True) is None


def test_a_limb_outside_the_photo_costs_only_that_limb(tiger):
    whole = trimap(points(), HIGH, WIDE, faces_left=True)
    cut = trimap(points(left_front_paw=(126, 9e9)), HIGH, WIDE, faces_left=True)
    assert whole[170, 126] == cv2.GC_FGD
    assert cut[170, 122] != cv2.GC_FGD
    assert cut[115, 200] == cv2.GC_FGD


def test_ground_under_the_belly_is_not_learned_as_coat_whatever_its_colour(tiger):
    pixels, truth = tiger
    under = np.zeros(truth.shape, bool)
    under[150:225, 160:235] = True
    under &= ~truth
    alike = pixels.copy()
    alike[under] = (200, 130, 44)
    label = label_of(alike, points(), faces_left=True)
    assert (label[under] == COAT).mean() < 0.1
    doubted = label_of(alike, points(right_back_paw=None), faces_left=True)
    assert (doubted[under] == COAT).mean() < 0.1
    assert overlap(label == COAT, truth) > 0.85


def test_nothing_is_cut_away_under_an_animal_that_sits():
    sits = {
        f"{side}_{end}": (x, 140)
        for side in ("left", "right")
        for end, x in (("front_paw", 126), ("back_paw", 290))
    }
    standing = trimap(points(), HIGH, WIDE, faces_left=True)
    sitting = trimap(points(**sits), HIGH, WIDE, faces_left=True)
    assert standing[150, 200] == cv2.GC_BGD or standing[160, 200] == cv2.GC_BGD
    assert sitting[135, 200] != cv2.GC_BGD


def test_a_label_is_near_the_true_outline_and_is_the_same_each_time(tiger):
    pixels, truth = tiger
    label = label_of(pixels, points(), faces_left=True)
    sure = label != UNSURE
    assert overlap((label == COAT) & sure, truth & sure) > 0.9
    assert 0.01 < (~sure).mean() < 0.2
    cv2.setRNGSeed(99)
    assert np.array_equal(label, label_of(pixels, points(), faces_left=True))


def test_key_points_are_read_in_the_order_of_the_photos(tmp_path):
    flat = {name: points().ravel().tolist() for name in ("b.jpg", "a.jpg")}
    flat["a.jpg"][:2] = [7, 8]
    (tmp_path / "keypoints.json").write_text(json.dumps(flat))
    rows = ["file,individual_id,flank", "b.jpg,1,left", "a.jpg,2,right"]
    (tmp_path / "photos.csv").write_text("\n".join(rows) + "\n")
    first, second = key_points(tmp_path, read_labelled(tmp_path))
    assert np.array_equal(first, points())
    assert second[0].tolist() == [7, 8, 2]
