"""Seizures as a table: filtered, sorted and paged in the store."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cases.entities import Entity, group
from cases.statement import Source
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.store.letters import waiting
from workbench.store.reading.seizures import Area, SeizureFilter

__all__ = [
    "READ_AT_ONCE",
    "Area",
    "SeizureFilter",
    "SeizurePage",
    "SeizureRow",
    "choices",
    "page",
    "unindexed",
]

# So many are read in well under a second: no index is offered for fewer.
READ_AT_ONCE = 100_000


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
        ids, total = q.seizures.page(asked, offset, limit)
        return SeizurePage(_rows(q, ids), total, offset)


def choices(project: Project, reader: Reader, name: str) -> list[tuple[str, int]]:
    """(value, seizures) of country, product or species for the filter, most frequent first."""
    with project.store.read(reader) as q:
        return q.seizures.values(name)


def unindexed(project: Project) -> int:
    """How many statements a filter by letters has to read one by one; 0 where few enough.

    PostgreSQL reads all of them, and there is nothing to be done about it: 0 as well.
    """
    left = waiting(project.store.engine)
    return left[0] if left and left[0] > READ_AT_ONCE else 0


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


def _row(
    entity: Entity, sources: Mapping[str, Source], places: Mapping[str, str], skins: list[str]
) -> SeizureRow:
    source = sources.get(entity.statements[0].source_id)
    place = next((places[t] for t in entity.targets("place") if t in places), "")
    when = entity.when
    return SeizureRow(
        entity.id,
        entity.caption,
        str(when) if when else entity.first("date") or entity.first("year"),
        ", ".join(entity.values("country")),
        place or entity.first("location"),
        ", ".join(entity.values("product")) or entity.first("type"),
        ", ".join(entity.values("species")),
        entity.first("quantity") or entity.first("weight") or entity.first("scalesWeight"),
        entity.first("agency"),
        entity.first("outcome"),
        tuple(sorted({*skins, *entity.targets("specimen")})),
        source.title if source else "",
        bool(source and source.simulated),
    )
