"""How much land some stations span."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.catalogue.area import area_km2

KM = 111.32


def shoelace(corners: list[tuple[float, float]], at: float) -> float:
    """The area of a polygon in km2 by Gauss's formula on the plane at a latitude."""
    plane = [(lon * KM * math.cos(math.radians(at)), lat * KM) for lat, lon in corners]
    turned = zip(plane, plane[1:] + plane[:1], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in turned)) / 2


@pytest.mark.parametrize(
    "places",
    [[], [(43.0, 131.0)], [(43.0, 131.0), (43.5, 131.5)], [(43.0, 131.0)] * 5,
     [(43.0, 131.0), (43.1, 131.1), (43.2, 131.2), (43.0, 131.0)]],
)  # fmt: skip
def test_a_point_or_a_line_spans_no_land(places: list[tuple[float, float]]) -> None:
    assert area_km2(places) is None


@pytest.mark.parametrize("latitude", [0.0, 43.0, -27.5, 60.0])
@pytest.mark.parametrize("size", [0.01, 0.5, 2.0])
def test_a_square_of_degrees_is_narrower_the_further_from_the_equator(
    latitude: float, size: float
) -> None:
    low, high = latitude - size / 2, latitude + size / 2
    square = [(low, 131.0), (low, 131.0 + size), (high, 131.0 + size), (high, 131.0)]
    assert area_km2(square) == pytest.approx(shoelace(square, latitude), rel=1e-6)
    # On the sphere: R^2 * width * difference of the sines.
    width = math.radians(size)
    band = math.sin(math.radians(high)) - math.sin(math.radians(low))
    assert area_km2(square) == pytest.approx(6371.0**2 * width * band, rel=0.01)


def test_stations_inside_add_no_land_and_the_same_station_counts_once() -> None:
    square = [(43.0, 131.0), (43.0, 131.4), (43.4, 131.4), (43.4, 131.0)]
    more = [*square, (43.2, 131.2)]
    assert area_km2(more) == pytest.approx(area_km2(square))
    assert area_km2(square * 3) == area_km2(square)
    assert area_km2(square[::-1]) == area_km2(square)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=8,
                unique=True))  # fmt: skip
def test_one_station_more_never_takes_land_away(grid: list[tuple[int, int]]) -> None:
    places = [(43.0 + y / 100, 131.0 + x / 100) for y, x in grid]
    fewer, all_of_them = area_km2(places[:-1]), area_km2(places)
    assume(fewer is not None)
    assert all_of_them is not None
    # The middle moves with the stations, and with it the width of a degree: by less than 0.5 %.
    assert all_of_them >= fewer * 0.995
