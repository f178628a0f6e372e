"""How often an animal meets a working camera in its range, and what its silence then means.

P(silence) = exp(-rate * nights): 90 nights at 0.02 give 0.17, at 0.05 they give 0.011. The rate of
one animal rests on few meetings, so it is drawn towards the rate of all (a gamma prior worth one
meeting).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from cases.catalogue.effort import Deployment, effort
from cases.catalogue.sightings import Sighting

SortedNights = NDArray[np.int64]  # ordinals of the evenings, ascending


@dataclass(frozen=True, slots=True)
class Rate:
    """Meetings a station-night within the range, with its 90 % interval.

    meetings after the first, nights from the first to the last of them.
    """

    per_night: float
    low: float
    high: float
    meetings: int
    nights: int

    def silence(self, nights: int) -> float:
        """The probability of no meeting in so many effective nights, if it lives as before."""
        return math.exp(-self.per_night * nights)

    def nights_until(self, silence: float, worst: float = 1.0) -> int:
        """After how many silent nights the probability is below `silence`.

        worst: and the upper end of its interval below this too.
        """
        needed = max(-math.log(silence) / self.per_night, -math.log(worst) / self.low)
        return math.floor(needed) + 1

    def silence_interval(self, nights: int) -> tuple[float, float]:
        """The same at the upper and the lower end of the rate."""
        return math.exp(-self.high * nights), math.exp(-self.low * nights)


def home_stations(own: Iterable[Sighting]) -> frozenset[str]:
    """The stations at which an animal was ever met: its range as far as we know it."""
    return frozenset(sighting.station for sighting in own)


def station_nights(cameras: Iterable[Deployment]) -> dict[str, SortedNights]:
    """The effective nights of every station in order, computed once for many animals."""
    return {
        station: np.array(sorted(nights), dtype=np.int64)
        for station, nights in effort(cameras).by_station.items()
    }


def nights_between(
    nights: Mapping[str, SortedNights], stations: Collection[str], after: date, before: date
) -> list[int]:
    """Effective station-nights at `stations` after one evening and before another, in order.

    Ordinals of the evenings; a night on which two stations worked stands there twice.
    """
    slices = _slices(nights, stations, after, before)
    return sorted(np.concatenate(slices).tolist()) if slices else []


def count_between(
    nights: Mapping[str, SortedNights], stations: Collection[str], after: date, before: date
) -> int:
    """How many `nights_between` would give, without listing them."""
    return sum(len(part) for part in _slices(nights, stations, after, before))


def _slices(
    nights: Mapping[str, SortedNights], stations: Collection[str], after: date, before: date
) -> list[SortedNights]:
    low, high = after.toordinal(), before.toordinal()
    known = [nights[station] for station in sorted(stations) if station in nights]
    return [own[own.searchsorted(low, "right") : own.searchsorted(high, "left")] for own in known]


def rate_of(own: Sequence[Sighting], nights: Mapping[str, SortedNights], pooled: float) -> Rate:
    """The rate of one animal from its sightings in order of time.

    pooled: meetings a station-night over all animals, towards which it is drawn.
    """
    stations = home_stations(own)
    evenings = [own[0].night, own[-1].night] if own else []
    between = count_between(nights, stations, evenings[0], evenings[-1]) if own else 0
    meetings = max(len(own) - 1, 0)
    shape = meetings + 1.0
    scale = between + 1.0 / pooled if pooled > 0 else max(between, 1.0)
    low, high = (float(gammaincinv(shape, part)) / scale for part in (0.05, 0.95))
    return Rate(shape / scale, low, high, meetings, between)


@dataclass(frozen=True, slots=True)
class PooledRates:
    """Meetings a station-night in range over all animals, as it was known on any day.

    A past silence must be judged by what was known when it began, or history would be rewritten
    by every later photo. days: ordinals on which something was learnt; meetings, nights: totals.
    """

    days: NDArray[np.int64]
    meetings: NDArray[np.int64]
    nights: NDArray[np.int64]

    @classmethod
    def of(
        cls, by_animal: Mapping[str, Sequence[Sighting]], nights: Mapping[str, SortedNights]
    ) -> PooledRates:
        """From the sightings of all animals, each in order of time."""
        learnt: list[tuple[int, int, int]] = []
        for own in by_animal.values():
            stations: set[str] = set()
            before = 0
            for place, sighting in enumerate(own):
                stations.add(sighting.station)
                total = count_between(nights, stations, own[0].night, sighting.night)
                learnt.append((sighting.night.toordinal(), int(place > 0), total - before))
                before = total
        learnt.sort()
        table = np.array(learnt, dtype=np.int64).reshape(-1, 3)
        return cls(table[:, 0], np.cumsum(table[:, 1]), np.cumsum(table[:, 2]))

    def at(self, day: date) -> float:
        """The rate as known on the evening of a day; 0 while no animal was met twice."""
        place = int(np.searchsorted(self.days, day.toordinal(), side="right")) - 1
        if place < 0 or self.nights[place] <= 0:
            return 0.0
        return float(self.meetings[place] / self.nights[place])
