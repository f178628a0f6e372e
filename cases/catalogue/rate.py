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

from scipy.stats import gamma

from cases.catalogue.effort import Deployment, Nights, effort
from cases.catalogue.sightings import Sighting


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

    def silence_interval(self, nights: int) -> tuple[float, float]:
        """The same at the upper and the lower end of the rate."""
        return math.exp(-self.high * nights), math.exp(-self.low * nights)


def home_stations(own: Iterable[Sighting]) -> frozenset[str]:
    """The stations at which an animal was ever met: its range as far as we know it."""
    return frozenset(sighting.station for sighting in own)


def station_nights(cameras: Iterable[Deployment]) -> dict[str, Nights]:
    """The effective nights of every station, computed once for many animals."""
    return dict(effort(cameras).by_station)


def nights_between(
    nights: Mapping[str, Nights], stations: Collection[str], after: date, before: date
) -> list[int]:
    """Effective station-nights at `stations` after one evening and before another, in order."""
    low, high = after.toordinal(), before.toordinal()
    return sorted(
        night for station in stations for night in nights.get(station, ()) if low < night < high
    )


def rate_of(own: Sequence[Sighting], nights: Mapping[str, Nights], pooled: float) -> Rate:
    """The rate of one animal from its sightings in order of time.

    pooled: meetings a station-night over all animals, towards which it is drawn.
    """
    stations = home_stations(own)
    evenings = [sighting.night for sighting in own]
    between = len(nights_between(nights, stations, evenings[0], evenings[-1])) if own else 0
    meetings = max(len(own) - 1, 0)
    shape = meetings + 1.0
    scale = between + 1.0 / pooled if pooled > 0 else max(between, 1.0)
    low, high = (float(gamma.ppf(part, shape, scale=1.0 / scale)) for part in (0.05, 0.95))
    return Rate(shape / scale, low, high, meetings, between)


def pooled_rate(by_animal: Mapping[str, Sequence[Sighting]], nights: Mapping[str, Nights]) -> float:
    """Meetings a station-night in range, over all animals met at least twice; 0 without any."""
    meetings = total = 0
    for own in by_animal.values():
        if len(own) >= 2:
            meetings += len(own) - 1
            total += len(nights_between(nights, home_stations(own), own[0].night, own[-1].night))
    return meetings / total if total else 0.0
