"""How often an animal meets a working camera in its range, and what its silence then means.

With a known rate P(silence) = exp(-rate * nights): 90 nights at 0.02 give 0.17, at 0.05 they give
0.011. A rate from few meetings is not known, so it is drawn towards that of all animals (a gamma
prior worth one meeting) and P averages over what it may be. Meetings come in bouts: an animal that
stays is met night after night, and then for long not at all. How unequal the gaps between meetings
are says how many meetings make one visit; counted one by one they would cry wolf.
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
# Gaps of one animal below this say nothing of how unequal gaps are: one or two always look equal.
_FEWEST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Rate:
    """Meetings a station-night within the range, with its 90 % interval.

    meetings after the first, nights from the first to the last of them. shape: of the gamma that
    the rate may come from (infinite: it is known). bout: meetings that make one visit.
    """

    per_night: float
    low: float
    high: float
    meetings: int
    nights: int
    shape: float = math.inf
    bout: float = 1.0

    def silence(self, nights: int) -> float:
        """The probability of no visit in so many effective nights, if it lives as before.

        (b / (b + nights))^a for a rate of visits with the gamma posterior a, b (Lomax).
        """
        visits = self.per_night / self.bout
        if math.isinf(self.shape):
            return math.exp(-visits * nights)
        return float((1.0 + visits * nights / self.shape) ** -self.shape)

    def nights_until(self, silence: float) -> int:
        """After how many silent nights the probability is below `silence`."""
        visits = self.per_night / self.bout
        if math.isinf(self.shape):
            needed = -math.log(silence) / visits
        else:
            needed = self.shape / visits * (silence ** (-1.0 / self.shape) - 1.0)
        return math.floor(needed) + 1

    def silence_interval(self, nights: int) -> tuple[float, float]:
        """The same if the rate were known and lay at the upper or the lower end."""
        return (
            math.exp(-self.high / self.bout * nights),
            math.exp(-self.low / self.bout * nights),
        )


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


def rate_of(own: Sequence[Sighting], nights: Mapping[str, SortedNights], known: Pooled) -> Rate:
    """The rate of one animal from its sightings in order of time.

    known: what all animals together say, towards which it is drawn.
    """
    stations = home_stations(own)
    evenings = [own[0].night, own[-1].night] if own else []
    between = count_between(nights, stations, evenings[0], evenings[-1]) if own else 0
    meetings = max(len(own) - 1, 0)
    visits = known.per_night / known.bout
    shape = meetings / known.bout + 1.0
    scale = between + 1.0 / visits if visits > 0 else max(between, 1.0)
    low, high = (float(gammaincinv(shape, part)) / scale * known.bout for part in (0.05, 0.95))
    return Rate(shape / scale * known.bout, low, high, meetings, between, shape, known.bout)


@dataclass(frozen=True, slots=True)
class Pooled:
    """Meetings a station-night over all animals (0 while none was met twice), and of a bout."""

    per_night: float
    bout: float = 1.0


@dataclass(frozen=True, slots=True)
class PooledRates:
    """What all animals together say, as it was known on any day.

    A past silence must be judged by what was known when it began, or history would be rewritten
    by every later photo. days: ordinals on which something was learnt; meetings, nights, gaps and
    their unevenness: totals until then.
    """

    days: NDArray[np.int64]
    meetings: NDArray[np.int64]
    nights: NDArray[np.int64]
    gaps: NDArray[np.int64]
    uneven: NDArray[np.float64]

    @classmethod
    def of(
        cls, by_animal: Mapping[str, Sequence[Sighting]], nights: Mapping[str, SortedNights]
    ) -> PooledRates:
        """From the sightings of all animals, each in order of time."""
        learnt = sorted(row for own in by_animal.values() for row in _learnt(own, nights))
        table = np.array(learnt, dtype=np.float64).reshape(-1, 5)
        days, meetings, spent, gaps, uneven = table.T
        return cls(
            days.astype(np.int64),
            np.cumsum(meetings).astype(np.int64),
            np.cumsum(spent).astype(np.int64),
            np.cumsum(gaps).astype(np.int64),
            np.cumsum(uneven),
        )

    def at(self, day: date) -> Pooled:
        """As known on the evening of a day.

        bout: Greenwood's statistic of the gaps over its expectation for gaps at random, which is
        (1 + cv^2) / 2: where visits of v meetings come at random it tends to v. At least one: gaps
        more even than at random are not leant upon. Gaps at random of one animal more count as
        prior, so that a few do not decide.
        """
        place = int(np.searchsorted(self.days, day.toordinal(), side="right")) - 1
        if place < 0 or self.nights[place] <= 0:
            return Pooled(0.0)
        bout = (self.uneven[place] + _FEWEST_GAPS) / (self.gaps[place] + _FEWEST_GAPS)
        return Pooled(float(self.meetings[place] / self.nights[place]), max(1.0, float(bout)))


def _learnt(
    own: Sequence[Sighting], nights: Mapping[str, SortedNights]
) -> list[tuple[int, int, int, int, float]]:
    """(day, meetings, nights, gaps, unevenness) that each sighting of an animal adds.

    Greenwood's statistic of m gaps is the sum of their squares over the square of their sum, on
    average 2 / (m + 1) for gaps at random (Greenwood 1946, J. R. Stat. Soc. 109: 85-110).
    """
    found = []
    stations: set[str] = set()
    before, squares, length, told, uneven = 0, 0.0, 0.0, 0, 0.0
    for place, sighting in enumerate(own):
        stations.add(sighting.station)
        total = count_between(nights, stations, own[0].night, sighting.night)
        if place:
            gap = count_between(nights, stations, own[place - 1].night, sighting.night)
            squares, length = squares + gap**2, length + gap
        gaps = place if place >= _FEWEST_GAPS and length else told
        now = gaps * (gaps + 1) / 2.0 * squares / length**2 if gaps else 0.0
        day = sighting.night.toordinal()
        found.append((day, int(place > 0), total - before, gaps - told, now - uneven))
        before, told, uneven = total, gaps, now
    return found
