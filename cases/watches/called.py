"""What a watch calls things: entities by name and id, stations by name or by their grid cell."""

from __future__ import annotations

from cases.catalogue.grid import middle_of
from cases.watches.told import Named, Part, Place, tell
from cases.world import World


def called(world: World, entity: str) -> Named:
    """An entity by its caption and id."""
    return Named(entity, world.caption(entity))


def all_called(world: World, entities: tuple[str, ...] | list[str]) -> tuple[Part, ...]:
    """Several of them, in the order given."""
    return tuple(called(world, one) for one in entities)


def station_called(world: World, station: str) -> Part:
    """A station by its name, else by its grid cell: whoever may not know places reads no names."""
    entity = world.entities.get(station)
    point = _point(world, station)
    cell = None if point is None else middle_of(point)
    name = entity.first("name") if entity else ""
    if name:
        return Place(station, name, cell)
    if cell is None:
        return tell("no_place")
    return tell("cell", latitude=f"{cell[0]:.3f}", longitude=f"{cell[1]:.3f}")


def _point(world: World, station: str) -> tuple[float, float] | None:
    return next(
        (d.place for d in world.deployments if d.station == station and d.place is not None), None
    )
