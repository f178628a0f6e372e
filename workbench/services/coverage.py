"""What the records say beside a lead: how likely an animal living here would be in the catalogue.

It is worked out by `cases` from stations, effort and time, set beside "not in the catalogue" and
"cannot tell", and never enters a likelihood ratio.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from cases.catalogue import (
    ASSUMPTIONS,
    RESIDENT_DAYS,
    Coverage,
    Detection,
    Sighting,
    coverage,
    detection,
)
from cases.entities import group
from cases.world import World
from embeddings.gallery import same_species
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.worlds import world_of
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Covered", "coverage_beside", "coverage_now", "day_of_seizure", "read_day"]

# Coverage needs who was seen where and when, and none of the people and seizures.
OF_THE_CATALOGUE = ("Photo", "Sighting", "Encounter", "Deployment", "Station", "IndividualAnimal")


@dataclass(frozen=True, slots=True)
class Covered:
    """Two answers to one question: by effort, and by how often animals were met (Chao 1987).

    simulated: some of what it rests on is simulated.
    """

    by_effort: Detection
    by_meetings: Coverage
    simulated: bool

    @property
    def sentence(self) -> str:
        """The chance in words, and the other way to reckon it beside."""
        return f"{self.by_effort.sentence}; by how often each was met, {self.by_meetings.sentence}"

    def plain(self) -> dict[str, Any]:
        """As it is kept in an answer: numbers, and what they assume."""
        told = asdict(self.by_effort)
        told |= {"since": str(self.by_effort.since), "until": str(self.by_effort.until)}
        return {**told, "assumes": list(ASSUMPTIONS)}


def coverage_beside(
    project: "Project",
    reader: Reader,
    *,
    now: datetime,
    flank: str | None,
    individuals: Collection[str],
    until: date | None = None,
) -> Covered:
    """Coverage of these animals for a skin with this flank, up to the day it was seized or today.

    flank: left, right, or None where no single one is known.
    """
    today = now.date()
    world = world_of(project, reader, now, schemata=OF_THE_CATALOGUE)
    seen = [one for one in world.sightings if one.individual in individuals]
    return Covered(
        _by_effort(world, seen, flank, min(until or today, today), RESIDENT_DAYS),
        coverage(seen, flank=flank),
        any(source.simulated for source in world.sources.values()),
    )


def coverage_now(
    project: "Project",
    by: str,
    *,
    species: str = "",
    flank: str = "",
    until: date | None = None,
    days: int = RESIDENT_DAYS,
    clock: Clock = utc_now,
) -> Detection:
    """How likely an animal of a species (all for "") was photographed with a flank, as of a day.

    Raises Refused for a flank that is not left or right, and for a stay of no days.
    """
    reader = acting(project, by, *READING_RECORDS)
    if flank not in ("", "left", "right"):
        raise Refused(f"{flank!r} is no one flank", "say left or right, or leave it out for any")
    if days < 1:
        raise Refused(f"a stay of {days} days is none", "ask for one day or more")
    now = clock()
    world = world_of(project, reader, now, schemata=OF_THE_CATALOGUE)
    rows = project.store.read(reader).matching.catalogue()
    shown = {world.clusters.of(row.individual) for row in rows if _is_of(row.species, species)}
    stated = {one.id for one in world.animals if _is_of(one.species, species)}
    seen = [one for one in world.sightings if one.individual in shown | stated]
    return _by_effort(world, seen, flank or None, until or now.date(), days)


def _is_of(stated: str, species: str) -> bool:
    """Whether a species is the one asked for; an animal of no stated species only where all are."""
    return not species or (bool(stated) and same_species(stated, species))


def _by_effort(
    world: World, seen: Sequence[Sighting], flank: str | None, until: date, days: int
) -> Detection:
    return detection(
        seen,
        world.deployments,
        until=until,
        rng=np.random.default_rng(world.seed),
        days=days,
        flank=flank,
    )


def read_day(written: str) -> date | None:
    """A day written 2026-03-01, or None for an empty text. Refuses anything else."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as wrong:
        raise Refused(f"{written!r} is no day", "write year-month-day, e.g. 2026-03-01") from wrong


def day_of_seizure(project: "Project", reader: Reader, skin: str) -> date | None:
    """The day by which a skin was seized or offered; None where no date is on record.

    Of a date known to the month or year it is the last day: nobody wrote the first.
    """
    with project.store.read(reader) as queries:
        own = group(queries.statements.statements_of([skin]))
        events = {event for one in own.values() for event in one.targets("seizure")}
        events |= {
            one.subject
            for one in queries.statements.statements_to([skin])
            if one.schema in ("Offer", "Seizure")
        }
        dated = group(queries.statements.statements_of(events))
    days = [when.last_day for one in dated.values() if (when := one.date("date")) is not None]
    return min(days, default=None)
