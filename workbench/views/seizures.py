"""Seizures as a table, as points on a map, and as routes; filtered in the store."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from cases.entities import Entity, group
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.store.reading.seizures import SeizureFilter

__all__ = [
    "Leg",
    "Point",
    "SeizureFilter",
    "SeizurePage",
    "SeizureRow",
    "choices",
    "page",
    "points",
    "routes",
]

_GRID_DEGREES = 0.25


@dataclass(frozen=True, slots=True)
class SeizureRow:
    """One seizure. quantity: as written. uncertainty of its place stays with the place."""

    id: str
    caption: str
    date: str
    country: str
    place: str
    product: str
    species: str
    quantity: str
    agency: str
    outcome: str
    skins: tuple[str, ...]
    source: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class SeizurePage:
    """A page of the table. total: how many there are in all for this reader and filter."""

    rows: tuple[SeizureRow, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class Point:
    """Seizures in one cell of the map's grid; latitude and longitude of the cell's middle."""

    latitude: float
    longitude: float
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg of a route, from one place to the next. status: confirmed, unconfirmed or unstated."""

    seizure: str
    from_place: str
    from_latitude: float | None
    from_longitude: float | None
    to_place: str
    to_latitude: float | None
    to_longitude: float | None
    status: str


def page(
    project: Project,
    reader: Reader,
    wanted: SeizureFilter | None = None,
    *,
    offset: int = 0,
    limit: int = 100,
) -> SeizurePage:
    """One page, newest first."""
    asked = wanted or SeizureFilter()
    with project.store.read(reader) as q:
        ids = q.seizures.page(asked, offset, limit)
        return SeizurePage(_rows(q, ids), q.seizures.total(asked), offset)


def choices(project: Project, reader: Reader, name: str) -> list[tuple[str, int]]:
    """(value, seizures) of country, product, species ... for the filter, most frequent first."""
    with project.store.read(reader) as q:
        return q.seizures.values(name)


def points(
    project: Project,
    reader: Reader,
    wanted: SeizureFilter | None = None,
    *,
    grid_degrees: float = _GRID_DEGREES,
) -> tuple[Point, ...]:
    """Where they were, gathered on a fixed grid; seizures without a place are left out."""
    asked = wanted or SeizureFilter()
    cells: dict[tuple[int, int], list[str]] = {}
    with project.store.read(reader) as q:
        ids = q.seizures.page(asked, 0, q.seizures.total(asked))
        entities = group(q.statements.statements_of(ids))
        places = _places(q, entities.values())
    for entity in entities.values():
        where = _where(entity, places)
        if where is not None:
            cell = (int(where[0] // grid_degrees), int(where[1] // grid_degrees))
            cells.setdefault(cell, []).append(entity.id)
    return tuple(
        Point(
            (row + 0.5) * grid_degrees,
            (column + 0.5) * grid_degrees,
            len(found),
            tuple(sorted(found)),
        )
        for (row, column), found in sorted(cells.items())
    )


def routes(
    project: Project, reader: Reader, wanted: SeizureFilter | None = None
) -> tuple[Leg, ...]:
    """The legs of their routes in order; status kept apart as it was stated."""
    asked = wanted or SeizureFilter()
    with project.store.read(reader) as q:
        ids = set(q.seizures.page(asked, 0, q.seizures.total(asked)))
        legs = group(q.statements.statements_of(q.entities.of_kind("RouteLeg")))
        places = _places(q, legs.values())
    by_seizure: dict[str, list[Entity]] = {}
    for leg in legs.values():
        for seizure in leg.targets("seizure"):
            if seizure in ids:
                by_seizure.setdefault(seizure, []).append(leg)
    found: list[Leg] = []
    for seizure in sorted(by_seizure):
        stops = sorted(by_seizure[seizure], key=lambda leg: (leg.number("order") or 0.0, leg.id))
        found += [_leg(seizure, a, b, places) for a, b in pairwise(stops)]
    return tuple(found)


def _rows(q: Queries, ids: Collection[str]) -> tuple[SeizureRow, ...]:
    entities = group(q.statements.statements_of(ids))
    sources = q.sources.of({s.source_id for e in entities.values() for s in e.statements})
    places = q.entities.captions({t for e in entities.values() for t in e.targets("place")})
    skins = group(q.statements.statements_to(ids))
    holding: dict[str, list[str]] = {}
    for entity in skins.values():
        for seizure in entity.targets("seizure"):
            if entity.schema == "Specimen":
                holding.setdefault(seizure, []).append(entity.id)
    return tuple(
        _row(entities[one], sources, places, holding.get(one, [])) for one in ids if one in entities
    )


def _row(entity: Entity, sources: object, places: object, skins: list[str]) -> SeizureRow:
    known = sources if isinstance(sources, dict) else {}
    named = places if isinstance(places, dict) else {}
    source = known.get(entity.statements[0].source_id)
    place = next((named[t] for t in entity.targets("place") if t in named), "")
    quantity = entity.first("quantity") or entity.first("weight")
    when = entity.when
    return SeizureRow(
        entity.id,
        entity.caption,
        str(when) if when else entity.first("date") or entity.first("year"),
        ", ".join(entity.values("country")),
        place or entity.first("location"),
        ", ".join(entity.values("product")),
        ", ".join(entity.values("species")),
        quantity,
        entity.first("agency"),
        entity.first("outcome"),
        tuple(sorted({*skins, *entity.targets("specimen")})),
        source.title if source else "",
        bool(source and source.simulated),
    )


def _places(q: Queries, entities: Collection[Entity]) -> dict[str, Entity]:
    return group(q.statements.statements_of({t for e in entities for t in e.targets("place")}))


def _where(entity: Entity, places: dict[str, Entity]) -> tuple[float, float] | None:
    for one in (entity, *(places[t] for t in entity.targets("place") if t in places)):
        latitude, longitude = one.number("latitude"), one.number("longitude")
        if latitude is not None and longitude is not None:
            return latitude, longitude
    return None


def _leg(seizure: str, a: Entity, b: Entity, places: dict[str, Entity]) -> Leg:
    here, there = _where(a, places), _where(b, places)
    worst = Counter(b.values("legStatus")) or Counter(["unstated"])
    return Leg(
        seizure,
        a.caption,
        here[0] if here else None,
        here[1] if here else None,
        b.caption,
        there[0] if there else None,
        there[1] if there else None,
        next(iter(worst)),
    )
