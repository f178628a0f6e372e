"""How likely an animal living where the cameras stand would have been photographed.

"Not in the catalogue" says little of land where nobody looked long enough. The chance follows from
how often the known animals meet a working camera in their range, and how long cameras worked. It
stands beside a lead and never enters a likelihood ratio.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from cases.catalogue.area import area_km2
from cases.catalogue.effort import Deployment
from cases.catalogue.rate import SortedNights
from cases.catalogue.sightings import Sighting, dated

RESIDENT_DAYS = 365
_FEWEST_ANIMALS, _FEWEST_MEETINGS = 3, 10
# Simulated residents: above this the estimate is within some points, below it is too high (0.43
# for 0.28 at 2.6 meetings an animal), because those that are hard to meet are hardly known at all.
_FEWEST_EACH = 4.0
_RESAMPLES = 1000
_BEFORE_ALL = date(1, 1, 1)

ASSUMPTIONS = (
    "it has a range and a rate of meeting cameras like the animals that are known",
    "it lived among these cameras all that time; land without cameras is not covered",
    "meetings are independent and come at one rate a camera-night within its range",
)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Detection:
    """The chance 0..1 with its 95 % interval over animals; None where nothing can be said.

    since, until: the days of the stay. animals: met on two nights or more; passing: met on one
    night only, who may be passing through; meetings: of those animals, all times and flanks.
    area_km2: of the hull of the stations that worked; None where their places are not known.
    """

    probability: float | None
    low: float | None
    high: float | None
    flank: str
    since: date
    until: date
    camera_nights: int
    stations: int
    area_km2: float | None
    animals: int
    passing: int
    meetings: int
    sentence: str


def detection(
    seen: Iterable[Sighting],
    cameras: Iterable[Deployment],
    *,
    until: date,
    rng: np.random.Generator,
    days: int = RESIDENT_DAYS,
    flank: str | None = None,
    stations: Collection[str] | None = None,
) -> Detection:
    """The chance that an animal living here for `days` before `until` was photographed.

    flank: with this flank (left or right); None: with any. stations: only these count as here.

    Meetings are a Poisson process in effective camera-nights E within the range, so the chance is
    1 - exp(-rate E) (Efford, Borchers & Mowat 2013, Methods Ecol. Evol. 4: 629-636). An animal's
    rate rests on k meetings over the camera-nights of its range between its first and last; of n
    meetings the first and the last lie inside its stay, whose expected length is (n + 1)/(n - 1) of
    what lies between them (Strauss & Sadler 1989, Math. Geol. 21: 411-427). Rates vary between
    animals as a gamma whose prior is worth one meeting at the pooled rate, so the chance of no
    meeting is (b / (b + E))^a. Animals that are hard to meet are rare among those known: each is
    weighed by one over its own chance of being met twice (Hajek 1971). Interval: animals drawn
    anew, `rng`.
    """
    since = until - timedelta(days=days)
    here = tuple(c for c in cameras if stations is None or c.station in stations)
    nights = _camera_nights(here)
    working = {
        station: _count(own, since, until - timedelta(days=1)) for station, own in nights.items()
    }
    by_animal = _by_animal(seen, nights, until)
    residents = {a: own for a, own in by_animal.items() if len({s.night for s in own}) > 1}
    effort, meetings = sum(working.values()), sum(len(own) for own in residents.values())
    at_work = {station for station, count in working.items() if count}
    area = area_km2({c.place for c in here if c.station in at_work and c.place is not None})

    def told(chance: tuple[float, float, float] | None, sentence: str) -> Detection:
        value, low, high = chance or (None, None, None)
        return Detection(
            value, low, high, flank or "", since, until, effort, len(at_work), area,
            len(residents), len(by_animal) - len(residents), meetings, sentence,
        )  # fmt: skip

    if not nights:
        return told(None, "unknown: no effort on record")
    if not effort:
        return told(
            None, f"unknown: no camera is known to have worked in the {days} days to {until}"
        )
    pieces = _pieces(residents, nights, flank, since, until)
    shown = float(pieces.shown.sum()) if len(residents) else 0.0
    fewest = max(_FEWEST_MEETINGS, _FEWEST_EACH * len(residents))
    if len(residents) < _FEWEST_ANIMALS or shown < _FEWEST_MEETINGS or meetings < fewest:
        side = f", {shown:.0f} of them with the {flank} flank," if flank else ""
        return told(
            None,
            f"unknown: {meetings} meetings{side} of {len(residents)} animals that were met on more "
            "than one night are too few to say how often cameras meet an animal",
        )
    chance = _chance(pieces, rng)
    ground = f"{effort:,} camera-nights at {len(at_work)} stations"
    return told(chance, _sentence(chance, flank, days, until, ground, area))


def _sentence(
    chance: tuple[float, float, float],
    flank: str | None,
    days: int,
    until: date,
    ground: str,
    area: float | None,
) -> str:
    value, low, high = (round(100.0 * part) for part in chance)
    side = f" with its {flank} flank" if flank else ""
    over = f" over {area:,.0f} km2" if area else ""
    return (
        f"an animal living here would have been photographed{side} with {value} % chance "
        f"({low}-{high}), if it lived here the {days} days to {until}: {ground}{over}"
    )


def _camera_nights(cameras: Iterable[Deployment]) -> dict[str, SortedNights]:
    """Effective evenings of every station in order; two cameras on one night stand there twice."""
    found: dict[str, list[int]] = {}
    for camera in cameras:
        found.setdefault(camera.station, []).extend(camera.effective)
    return {
        station: np.array(sorted(nights), dtype=np.int64)
        for station, nights in sorted(found.items())
        if nights
    }


def _count(nights: SortedNights, first: date, last: date) -> int:
    """Camera-nights on the evenings from first to last, both counted."""
    low = int(nights.searchsorted(first.toordinal(), "left"))
    return int(nights.searchsorted(last.toordinal(), "right")) - low


def _by_animal(
    seen: Iterable[Sighting], nights: Mapping[str, SortedNights], until: date
) -> dict[str, list[Sighting]]:
    """Those of known days before `until` at stations with effort, by animal in order of time."""
    found: dict[str, list[Sighting]] = {}
    for one in dated(seen):
        if one.night < until and one.station in nights:
            found.setdefault(one.individual, []).append(one)
    return {animal: sorted(own, key=lambda s: s.night) for animal, own in sorted(found.items())}


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Per animal (n,): meetings, those that show the flank, corrected counts, and camera-nights.

    between: of its range from first to last meeting; ever: on all record; stay: of the stay asked
    for. met, met_shown: meetings corrected for beginning and ending with one.
    """

    shown: Floats
    met: Floats
    met_shown: Floats
    between: Floats
    ever: Floats
    stay: Floats


def _pieces(
    residents: Mapping[str, Sequence[Sighting]],
    nights: Mapping[str, SortedNights],
    flank: str | None,
    since: date,
    until: date,
) -> _Pieces:
    rows = []
    last = until - timedelta(days=1)
    for own in residents.values():
        home = sorted({one.station for one in own})
        shows = sum(1 for one in own if flank is None or one.flanks & {flank, "both"})
        inside = (len(own) - 1) / (len(own) + 1)
        spans = ((own[0].night, own[-1].night), (_BEFORE_ALL, last), (since, last))
        efforts = [sum(_count(nights[one], *span) for one in home) for span in spans]
        rows.append((shows, len(own) * inside, shows * inside, *efforts))
    table = np.array(rows, dtype=np.float64).reshape(-1, 6)
    return _Pieces(*table.T)


def _chance(pieces: _Pieces, rng: np.random.Generator) -> tuple[float, float, float]:
    """The chance of a stay's meeting with its 95 % interval over animals drawn anew."""
    count = len(pieces.between)
    drawn = rng.integers(0, count, (_RESAMPLES, count))
    estimates = np.array([_estimate(pieces, rows) for rows in drawn])
    low, high = np.nanpercentile(estimates, (2.5, 97.5))
    value = _estimate(pieces, np.arange(count))
    return value, min(float(low), value), max(float(high), value)


def _estimate(pieces: _Pieces, rows: NDArray[np.int64]) -> float:
    between = np.maximum(pieces.between[rows], 1.0)
    met, shown = pieces.met[rows], pieces.met_shown[rows]
    if not shown.sum() > 0.0:
        return float("nan")
    # Gamma posterior of each rate: shape a, camera-nights b.
    a_met, b_met = met + 1.0, between + between.sum() / met.sum()
    a_shown, b_shown = shown + 1.0, between + between.sum() / shown.sum()
    none = (b_met / (b_met + pieces.ever[rows])) ** a_met
    once = a_met * pieces.ever[rows] / (b_met + pieces.ever[rows]) * none
    weight = 1.0 / np.maximum(1.0 - none - once, 0.01)
    chance = 1.0 - (b_shown / (b_shown + pieces.stay[rows])) ** a_shown
    return float((weight * chance).sum() / weight.sum())
