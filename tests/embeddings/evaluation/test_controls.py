"""Controls are what they say: a true mirror, and nothing of the coat in the background."""

import cv2
import numpy as np
import pytest

from embeddings.coat import Region, locate, mask_of
from embeddings.evaluation.controls import (
    VIEWS,
    background_only,
    describe_view,
    mirrored,
    mirrored_coat,
    piece,
    silhouette,
)
from embeddings.features import Describer
from embeddings.photo import read_photo


@pytest.fixture(scope="module")
def photo():
    rng = np.random.default_rng(1)
    pixels = rng.integers(0, 255, (160, 240, 3)).astype(np.uint8)
    pixels = cv2.GaussianBlur(pixels, (0, 0), 2)
    return read_photo(cv2.imencode(".png", pixels)[1].tobytes(), name="noise.png")


@pytest.fixture(scope="module")
def coat(photo):
    return locate(photo, region=Region(20.0, 30.0, 160.0, 100.0))


def test_a_mirror_of_a_mirror_is_the_photo(photo):
    turned = mirrored(photo)
    assert turned.sha256 != photo.sha256
    assert (turned.pixels == photo.pixels[:, ::-1]).all()
    assert (mirrored(turned).pixels == photo.pixels).all()


def test_the_region_is_turned_over_with_the_photo(photo, coat):
    turned = mirrored(photo)
    other = mirrored_coat(coat, turned)
    assert (other.region.x, other.region.y) == (240 - 20 - 160, 30)
    assert (other.region.width, other.region.height) == (160, 100)
    assert other.flank == coat.flank
    assert other.photo == turned.sha256


def test_no_mark_of_the_background_lies_on_the_coat(photo, coat):
    features = background_only(Describer.shipped(), photo, coat)
    mask = mask_of(photo, coat)
    points = np.rint(features.marks["sift"].points - (20, 30)).astype(int)
    inside = np.clip(points, 0, (159, 99))
    assert len(points) > 0
    assert mask[inside[:, 1], inside[:, 0]].mean() < 0.05


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_of_a_coat_has_a_fingerprint_of_its_own(photo, coat, view):
    describer = Describer.shipped()
    told = describe_view(describer, photo, coat, view)
    assert (told.fingerprint == describer.fingerprint(coat)) == (view == "coat")


def test_an_unknown_view_is_named_with_those_there_are(photo, coat):
    with pytest.raises(ValueError, match="silhouette"):
        describe_view(Describer.shipped(), photo, coat, "x-ray")


@pytest.mark.parametrize("share", [0.5, 0.25, 0.12])
def test_a_piece_has_its_share_of_the_coat_and_grey_around(photo, coat, share):
    cut, there = piece(photo, coat, share)
    kept = mask_of(cut, there).sum()
    assert kept / mask_of(photo, coat).sum() == pytest.approx(share, abs=0.06)
    assert (cut.pixels[:20] == 127).all()
    assert there.flank == coat.flank


def test_a_silhouette_keeps_the_outline_and_no_pattern(photo, coat):
    shape, there = silhouette(photo, coat)
    assert len(np.unique(shape.pixels.reshape(-1, 3), axis=0)) == 2
    assert mask_of(shape, there).sum() == pytest.approx(mask_of(photo, coat).sum(), rel=0.05)
