"""Where the coat is, and that it says who fixed what."""

import cv2
import numpy as np
import pytest

from embeddings.coat import Coat, Flank, Kind, Quality, QualityGrade, Region, locate, mask_of
from embeddings.coat.locating import RIM, SOUGHT, WHOLE


def test_a_given_box_always_wins(paint):
    photo, _, (x, y, w, h) = paint()
    coat = locate(photo, region=Region(x, y, w, h), fixed_by={"region": "megadetector"})
    assert coat.region == Region(x, y, w, h)
    assert coat.fixed_by == {"region": "megadetector"}
    assert coat.photo == photo.sha256


def test_who_gave_a_box_is_never_left_open(paint):
    photo, _, (x, y, w, h) = paint()
    assert locate(photo, region=Region(x, y, w, h)).fixed_by == {"region": "caller"}


def test_a_small_photo_is_taken_for_a_crop(paint):
    photo, _, _ = paint()
    coat = locate(photo)
    assert coat.region == Region(0, 0, 480, 320)
    assert coat.fixed_by["region"] == WHOLE


@pytest.mark.parametrize("seed", range(4))
def test_in_a_large_frame_the_animal_is_sought_and_that_limits_the_quality(paint, seed):
    photo, _, (x, y, w, h) = paint((1280, 800), (560 + 60 * seed, 430), seed)
    coat = locate(photo)
    assert coat.fixed_by["region"] == SOUGHT
    region = coat.region
    middle = (x + w / 2, y + h / 2)
    assert region.x < middle[0] < region.x + region.width
    assert region.y < middle[1] < region.y + region.height
    assert region.width * region.height < 0.2 * 1280 * 800
    assert coat.quality.grade is not QualityGrade.SUFFICIENT
    assert any("nobody marked" in reason for reason in coat.quality.reasons)


def test_a_skin_without_a_box_is_parted_from_the_rim_of_its_photo(as_photo, paint):
    photo, _, _ = paint((480, 320), (240, 160))
    large = as_photo(cv2.resize(np.asarray(photo.pixels), (1440, 960)))
    coat = locate(large, kind=Kind.PELT)
    assert coat.fixed_by["region"] == RIM
    region = coat.region
    assert region.x < 450
    assert region.x + region.width > 990
    assert region.y < 340
    assert region.y + region.height > 620
    assert region.width * region.height < 0.4 * 1440 * 960
    assert coat.quality.grade is not QualityGrade.SUFFICIENT


def test_a_small_photo_of_a_skin_is_taken_for_a_crop(paint):
    assert locate(paint()[0], kind=Kind.PELT).fixed_by["region"] == WHOLE


def test_an_even_frame_has_no_animal_and_breaks_nothing(as_photo):
    photo = as_photo(np.full((700, 1000, 3), 80, np.uint8))
    assert locate(photo).region == Region(0, 0, 1000, 700)


def test_a_coat_of_another_photo_has_no_mask_here(paint):
    one, other = paint(seed=1)[0], paint(seed=2)[0]
    with pytest.raises(ValueError, match="is a coat of photo"):
        mask_of(other, locate(one))


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [
        ("left", "left", True),
        ("left", "right", False),
        ("right", "unknown", True),
        ("unknown", "unknown", True),
        ("both", "left", True),
        ("both", "unknown", True),
        ("both", "both", True),
    ],
)
def test_which_flanks_may_be_held_against_each_other(one, other, comparable):
    assert Flank(one).comparable(Flank(other)) is comparable
    assert Flank(other).comparable(Flank(one)) is comparable


QUALITY = Quality(QualityGrade.SUFFICIENT, 9_000, 0.5, 0.0, 0.8)


def coat(**changed):
    fields = {
        "photo": "ab" * 32,
        "region": Region(1, 2, 30, 40),
        "flank": Flank.LEFT,
        "species": "Panthera pardus",
        "kind": Kind.CAMERA,
        "quality": QUALITY,
        "fixed_by": {"region": "person:PER-3"},
    }
    return Coat(**{**fields, **changed})


@pytest.mark.parametrize(
    "changed",
    [
        {"photo": "cd" * 32},
        {"region": Region(1, 2, 30, 41)},
        {"region": Region(1, 2, 30, 40, ((0, 0), (9, 0), (0, 9)))},
        {"flank": Flank.RIGHT},
        {"species": "Panthera tigris"},
        {"kind": Kind.PELT},
        {"fixed_by": {"region": "megadetector"}},
    ],
)
def test_whatever_was_fixed_otherwise_is_another_coat(changed):
    assert coat(**changed).id != coat().id


def test_the_id_is_stable_readable_and_free_of_what_follows_from_the_rest():
    assert coat().id == coat(quality=Quality(QualityGrade.LIMITED, 1, 0, 0, 0)).id
    assert coat().id.startswith("CT-")
    assert len(coat().id) == 19


@pytest.mark.parametrize(
    "broken", [{"width": 0}, {"height": -1}, {"width": float("nan")}, {"polygon": ((0, 0), (1, 1))}]
)
def test_a_region_that_holds_nothing_is_refused(broken):
    with pytest.raises(ValueError, match=r"holds no coat|needs 3 corners"):
        Region(**{"x": 0, "y": 0, "width": 5, "height": 5, **broken})
