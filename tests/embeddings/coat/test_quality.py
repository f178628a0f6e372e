"""How much of a pattern a photo shows, measured before any search."""

import csv

import cv2
import numpy as np
import pytest

from embeddings.coat import QualityGrade, Region, locate
from embeddings.coat.quality import measure, sharpness
from embeddings.photo import read_photo, shrink_to


@pytest.fixture
def crop(paint):
    photo, truth, (x, y, w, h) = paint()
    return photo.pixels[y : y + h, x : x + w].copy(), truth[y : y + h, x : x + w]


def test_a_good_crop_is_sufficient_and_gives_no_reasons(crop):
    quality = measure(*crop, True)
    assert quality.grade is QualityGrade.SUFFICIENT
    assert quality.reasons == ()
    assert quality.coverage == pytest.approx(crop[1].mean(), abs=1e-4)
    assert quality.usable_px <= crop[1].sum()


def test_more_blur_is_less_sharp(crop):
    pixels, mask = crop
    values = [sharpness(cv2.GaussianBlur(pixels, (0, 0), px), mask) for px in (0.5, 1, 2, 3, 5, 8)]
    assert values == sorted(values, reverse=True)
    assert values[-1] < 0.02


def test_sharpness_does_not_follow_brightness_or_contrast(crop):
    pixels, mask = crop
    dim = (pixels.astype(float) * 0.4 + 10).astype(np.uint8)
    assert sharpness(dim, mask) == pytest.approx(sharpness(pixels, mask), abs=0.04)


def test_a_blurred_coat_is_told_as_blurred(crop):
    pixels, mask = crop
    quality = measure(cv2.GaussianBlur(pixels, (0, 0), 6), mask, True)
    assert quality.grade is QualityGrade.NOT_SUITABLE
    assert "blurred" in quality.reasons[0]


def test_a_few_pixels_tell_no_animal_from_another(crop):
    pixels, mask = shrink_to(crop[0], 60), None
    mask = np.ones(pixels.shape[:2], bool)
    quality = measure(pixels, mask, True)
    assert quality.grade is QualityGrade.NOT_SUITABLE
    assert "pixels lie on the coat" in quality.reasons[0]


def test_glare_and_black_are_not_usable(crop):
    pixels, mask = crop
    before = measure(pixels, mask, True)
    shone = pixels.copy()
    shone[:, :40] = 255
    after = measure(shone, mask, True)
    assert after.glare > 0.1
    assert after.grade is not QualityGrade.SUFFICIENT
    assert "blown out" in " ".join(after.reasons)
    dark = pixels.copy()
    dark[:, :40] = 0
    assert measure(dark, mask, True).usable_px < before.usable_px


def test_no_coat_at_all_is_not_suitable(crop):
    quality = measure(crop[0], np.zeros(crop[0].shape[:2], bool), True)
    assert quality.grade is QualityGrade.NOT_SUITABLE
    assert quality.usable_px == 0


def test_an_unseen_outline_is_said_without_lowering_the_grade(crop):
    quality = measure(*crop, False)
    assert quality.grade is QualityGrade.SUFFICIENT
    assert "no outline" in quality.reasons[0]


def test_most_real_tigers_pass_and_the_same_photos_at_64_px_do_not(shared_data):
    folder = shared_data / "amur_tigers"
    with (folder / "photos.csv").open() as table:
        files = [row["file"] for row in csv.DictReader(table)][::150]
    grades, small = [], []
    for name in files:
        photo = read_photo(folder / "images" / name)
        grades.append(locate(photo).quality.grade)
        tiny = shrink_to(photo.pixels, 64)
        small.append(measure(tiny, np.ones(tiny.shape[:2], bool), True).grade)
    assert grades.count(QualityGrade.SUFFICIENT) > 0.8 * len(grades)
    assert set(small) == {QualityGrade.NOT_SUITABLE}


def test_quality_is_fixed_with_the_coat(paint):
    photo, _, (x, y, w, h) = paint()
    region = Region(x, y, w, h)
    assert locate(photo, region=region) == locate(photo, region=region)
