"""What a watch calls things: entities by name and id, stations by name or by their grid cell."""

from __future__ import annotations

from cases.catalogue.grid import middle_of
from cases.watches.told import Named, Part, Place, Told
from cases.world import World


def called(world: World, entity: str) -> Named:
    """An entity by its caption and id."""
    return Named(entity, world.caption(entity))


def all_called(world: World, entities: tuple[str, ...] | list[str]) -> tuple[Part, ...]:
    """Several of them, in the order given."""
    return tuple(called(world, one) for one in entities)


def station_called(world: World, station: str) -> Part:
    """A station by its name, else by its grid cell: whoever may not know places reads no names."""
    place = _place(world, station)
    return place if place.name else place.coarsely()


def cell_called(world: World, station: str) -> Told:
    """A station as everybody may be told of it: by its grid cell, never by its name."""
    return _place(world, station).coarsely()


def _place(world: World, station: str) -> Place:
    entity = world.entities.get(station)
    point = next(
        (d.place for d in world.deployments if d.station == station and d.place is not None), None
    )
    name = entity.first("name") if entity else ""
    return Place(station, name, None if point is None else middle_of(point))
