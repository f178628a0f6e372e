"""Which pixels are coat: an outline is believed, a box searched, a filling skin gets an oval."""

import cv2
import numpy as np
import pytest

from embeddings.coat import Kind, Region, crop_of, locate, mask_of
from embeddings.coat.foreground import crop_bounds, foreground


def iou(one, other):
    return (one & other).sum() / (one | other).sum()


@pytest.mark.parametrize("slack", [0, 6, 14])
def test_inside_a_box_the_painted_animal_is_found(paint, slack):
    photo, truth, (x, y, w, h) = paint()
    region = Region(x - slack, y - slack, w + 2 * slack, h + 2 * slack)
    found = foreground(photo.pixels, region, Kind.PELT)
    x0, y0, x1, y1 = crop_bounds(region, photo.width, photo.height)
    assert found.found
    assert found.mask.shape == (y1 - y0, x1 - x0)
    assert iou(found.mask, truth[y0:y1, x0:x1]) > 0.85


def test_a_persons_polygon_is_taken_as_drawn(paint):
    photo, _, _ = paint()
    corners = ((100.0, 100.0), (180.0, 100.0), (180.0, 160.0), (100.0, 160.0))
    coat = locate(photo, region=Region(90, 90, 120, 100, corners), fixed_by={"region": "person"})
    mask = mask_of(photo, coat)
    expected = np.zeros((100, 120), bool)
    expected[10:71, 10:91] = True
    assert np.array_equal(mask, expected)
    assert coat.fixed_by["region"] == "person"


def test_a_polygon_outside_its_region_does_not_empty_the_mask(paint):
    photo, _, _ = paint()
    corners = ((1.0, 1.0), (5.0, 1.0), (5.0, 5.0))
    assert foreground(photo.pixels, Region(110, 122, 181, 97, corners)).mask.any()


def test_a_skin_that_fills_its_photo_gets_an_oval_and_says_so(paint):
    photo, _, (x, y, w, h) = paint()
    crop = photo.pixels[y : y + h, x : x + w]
    found = foreground(crop, Region(0, 0, w, h), Kind.PELT)
    assert not found.found
    assert found.mask[h // 2, w // 2]
    assert not found.mask[0, 0]
    assert 0.8 < found.mask.mean() < 0.9


def test_the_same_photo_gives_the_same_mask_whatever_opencv_drew_before():
    """On noise GrabCut's own chance moves the outline: it must start from one seed each time."""
    rng = np.random.default_rng(6)
    for _ in range(3):
        pixels = rng.normal(128, 30, (240, 320, 3))
        oval = np.zeros((240, 320), np.uint8)
        cv2.ellipse(oval, (160, 115), (70, 40), 0, 0, 360, 1, -1)
        pixels[oval > 0] += (50, 25, -50)
        noisy = np.clip(pixels, 0, 255).astype(np.uint8)
        masks = []
        for seed in range(4):
            cv2.setRNGSeed(seed)
            masks.append(foreground(noisy, Region(80, 60, 160, 110), Kind.PELT).mask)
        assert all(np.array_equal(mask, masks[0]) for mask in masks[1:])


def test_an_even_photo_has_no_outline(as_photo):
    photo = as_photo(np.full((300, 400, 3), 90, np.uint8))
    found = foreground(photo.pixels, Region(100, 100, 150, 90))
    assert found.mask.any()


@pytest.mark.parametrize(
    ("region", "bounds"),
    [
        (Region(-10, -5, 60, 30), (0, 0, 50, 25)),
        (Region(90.2, 70.7, 400, 400), (90, 70, 100, 80)),
        (Region(10.4, 10.4, 0.3, 0.3), (10, 10, 11, 11)),
    ],
)
def test_regions_are_cut_to_the_photo(region, bounds):
    assert crop_bounds(region, 100, 80) == bounds


@pytest.mark.parametrize("region", [Region(200, 0, 10, 10), Region(-50, 0, 40, 10)])
def test_a_region_outside_the_photo_is_refused(region):
    with pytest.raises(ValueError, match="lies outside the photo of 100x80"):
        crop_bounds(region, 100, 80)


def test_a_region_of_a_few_pixels_still_has_a_mask(paint):
    photo, _, _ = paint()
    assert foreground(photo.pixels, Region(200, 170, 3, 2)).mask.shape == (2, 3)


def test_the_crop_is_the_photos_own_pixels(paint):
    photo, _, _ = paint()
    crop, origin = crop_of(photo, Region(30.5, 40.5, 20, 10))
    assert origin == (30, 40)
    assert np.array_equal(crop, photo.pixels[40:51, 30:51])


def test_in_boxes_around_rendered_animals_more_is_coat_than_in_an_oval():
    """The true mask of a rendered frame is known; the peer is an oval that touches the box."""
    from embeddings.synthesis import LEOPARD, FrameConditions, make_animal, render_frame

    rng = np.random.default_rng(11)
    ours, peers = [], []
    for _ in range(2):
        frame = render_frame(make_animal(rng, LEOPARD), "left", FrameConditions.easy(rng), rng)
        region = Region(*frame.box)
        x0, y0, x1, y1 = crop_bounds(region, frame.pixels.shape[1], frame.pixels.shape[0])
        mask, truth = foreground(frame.pixels, region).mask, frame.mask[y0:y1, x0:x1]
        oval = np.zeros(truth.shape, np.uint8)
        centre = ((x1 - x0) // 2, (y1 - y0) // 2)
        cv2.ellipse(oval, centre, centre, 0, 0, 360, 1, -1)
        ours.append((mask & truth).sum() / mask.sum())
        peers.append((oval & truth).sum() / oval.sum())
        assert (mask & truth).sum() > 0.5 * truth.sum()
    assert np.mean(ours) > np.mean(peers) + 0.15
