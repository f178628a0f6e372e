"""Local marks: inside the coat, strongest first, in the photo's own pixels, always the same."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from embeddings import marks as marks_module
from embeddings.coat import Kind, Region, locate, mask_of
from embeddings.marks import KINDS, SIFT_SCALE, XFEAT_SCALE, Marks, find_marks
from embeddings.network import load_local
from embeddings.photo import read_photo


def as_photo(pixels):
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return read_photo(out.getvalue())


def spotted(width=420, height=260, seed=3):
    rng = np.random.default_rng(seed)
    pixels = np.full((height, width, 3), (200, 160, 100), np.uint8)
    for _ in range(150):
        at = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        axes = (int(rng.integers(4, 10)), int(rng.integers(3, 7)))
        cv2.ellipse(pixels, at, axes, float(rng.uniform(0, 180)), 0, 360, (50, 35, 25), -1)
    return pixels


@pytest.fixture(scope="module")
def photo():
    return as_photo(spotted())


@pytest.fixture(scope="module")
def coat(photo):
    corners = ((60.0, 40.0), (360.0, 60.0), (340.0, 220.0), (80.0, 200.0))
    return locate(photo, region=Region(50, 30, 320, 200, corners))


@pytest.fixture(scope="module")
def marks(photo, coat):
    return find_marks(photo, coat)


@pytest.mark.parametrize("kind", KINDS)
def test_marks_lie_inside_the_coat(marks, photo, coat, kind):
    mask = np.zeros((photo.height, photo.width), bool)
    inside = mask_of(photo, coat)
    mask[30 : 30 + inside.shape[0], 50 : 50 + inside.shape[1]] = inside
    columns, rows = np.rint(marks[kind].points).astype(int).T
    assert len(marks[kind]) > 100
    assert mask[rows, columns].all()


@pytest.mark.parametrize(("kind", "dim", "dtype"), [("sift", 128, "uint8"), ("xfeat", 64, "int8")])
def test_descriptors_are_small_whole_numbers_of_unit_vectors(marks, kind, dim, dtype):
    found = marks[kind].descriptors
    assert found.dtype == np.dtype(dtype)
    assert found.shape[1] == dim
    scale = {"sift": SIFT_SCALE, "xfeat": XFEAT_SCALE}[kind]
    lengths = np.linalg.norm(found.astype(float) / scale, axis=1)
    assert np.allclose(lengths, 1.0, atol=0.06)


def test_sift_descriptors_agree_with_opencv_on_the_same_points(photo):
    """Oracle: OpenCV's own detectAndCompute on the photo as lit, square root taken here."""
    whole = locate(photo, region=Region(0, 0, 420, 260, ((0, 0), (420, 0), (420, 260), (0, 260))))
    ours = find_marks(photo, whole, ("sift",), limit=60, evened=0)["sift"]
    ratio = 512 / 420
    grey = cv2.cvtColor(np.asarray(photo.pixels), cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, (512, round(260 * ratio)), interpolation=cv2.INTER_CUBIC)
    kept, raw = cv2.SIFT.create(contrastThreshold=0.02, edgeThreshold=12).detectAndCompute(
        grey, None
    )
    where = (np.array([k.pt for k in kept]) + 0.5) / ratio - 0.5
    root = np.sqrt(raw / raw.sum(axis=1, keepdims=True)) * 512
    for point, described in zip(ours.points, ours.descriptors, strict=True):
        near = np.flatnonzero(np.abs(where - point).max(axis=1) < 0.01)
        assert near.size
        assert min(np.abs(root[i] - described).max() for i in near) <= 0.51


def test_of_a_coat_half_in_the_shade_both_halves_are_remembered():
    """The strongest marks are kept: as lit, hardly one of them lies in a third of the light."""
    noise = np.random.default_rng(4).normal(0, 1, (320, 500, 1))
    fur = cv2.GaussianBlur(noise, (0, 0), 2.0)[..., None]
    pixels = np.clip(spotted(width=500, height=320) + 5 * fur / fur.std(), 0, 255)
    shade = np.where(np.arange(500) < 250, 0.35, 1.0)[None, :, None]
    photo = as_photo((cv2.GaussianBlur(pixels, (0, 0), 1.2) * shade).astype(np.uint8))
    corners = ((0, 0), (500, 0), (500, 320), (0, 320))
    whole = locate(photo, region=Region(0, 0, 500, 320, corners))

    def in_the_shade(**light):
        found = find_marks(photo, whole, ("sift",), limit=150, **light)["sift"]
        return int((found.points[:, 0] < 240).sum())

    assert in_the_shade(evened=0.0) < 10
    assert in_the_shade() > 25


@pytest.mark.parametrize("size", [(40, 6), (6, 40), (3, 3)])
def test_a_sliver_of_a_coat_is_looked_at_without_complaint(size):
    photo = as_photo(spotted(*size))
    found = find_marks(photo, locate(photo, region=Region(0, 0, *size)))
    assert all(np.isfinite(kind.points).all() for kind in found.values())


def test_xfeat_points_are_the_highest_of_their_surroundings(photo, monkeypatch):
    """Oracle: every pixel looked at one by one on the network's own map."""
    monkeypatch.setattr(marks_module, "XFEAT_LIMIT", 5000)
    corners = ((0, 0), (420, 0), (420, 260), (0, 260))
    whole = locate(photo, region=Region(0, 0, 420, 260, corners))
    found = find_marks(photo, whole, ("xfeat",), limit=5000)["xfeat"]
    ratio = 512 / 420
    size = (512, round(260 * ratio))
    grey = cv2.cvtColor(np.asarray(photo.pixels), cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, size, interpolation=cv2.INTER_CUBIC).astype(np.float64)
    inside = np.ones(grey.shape, np.uint8)
    inside[-1, :] = inside[:, -1] = mask_of(photo, whole)[-1, -1]
    even = (grey - grey.mean()) / np.sqrt(grey.var() + 1e-5)
    canvas = np.zeros((-(-size[1] // 32) * 32, 512), np.float32)
    canvas[: size[1]] = even
    likely = load_local().maps(canvas).keypoints[: size[1]]
    expected = set()
    for y in range(2, size[1] - 2):
        for x in range(2, 510):
            value = likely[y, x]
            if value > 0.03 and value == likely[y - 2 : y + 3, x - 2 : x + 3].max():
                expected.add((x, y))
    places = np.rint((found.points + 0.5) * ratio - 0.5).astype(int)
    inner = {(int(x), int(y)) for x, y in places if 2 <= x < 510 and 2 <= y < size[1] - 2}
    assert len(expected) > 200
    assert len(inner ^ expected) <= 0.02 * len(expected)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_photo_gives_the_same_marks_in_the_same_order(marks, photo, coat, kind):
    again = find_marks(photo, coat)[kind]
    for part in ("points", "scale", "angle_deg", "descriptors"):
        assert np.array_equal(getattr(again, part), getattr(marks[kind], part))


def test_of_xfeat_marks_fewer_are_kept_than_were_asked_for():
    rough = as_photo(np.random.default_rng(2).integers(0, 255, (300, 420, 3)).astype(np.uint8))
    corners = ((0.0, 0.0), (420.0, 0.0), (420.0, 300.0), (0.0, 300.0))
    whole = locate(rough, region=Region(0, 0, 420, 300, corners))
    found = find_marks(rough, whole)
    assert len(found["sift"]) == marks_module.LIMIT
    assert len(found["xfeat"]) == marks_module.XFEAT_LIMIT


@pytest.mark.parametrize("kind", KINDS)
def test_a_limit_keeps_the_strongest(marks, photo, coat, kind):
    few = find_marks(photo, coat, (kind,), limit=25)
    assert set(few) == {kind}
    assert len(few[kind]) == 25
    assert np.array_equal(few[kind].points, marks[kind].points[:25])
    assert np.array_equal(few[kind].descriptors, marks[kind].descriptors[:25])


@pytest.mark.parametrize("kind", KINDS)
def test_a_coat_elsewhere_in_the_photo_has_its_marks_there(kind):
    """A shifted picture has shifted marks: points are in pixels of the photo, not of the crop."""
    pixels = spotted()
    wide = np.full((400, 700, 3), 128, np.uint8)
    wide[90:350, 130:550] = pixels
    corners = ((0.0, 0.0), (420.0, 0.0), (420.0, 260.0), (0.0, 260.0))
    moved = tuple((x + 130, y + 90) for x, y in corners)
    here, there = as_photo(pixels), as_photo(wide)
    one = find_marks(here, locate(here, region=Region(0, 0, 420, 260, corners)), (kind,))[kind]
    other = find_marks(there, locate(there, region=Region(130, 90, 420, 260, moved)), (kind,))[kind]
    assert np.allclose(one.points + np.array([130, 90]), other.points, atol=1e-3)


@pytest.mark.parametrize("kind", KINDS)
def test_marks_are_found_again_in_a_larger_photo_at_their_place(photo, kind):
    """Twice the size, same coat: most marks lie within 2 pixels of where they were."""
    large = as_photo(cv2.resize(np.asarray(photo.pixels), None, fx=2, fy=2))
    # A painted coat is no animal to the segmenter: it is parted by its colours, as a skin is.
    here = locate(photo, region=Region(20, 20, 380, 220), kind=Kind.PELT)
    there = locate(large, region=Region(40, 40, 760, 440), kind=Kind.PELT)
    one = find_marks(photo, here, (kind,), 150)[kind]
    other = find_marks(large, there, (kind,), 400)[kind]
    halved = (other.points + 0.5) / 2 - 0.5
    apart = np.linalg.norm(one.points[:, None] - halved[None], axis=2).min(axis=1)
    assert (apart < 2.0).mean() > 0.7
    if kind == "sift":
        nearest = np.linalg.norm(one.points[:, None] - halved[None], axis=2).argmin(axis=1)
        ratio = np.median(other.scale[nearest[apart < 1]] / one.scale[apart < 1])
        assert ratio == pytest.approx(2.0, rel=0.1)


@pytest.mark.parametrize("kind", KINDS)
def test_an_even_coat_has_no_marks(kind):
    photo = as_photo(np.full((120, 200, 3), 140, np.uint8))
    assert len(find_marks(photo, locate(photo), (kind,))[kind]) == 0


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (40, 5)])
def test_a_tiny_coat_breaks_nothing(size):
    photo = as_photo(spotted()[: size[1], : size[0]])
    found = find_marks(photo, locate(photo))
    assert set(found) == set(KINDS)


def test_an_unknown_kind_is_refused(photo, coat):
    with pytest.raises(ValueError, match="no such kind of mark: surf"):
        find_marks(photo, coat, ("surf",))


def test_marks_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="unequal length"):
        Marks(np.zeros((2, 2)), np.zeros(2), np.zeros(1), np.zeros((2, 64)), "xfeat")
