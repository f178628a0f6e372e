"""Where an animal lives, told as cells of a fixed grid and never as a point.

A cell is always the same one, so that many sightings of one station tell no more than one; it is
what leaves the house, crosses a border or is shown to whoever is not cleared for exact places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from cases.catalogue.sightings import Sighting, earliest, latest
from cases.dates import Precision

GRID_DEGREES = 0.25
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its middle (latitude, longitude, WGS 84) and the sightings in it.

    first, last: nights, or the date as it is known where that is no single day. months: also a year
    of which no month is known.
    """

    latitude: float
    longitude: float
    sightings: int
    first: date | str
    last: date | str
    months: tuple[str, ...]


def middle_of(place: Place) -> Place:
    """The middle of the cell that a place lies in; the middle of a cell stays where it is.

    The meridian of 180 degrees is that of -180, and a pole lies in the cells beside it.
    """
    north, east = min(place[0], 90 - GRID_DEGREES / 2), -180.0 if place[1] == 180 else place[1]
    latitude, longitude = ((floor(v / GRID_DEGREES) + 0.5) * GRID_DEGREES for v in (north, east))
    return round(latitude, 3), round(longitude, 3)


def cells(seen: Iterable[Sighting], places: Mapping[str, Place]) -> tuple[Cell, ...]:
    """The cells of some sightings, by place. places: of stations; one without is left out."""
    found: dict[Place, list[Sighting]] = {}
    for one in seen:
        place = places.get(one.station)
        if place is not None:
            found.setdefault(middle_of(place), []).append(one)
    return tuple(_cell(middle, own) for middle, own in sorted(found.items()))


def _cell(middle: Place, own: Sequence[Sighting]) -> Cell:
    ends = [one for one in (earliest(own), latest(own)) if one is not None]
    first, last = (one.told if one.vague else one.night for one in ends)
    return Cell(*middle, len(own), first, last, tuple(sorted({_month(one) for one in own})))


def _month(one: Sighting) -> str:
    """The month of a sighting, from which to which it may be, or its year."""
    if one.when.precision is Precision.YEAR:
        return str(one.when)
    first, last = (one.when.day, one.when.last_day) if one.vague else (one.night, one.night)
    return "/".join(dict.fromkeys((f"{first:%Y-%m}", f"{last:%Y-%m}")))
