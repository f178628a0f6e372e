"""Controls: a rendered coat is found again, its background and its mirror image are not."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region
from embeddings.explain import (
    Control,
    background_control,
    background_only,
    mirrored,
    mirrored_coat,
    mirrored_control,
)
from embeddings.features import Describer
from embeddings.photo import read_photo
from embeddings.verify import Comparison, Matched, compare


def texture(rng, height, width):
    """Blotches of all sizes, as different from each other as coats are."""
    noise = sum(
        cv2.resize(rng.normal(size=(height // s + 1, width // s + 1)), (width, height)) * s
        for s in (6, 12, 24)
    )
    return np.clip(128 + 55 * noise / noise.std(), 0, 255)


def coat_photo(rng, coat_pixels, ground):
    """The same coat, a little smaller, on a ground of its own."""
    pixels = texture(rng, 400, 600) if ground is None else ground.copy()
    small = cv2.resize(coat_pixels, (360, 216), interpolation=cv2.INTER_AREA)
    pixels[90:306, 120:480] = small
    coloured = np.repeat(pixels[..., None], 3, axis=2).astype(np.uint8)
    photo = read_photo(cv2.imencode(".png", coloured)[1].tobytes(), name="coat.png")
    corners = ((120.0, 90.0), (480.0, 90.0), (480.0, 306.0), (120.0, 306.0))
    quality = Quality(QualityGrade.SUFFICIENT, 70_000, 0.9, 0.0, 0.5)
    region = Region(60, 40, 480, 320, corners)
    return photo, Coat(photo.sha256, region, Flank.LEFT, "", Kind.CAMERA, quality)


@pytest.fixture(scope="module")
def pair():
    rng = np.random.default_rng(20)
    coat = texture(rng, 260, 432)
    return coat_photo(rng, coat, None), coat_photo(rng, coat, None)


@pytest.fixture(scope="module")
def describer():
    # More marks fit by chance where more are kept: the bounds below are those of so many.
    return replace(Describer.shipped(), kinds=("sift",), limit=512)


@pytest.fixture(scope="module")
def genuine(pair, describer):
    return compare(*(describer.describe(photo, coat) for photo, coat in pair))


def test_the_coat_itself_is_found_again(genuine):
    assert len(genuine.matches["sift"]) > 30


def test_the_background_alone_finds_nothing(pair, describer, genuine):
    control = background_control(*(background_only(describer, *side) for side in pair), genuine)
    assert control.matched <= 3
    assert not control.warns
    assert control.counts["sift"] == (control.matched, len(genuine.matches["sift"]))


def test_the_mirrored_coat_finds_nothing(pair, describer, genuine):
    (photo, coat), (other, theirs) = pair
    turned = mirrored(photo)
    control = mirrored_control(
        describer.describe(turned, mirrored_coat(coat, turned)),
        describer.describe(other, theirs),
        genuine,
    )
    assert control.matched <= 3
    assert not control.warns


def test_one_ground_under_two_coats_is_a_warning(describer):
    rng = np.random.default_rng(21)
    ground = texture(rng, 400, 600)
    pair = [coat_photo(rng, texture(rng, 260, 432), ground) for _ in range(2)]
    between = compare(*(describer.describe(*side) for side in pair))
    control = background_control(*(background_only(describer, *side) for side in pair), between)
    assert control.matched > 10
    assert control.warns
    assert f"SIFT {control.matched} marks fit, 0 in the comparison" in control.sentence


def test_a_mirror_turned_twice_is_the_photo_and_its_coat(pair):
    photo, coat = pair[0]
    again = mirrored(mirrored(photo))
    assert (again.pixels == photo.pixels).all()
    turned = mirrored_coat(coat, photo)
    assert (turned.region.x, turned.region.polygon[0]) == (600 - 60 - 480, (480.0, 90.0))
    assert turned.flank == coat.flank


def counted(**kinds):
    return Comparison(
        "a", "b",
        {k: Matched(np.zeros((n, 2), np.int32), np.zeros((n, 2, 2))) for k, n in kinds.items()},
        {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ({"sift": 0, "xfeat": 0}, {"sift": 9, "xfeat": 9}, "Nothing fits"),
        ({"sift": 0, "xfeat": 40}, {"sift": 9, "xfeat": 60}, "Only the SIFT marks"),
        ({"sift": 1, "xfeat": 4}, {"sift": 9, "xfeat": 60}, "has more than twice the marks"),
        ({"sift": 5, "xfeat": 40}, {"sift": 9, "xfeat": 60}, "do not rely on these marks"),
        ({"sift": 2}, {"sift": 0}, "The comparison itself has no marks"),
    ],
    ids=["nothing", "one kind", "both kinds", "chance", "no marks at all"],
)
def test_a_control_says_in_words_what_it_means(here, there, said):
    control = Control("mirrored", counted(**here), counted(**there))
    assert said in control.sentence
    assert control.sentence.startswith("The skin was compared in a mirror")
