"""Where an animal lives leaves the house as the middle of a fixed cell, and never as a point."""

from datetime import date
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.catalogue.grid import GRID_DEGREES, cells, middle_of
from cases.catalogue.sightings import Sighting
from cases.dates import read_date

LAND = st.tuples(st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))


def seen(station: str, written: str) -> Sighting:
    return Sighting("IND-1", station, "", read_date(written), frozenset(), (), ())


@given(LAND)
def test_a_place_lies_in_the_cell_whose_middle_is_told(place: tuple[float, float]) -> None:
    for told, true in zip(middle_of(place), place, strict=True):
        assert abs(told - true) <= GRID_DEGREES / 2 + 1e-9
        # Middles are odd eighths of a degree: 0.125, 0.375 ...
        assert (told / GRID_DEGREES) % 1.0 == pytest.approx(0.5)


@given(LAND)
def test_telling_a_cell_again_tells_nothing_more(place: tuple[float, float]) -> None:
    assert middle_of(middle_of(place)) == middle_of(place)


@given(LAND, st.floats(0, 0.999), st.floats(0, 0.999))
def test_two_places_of_one_cell_cannot_be_told_apart(
    place: tuple[float, float], north: float, east: float
) -> None:
    """Averaging many sightings of one cell gives its middle: nothing to find out by patience."""
    corner = tuple(floor(v / GRID_DEGREES) * GRID_DEGREES for v in place)
    other = (corner[0] + north * GRID_DEGREES, corner[1] + east * GRID_DEGREES)
    assert middle_of(other) == middle_of((corner[0], corner[1]))


@pytest.mark.parametrize(
    ("place", "middle"),
    [
        ((43.21, 131.37), (43.125, 131.375)),
        ((43.2499, 131.2501), (43.125, 131.375)),
        ((43.25, 131.25), (43.375, 131.375)),
        ((-0.01, 0.0), (-0.125, 0.125)),
        ((-33.9, -70.6), (-33.875, -70.625)),
    ],
)
def test_middles_by_hand(place: tuple[float, float], middle: tuple[float, float]) -> None:
    assert middle_of(place) == middle


def test_many_sightings_of_one_station_tell_one_cell() -> None:
    places = {"A": (43.21, 131.37), "B": (43.24, 131.26), "C": (44.0, 131.0)}
    told = cells(
        [
            seen("A", "2024-03-04T18:20"), seen("B", "2024-01-02T23:00"),
            seen("A", "2025-01-09T01:00"), seen("C", "2024-06-07T12:00"),
            seen("nowhere", "2020-01-01T20:00"),
        ],
        places,
    )  # fmt: skip
    near, far = told
    assert (near.latitude, near.longitude, near.sightings) == (43.125, 131.375, 3)
    # The night of one in the morning is that of the evening before.
    assert (near.first, near.last) == (date(2024, 1, 2), date(2025, 1, 8))
    assert near.months == ("2024-01", "2024-03", "2025-01")
    assert (far.latitude, far.longitude, far.sightings) == (44.125, 131.125, 1)
    assert far.first == far.last == date(2024, 6, 7)


def test_an_animal_without_a_placed_station_has_no_cell() -> None:
    assert cells([seen("nowhere", "2024-03-04")], {}) == ()
    assert cells([], {"A": (43.0, 131.0)}) == ()


@pytest.mark.parametrize(
    ("place", "middle"),
    [
        # The meridian through Wrangel Island is 180 east and 180 west at once.
        ((71.2, 180.0), (71.125, -179.875)), ((71.2, -180.0), (71.125, -179.875)),
        ((71.2, 179.99), (71.125, 179.875)), ((90.0, 0.0), (89.875, 0.125)),
        ((-90.0, 0.0), (-89.875, 0.125)),
    ],
)  # fmt: skip
def test_no_cell_lies_beyond_the_edge_of_the_map(
    place: tuple[float, float], middle: tuple[float, float]
) -> None:
    assert middle_of(place) == middle
