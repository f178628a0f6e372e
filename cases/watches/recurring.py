"""Which phones, plates, accounts and documents stand in more than one event.

A number that turns up in two seizures ties them together more firmly than any name. A shop's or an
office's number does the same by accident: it is told apart by who holds it and by how many use it,
and is kept as shared, not called recurring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cases.entities import Entity
from cases.graph.derived import DEFAULT_CAP
from cases.statement import Statement
from cases.watches.watch import State, Watch
from cases.world import World

_THINGS = ("Phone", "Vehicle", "UserAccount", "BankAccount", "Identification")
EVENTS = frozenset({"Seizure", "Offer", "Incident", "Arrest", "Journey"})
_LABELS = {
    "Phone": "phone",
    "UserAccount": "user account",
    "BankAccount": "bank account",
    "Identification": "identity document",
}
# Held by more people than a couple or a family would share it among.
_MANY_HOLDERS = 4
_OPEN_TO_ALL = re.compile(
    r"\b(shop|store|stall|office|hotel|taxi|call cent|exchange|agency|garage)|магазин|лавка|офис"
    r"|гостиниц|такси|обмен|агентств|店|酒店|办公|出租|旅行社|cửa hàng|tiệm|khách sạn|văn phòng",
    re.IGNORECASE,
)
CAVEAT = "A number in two records says that records share it, not who used it when."


@dataclass(slots=True)
class _Said:
    """What is said to one thing: by events with their statements, and who holds it."""

    events: dict[str, list[Statement]] = field(default_factory=dict)
    holders: set[str] = field(default_factory=set)


def find(world: World) -> list[Watch]:
    """One watch a thing that stands in at least two events itself, by id."""
    said: dict[str, _Said] = {}
    for entity in world.entities.values():
        holds = entity.schema in ("Person", "Organization")
        if not holds and entity.schema not in EVENTS:
            continue
        for statement in entity.statements:
            if statement.target:
                of = said.setdefault(statement.target, _Said())
                if holds:
                    of.holders.add(entity.id)
                else:
                    of.events.setdefault(entity.id, []).append(statement)
    return [
        _watch(world, thing, said[thing.id])
        for thing in world.of_kind(*_THINGS)
        if thing.id in said and len(said[thing.id].events) > 1
    ]


def why_shared(world: World, holders: set[str], events: int) -> str:
    """Why a number is a shop's or a hub's rather than a person's; empty where nothing says so."""
    if events > DEFAULT_CAP:
        return f"{events} events share it"
    known = [world.entities[one] for one in sorted(holders) if one in world.entities]
    for holder in known:
        if holder.schema == "Organization":
            return f"{world.named(holder.id)} holds it"
        told = " ".join((*holder.values("occupation"), *holder.values("note")))
        found = _OPEN_TO_ALL.search(told)
        if found:
            return f"{world.named(holder.id)}, who holds it, is told of with “{found[0]}”"
    if len(known) >= _MANY_HOLDERS:
        return f"{len(known)} people hold it"
    return ""


def _watch(world: World, thing: Entity, said: _Said) -> Watch:
    kept = {one for name in ("keeper", "driver") for one in thing.targets(name)}
    events, holders = said.events, sorted(said.holders | kept)
    days = sorted(when.day for one in events if (when := world.entities[one].when) is not None)
    why = why_shared(world, set(holders), len(events))
    who = ", ".join(world.named(one) for one in holders) or "nobody known"
    sentence = (
        f"The {_LABELS.get(thing.schema, thing.schema.lower())} {world.named(thing.id)} stands in "
        f"{len(events)} events: {', '.join(world.named(one) for one in sorted(events))}; held by "
        f"{who}"
    )
    if why:
        sentence += f"; it may be a shop's, an office's or a hub's: {why}"
    return Watch(
        kind="recurring",
        subject=thing.id,
        state=State.SHARED if why else State.RECURS,
        since=days[1] if len(days) > 1 else None,
        sentence=sentence,
        value=float(len(events)),
        interval=None,
        statements=tuple(sorted(s.id for own in events.values() for s in own)),
        competing=(
            "one person had it at both times",
            "the number changed hands in between",
            "a shop, office or driver's phone that many use",
            "a number copied or mistyped from one record to the other",
        ),
        would_change="subscriber and traffic records for both dates",
        caveat=CAVEAT,
        related=tuple(sorted({*events, *holders})),
        missing=_missing(world, events, holders),
    )


def _missing(
    world: World, events: dict[str, list[Statement]], holders: list[str]
) -> tuple[str, ...]:
    found = []
    if not holders:
        found.append("nobody is on record as its holder")
    undated = [one for one in sorted(events) if world.entities[one].when is None]
    found += [f"{world.named(one)} has no date" for one in undated]
    told = {(world.entities[one].when, world.entities[one].first("country")) for one in events}
    if len(told) == 1 and not undated:
        found.append("the events have one day and one country: they may be one, reported twice")
    roots = {
        world.sources[s.source_id].root
        for own in events.values()
        for s in own
        if s.source_id in world.sources
    }
    if len(roots) == 1:
        found.append("all records of it come from one source")
    return tuple(found)
