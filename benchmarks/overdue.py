"""How often a living animal is called overdue, beside how often the watch says it would be.

    python benchmarks/overdue.py --animals 400 --seed 1

Animals that all live are met by cameras over four winters, and watched on one day of the fourth.
Each way of meeting is simulated apart: at a steady rate (what the watch assumes), in bouts of
several nights, and with half of the stations moved in the last winter.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from cases.catalogue import (
    Deployment,
    Gap,
    PooledRates,
    Rate,
    Sighting,
    home_stations,
    nights_between,
    rate_of,
    station_nights,
)
from cases.dates import Precision, When

WINTERS = tuple((date(year, 11, 1), date(year + 1, 5, 1)) for year in (2022, 2023, 2024, 2025))
STATIONS, FEWEST = 60, 4
LEVELS = (0.2, 0.1, 0.05, 0.01, 0.001)


@dataclass(frozen=True)
class Way:
    """How animals meet cameras. bout: mean meetings of a bout; moved: share of stations moved."""

    name: str
    bout: float = 1.0
    moved: float = 0.0


WAYS = (Way("steady"), Way("in bouts of 2", bout=2.0), Way("half the stations moved", moved=0.5))


def cameras(rng: np.random.Generator) -> tuple[Deployment, ...]:
    """A camera a station and winter; one in eight loses some weeks."""
    made = []
    for winter, (first, last) in enumerate(WINTERS):
        for station in range(STATIONS):
            since = first + timedelta(days=int(rng.integers(20, 120)))
            until = min(last, since + timedelta(days=int(rng.integers(7, 60))))
            gaps = (Gap(since, until, "snowed in"),) if rng.random() < 0.125 else ()
            made.append(Deployment(f"D{winter}-{station}", f"S{station}", first, last, gaps))
    return tuple(made)


def meetings(
    rng: np.random.Generator, way: Way, nights: dict[str, set[int]]
) -> list[tuple[int, str]]:
    """(evening, station) of one living animal's meetings, in order."""
    rate = rng.gamma(2.0, 0.01)
    home = rng.choice(STATIONS, int(rng.integers(2, 9)), replace=False)
    elsewhere = {f"S{one}" for one in home if rng.random() < way.moved}
    last = WINTERS[-1][0].toordinal()
    found = []
    for one in sorted(f"S{station}" for station in home):
        own = sorted(n for n in nights[one] if n < last or one not in elsewhere)
        starts = np.flatnonzero(rng.random(len(own)) < rate / way.bout)
        for start in starts:
            length = int(rng.geometric(1.0 / way.bout))
            found += [(own[n], one) for n in range(start, min(start + length, len(own)))]
    return sorted(set(found))


def sighting(animal: str, night: int, station: str) -> Sighting:
    """A photo at ten in the evening."""
    start = datetime.combine(date.fromordinal(night), datetime.min.time(), UTC).replace(hour=12)
    when = When(start, start + timedelta(seconds=1), Precision.SECOND, 600)
    return Sighting(animal, station, "", when, frozenset({"left"}), (), ())


def watched(rng: np.random.Generator, way: Way, animals: int) -> Iterator[tuple[Rate, int]]:
    """The rate as known and the silent nights of every living animal on one day."""
    placed = cameras(rng)
    nights = station_nights(placed)
    sets = {station: set(own.tolist()) for station, own in nights.items()}
    today = WINTERS[-1][0] + timedelta(days=int(rng.integers(60, 170)))
    seen = {}
    for n in range(animals):
        met = [one for one in meetings(rng, way, sets) if one[0] < today.toordinal()]
        if len(met) >= FEWEST:
            seen[f"A{n}"] = [sighting(f"A{n}", *one) for one in met]
    pooled = PooledRates.of(seen, nights)
    for own in seen.values():
        rate = rate_of(own, nights, pooled.at(own[-1].night))
        silent = nights_between(nights, home_stations(own), own[-1].night, today)
        yield rate, len(silent)


def main() -> None:
    """Print, for each way, the told and the measured share of living animals called so."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--animals", type=int, default=60, help="animals of one world")
    asked.add_argument("--worlds", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    began = time.perf_counter()
    for way in WAYS:
        rng = np.random.default_rng(given.seed)
        told = [one for _ in range(given.worlds) for one in watched(rng, way, given.animals)]
        plug = np.array([np.exp(-rate.per_night * nights) for rate, nights in told])
        p = np.array([rate.silence(nights) for rate, nights in told])
        print(f"{way.name}: {len(told)} living animals")
        print("  told P below: measured (and if each rate were taken as known)")
        for level in LEVELS:
            print(f"  {level:g}: {np.mean(p <= level):.4f} ({np.mean(plug <= level):.4f})")
    print(f"{time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
