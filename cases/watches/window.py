"""A time and a place in which an animal must have been lost, and what a seizure says of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cases.catalogue.sightings import Sighting
from cases.dates import When
from cases.entities import Entity
from cases.routes import distance_km
from cases.world import World

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Window:
    """Between two days, around the stations of an animal. subject: the skin or the animal.

    since: the last day by which it was surely alive; begins: the same as it was dated. last: the
    sighting that may be its latest, which may have been later than `since`.
    stations: where it was met; places: of those (latitude, longitude), where they are known.
    """

    subject: str
    animal: str
    since: date
    until: date
    stations: tuple[str, ...]
    places: tuple[Place, ...]
    statements: tuple[str, ...]
    begins: date | str
    last: Sighting

    @property
    def gone(self) -> date:
        """The day from which it was surely not met: the last on which its last sighting may be."""
        return max(self.since, self.last.when.last_day if self.last.vague else self.last.when.day)

    def distance_km(self, place: Place) -> float | None:
        """From a place to the nearest of its stations; None where none is placed."""
        return min((distance_km(place, one) for one in self.places), default=None)


def window_of(
    world: World, subject: str, animal: str, before: Sequence[Sighting], until: date
) -> Window:
    """The window after the last of some sightings of an animal (in order of time, not empty)."""
    stations = {s.station for s in before}
    places = {d.place for d in world.deployments if d.station in stations and d.place is not None}
    last, sure = before[-1], max(before, key=lambda s: (s.when.day, not s.vague))
    return Window(
        subject,
        animal,
        sure.when.day,
        until,
        tuple(sorted(stations)),
        tuple(sorted(places)),
        tuple(sorted({*last.statements, *sure.statements})),
        sure.told,
        last,
    )


def seized_when(world: World, skin: Entity) -> When | None:
    """When a skin was seized, as it is written: the earliest of the seizures it belongs to."""
    known = [
        when
        for one in seizures_of(world, skin)
        if one in world.entities and (when := world.entities[one].when) is not None
    ]
    return min(known, key=lambda when: (when.last_day, when.day), default=None)


def seizure_day(world: World, skin: Entity) -> date | None:
    """The last day on which a skin can have been seized, as it is dated and today at the latest.

    Of "2025" that is its end: nobody wrote that it was in January, and a photo of May contradicts
    nothing.
    """
    when = seized_when(world, skin)
    return None if when is None else latest_day(world, when)


def latest_day(world: World, when: When) -> date:
    """The last day that a date can mean, today at the latest unless it begins later."""
    return min(when.last_day, max(world.today, when.day))


def seizures_of(world: World, skin: Entity) -> tuple[str, ...]:
    """The seizures that a skin belongs to, as either side states it."""
    stated = set(skin.targets("seizure"))
    stated |= {s.id for s in world.of_kind("Seizure") if skin.id in s.targets("specimen")}
    return tuple(sorted(stated))


def place_of(entity: Entity, world: World) -> Place | None:
    """Where an event was: its own coordinates, else those of its place; None where neither has."""
    linked = [world.entities[one] for one in entity.targets("place") if one in world.entities]
    for one in (entity, *linked):
        latitude, longitude = one.number("latitude"), one.number("longitude")
        if latitude is not None and longitude is not None:
            return latitude, longitude
    return None
