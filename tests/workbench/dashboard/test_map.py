"""Where countries stand on the map, and how the legs of routes are gathered."""

import pytest

from workbench.dashboard.pages.seizures import gathered
from workbench.dashboard.parts.middles import area, centroid, middle_of
from workbench.views.seizures import Leg

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]


def leg(start: str, end: str, status: str, at: tuple[float, float] | None = None) -> Leg:
    latitude, longitude = at or (None, None)
    return Leg("SZ-1", start, latitude, longitude, end, None, None, status)


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


def test_equal_legs_are_drawn_once_with_their_number_and_status_apart():
    legs = [leg("Russia", "China", "confirmed")] * 3 + [leg("Russia", "China", "unconfirmed")]
    drawn = gathered(legs, "middle")
    assert sorted((one.status, one.count) for one in drawn) == [
        ("confirmed", 3),
        ("unconfirmed", 1),
    ]
    assert "Russia (middle) → China (middle), confirmed (3)" in {one.title for one in drawn}


def test_a_leg_without_a_place_or_that_goes_nowhere_is_not_drawn():
    assert gathered([leg("Atlantis", "China", "confirmed"), leg("China", "CN", "unstated")]) == []


def test_a_place_with_coordinates_stays_where_it_is():
    drawn = gathered([leg("Kraskino", "China", "confirmed", (42.7, 130.8))], "middle")
    assert (drawn[0].lat1, drawn[0].lon1) == (42.7, 130.8)
    assert drawn[0].title.startswith("Kraskino →")
