"""Which animal of one catalogue is which of another, and which are not, without saying where.

Two sides of a border number the same animals apart. What both may hold is a table of pairs: whether
they were judged the same or different and when, and of each number only the grid cells and months
it was met in. A "different" is kept as long as it stands: it saves the next person the same
mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.catalogue.grid import Cell, Place, cells
from cases.catalogue.sightings import Sighting, sightings
from cases.entities import group
from cases.resolution import Decision
from cases.statement import Statement


@dataclass(frozen=True, slots=True)
class Number:
    """An animal as one side numbers it. side: the country of its stations, several or none."""

    id: str
    name: str
    number: str
    side: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A pair of numbers and what a person says of it: same, different or cannot_tell."""

    first: Number
    second: Number
    verdict: str
    day: str
    why: str
    statements: tuple[str, ...] = ()

    @property
    def crosses(self) -> bool:
        """Whether the two stand in catalogues of different countries."""
        return bool(self.first.side and self.second.side) and self.first.side != self.second.side


def crosswalk(
    statements: Iterable[Statement], decisions: Iterable[Decision], places: Mapping[str, Place]
) -> tuple[Crossing, ...]:
    """Every pair of animals that somebody judged, by ids. statements: live, before any merge.

    decisions: those that stand. places: of stations, exact or coarse; only cells are told. Raises
    nothing: a pair that only a file states has the statement as its reason.
    """
    entities = group(statements)
    animals = {e.id: e for e in entities.values() if e.schema == "IndividualAnimal"}
    seen: dict[str, list[Sighting]] = {}
    for one in sightings(entities):
        seen.setdefault(one.individual, []).append(one)
    sides = {
        station.id: station.first("country").upper()
        for station in entities.values()
        if station.schema == "Station"
    }

    def number(animal: str) -> Number:
        entity, own = animals[animal], seen.get(animal, [])
        return Number(
            animal,
            entity.caption,
            entity.first("catalogueNumber"),
            _sides(own, sides),
            cells(own, places),
        )

    found = {
        decision.pair: Crossing(
            number(decision.left),
            number(decision.right),
            decision.verdict.value,
            decision.at.date().isoformat(),
            decision.why,
        )
        for decision in decisions
        if decision.left in animals and decision.right in animals
    }
    for entity in animals.values():
        for name, verdict in (("sameAs", "same"), ("differentFrom", "different")):
            for said in entity.said(name):
                pair = tuple(sorted((entity.id, said.target or "")))
                if pair[0] in animals and pair[1] in animals and pair not in found:
                    told = (number(pair[0]), number(pair[1]))
                    day = said.first_seen.date().isoformat()
                    found[pair[0], pair[1]] = Crossing(*told, verdict, day, "", (said.id,))
    return tuple(found[pair] for pair in sorted(found))


def shared(crossings: Iterable[Crossing]) -> tuple[dict[str, str], ...]:
    """The table that may cross a border: numbers, verdict, day, cells and months; nothing exact.

    Reasons stay here: they are free text and may name a ridge.
    """
    return tuple(
        {
            "number": one.first.number or one.first.id,
            "other_number": one.second.number or one.second.id,
            "verdict": one.verdict,
            "day": one.day,
            "cells": _told(one.first.cells),
            "other_cells": _told(one.second.cells),
        }
        for one in crossings
    )


def _sides(own: Sequence[Sighting], sides: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({side for one in own if (side := sides.get(one.station))}))


def _told(known: Sequence[Cell]) -> str:
    return "; ".join(
        f"{cell.latitude:.3f} {cell.longitude:.3f} ({cell.months[0]} to {cell.months[-1]})"
        for cell in known
    )
