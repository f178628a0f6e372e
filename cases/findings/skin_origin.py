"""Where and when the animal of a skin was lost: between its last photo and the seizure.

The sentence is kept by cases and bags, which people of any level read: it tells the grid cell. The
station, and how far its range reaches, stand in the table alone, which only the reader sees for
whom the finding was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cases.catalogue.rate import Rate, home_stations, nights_between
from cases.catalogue.sightings import Sighting
from cases.entities import Entity
from cases.findings.finding import Finding
from cases.routes import distance_km
from cases.watches.called import cell_called
from cases.watches.window import seized_when, seizure_day
from cases.world import World


def find(world: World) -> list[Finding]:
    """A finding a skin that was judged to be a catalogued animal with a photo before the seizure.

    A photo after the seizure contradicts the judgement and is said so.
    """
    found = []
    for skin in world.of_kind("Specimen"):
        for animal in skin.targets("individual"):
            if world.sightings_of.get(animal):
                found.append(_finding(world, skin, animal))
    return found


def _finding(world: World, skin: Entity, animal: str) -> Finding:
    own = world.sightings_of[animal]
    seized = seizure_day(world, skin)
    before = [s for s in own if seized is None or s.when.day <= seized]
    late = [s for s in own if seized is not None and s.when.day > seized]
    if late:
        return _contradiction(world, skin, animal, late[-1])
    sure = [s for s in before if seized is None or s.when.last_day <= seized]
    return _window(world, skin, animal, sure or before, seized or world.today)


def _judged(skin: Entity, animal: str) -> tuple[str, ...]:
    return tuple(s.id for s in skin.said("individual") if s.target == animal)


def _contradiction(world: World, skin: Entity, animal: str, late: Sighting) -> Finding:
    return Finding(
        kind="skin_origin",
        sentence=(
            f"{world.named(skin.id)} is judged to be {world.named(animal)}, but that animal was "
            f"photographed on {late.told}, after the seizure of {seized_when(world, skin)}: "
            f"one of the two cannot be right"
        ),
        subjects=(skin.id, animal),
        value=None,
        interval=None,
        competing=("the judgement is wrong", "the photo is of another animal", "a date is wrong"),
        would_change="a second examination of the skin and of that photo",
        statements=tuple(sorted({*_judged(skin, animal), *late.statements})),
        caveat="Nothing is withdrawn by itself; people decide.",
    )


def _window(
    world: World, skin: Entity, animal: str, before: Sequence[Sighting], end: date
) -> Finding:
    last, sure = before[-1], max(s.when.day for s in before)
    rate = world.rate_after(before)
    nights = nights_between(world.station_nights, home_stations(before), last.night, end)
    days = (end - sure).days
    seized = seized_when(world, skin)
    vague = seized is not None and seized.day != seized.last_day
    dated = f"the end of {seized}" if vague else str(end)
    return Finding(
        kind="skin_origin",
        sentence=(
            f"{world.named(skin.id)} is judged to be {world.named(animal)}, last photographed on "
            f"{last.told} in {cell_called(world, last.station)}: lost within {days} days "
            f"before {dated}{_likely_until(rate, nights)}"
        ),
        subjects=(skin.id, animal),
        value=float(days),
        interval=(0.0, float(days)),
        competing=(
            "killed in its range soon after the last photo",
            "killed later, out of reach of the cameras",
            "found dead and skinned",
            "the judgement of the skin is wrong",
        ),
        would_change="another photo of the animal, or incidents near its stations in these days",
        statements=tuple(sorted({*_judged(skin, animal), *last.statements})),
        caveat="The window rests on the judgement that the skin is this animal.",
        facts=(
            ("last photo", f"{last.when} at {world.named(last.station)}"),
            *_range(world, animal),
            ("seized", str(seized or end)),
            ("effective station-nights in its range since", str(len(nights))),
        ),
    )


def _likely_until(rate: Rate, nights: list[int]) -> str:
    """The day by which a living animal would have been met with 90 % (nothing if never)."""
    needed = rate.nights_until(0.1) if rate.per_night > 0 else len(nights) + 1
    if needed > len(nights):
        return ""
    return (
        f"; alive after {date.fromordinal(nights[needed - 1] + 1)} it would have been met with "
        f"90 % probability"
    )


def _range(world: World, animal: str) -> tuple[tuple[str, str], ...]:
    """How far apart its stations are, a line of the table; none unless two places are known."""
    stations = {s.station for s in world.sightings_of[animal]}
    places = sorted(
        {d.place for d in world.deployments if d.station in stations and d.place is not None}
    )
    if len(places) < 2:
        return ()
    widest = max(distance_km(a, b) for a in places for b in places)
    return (("range", f"{len(stations)} stations, up to {widest:.0f} km apart"),)
