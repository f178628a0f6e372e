"""Counts of a population as others published them, kept apart where they count different things.

30 animals by tracks in 2007, 57 in one park in 2015, 103 with cubs, 125 adults: each is right and
they are no series. Two counts belong to one series only if they say the same of species, area, age
class and method; what a count does not say, it shares with none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cases.dates import When
from cases.entities import Entities, Entity

_SAME = ("species", "area", "ageClass", "method")


@dataclass(frozen=True, slots=True)
class StatedCount:
    """One published count. low, high: its interval, None where none was given.

    effort: as written; lacking: which of species, area, age class and method it does not say.
    """

    id: str
    when: When | None
    value: float
    low: float | None
    high: float | None
    species: str
    area: str
    age_class: str
    method: str
    effort: str
    lacking: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Counts that may be drawn as one line, in order of time; often only one."""

    species: str
    area: str
    age_class: str
    method: str
    counts: tuple[StatedCount, ...]


def stated_counts(entities: Entities) -> tuple[StatedCount, ...]:
    """All counts with a number, by id."""
    return tuple(
        _count(entity, value)
        for entity in entities.values()
        if entity.schema == "Count" and (value := entity.number("value")) is not None
    )


def series(counts: Iterable[StatedCount]) -> tuple[Series, ...]:
    """The counts sorted into what may be drawn as one, by species, area, age class, method."""
    found: dict[tuple[str, ...], list[StatedCount]] = {}
    for count in counts:
        found.setdefault(_key(count), []).append(count)
    made = []
    for own in found.values():
        first = own[0]
        ordered = sorted(own, key=lambda c: (str(c.when or ""), c.id))
        made.append(
            Series(first.species, first.area, first.age_class, first.method, tuple(ordered))
        )
    return tuple(
        sorted(made, key=lambda s: (s.species, s.area, s.age_class, s.method, s.counts[0].id))
    )


def why_apart(first: StatedCount, second: StatedCount) -> tuple[str, ...]:
    """Why two counts are no series, in words; empty where they may be drawn as one."""
    reasons = [f"{one.id} does not say its {name}" for one in (first, second)
               for name in one.lacking]  # fmt: skip
    for name, attribute in (
        ("species", "species"), ("area", "area"), ("age class", "age_class"), ("method", "method"),
    ):  # fmt: skip
        a, b = getattr(first, attribute), getattr(second, attribute)
        if a and b and _folded(a) != _folded(b):
            reasons.append(f"{name}: {a} and {b}")
    return tuple(dict.fromkeys(reasons))


def _count(entity: Entity, value: float) -> StatedCount:
    said = {name: entity.first(name) for name in _SAME}
    plain = {"ageClass": "age class"}
    return StatedCount(
        entity.id,
        entity.when,
        value,
        entity.number("low"),
        entity.number("high"),
        said["species"],
        said["area"],
        said["ageClass"],
        said["method"],
        entity.first("effort"),
        tuple(plain.get(name, name) for name, text in said.items() if not text.strip()),
        tuple(s.id for s in entity.statements),
    )


def _key(count: StatedCount) -> tuple[str, ...]:
    if count.lacking:
        return ("", count.id)
    parts = (count.species, count.area, count.age_class, count.method)
    return ("said", *(_folded(part) for part in parts))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
