"""How long cameras were really watching: nights deployed less nights lost.

Silence says something only where a camera worked. A night counts by the date of its evening, in
the local time of the camera (Primorye is UTC+10, China UTC+8), and two cameras of a station count
twice as camera-nights and once as station-nights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cases.dates import When
from cases.entities import Entities, Entity

Nights = frozenset[int]  # proleptic ordinals of the evenings, date.toordinal()


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a deployed camera saw nothing because it could not. until: exclusive."""

    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """A camera at a station from the evening of `first` to the morning of `last`.

    Where its dates are known to the month or year, those between which it surely stood there.
    """

    id: str
    station: str
    first: date
    last: date
    gaps: tuple[Gap, ...] = ()
    note: str = ""
    place: tuple[float, float] | None = None

    @property
    def deployed(self) -> Nights:
        """All nights it stood there."""
        return frozenset(range(self.first.toordinal(), self.last.toordinal()))

    @property
    def effective(self) -> Nights:
        """The nights on which it worked, as far as the records say."""
        return self.deployed - self.lost()

    def lost(self, reason: str | None = None) -> Nights:
        """The nights that it stood there and saw nothing, for a reason or any, each once: two
        reports may tell one failure, or failures that overlap."""
        return self.deployed & {
            night
            for gap in self.gaps
            if reason is None or gap.reason == reason
            for night in range(gap.since.toordinal(), gap.until.toordinal())
        }


@dataclass(frozen=True, slots=True)
class Uncountable:
    """A camera of which no night is sure: its start or end is known too vaguely."""

    id: str
    station: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Effort:
    """Working nights over deployments. lost: reason -> camera-nights; by_station: its nights."""

    camera_nights: int
    by_station: Mapping[str, Nights]
    lost: Mapping[str, int]

    @property
    def station_nights(self) -> int:
        """Nights on which a station had at least one working camera, over all stations."""
        return sum(len(nights) for nights in self.by_station.values())


def deployments(entities: Entities) -> tuple[Deployment, ...]:
    """The deployments with a start and an end, by id; one without either has no countable night.

    Only nights that are sure count: from the last day of a start known to the month or year to the
    first day of such an end. Those left without a night are told by `uncountable`.
    """
    found = []
    for entity, start, end in _dated(entities):
        if end.day < start.last_day:
            continue
        station = _station(entity)
        gaps = _gaps(entity)
        note = "; ".join(entity.values("timestampIssues") + entity.values("comments"))
        found.append(
            Deployment(
                entity.id, station, start.last_day, end.day, gaps, note, _place(entity, entities)
            )
        )
    return tuple(sorted(found, key=lambda d: (d.first, d.id)))


def uncountable(entities: Entities) -> tuple[Uncountable, ...]:
    """The deployments that were, but of which no night is sure, by id; dates as they are known."""
    return tuple(
        Uncountable(entity.id, _station(entity), str(start), str(end))
        for entity, start, end in sorted(_dated(entities), key=lambda one: one[0].id)
        if start.day <= end.last_day
        and (start.day != start.last_day or end.day != end.last_day)
        and end.day <= start.last_day
    )


def effort(
    known: Iterable[Deployment],
    *,
    since: date | None = None,
    until: date | None = None,
    stations: Collection[str] | None = None,
) -> Effort:
    """Effective effort on the evenings from `since` up to but not including `until`.

    stations: only these; None means all.
    """
    low = since.toordinal() if since else 0
    high = until.toordinal() if until else date.max.toordinal()
    total = 0
    by_station: dict[str, set[int]] = {}
    lost: dict[str, int] = {}
    for deployment in known:
        if stations is not None and deployment.station not in stations:
            continue
        working = {night for night in deployment.effective if low <= night < high}
        total += len(working)
        by_station.setdefault(deployment.station, set()).update(working)
        for reason in {gap.reason for gap in deployment.gaps}:
            missed = sum(1 for night in deployment.lost(reason) if low <= night < high)
            lost[reason] = lost.get(reason, 0) + missed
    return Effort(
        total,
        {station: frozenset(nights) for station, nights in sorted(by_station.items())},
        {reason: nights for reason, nights in sorted(lost.items()) if nights},
    )


def _dated(entities: Entities) -> Iterator[tuple[Entity, When, When]]:
    for entity in entities.values():
        start, end = entity.date("start"), entity.date("end")
        if entity.schema == "Deployment" and start is not None and end is not None:
            yield entity, start, end


def _station(entity: Entity) -> str:
    return next(iter(entity.targets("station")), "") or entity.id


def _gaps(entity: Entity) -> tuple[Gap, ...]:
    """What the records say of failures: a statement `gap` with its reason over its event time."""
    gaps = []
    for statement in entity.said("gap"):
        failed = statement.event_time
        if failed is not None:
            reason = statement.value or "unstated"
            gaps.append(Gap(failed.day, _day_after(failed), reason))
    return tuple(sorted(gaps, key=lambda gap: (gap.since, gap.until, gap.reason)))


def _day_after(when: When) -> date:
    """The local day after the last one that a time touches."""
    last = when.end - timedelta(microseconds=1)
    return (last + timedelta(minutes=when.offset_minutes or 0)).date() + timedelta(days=1)


def _place(entity: Entity, entities: Entities) -> tuple[float, float] | None:
    station = next((entities[s] for s in entity.targets("station") if s in entities), None)
    for one in (entity, station):
        if one is not None:
            latitude, longitude = one.number("latitude"), one.number("longitude")
            if latitude is not None and longitude is not None:
                return latitude, longitude
    return None
