"""A strip lies level, follows landmarks or mask, and leads back to the photo."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from embeddings.coat import Region, locate
from embeddings.photo import read_photo
from embeddings.rectify import HEIGHT, WIDTH, strip_of


def as_photo(pixels):
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return read_photo(out.getvalue())


@pytest.fixture
def leaning():
    """A bar that leans by 20 degrees with a red end on the left and a blue one on the right."""
    pixels = np.full((300, 400, 3), 90, np.uint8)
    box = cv2.boxPoints(((200.0, 150.0), (240.0, 80.0), 20.0))
    cv2.fillPoly(pixels, [np.rint(box).astype(np.int32)], (210, 160, 90))
    along = np.array([np.cos(np.radians(20)), np.sin(np.radians(20))])
    left, right = np.array([200, 150]) - 80 * along, np.array([200, 150]) + 80 * along
    cv2.circle(pixels, tuple(int(v) for v in np.rint(left)), 10, (220, 20, 20), -1)
    cv2.circle(pixels, tuple(int(v) for v in np.rint(right)), 10, (20, 20, 220), -1)
    photo = as_photo(pixels)
    polygon = tuple((float(x), float(y)) for x, y in box)
    return photo, locate(photo, region=Region(60, 40, 280, 220, polygon)), left, right


def test_the_way_to_the_photo_and_back_is_the_identity(leaning):
    photo, coat, *_ = leaning
    strip = strip_of(photo, coat)
    points = np.random.default_rng(0).uniform(0, 256, (50, 2))
    assert np.allclose(strip.points_in_strip(strip.points_in_photo(points)), points, atol=1e-9)


def test_without_landmarks_the_strip_follows_the_mask(leaning):
    photo, coat, left, right = leaning
    strip = strip_of(photo, coat)
    ends = strip.points_in_strip(np.array([left, right]))
    assert abs(ends[0, 1] - ends[1, 1]) < 12
    assert ends[0, 0] < WIDTH / 2 < ends[1, 0]
    assert strip.mask[HEIGHT // 2, WIDTH // 2]
    assert 0.3 < strip.mask.mean() < 0.95


def test_what_is_seen_in_the_strip_is_what_lies_there_in_the_photo(leaning):
    photo, coat, left, right = leaning
    strip = strip_of(photo, coat)
    for end, colour in ((left, (220, 20, 20)), (right, (20, 20, 220))):
        x, y = np.rint(strip.points_in_strip(end[None])[0]).astype(int)
        assert np.abs(strip.pixels[y, x].astype(int) - colour).max() < 12


@pytest.mark.parametrize("faces", ["left", "right"])
def test_landmarks_put_shoulder_and_hip_at_their_places(leaning, faces):
    photo, coat, left, right = leaning
    shoulder, hip = (left, right) if faces == "left" else (right, left)
    strip = strip_of(photo, coat, {"shoulder": tuple(shoulder), "hip": tuple(hip)})
    ends = strip.points_in_strip(np.array([left, right]))
    assert ends[:, 1] == pytest.approx([0.42 * HEIGHT] * 2, abs=1e-6)
    assert ends[:, 0] == pytest.approx([0.22 * WIDTH, 0.78 * WIDTH], abs=1e-6)


def test_nothing_is_mirrored(leaning):
    photo, coat, left, right = leaning
    for landmarks in (None, {"shoulder": tuple(right), "hip": tuple(left)}):
        assert np.linalg.det(strip_of(photo, coat, landmarks).to_photo[:2, :2]) > 0


def test_shift_turn_and_scale_are_all_that_is_done(leaning):
    photo, coat, *_ = leaning
    turn = strip_of(photo, coat).to_photo[:2, :2]
    assert np.allclose(turn @ turn.T, np.eye(2) * np.linalg.det(turn), atol=1e-9)


def test_a_steep_mask_is_not_laid_flat():
    """An animal seen from behind is taller than wide; turning it would stand it on its head."""
    photo = as_photo(np.full((300, 200, 3), 120, np.uint8))
    coat = locate(
        photo, region=Region(60, 10, 60, 270, ((60, 10), (120, 10), (120, 280), (60, 280)))
    )
    assert np.allclose(strip_of(photo, coat).to_photo[0, 1], 0.0)


def test_shoulder_and_hip_in_one_point_are_refused(leaning):
    photo, coat, *_ = leaning
    with pytest.raises(ValueError, match="one point"):
        strip_of(photo, coat, {"shoulder": (100.0, 100.0), "hip": (100.2, 100.0)})


def test_one_landmark_alone_leaves_it_to_the_mask(leaning):
    photo, coat, left, _ = leaning
    by_mask = strip_of(photo, coat)
    assert np.array_equal(
        strip_of(photo, coat, {"shoulder": tuple(left)}).to_photo, by_mask.to_photo
    )
