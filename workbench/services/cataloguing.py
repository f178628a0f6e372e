"""The catalogue as intelligence: who is where, since when, whose cub, how many.

Read out of the records for one reader; closed to whoever holds an open blind examination, because
which animal is which is what they are asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from cases.catalogue import (
    Animal,
    Bond,
    Cell,
    Crossing,
    Estimate,
    Inbreeding,
    Series,
    Sighting,
    YearCount,
    bonds,
    cells,
    coancestry,
    crosswalk,
    estimates,
    inbreeding,
    pedigree,
    population,
    series,
    span_of,
    stated_counts,
    winter_of,
)
from cases.watches import Watch
from cases.watches.overdue import find as overdue
from cases.world import World
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.coverage import OF_THE_CATALOGUE
from workbench.services.kept import Kept
from workbench.services.pace import Clock, utc_now
from workbench.services.worlds import world_of
from workbench.store import Reader
from workbench.views.catalogue import closed

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["AnimalFile", "Catalogue", "Line", "catalogue", "file_of", "is_kept"]

_ASKED = (*OF_THE_CATALOGUE, "Specimen", "Seizure", "Count")
_RELATIVES = 12


class _Known:
    """What one reader may know of animals, and what follows from it once it is asked for."""

    def __init__(self, world: World) -> None:
        self.world = world

    @cached_property
    def lines(self) -> "tuple[Line, ...]":
        """All animals of the list."""
        return _lines(self.world)

    @cached_property
    def whole(self) -> "Catalogue":
        """The catalogue with its counts and crossings."""
        world = self.world
        return Catalogue(
            self.lines,
            population(world.animals, world.sightings, world.deployments),
            _estimates(world),
            series(stated_counts(world.entities)),
            _crossings(world),
        )


_KNOWN: Kept[_Known] = Kept(4)


@dataclass(frozen=True, slots=True)
class Line:
    """One animal of the list. watch: its state, None where it was never sighted.

    inbred: Wright's F at least; parents known or not. cubs: how many on record.
    """

    animal: Animal
    number: str
    watch: Watch | None
    mother: str
    cubs: tuple[str, ...]
    inbred: float
    simulated: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All animals, and how many there are by year, by estimate, and as others published it."""

    lines: tuple[Line, ...]
    years: tuple[YearCount, ...]
    estimates: tuple[Estimate, ...]
    counts: tuple[Series, ...]
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True, slots=True)
class AnimalFile:
    """One animal in full. relatives: (animal, name, coancestry at least), closest first.

    stations: id -> name, of its sightings. known_as: other records decided to be it.
    """

    line: Line
    sightings: tuple[Sighting, ...]
    stations: Mapping[str, str]
    cells: tuple[Cell, ...]
    bonds: tuple[Bond, ...]
    inbreeding: Inbreeding
    parents_refused: str
    relatives: tuple[tuple[str, str, float], ...]
    names: Mapping[str, str]
    crossings: tuple[Crossing, ...]
    known_as: tuple[str, ...]


def is_kept(project: "Project", by: str, *, clock: Clock = utc_now) -> bool:
    """Whether the catalogue would be told at once."""
    return _KNOWN.has(project, acting(project, by, *READING_RECORDS), clock().date())


def catalogue(project: "Project", by: str, *, clock: Clock = utc_now) -> Catalogue | None:
    """The whole catalogue; None while the person holds an open blind examination."""
    reader = acting(project, by, *READING_RECORDS)
    if closed(project, reader):
        return None
    return _known(project, reader, clock()).whole


def file_of(
    project: "Project", by: str, animal: str, *, clock: Clock = utc_now
) -> AnimalFile | None:
    """One animal, by its id or that of a record decided to be it; None where there is none."""
    reader = acting(project, by, *READING_RECORDS)
    if closed(project, reader):
        return None
    kept = _known(project, reader, clock())
    world = kept.world
    known = world.clusters.of(animal)
    line = next((one for one in kept.lines if one.animal.id == known), None)
    if line is None:
        return None
    own = world.sightings_of.get(known, ())
    tree = pedigree(world.entities)
    others = [one.id for one in world.animals if one.id != known]
    shared = coancestry(tree, [(known, other) for other in others])
    close = sorted(
        ((other, value) for (_, other), value in shared.items() if value > 0.0),
        key=lambda pair: (-pair[1], pair[0]),
    )[:_RELATIVES]
    family = tuple(
        bond
        for bond in bonds(world.entities, world.sightings_of)
        if known in (bond.mother, bond.cub)
    )
    return AnimalFile(
        line,
        own,
        {one.station: world.caption(one.station) for one in own},
        cells(own, _places(world)),
        family,
        inbreeding(tree, known),
        tree.refused.get(known, ""),
        tuple((other, world.caption(other), value) for other, value in close),
        {one.id: one.name for one in world.animals},
        tuple(c for c in _crossings(world) if known in _ends(world, c)),
        tuple(one for one in world.clusters.members.get(known, ()) if one != known),
    )


def _known(project: "Project", reader: Reader, now: datetime) -> _Known:
    return _KNOWN.get(
        project,
        reader,
        now.date(),
        lambda: _Known(world_of(project, reader, now, schemata=_ASKED)),
    )


def _lines(world: World) -> tuple[Line, ...]:
    watches = {watch.subject: watch for watch in overdue(world)}
    tree = pedigree(world.entities)
    cubs: dict[str, list[str]] = {}
    for young, (mother, father) in tree.parents.items():
        for parent in (mother, father):
            if parent:
                cubs.setdefault(parent, []).append(young)
    found = []
    for animal in world.animals:
        entity = world.entities.get(animal.id)
        found.append(
            Line(
                animal,
                entity.first("catalogueNumber") if entity else "",
                watches.get(animal.id),
                tree.of(animal.id)[0],
                tuple(sorted(cubs.get(animal.id, ()))),
                inbreeding(tree, animal.id).at_least,
                _simulated(world, animal.id),
            )
        )
    return tuple(found)


def _simulated(world: World, animal: str) -> bool:
    entity = world.entities.get(animal)
    return bool(entity) and any(
        world.sources[s.source_id].simulated
        for s in (entity.statements if entity else ())
        if s.source_id in world.sources
    )


def _estimates(world: World) -> tuple[Estimate, ...]:
    """By study year of effort, adults and cubs that were met, each flank apart."""
    nights = sorted(set(chain.from_iterable(n.tolist() for n in world.station_nights.values())))
    years = sorted({winter_of(date.fromordinal(night)) for night in nights})
    spans = [span for year in years if (span := span_of(nights, *year)) is not None]
    return tuple(
        one
        for since, until in spans
        if (until - since).days >= _RELATIVES
        for one in estimates(world.sightings, since, until)
    )


def _places(world: World) -> dict[str, tuple[float, float]]:
    return {d.station: d.place for d in world.deployments if d.place is not None}


def _crossings(world: World) -> tuple[Crossing, ...]:
    return crosswalk(world.statements, world.decisions, _places(world))


def _ends(world: World, crossing: Crossing) -> set[str]:
    return {world.clusters.of(one.id) for one in (crossing.first, crossing.second)}
