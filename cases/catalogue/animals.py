"""The animals of a catalogue: what is known of each, and the families they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.catalogue.sightings import Sighting, earliest, latest
from cases.dates import When
from cases.entities import Entities

_YOUNG = frozenset({"cub", "juvenile", "kitten"})


@dataclass(frozen=True, slots=True)
class Animal:
    """One individual. flanks: sides known from photos; both means each was seen or one photo did.

    stations: how often it was seen at each. origin: wild, captive, reintroduced or empty. born:
    its year, if known. first_told, last_told: the day on which it may have been met first and last,
    or the month or year where no more is known; empty where it was never met. last: the latest day
    on which it may have been met.
    """

    id: str
    name: str
    species: str
    sex: str
    life_stage: str
    origin: str
    provisional: bool
    flanks: frozenset[str]
    first_told: str
    last_told: str
    last: date | None
    sightings: int
    stations: tuple[tuple[str, int], ...]
    dead: bool
    born: int | None = None

    def young_in(self, year: int) -> bool:
        """Whether it was a cub then: by its year of birth, else by the stage it is stated at."""
        if self.born is not None:
            return year - self.born <= 1
        return self.life_stage.lower() in _YOUNG

    @property
    def comparable_flank(self) -> str:
        """Which flank a skin can be held against: left, right, both or unknown."""
        if "both" in self.flanks or {"left", "right"} <= self.flanks:
            return "both"
        return next(iter(self.flanks), "unknown")


@dataclass(frozen=True, slots=True)
class Family:
    """A mother and her cubs as the records state it, with the statements that do."""

    mother: str
    cubs: tuple[str, ...]
    statements: tuple[str, ...]


def animals(entities: Entities, seen: Iterable[Sighting]) -> tuple[Animal, ...]:
    """All animals that are stated or seen, by id."""
    by_animal: dict[str, list[Sighting]] = {}
    for sighting in seen:
        by_animal.setdefault(sighting.individual, []).append(sighting)
    stated = {e.id for e in entities.values() if e.schema == "IndividualAnimal"}
    found = []
    for animal in sorted(stated | set(by_animal)):
        entity = entities.get(animal)
        own = by_animal.get(animal, [])
        first, last = earliest(own), latest(own)
        counts: dict[str, int] = {}
        for sighting in own:
            counts[sighting.station] = counts.get(sighting.station, 0) + 1
        found.append(
            Animal(
                id=animal,
                name=entity.caption if entity else animal,
                species=entity.first("species") if entity else "",
                sex=entity.first("sex") if entity else "",
                life_stage=entity.first("lifeStage") if entity else "",
                origin=entity.first("origin") if entity else "",
                provisional=bool(entity and entity.first("provisional") not in ("", "no", "false")),
                flanks=frozenset(flank for sighting in own for flank in sighting.flanks),
                first_told=str(first.told) if first else "",
                last_told=str(last.told) if last else "",
                last=last.when.last_day if last else None,
                sightings=len(own),
                stations=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
                dead=bool(entity and entity.first("deathDate")),
                born=_year_of(entity.date("birthDate")) if entity else None,
            )
        )
    return tuple(found)


def _year_of(when: When | None) -> int | None:
    return None if when is None else when.day.year


def families(entities: Entities) -> tuple[Family, ...]:
    """Mothers with their cubs, by the mother's id."""
    cubs: dict[str, list[tuple[str, str]]] = {}
    for entity in entities.values():
        for statement in entity.said("mother"):
            if statement.target:
                cubs.setdefault(statement.target, []).append((entity.id, statement.id))
    return tuple(
        Family(
            mother,
            tuple(sorted({cub for cub, _ in own})),
            tuple(sorted({statement for _, statement in own})),
        )
        for mother, own in sorted(cubs.items())
    )
