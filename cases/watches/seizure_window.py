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
from cases.watches.chance import by_chance
from cases.watches.kernels import KERNELS, OTHER, Kernel, Kernels, kind_of
from cases.watches.watch import State, Watch
from cases.watches.window import Window, place_of, seizure_day
from cases.watches.windows import windows
from cases.world import World

__all__ = ["find", "seizure_day"]

CAVEAT = "Falling into a window is not having caused anything."


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
    outside = len(near.all) - len(inside)
    text = "; ".join(f"{world.named(one.id)} on {one.when}" for one, _ in inside)
    others = f"{outside} like {'it' if len(inside) == 1 else 'them'}" if outside else "none like it"
    told = "unknown" if chance is None else f"{chance:.2g}"
    return Watch(
        kind="seizure_window",
        subject=window.subject,
        state=State.COINCIDES,
        since=window.since,
        sentence=(
            f"Between {window.since} and {window.until}, the window of "
            f"{world.named(window.subject)}, near stations of {world.named(window.animal)}: "
            f"{near.kind}: {text}. By chance as many would fall into such a window with a "
            f"probability of {told} ({others} near these stations on the other days of record; "
            f"within {near.kernel.km:g} km and {near.kernel.days} days of it). Of {asked} windows "
            f"and kinds of incident looked at, {expected:.2g} would show one by chance"
        ),
        value=float(len(inside)),
        interval=None,
        statements=tuple(
            sorted({*window.statements, *(s.id for one, _ in inside for s in one.statements)})
        ),
        competing=(
            "the incident is the killing",
            "other hunting in the same days",
            "reported because somebody was looking by then",
        ),
        would_change="cartridges, blood or tracks at the place; the same vehicle or phone there",
        caveat=CAVEAT,
        related=(window.animal, *(one.id for one, _ in inside)),
        chance=chance,
        missing=_missing(world, near),
        topic=near.kind,
    )


def _missing(world: World, near: _Near) -> tuple[str, ...]:
    found = [
        f"{world.named(one.id)} is dated {one.when} only: whether it fell into the window is open"
        for one in near.vague
    ]
    if near.kind == OTHER:
        found.append("the kind of incident is none that we know: its reach is a guess")
    return tuple(found)
