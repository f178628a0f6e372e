"""A bent strip puts every landmark at its place and leads back to the photo."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from embeddings.coat import Region, locate
from embeddings.photo import read_photo
from embeddings.rectify import HEIGHT, PLACES, WIDTH, Folded, bent_strip_of, strip_of

LEFT = {
    "belly_shoulder": (120.0, 200.0),
    "belly_hip": (290.0, 210.0),
    "spine_shoulder": (130.0, 95.0),
    "spine_hip": (300.0, 110.0),
    "tail_root": (335.0, 130.0),
}
"""An animal that faces left, its back sloping."""


def mirrored(landmarks, width=420):
    return {name: (width - 1 - x, y) for name, (x, y) in landmarks.items()}


@pytest.fixture
def spotted():
    """A flank with a dot of its own colour at each landmark, and its coat."""
    rng = np.random.default_rng(0)
    pixels = cv2.GaussianBlur(rng.uniform(60, 190, (300, 420, 3)), (0, 0), 6).astype(np.uint8)
    for place, (x, y) in enumerate(LEFT.values()):
        cv2.circle(pixels, (round(x), round(y)), 7, (250 - 50 * place, 50 * place, 128), -1)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    photo = read_photo(out.getvalue())
    corners = ((80.0, 60.0), (380.0, 60.0), (380.0, 240.0), (80.0, 240.0))
    return photo, locate(photo, region=Region(60, 40, 340, 220, corners))


@pytest.mark.parametrize("names", [list(LEFT), ["belly_shoulder", "belly_hip", "tail_root"]])
def test_each_landmark_lies_at_its_place(spotted, names):
    photo, coat = spotted
    said = {name: LEFT[name] for name in names}
    strip = bent_strip_of(photo, coat, said)
    found = strip.points_in_strip(np.array(list(said.values())))
    wanted = np.array([PLACES[name] for name in names]) * [WIDTH - 1, HEIGHT - 1]
    assert np.allclose(found, wanted, atol=1e-5)
    for place, (x, y) in enumerate(np.rint(found).astype(int)):
        index = list(LEFT).index(names[place])
        assert (
            np.abs(strip.pixels[y, x].astype(int) - [250 - 50 * index, 50 * index, 128]).max() < 9
        )


def test_an_animal_that_faces_right_is_laid_facing_right(spotted):
    photo, coat = spotted
    strip = bent_strip_of(photo, coat, mirrored(LEFT))
    found = strip.points_in_strip(np.array([mirrored(LEFT)["tail_root"]]))[0]
    assert found[0] == pytest.approx((1 - PLACES["tail_root"][0]) * (WIDTH - 1), abs=1e-5)
    grown = np.linalg.det(strip.to_photo.slopes(np.array([[256.0, 128.0]])))
    assert grown[0] > 0


def test_the_mask_is_that_of_the_coat(spotted):
    photo, coat = spotted
    strip = bent_strip_of(photo, coat, LEFT)
    inside = strip.points_in_strip(np.array([[200.0, 150.0], [100.0, 100.0]]))
    outside = strip.points_in_strip(np.array([[200.0, 40.0]]))
    assert all(strip.mask[round(y), round(x)] for x, y in inside)
    x, y = np.rint(outside[0]).astype(int)
    assert y < 0 or not strip.mask[y, x]


def test_what_stands_level_already_is_bent_no_more_than_a_plain_strip():
    """Landmarks at their own places, twice as large: the map is a plain scaling."""
    photo = read_photo(_png(np.full((600, 1100, 3), 99, np.uint8)))
    coat = locate(photo, region=Region(0, 0, 1100, 600))
    said = {n: (2 * x * (WIDTH - 1), 2 * y * (HEIGHT - 1)) for n, (x, y) in PLACES.items()}
    assert bent_strip_of(photo, coat, said).to_photo.bending == pytest.approx(0, abs=1e-6)
    plain = strip_of(photo, coat, said)
    assert abs(np.linalg.det(plain.to_photo[:2, :2]) - 4) < 0.05


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "needs 3 landmarks"),
        ({"tail_root": (1.0, 2.0), "belly_hip": (3.0, 4.0), "nose": (5.0, 9.0)}, "needs 3"),
        (
            {n: (100.0 + 50 * i, 100.0 + 50 * i) for i, n in enumerate(list(PLACES)[:3])},
            "fold",
        ),
        (
            LEFT | {"spine_shoulder": LEFT["belly_shoulder"], "belly_shoulder": (130.0, 95.0)},
            "fold",
        ),
        ({n: (x, 300 - y) for n, (x, y) in LEFT.items()}, "fold"),
    ],
    ids=["none", "too few", "one line", "exchanged", "upside down and mirrored"],
)
def test_landmarks_that_make_no_flank_are_refused(spotted, said, why):
    with pytest.raises(Folded, match=why):
        bent_strip_of(*spotted, said)


def _png(pixels):
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()
