"""Which animal was where and when: photographs and observations made into sightings.

Several frames of one passage, and a photo row beside its event row, are one sighting: the same
animal at the same station counts again only after an hour (the field's usual half hour to an hour
of independence). Times are local to the camera, as written, with their offset.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cases.dates import Precision, When
from cases.entities import Entities, Entity

INDEPENDENT = timedelta(minutes=60)
_NOBODY = frozenset({"", "unknown", "unidentified", "unbekannt", "неизвестно"})


@dataclass(frozen=True, slots=True)
class Sighting:
    """One animal at one station at one time.

    flanks: which sides its photos show (left, right, both). records: ids of the entities
    (photos, observations) behind it; statements: those that say which animal, where and when.
    """

    individual: str
    station: str
    deployment: str
    when: When
    flanks: frozenset[str]
    records: tuple[str, ...]
    statements: tuple[str, ...]

    @property
    def night(self) -> date:
        """The night it belongs to, by the date of its evening: until noon it is the one before."""
        return night_of(self.when)

    @property
    def vague(self) -> bool:
        """Whether it is known to more than a day only: to the month, the year or a span of days."""
        return _vague(self.when)

    @property
    def told(self) -> date | str:
        """The day for sentences; the date as it is known where that is no single day."""
        return str(self.when) if self.vague else self.when.day


def night_of(when: When) -> date:
    """The date of the evening on which the night around a local time began (noon to noon).

    A day without a time stays that day: nobody said that it was before noon. Of a month or a year
    it is the last day: until then the animal may have been there.
    """
    if _vague(when):
        return when.last_day
    if when.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        return when.day
    if when.offset_minutes is None:
        return (when.start - timedelta(hours=12)).date()
    local = when.start + timedelta(minutes=when.offset_minutes)
    return (local - timedelta(hours=12)).date()


def sightings(entities: Entities) -> tuple[Sighting, ...]:
    """All sightings of named animals in the order of time, then animal.

    One known to the month or year stands at the last day it may have been.

    Reads Photo, Sighting and Encounter entities that name an individual; those without a time or
    an individual are left out (they are no sighting of anybody).
    """
    raw = [
        found
        for entity in entities.values()
        if entity.schema in ("Photo", "Sighting", "Encounter")
        for found in _of_record(entity, entities)
    ]
    raw.sort(
        key=lambda s: (s.individual, s.station, s.vague, *_bounds(s.when), s.records),
    )
    merged: list[Sighting] = []
    for one in raw:
        last = merged[-1] if merged else None
        if last is not None and _one_passage(last, one):
            merged[-1] = _together(last, one)
        else:
            merged.append(one)
    return tuple(sorted(merged, key=lambda s: (_at_latest(s), s.individual, s.station)))


def dated(seen: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Those known to the day: of the others nobody can say after how many nights they came."""
    return tuple(one for one in seen if not one.vague)


def earliest(seen: Iterable[Sighting]) -> Sighting | None:
    """The one that may be the first: of a year known from its first day on, as far as it goes."""
    return min(seen, key=_at_earliest, default=None)


def latest(seen: Iterable[Sighting]) -> Sighting | None:
    """The one that may be the last: of a year known until its last day."""
    return max(seen, key=_at_latest, default=None)


def last_seen(seen: Iterable[Sighting]) -> dict[str, Sighting]:
    """The sighting of each animal that may be its latest."""
    latest: dict[str, Sighting] = {}
    for sighting in seen:
        before = latest.get(sighting.individual)
        if before is None or _at_latest(sighting) >= _at_latest(before):
            latest[sighting.individual] = sighting
    return dict(sorted(latest.items()))


def _of_record(entity: Entity, entities: Entities) -> list[Sighting]:
    when = entity.date("capturedAt") if entity.schema == "Photo" else entity.when
    # A photo of a skin shows the animal too, but not where and when it lived.
    if when is None or "pelt" in entity.values("kind"):
        return []
    deployment = next(iter(entity.targets("deployment")), "")
    station = next(iter(entity.targets("station")), "")
    if not station and deployment in entities:
        station = next(iter(entities[deployment].targets("station")), "")
    flanks = frozenset(v for v in entity.values("flank") if v in ("left", "right", "both"))
    telling = ("individual", "date", "capturedAt", "deployment", "station")
    statements = tuple(sorted(s.id for s in entity.statements if s.property in telling))
    return [
        Sighting(animal, station or deployment, deployment, when, flanks, (entity.id,), statements)
        for animal in entity.targets("individual")
        if _named(animal, entities)
    ]


def _named(animal: str, entities: Entities) -> bool:
    known = entities.get(animal)
    return known is None or known.caption.casefold() not in _NOBODY


def _instant(when: When) -> datetime:
    return when.start if when.start.tzinfo is not None else when.start.replace(tzinfo=UTC)


def _bounds(when: When) -> tuple[datetime, datetime]:
    return _instant(when), when.end if when.end.tzinfo is not None else when.end.replace(tzinfo=UTC)


def _vague(when: When) -> bool:
    return when.end - when.start > timedelta(days=1)


def _at_earliest(sighting: Sighting) -> tuple[date, date, datetime]:
    """Of those that may have been on one day, what is known most narrowly comes first."""
    return sighting.when.day, sighting.when.last_day, _instant(sighting.when)


def _at_latest(sighting: Sighting) -> tuple[datetime, bool]:
    """Where it stands in time; on one day what is known to the day comes after what is not."""
    if not sighting.vague:
        return _instant(sighting.when), True
    last = sighting.when.last_day
    return datetime(last.year, last.month, last.day, tzinfo=UTC), False


def _one_passage(first: Sighting, second: Sighting) -> bool:
    return (
        first.individual == second.individual
        and first.station == second.station
        and first.vague == second.vague
        and _instant(second.when) - _instant(first.when) < INDEPENDENT
        and (not first.vague or first.when.end == second.when.end)
    )


def _together(first: Sighting, second: Sighting) -> Sighting:
    return Sighting(
        first.individual,
        first.station,
        first.deployment or second.deployment,
        first.when,
        first.flanks | second.flanks,
        tuple(sorted({*first.records, *second.records})),
        tuple(sorted({*first.statements, *second.statements})),
    )
