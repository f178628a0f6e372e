"""Mothers and their cubs in time: from when to when they were met together, and since when apart.

A bond is stated by somebody; that a cub still walks with its mother is seen, and ends. Cubs are
counted apart from adults for as long as they are young.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cases.catalogue.sightings import Sighting, dated
from cases.entities import Entities

# Within an hour at one station: the cameras' usual span of one visit.
TOGETHER = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Bond:
    """One cub and its mother. born: as written, empty if not known; first, last: nights together.

    apart_since: the first night after that on which the cub was met without her. statements: that
    she is its mother.
    """

    mother: str
    cub: str
    born: str
    together: int
    first: date | None
    last: date | None
    apart_since: date | None
    statements: tuple[str, ...]


def bonds(entities: Entities, seen: Mapping[str, Sequence[Sighting]]) -> tuple[Bond, ...]:
    """Every stated bond, by mother and cub. seen: sightings by animal in order of time."""
    found = []
    for entity in entities.values():
        for mother in entity.targets("mother"):
            own, hers = dated(seen.get(entity.id, ())), dated(seen.get(mother, ()))
            nights = sorted({one.night for one in own if _beside(one, hers)})
            after = [one.night for one in own if nights and one.night > nights[-1]]
            found.append(
                Bond(
                    mother,
                    entity.id,
                    entity.first("birthDate"),
                    len(nights),
                    nights[0] if nights else None,
                    nights[-1] if nights else None,
                    min(after, default=None),
                    tuple(s.id for s in entity.said("mother") if s.target == mother),
                )
            )
    return tuple(sorted(found, key=lambda bond: (bond.mother, bond.cub)))


def _beside(one: Sighting, others: Sequence[Sighting]) -> bool:
    return any(
        one.station == other.station and abs(_at(one) - _at(other)) <= TOGETHER for other in others
    )


def _at(one: Sighting) -> datetime:
    start = one.when.start
    return start if start.tzinfo is not None else start.replace(tzinfo=UTC)
