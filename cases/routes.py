"""By which countries a seized load went, and where it could have been stopped.

Per country: seized there; missed (it certainly passed and was seized later); no opportunity (the
leg lies after the seizure, or nobody confirmed it). An alleged leg stays alleged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cases.entities import Entities, Entity

_EARTH_KM = 6371.0088
_BEFORE = frozenset({"origin", "via", "transit", "export"})


class Chance(StrEnum):
    """Whether a country had a chance to stop a load."""

    SEIZED = "seized"
    MISSED = "missed"
    NO_OPPORTUNITY = "no opportunity"


@dataclass(frozen=True, slots=True)
class Leg:
    """One stop of a route as stated. status: confirmed, unconfirmed or unstated."""

    id: str
    seizure: str
    role: str
    order: float
    place: str
    country: str
    status: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A country on the route of one seizure, and its chance, with why."""

    seizure: str
    country: str
    chance: Chance
    why: str
    statements: tuple[str, ...]


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) in degrees, in km (haversine)."""
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*first, *second))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2.0 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def legs(entities: Entities) -> tuple[Leg, ...]:
    """All stated stops, by seizure and order."""
    found = []
    for entity in entities.values():
        if entity.schema != "RouteLeg":
            continue
        order = entity.number("order")
        for seizure in entity.targets("seizure"):
            found.append(
                Leg(
                    entity.id,
                    seizure,
                    entity.first("role").lower(),
                    math.inf if order is None else order,
                    entity.first("placeName"),
                    entity.first("country"),
                    entity.first("legStatus").lower() or "unstated",
                    tuple(sorted(s.id for s in entity.statements)),
                )
            )
    return tuple(sorted(found, key=lambda leg: (leg.seizure, leg.order, leg.id)))


def stops(entities: Entities, known: Iterable[Leg] | None = None) -> tuple[Stop, ...]:
    """The countries of every seizure's route with the chance each had, by seizure and route."""
    by_seizure: dict[str, list[Leg]] = {}
    for leg in legs(entities) if known is None else known:
        by_seizure.setdefault(leg.seizure, []).append(leg)
    found: list[Stop] = []
    for entity in entities.values():
        if entity.schema == "Seizure":
            found.extend(_of_seizure(entity, by_seizure.get(entity.id, [])))
    return tuple(found)


def chances(country: str, route: Iterable[Leg]) -> dict[str, Chance]:
    """Every country on the route of one seizure with the chance it had. country: of the seizure.

    Missed ones first, then that of the seizure, then those without an opportunity.
    """
    return {stop.country: stop.chance for stop in _stops("", country, (), route)}


def _of_seizure(seizure: Entity, route: list[Leg]) -> list[Stop]:
    stopped = tuple(sorted(s.id for s in seizure.said("country")))
    return _stops(seizure.id, seizure.first("country"), stopped, route)


def _stops(seizure: str, where: str, stopped: tuple[str, ...], route: Iterable[Leg]) -> list[Stop]:
    best: dict[str, Stop] = {}
    for leg in route:
        if leg.country and leg.country != where:
            stop = _judge(seizure, leg)
            before = best.get(leg.country)
            if before is None or (
                before.chance is Chance.NO_OPPORTUNITY and stop.chance is Chance.MISSED
            ):
                best[leg.country] = stop
    own = [Stop(seizure, where, Chance.SEIZED, "seized there", stopped)] if where else []
    missed = [stop for stop in best.values() if stop.chance is Chance.MISSED]
    after = [stop for stop in best.values() if stop.chance is Chance.NO_OPPORTUNITY]
    return [*missed, *own, *after]


def _judge(seizure: str, leg: Leg) -> Stop:
    named = leg.place or leg.country
    if not leg.role:
        why = f"whether it passed {named} before the seizure or after it is not stated"
        return Stop(seizure, leg.country, Chance.NO_OPPORTUNITY, why, leg.statements)
    if leg.role not in _BEFORE:
        why = f"{named} lies after the seizure"
        return Stop(seizure, leg.country, Chance.NO_OPPORTUNITY, why, leg.statements)
    if leg.status != "confirmed":
        why = f"that it passed {named} is {leg.status}"
        return Stop(seizure, leg.country, Chance.NO_OPPORTUNITY, why, leg.statements)
    why = f"it passed {named} and was seized later"
    return Stop(seizure, leg.country, Chance.MISSED, why, leg.statements)
