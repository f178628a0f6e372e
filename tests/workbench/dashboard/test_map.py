"""Where countries stand on the map."""

import pytest

from workbench.dashboard.parts.middles import area, centroid, middle_of

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]


def test_the_middle_of_a_square_is_its_middle():
    assert area(SQUARE) == 8
    assert centroid(SQUARE) == (1.0, 1.0)
    assert centroid(SQUARE[::-1]) == (1.0, 1.0)


def test_a_ring_without_area_has_the_mean_of_its_points():
    assert centroid([(0.0, 0.0), (4.0, 0.0)]) == (2.0, 0.0)


@pytest.mark.parametrize(
    ("name", "south", "north", "west", "east"),
    [
        ("Russia", 50, 72, 60, 130),
        ("Россия", 50, 72, 60, 130),
        ("中国", 25, 45, 90, 120),
        ("Việt Nam", 10, 22, 103, 109),
        ("DRC", -10, 4, 15, 30),
        ("USA", 30, 50, -120, -80),
        ("Fiji", -20, -15, 176, 182),
    ],
)
def test_a_country_stands_on_its_own_land_in_any_language(name, south, north, west, east):
    latitude, longitude = middle_of(name)
    assert south < latitude < north
    assert west < longitude < east


@pytest.mark.parametrize("name", ["", "Atlantis", "Congo"])
def test_a_name_that_means_no_one_country_stands_nowhere(name):
    assert middle_of(name) is None
