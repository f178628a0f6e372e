"""Where the story happens: stations in pairs on both sides of the border, four winters of cameras.

Places are invented points in the country between the Amur Bay and Hunchun; winters have gaps, as
cameras are stolen, snowed in or run flat, and one clock is wrong by a day and says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

__all__ = ["SIDES", "WINTERS", "Camera", "Gap", "Station", "cameras_of", "nearest", "stations_of"]

SIDES = ("left", "right")
WINTERS = tuple((date(year, 11, 1), date(year + 1, 4, 30)) for year in (2022, 2023, 2024, 2025))
_RU, _CN = 40, 20
_REASONS = ("flat battery", "snowed in", "stolen")


@dataclass(frozen=True, slots=True)
class Station:
    """A place with two cameras that face each other across a trail. seed: of its scenery."""

    key: str
    name: str
    reserve: str
    latitude: float
    longitude: float
    seed: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a working camera: from `since` up to but not including `until`."""

    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera over one winter; it sees one side of what passes in the usual direction."""

    key: str
    station: Station
    side: str
    winter: int
    first: date
    last: date
    gaps: tuple[Gap, ...] = ()
    clock_off_days: int = 0

    def works(self, day: date) -> bool:
        """Whether it would have photographed an animal on that day."""
        inside = self.first < day < self.last
        return inside and not any(gap.since <= day <= gap.until for gap in self.gaps)


def stations_of(rng: np.random.Generator) -> tuple[Station, ...]:
    """Forty stations on the Russian side and twenty on the Chinese, some four kilometres apart."""
    made = []
    for reserve, count, corner, across in (
        ("ru", _RU, (42.62, 130.72), 5),
        ("cn", _CN, (42.72, 130.30), 4),
    ):
        for n in range(count):
            row, column = divmod(n, across)
            north, east = rng.normal(0, 0.008, 2)
            prefix = "S" if reserve == "ru" else "HC-S"
            made.append(
                Station(
                    f"{prefix}{n + 1:02d}",
                    f"{'Ridge' if reserve == 'ru' else 'Valley'} {n + 1:02d}",
                    reserve,
                    round(corner[0] + row * 0.045 + float(north), 5),
                    round(corner[1] + column * 0.055 + float(east), 5),
                    int(rng.integers(2**31)),
                )
            )
    return tuple(made)


def cameras_of(rng: np.random.Generator, stations: tuple[Station, ...]) -> tuple[Camera, ...]:
    """Two cameras a station and winter, one in eight with a gap, one with a wrong clock."""
    made = []
    for winter, (first, last) in enumerate(WINTERS):
        for station in stations:
            up = first + timedelta(days=int(rng.integers(0, 9)))
            down = last - timedelta(days=int(rng.integers(0, 9)))
            for side, letter in zip(SIDES, "AB", strict=True):
                key = f"{station.key}-{letter}-W{winter + 1}"
                gaps = _gaps(rng, up, down) if rng.random() < 0.125 else ()
                made.append(Camera(key, station, side, winter, up, down, gaps))
    wrong = int(rng.integers(2 * len(stations)))  # in the first winter, before the story turns
    off = made[wrong]
    made[wrong] = Camera(
        off.key, off.station, off.side, off.winter, off.first, off.last, off.gaps, 1
    )
    return tuple(made)


def nearest(
    stations: tuple[Station, ...], latitude: float, longitude: float, count: int
) -> tuple[Station, ...]:
    """The stations closest to a point, nearest first."""

    def apart(station: Station) -> float:
        return (station.latitude - latitude) ** 2 + ((station.longitude - longitude) * 0.73) ** 2

    return tuple(sorted(stations, key=apart)[:count])


def _gaps(rng: np.random.Generator, first: date, last: date) -> tuple[Gap, ...]:
    reason = _REASONS[int(rng.integers(3))]
    since = first + timedelta(days=int(rng.integers(20, 120)))
    until = (
        last if reason == "stolen" else min(last, since + timedelta(days=int(rng.integers(7, 40))))
    )
    return (Gap(since, until, reason),)
