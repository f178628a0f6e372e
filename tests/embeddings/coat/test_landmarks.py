"""Reading the finder's maps, and what it proposes when it is sure, unsure or asked of a skin."""

import numpy as np
import pytest

from embeddings.coat import Flank, Kind, Region
from embeddings.coat.landmarks import (
    HEIGHT,
    POINTS,
    STRIDE,
    SURE_OF_FLANK,
    WIDTH,
    Finder,
    Found,
    Landmarked,
    laid,
    read_maps,
)
from embeddings.network.weights_folder import Card

ROWS, COLUMNS = HEIGHT // STRIDE, WIDTH // STRIDE


def bump(x, y, high=8.0, wide=1.2):
    """Log-odds of a map whose one hill lies at pixel (x, y) of the canvas."""
    columns, rows = np.meshgrid(np.arange(COLUMNS) * 8 + 3.5, np.arange(ROWS) * 8 + 3.5)
    return high - ((columns - x) ** 2 + (rows - y) ** 2) / (2 * (wide * 8) ** 2)


@pytest.mark.parametrize("place", [(100.0, 60.0), (33.0, 140.0), (200.25, 20.75)])
def test_a_point_is_read_between_the_cells(place):
    points, confidence = read_maps(bump(*place)[None].astype(np.float32), np.array([9.0]))
    assert np.abs(points[0] - place).max() < 1.0
    assert confidence[0] > 0.9


def test_a_point_at_the_rim_is_read_within_a_cell():
    points, _ = read_maps(bump(2.0, 3.0)[None], np.array([9.0]))
    assert np.abs(points[0] - [2.0, 3.0]).max() < STRIDE


def test_two_hills_or_no_hill_are_no_confidence():
    two = np.logaddexp(bump(60, 60), bump(200, 100))
    _, confidence = read_maps(np.stack([two, np.zeros((ROWS, COLUMNS))]), np.array([9.0, 9.0]))
    assert confidence[0] == pytest.approx(0.5, abs=0.06)
    assert confidence[1] < 0.06


def test_what_is_not_seen_has_no_confidence_however_sharp_its_map():
    _, confidence = read_maps(np.stack([bump(60, 60)] * 3), np.array([-4.0, 0.0, 30.0]))
    assert confidence[0] < 0.02
    assert confidence[1] == pytest.approx(confidence[2] / 2)


@pytest.mark.parametrize("box", [(40, 30, 200, 90), (0, 0, 300, 200), (10, 5, 60, 190)])
def test_the_region_lies_whole_and_undistorted_in_the_canvas(box):
    pixels = np.random.default_rng(0).integers(0, 255, (200, 300, 3), np.uint8)
    canvas, to_canvas = laid(pixels, Region(*box))
    x, y, w, h = box
    corners = np.array([[x, y], [x + w - 1, y + h - 1]]) @ to_canvas[:, :2].T + to_canvas[:, 2]
    assert (corners >= 0).all()
    assert (corners <= [WIDTH - 1, HEIGHT - 1]).all()
    assert to_canvas[0, 0] == to_canvas[1, 1]
    assert to_canvas[0, 1] == to_canvas[1, 0] == 0
    assert canvas.shape == (HEIGHT, WIDTH, 3)


def test_a_region_outside_the_photo_is_refused():
    with pytest.raises(ValueError, match="outside"):
        laid(np.zeros((50, 50, 3), np.uint8), Region(60, 0, 20, 20))


class Answers:
    """A network that answers as it is told: one hill a point, and a log-odds of facing left."""

    def __init__(self, places, left):
        self.places, self.left = places, left

    def run(self, inputs):
        pixels = inputs["pixels"]
        assert pixels.shape == (2, 3, HEIGHT, WIDTH)
        assert np.array_equal(pixels[1], pixels[0][:, :, ::-1])
        plain = np.stack([bump(x, y) for x, y in self.places])
        mirror = np.stack([bump(WIDTH - 1 - x, y) for x, y in self.places])
        seen = np.full((2, len(self.places)), 9.0)
        return [np.stack([plain, mirror]), seen, np.array([[self.left], [-self.left]])]


def finder(left):
    places = [(20.0 + 25 * i, 40.0 + 9 * i) for i in range(len(POINTS))]
    card = Card("answers", "local", "0" * 64, HEIGHT, WIDTH, 8, "none", "none", None)
    return Finder(card, Answers(places, left)), places


@pytest.fixture
def photo(as_photo):
    return as_photo(np.random.default_rng(1).integers(0, 255, (320, 640, 3), np.uint8))


def test_landmarks_come_back_in_pixels_of_the_photo(photo):
    region = Region(100, 20, 400, 250)
    one, places = finder(9.0)
    seen = one.find(photo, region)
    _, to_canvas = laid(photo.pixels, region)
    for name, place in zip(POINTS, places, strict=True):
        here = to_canvas[:, :2] @ [seen.found[name].x, seen.found[name].y] + to_canvas[:, 2]
        assert np.abs(here - place).max() < 1.0
        assert name in seen.proposed


@pytest.mark.parametrize(
    ("left", "flank"),
    [(9.0, Flank.LEFT), (-9.0, Flank.RIGHT), (0.0, Flank.UNKNOWN), (0.8, Flank.UNKNOWN)],
)
def test_a_flank_is_proposed_only_where_it_is_sure(photo, left, flank):
    assert finder(left)[0].find(photo, Region(0, 0, 640, 320)).flank is flank


@pytest.mark.parametrize("sign", [1, -1])
def test_the_bound_of_sureness_belongs_to_the_sure(sign):
    just = 0.5 + sign * (SURE_OF_FLANK - 0.5)
    assert Landmarked({}, just).flank is not Flank.UNKNOWN
    assert Landmarked({}, just - sign * 0.01).flank is Flank.UNKNOWN


def test_of_a_skin_it_finds_nothing_and_says_why(photo):
    seen = finder(9.0)[0].find(photo, Region(0, 0, 640, 320), Kind.PELT)
    assert (seen.found, seen.faces_left, seen.flank) == ({}, None, Flank.UNKNOWN)
    assert "skins" in seen.why


def test_an_unsure_landmark_is_not_proposed():
    seen = Landmarked({"ear": Found(1, 2, 0.2), "nose": Found(3, 4, 0.9)}, 0.5)
    assert seen.proposed == {"nose": (3, 4)}
