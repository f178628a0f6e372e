"""What happened in which order, as far as the dates say: an event of a month is not its first day.

Ordered by the earliest instant an entry can mean; entries whose times overlap are in no order that
we know, which `certain_after` says.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cases.dates import When
from cases.entities import Entities, Entity
from cases.model import SCHEMATA

_SKIPPED = frozenset({"Photo", "RouteLeg"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a timeline. about: what in the event concerns those asked for.

    certain_after: whether it certainly began when all entries before it were over.
    """

    entity: str
    schema: str
    when: When
    sentence: str
    about: tuple[str, ...]
    statements: tuple[str, ...]
    certain_after: bool


def timeline(entities: Entities, subjects: Collection[str] | None = None) -> tuple[Entry, ...]:
    """The dated events that concern `subjects` (None: all), in order of time.

    An event concerns a subject if it is it, points to it, or is pointed to by it.
    """
    chosen = [
        entity
        for entity in entities.values()
        if entity.is_event and entity.schema not in _SKIPPED and entity.when is not None
    ]
    if subjects is not None:
        wanted = set(subjects)
        pointed = {
            target
            for one in wanted
            if one in entities
            for s in entities[one].statements
            if (target := s.target)
        }
        chosen = [
            e
            for e in chosen
            if e.id in wanted or e.id in pointed or any(s.target in wanted for s in e.statements)
        ]
    dated = [(e, when) for e in chosen if (when := e.when) is not None]
    dated.sort(key=lambda pair: (*pair[1].utc_bounds(), pair[0].id))
    found = []
    over: datetime | None = None  # the latest instant that anything before may still have lasted
    for entity, when in dated:
        begins, ends = when.utc_bounds()
        found.append(
            Entry(
                entity.id,
                entity.schema,
                when,
                _sentence(entity, entities),
                tuple(sorted({t for s in entity.statements if (t := s.target)})),
                tuple(sorted(s.id for s in entity.statements)),
                over is not None and over <= begins,
            )
        )
        over = ends if over is None else max(over, ends)
    return tuple(found)


def _sentence(entity: Entity, entities: Entities) -> str:
    kind = SCHEMATA[entity.schema].label if entity.schema in SCHEMATA else entity.schema
    what = entity.caption if entity.caption != entity.id else entity.described
    roles = []
    for statement in entity.statements:
        if statement.target and statement.target in entities:
            roles.append(f"{statement.property}: {entities[statement.target].caption}")
    parts = [f"{kind} {what}".strip(), *dict.fromkeys(roles[:6])]
    result = entity.first("result") or entity.first("description")
    return "; ".join(parts) + (f" – {result[:120]}" if result else "")
