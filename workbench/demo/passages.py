"""Who walked past which camera when: four winters of meetings, and those the story needs.

Meetings are drawn one a stretch of the season, since cats patrol: their gaps are more even than
chance. Lord's end in the third winter, the victim's eleven weeks before her skin is seized.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from workbench.demo.cast import Cast, Cat
from workbench.demo.land import WINTERS, Camera, Station, nearest

__all__ = ["DATES", "Dates", "Passage", "Ranges", "passages_of", "ranges_of"]


@dataclass(frozen=True, slots=True)
class Dates:
    """The days on which the story turns."""

    lord_last: date = date(2024, 11, 28)
    victim_last: date = date(2025, 1, 6)
    tracks: date = date(2025, 1, 12)
    shots: date = date(2025, 1, 14)
    camera_destroyed: date = date(2025, 1, 15)
    second_patrol: date = date(2025, 1, 25)
    first_seizure: date = date(2025, 2, 20)
    second_seizure: date = date(2025, 3, 24)
    lord_again: date = date(2025, 11, 22)
    told: date = date(2026, 5, 4)


DATES = Dates()


@dataclass(frozen=True, slots=True)
class Passage:
    """One walk past one camera: local time, how many frames it triggered, and whether at night."""

    key: str
    cat: Cat
    camera: Camera
    at: datetime
    frames: int
    companion: str = ""

    @property
    def night(self) -> bool:
        """Whether the camera's infrared light was on (local time, winter)."""
        return not 8 <= self.at.hour < 17


Ranges = dict[str, tuple[Station, ...]]


def ranges_of(rng: np.random.Generator, cast: Cast, stations: tuple[Station, ...]) -> Ranges:
    """The stations that each animal visits. The victim lives inside Lord's range."""
    by_reserve = {r: tuple(s for s in stations if s.reserve == r) for r in ("ru", "cn")}
    ranges: Ranges = {}
    for cat in cast.cats:
        own = by_reserve[cat.reserve]
        home = own[int(rng.integers(len(own)))]
        count = int(rng.integers(5, 8)) if cat.sex == "male" else int(rng.integers(3, 5))
        ranges[cat.key] = nearest(own, home.latitude, home.longitude, count)
    middle = by_reserve["ru"][17]
    ranges[cast.lord] = nearest(by_reserve["ru"], middle.latitude, middle.longitude, 7)
    ranges[cast.victim] = ranges[cast.lord][:3]
    for place, key in enumerate(cast.followed):
        ranges[key] = ranges[cast.lord][2 * place : 2 * place + 3]
    mother, *cubs = cast.family
    for cub in cubs:
        ranges[cub] = (*ranges[mother][:2], *ranges[cub][:2])
    ranges[cast.crossing[1]] = ranges[cast.crossing[1]][:2]
    return ranges


def passages_of(
    rng: np.random.Generator, cast: Cast, ranges: Ranges, cameras: tuple[Camera, ...]
) -> tuple[Passage, ...]:
    """All passages in order of time."""
    found: list[Passage] = []
    for cat in cast.cats:
        for winter in range(cat.since, len(WINTERS)):
            for day in _days(rng, cat, cast, winter):
                found += _meeting(rng, cat, ranges[cat.key], cameras, winter, day)
    found += _surely(rng, cast.cat(cast.lord), DATES.lord_last, ranges, cameras)
    found += _surely(rng, cast.cat(cast.victim), DATES.victim_last, ranges, cameras)
    found += _returns(rng, cast, ranges, cameras)
    found.sort(key=lambda p: (p.at, p.key))
    return tuple(
        Passage(f"{p.camera.key}-{n:04d}", p.cat, p.camera, p.at, p.frames, p.companion)
        for n, p in enumerate(found, 1)
    )


def _days(rng: np.random.Generator, cat: Cat, cast: Cast, winter: int) -> Iterator[date]:
    """One day a stretch of the season, as far as the animal is there to be met."""
    first, last = WINTERS[winter]
    if cat.key == cast.crossing[1]:
        if winter in (1, 2):
            yield WINTERS[winter][0] + timedelta(days=int(rng.integers(80, 120)))
        return
    meetings = {cast.lord: 12, cast.victim: 9}.get(cat.key, 6 if cat.sex == "male" else 5)
    stretch = (last - first).days / meetings
    for n in range(meetings):
        day = first + timedelta(days=int(stretch * (n + float(rng.uniform(0.15, 0.85)))))
        if cat.key == cast.lord and winter >= 2 and DATES.lord_last <= day < DATES.lord_again:
            continue
        if cat.key == cast.lord and winter == 3 and day < DATES.lord_again:
            continue
        if cat.key == cast.victim and day >= DATES.victim_last:
            continue
        if cat.born > first.year - 1 and n == 0:
            continue
        yield day


def _meeting(
    rng: np.random.Generator,
    cat: Cat,
    stations: tuple[Station, ...],
    cameras: tuple[Camera, ...],
    winter: int,
    day: date,
) -> list[Passage]:
    """A walk past a station of the range, seen by one camera or by both; nothing in a gap."""
    station = stations[int(rng.integers(len(stations)))]
    hour = int(rng.choice([0, 2, 4, 5, 6, 7, 8, 9, 11, 14, 16, 17, 18, 19, 20, 21, 22, 23]))
    at = datetime.combine(day, time(hour, int(rng.integers(60)), int(rng.integers(60))))
    sides = [side for side in cat.flanks if rng.random() < 0.65] or [cat.flanks[0]]
    return [
        Passage("", cat, camera, at + timedelta(seconds=2 * n), int(rng.integers(3, 9)))
        for n, camera in enumerate(
            c for c in cameras if c.station == station and c.winter == winter and c.side in sides
        )
        if camera.works(day)
    ]


def _surely(
    rng: np.random.Generator, cat: Cat, day: date, ranges: Ranges, cameras: tuple[Camera, ...]
) -> list[Passage]:
    """A meeting that the story needs, past the first cameras of the range that work that day."""
    awake = [c for s in ranges[cat.key] for c in cameras if c.station == s and c.works(day)]
    at = datetime.combine(day, time(int(rng.integers(5, 8)), int(rng.integers(60))))
    return [Passage("", cat, camera, at, int(rng.integers(3, 6))) for camera in awake[:2]]


def _returns(
    rng: np.random.Generator, cast: Cast, ranges: Ranges, cameras: tuple[Camera, ...]
) -> list[Passage]:
    """Lord again, each time within the hour behind one of three females."""
    found = []
    lord = cast.cat(cast.lord)
    for n, key in enumerate(cast.followed):
        day = DATES.lord_again + timedelta(days=9 * n)
        female = cast.cat(key)
        at = datetime.combine(day, time(6 + n, 20 + int(rng.integers(20))))
        both = [c for c in cameras if c.station == ranges[key][0] and c.winter == 3]
        # The story needs these photos: they are taken even where a gap was drawn.
        for camera in both[:1]:
            found.append(Passage("", female, camera, at, int(rng.integers(3, 6))))
            behind = at + timedelta(minutes=int(rng.integers(12, 45)))
            found.append(Passage("", lord, camera, behind, int(rng.integers(3, 6))))
    return found
