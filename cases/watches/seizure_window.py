"""Which incidents fall into the time and place in which an animal must have been lost.

Shots happen anyway, so every coincidence is told with how often as much would fall into such a
window by chance, and how many windows were looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.dates import Precision
from cases.entities import Entity
from cases.watches.called import called
from cases.watches.chance import by_chance
from cases.watches.kernels import KERNELS, OTHER, Kernel, Kernels, kind_of
from cases.watches.told import Told, Word, tell, together
from cases.watches.watch import State, Watch
from cases.watches.window import Window, place_of, seizure_day
from cases.watches.windows import windows
from cases.world import World

__all__ = ["find", "seizure_day"]

CAVEAT = tell("incident_caveat")


@dataclass(frozen=True, slots=True)
class _Near:
    """Incidents of one kind within reach of one window: on the record, and inside the window."""

    window: Window
    kind: str
    kernel: Kernel
    all: tuple[tuple[Entity, date], ...]
    inside: tuple[tuple[Entity, date], ...]
    vague: tuple[Entity, ...]


def find(world: World, kernels: Kernels = KERNELS) -> list[Watch]:
    """One watch a window and kind of incident with at least one incident in it."""
    incidents = [
        (one, place, kind_of(one.first("type") or one.first("description")))
        for one in world.of_kind("Incident")
        if one.when is not None and (place := place_of(one, world)) is not None
    ]
    asked = [near for window in windows(world) for near in _near(window, incidents, kernels)]
    chances = [
        _chance(world, near, 1) for near in asked
    ]  # of at least one: how often a window and kind would be told by chance
    expected = sum(chance for chance in chances if chance is not None)
    return [_watch(world, near, len(asked), expected) for near in asked if near.inside]


def _near(
    window: Window, incidents: Sequence[tuple[Entity, tuple[float, float], str]], kernels: Kernels
) -> list[_Near]:
    by_kind: dict[str, list[Entity]] = {}
    for incident, place, kind in incidents:
        reach = kernels[kind].km + (incident.number("uncertainty") or 0.0) / 1000.0
        away = window.distance_km(place)
        if away is not None and away <= reach:
            by_kind.setdefault(kind, []).append(incident)
    found = []
    for kind, near in sorted(by_kind.items()):
        days = timedelta(days=kernels[kind].days)
        dated = [(one, day) for one in near if (day := _day(one)) is not None]
        inside = [
            (one, day) for one, day in dated if window.since - days <= day <= window.until + days
        ]
        vague = [one for one in near if _day(one) is None]
        if dated:
            found.append(
                _Near(window, kind, kernels[kind], tuple(dated), tuple(inside), tuple(vague))
            )
    return found


def _day(incident: Entity) -> date | None:
    """The day it happened on; None where only the month or year is known."""
    when = incident.when
    if when is None or when.precision in (Precision.YEAR, Precision.MONTH):
        return None
    return when.day


def _chance(world: World, near: _Near, at_least: int) -> float | None:
    """By rotation over the days on which cameras stood there or an incident was told there."""
    events, today = [day.toordinal() for _, day in near.all], world.today.toordinal()
    days = {
        night
        for station in near.window.stations
        for night in world.station_nights.get(station, ())
        if night <= today
    }
    reach = near.kernel.days
    first, last = near.window.since.toordinal() - reach, near.window.until.toordinal() + reach
    return by_chance(events, days | set(events), first, last, at_least)


def _watch(world: World, near: _Near, asked: int, expected: float) -> Watch:
    window, inside = near.window, near.inside
    chance = _chance(world, near, len(inside))
    return Watch(
        kind="seizure_window",
        subject=window.subject,
        state=State.COINCIDES,
        since=window.since,
        sentence=_sentence(world, near, chance, asked, expected),
        value=float(len(inside)),
        interval=None,
        statements=tuple(
            sorted({*window.statements, *(s.id for one, _ in inside for s in one.statements)})
        ),
        competing=tuple(tell(f"incident_maybe_{one}") for one in ("it", "other", "looking")),
        would_change=tell("incident_settled"),
        caveat=CAVEAT,
        related=(window.animal, *(one.id for one, _ in inside)),
        chance=chance,
        missing=_missing(world, near),
        topic=near.kind,
    )


def _sentence(world: World, near: _Near, chance: float | None, asked: int, expected: float) -> Told:
    window, others = near.window, len(near.all) - len(near.inside)
    return together(
        tell(
            "window_near",
            since=window.begins,
            until=window.until,
            subject=called(world, window.subject),
            animal=called(world, window.animal),
            kind=Word("watch_incident", near.kind),
            incidents=tuple(
                tell("incident_on", incident=called(world, one.id), day=day)
                for one, day in near.inside
            ),
        ),
        tell("window_no_chance") if chance is None else tell("window_by_chance", chance=chance),
        tell("window_others", others=others) if others else tell("window_no_others"),
        tell("window_reach", km=near.kernel.km, days=near.kernel.days),
        tell("window_expected", asked=asked, expected=expected),
    )


def _missing(world: World, near: _Near) -> tuple[Told, ...]:
    found = [
        tell("incident_vague", incident=called(world, one.id), written=str(one.when))
        for one in near.vague
    ]
    return (*found, tell("incident_other")) if near.kind == OTHER else tuple(found)
