"""How many animals, year by year, beside how hard one looked: two series, never one.

The number of animals photographed rises with cameras as well as with cubs. Animals known by one
flank only are not added up across flanks: a left side and a right side may be one animal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cases.catalogue.animals import Animal
from cases.catalogue.area import area_km2
from cases.catalogue.coverage import Coverage, coverage
from cases.catalogue.effort import Deployment, effort
from cases.catalogue.sightings import Sighting


@dataclass(frozen=True, slots=True)
class YearCount:
    """One calendar year.

    at_least: both flanks + the larger of left-only and right-only animals. cubs: born in this year
    or the last, or stated as young; captive_born: those released. estimate: Chao1 over the year's
    sightings. camera_nights: effective, of the same year. area_km2: of the hull of the stations
    that worked in it; None where fewer than three are placed.
    """

    year: int
    at_least: int
    adults: int
    cubs: int
    captive_born: int
    left_only: int
    right_only: int
    unknown_flank: int
    sightings: int
    camera_nights: int
    stations: int
    estimate: Coverage
    area_km2: float | None = None


def population(
    known: Iterable[Animal], seen: Iterable[Sighting], cameras: Iterable[Deployment]
) -> tuple[YearCount, ...]:
    """A row a year from the first sighting to the last; years without effort are in, with zero.

    A sighting dated over more than one year counts in none: see `of_no_year`.
    """
    by_id = {animal.id: animal for animal in known}
    cameras = tuple(cameras)
    by_year: dict[int, list[Sighting]] = {}
    for sighting in seen:
        if not _of_no_year(sighting):
            by_year.setdefault(sighting.when.day.year, []).append(sighting)
    if not by_year:
        return ()
    return tuple(
        _year(year, by_year.get(year, []), by_id, cameras)
        for year in range(min(by_year), max(by_year) + 1)
    )


def of_no_year(seen: Iterable[Sighting]) -> int:
    """How many sightings may be of one year or the next, so that no year counts them."""
    return sum(map(_of_no_year, seen))


def _of_no_year(sighting: Sighting) -> bool:
    # A night that is known may run over New Year: it is of the day it began.
    return sighting.vague and sighting.when.day.year != sighting.when.last_day.year


def _year(
    year: int,
    own: list[Sighting],
    known: Mapping[str, Animal],
    cameras: tuple[Deployment, ...],
) -> YearCount:
    ids = sorted({sighting.individual for sighting in own})
    side = {one: known[one].comparable_flank if one in known else "unknown" for one in ids}
    left = [one for one in ids if side[one] == "left"]
    right = [one for one in ids if side[one] == "right"]
    smaller = set(left if len(left) < len(right) else right)
    counted = [one for one in ids if one not in smaller]
    cubs = [one for one in counted if one in known and known[one].young_in(year)]
    captive = [one for one in counted if one in known and _captive(known[one])]
    worked = effort(cameras, since=date(year, 1, 1), until=date(year + 1, 1, 1))
    return YearCount(
        year=year,
        at_least=len(counted),
        adults=len(counted) - len(cubs),
        cubs=len(cubs),
        captive_born=len(captive),
        left_only=len(left),
        right_only=len(right),
        unknown_flank=sum(1 for one in ids if side[one] == "unknown"),
        sightings=len(own),
        camera_nights=worked.camera_nights,
        stations=sum(1 for nights in worked.by_station.values() if nights),
        estimate=coverage(own),
        area_km2=area_km2(
            {c.place for c in cameras if c.place is not None and worked.by_station.get(c.station)}
        ),
    )


def _captive(animal: Animal) -> bool:
    return animal.origin.lower() in ("captive", "captive-born", "reintroduced", "released")
