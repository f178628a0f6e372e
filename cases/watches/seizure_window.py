"""Which incidents fall into the time and place in which an animal must have been lost.

For a skin judged to be an animal the window runs from its last photo to the seizure; for an
overdue animal from its last photo to today or to its return. Shots happen anyway, so every
coincidence is printed with how often one would expect it by chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from cases.entities import Entity
from cases.routes import distance_km
from cases.watches.overdue import watch_animal
from cases.watches.watch import State, Watch
from cases.world import World

# Kilometres around the animal's stations within which an incident of a type may concern it
# (intelligence kernels: a shot is heard 3 km off; people with traps walk further).
_REACH_KM = {"shot": 3.0, "shots": 3.0, "camera destroyed": 10.0, "camera": 10.0, "tracks": 5.0}
_OTHER_KM = 5.0
CAVEAT = "Falling into a window is not having caused anything."


@dataclass(frozen=True, slots=True)
class Window:
    """Between two days, around the stations of an animal. subject: the skin or the animal."""

    subject: str
    animal: str
    since: date
    until: date
    places: tuple[tuple[float, float], ...]
    statements: tuple[str, ...]


def windows(world: World) -> tuple[Window, ...]:
    """The windows of skins judged to be an animal, then those of overdue or re-sighted ones."""
    found = []
    for skin in world.of_kind("Specimen"):
        for animal in skin.targets("individual"):
            seized = seizure_day(world, skin)
            own = world.sightings_of.get(animal, ())
            if own and seized and own[-1].when.day <= seized:
                found.append(_window(world, skin.id, animal, own[-1].when.day, seized))
    known = {animal.id: animal for animal in world.animals}
    skinned = {window.animal for window in found}
    for animal, own in world.sightings_of.items():
        if animal not in known or animal in skinned:
            continue
        watch = watch_animal(world, known[animal], own)
        if watch.state in (State.OVERDUE, State.MISSING):
            found.append(_window(world, animal, animal, own[-1].when.day, world.today))
        elif watch.state is State.RE_SIGHTED and watch.since is not None:
            earlier = [s for s in own if s.when.day < watch.since]
            if earlier:
                found.append(_window(world, animal, animal, earlier[-1].when.day, watch.since))
    return tuple(found)


def seizure_day(world: World, skin: Entity) -> date | None:
    """The day on which a skin was seized: the earliest of the seizures it belongs to."""
    seizures = set(skin.targets("seizure"))
    seizures |= {s.id for s in world.of_kind("Seizure") if skin.id in s.targets("specimen")}
    days = [
        when.day
        for one in sorted(seizures)
        if one in world.entities and (when := world.entities[one].when) is not None
    ]
    return min(days, default=None)


def find(world: World) -> list[Watch]:
    """One watch a window and type of incident with at least one incident in it."""
    incidents = [i for i in world.of_kind("Incident") if i.when is not None]
    found = []
    for window in windows(world):
        by_type: dict[str, list[Entity]] = {}
        for incident in incidents:
            if _near(incident, window):
                by_type.setdefault(incident.first("type") or "incident", []).append(incident)
        for kind, near in sorted(by_type.items()):
            inside = [i for i in near if _inside(i, window)]
            if inside:
                found.append(
                    _watch(world, window, kind, inside, len(near) - len(inside), incidents)
                )
    return found


def _window(world: World, subject: str, animal: str, since: date, until: date) -> Window:
    stations = {s.station for s in world.sightings_of[animal]}
    places = {d.place for d in world.deployments if d.station in stations and d.place is not None}
    last = world.sightings_of[animal][-1]
    return Window(subject, animal, since, until, tuple(sorted(places)), last.statements)


def _near(incident: Entity, window: Window) -> bool:
    latitude, longitude = incident.number("latitude"), incident.number("longitude")
    if latitude is None or longitude is None:
        return False
    reach = _REACH_KM.get(incident.first("type").lower(), _OTHER_KM)
    reach += (incident.number("uncertainty") or 0.0) / 1000.0
    return any(distance_km((latitude, longitude), place) <= reach for place in window.places)


def _inside(incident: Entity, window: Window) -> bool:
    when = incident.when
    return when is not None and window.since <= when.day <= window.until


def _watch(
    world: World,
    window: Window,
    kind: str,
    inside: list[Entity],
    outside: int,
    incidents: list[Entity],
) -> Watch:
    days = [when.day for i in incidents if (when := i.when) is not None]
    length = (window.until - window.since).days + 1
    observed = max((max(days) - min(days)).days + 1 - length, 1)
    # None outside: the upper end of what fits to that (rule of three), rather than "never".
    per_day = (outside or 3.0) / observed
    chance = 1.0 - math.exp(-per_day * length)
    basis = (
        f"{outside} like it near these stations on the {observed} other days of record"
        if outside
        else f"none like it near these stations on the {observed} other days of record, at most "
        f"3 to be expected"
    )
    text = "; ".join(f"{world.named(i.id)} on {i.when}" for i in inside)
    return Watch(
        kind="seizure_window",
        subject=window.subject,
        state=State.COINCIDES,
        since=window.since,
        sentence=(
            f"Between {window.since} and {window.until}, the window of "
            f"{world.named(window.subject)}, near stations of {world.named(window.animal)}: "
            f"{kind}: {text}. By chance one would meet at least one with a probability of "
            f"{'' if outside else 'up to '}{chance:.2f} ({basis})"
        ),
        value=chance,
        interval=None,
        statements=tuple(
            sorted({*window.statements, *(s.id for i in inside for s in i.statements)})
        ),
        competing=(
            "the incident is the killing",
            "other hunting in the same days",
            "reported because somebody was looking by then",
        ),
        would_change="cartridges, blood or tracks at the place; the same vehicle or phone there",
        caveat=CAVEAT,
        related=(window.animal, *(i.id for i in inside)),
    )
