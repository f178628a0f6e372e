"""Which phones, plates, accounts and documents stand in more than one event.

A number that turns up in two seizures ties them together more firmly than any name. A shop's or an
office's number does the same by accident: it is told apart by who holds it and by how many use it,
and is kept as shared, not called recurring.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

from cases.entities import Entity
from cases.graph.derived import DEFAULT_CAP
from cases.statement import Statement
from cases.watches.called import all_called, called
from cases.watches.number_chance import LETTER_BITS, Numbers, is_placeholder
from cases.watches.told import Told, Word, tell, together
from cases.watches.watch import State, Watch
from cases.watches.window import latest_day
from cases.world import World

# What each kind of thing is known by.
_NUMBER = {
    "Phone": "number",
    "Vehicle": "registrationNumber",
    "UserAccount": "username",
    "BankAccount": "accountNumber",
    "Identification": "number",
}
# Names that people give themselves, and no office gives out.
_CHOSEN = frozenset({"UserAccount"})
EVENTS = frozenset({"Seizure", "Offer", "Incident", "Arrest", "Journey"})
# Held by more people than a couple or a family would share it among.
_MANY_HOLDERS = 4
_OPEN_TO_ALL = re.compile(
    r"\b(shop|store|stall|office|hotel|taxi|call cent|exchange|agency|garage)|магазин|лавка|офис"
    r"|гостиниц|такси|обмен|агентств|店|酒店|办公|出租|旅行社|cửa hàng|tiệm|khách sạn|văn phòng",
    re.IGNORECASE,
)
CAVEAT = tell("number_caveat")
COMPETING = ("one", "changed", "shared", "copied")


@dataclass(slots=True)
class _Said:
    """What is said to one thing: by events with their statements, and who holds it."""

    events: dict[str, list[Statement]] = field(default_factory=dict)
    holders: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Among:
    """All numbers of a kind on record. events: that name any; recurring, shared: how many do so."""

    numbers: Numbers
    events: int
    recurring: int
    shared: int


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
    found = []
    for kind in sorted(_NUMBER):
        own = [(thing, said[thing.id]) for thing in world.of_kind(kind) if thing.id in said]
        found += _of_kind(world, [(thing, one) for thing, one in own if one.events])
    return sorted(found, key=lambda watch: watch.subject)


def _of_kind(world: World, named: list[tuple[Entity, _Said]]) -> list[Watch]:
    """The watches of one kind of number; each is told beside all the others of its kind."""
    numbers = Numbers(
        {_written(thing): len(said.events) for thing, said in named if _written(thing)}
    )
    recurring = [(thing, said) for thing, said in named if len(said.events) > 1]
    reasons = {thing.id: why_shared(world, thing, said) for thing, said in recurring}
    among = _Among(
        numbers,
        len({event for _, said in named for event in said.events}),
        len(recurring),
        sum(1 for why in reasons.values() if why is not None),
    )
    return [_watch(world, thing, said, reasons[thing.id], among) for thing, said in recurring]


def why_shared(world: World, thing: Entity, said: _Said) -> Told | None:
    """Why a number is a shop's or a hub's rather than a person's; None where nothing says so."""
    written, count = _written(thing), len(said.events)
    if written and thing.schema not in _CHOSEN and is_placeholder(written):
        return tell("placeholder")
    if count > DEFAULT_CAP:
        return tell("shared_hub", count=count)
    known = [world.entities[one] for one in _holders(thing, said) if one in world.entities]
    for holder in known:
        if holder.schema == "Organization":
            return tell("shared_organisation", holder=called(world, holder.id))
        told = " ".join((*holder.values("occupation"), *holder.values("note")))
        found = _OPEN_TO_ALL.search(told)
        if found:
            return tell("shared_told", holder=called(world, holder.id), word=found[0])
    if len(known) >= _MANY_HOLDERS:
        return tell("shared_many", people=len(known))
    return None


def _written(thing: Entity) -> str:
    return thing.first(_NUMBER[thing.schema])


def _holders(thing: Entity, said: _Said) -> list[str]:
    kept = {one for name in ("keeper", "driver") for one in thing.targets(name)}
    return sorted(said.holders | kept)


def _watch(world: World, thing: Entity, said: _Said, why: Told | None, among: _Among) -> Watch:
    events, holders = said.events, _holders(thing, said)
    dated = (when for one in events if (when := world.entities[one].when) is not None)
    days = sorted(latest_day(world, when) for when in dated)
    rate, chance = _rate(thing, len(events), among, shared=why is not None)
    return Watch(
        kind="recurring",
        subject=thing.id,
        state=State.RECURS if why is None else State.SHARED,
        since=days[1] if len(days) > 1 else None,
        sentence=together(
            tell(
                "recurs",
                kind=Word("watch_thing", thing.schema),
                thing=called(world, thing.id),
                count=len(events),
                events=all_called(world, sorted(events)),
            ),
            tell("held_by", holders=all_called(world, holders)) if holders else None,
            why,
            rate,
            tell("known_shared", recurring=among.recurring, shared=among.shared)
            if among.recurring > 1
            else None,
        ),
        value=float(len(events)),
        interval=None,
        statements=tuple(sorted(s.id for own in events.values() for s in own)),
        competing=tuple(tell(f"number_maybe_{one}") for one in COMPETING),
        would_change=tell("number_settled"),
        caveat=CAVEAT,
        related=tuple(sorted({*events, *holders})),
        chance=chance,
        missing=_missing(world, events, holders),
    )


def _rate(
    thing: Entity, events: int, among: _Among, *, shared: bool
) -> tuple[Told | None, float | None]:
    """How often as much comes by chance, in words and as a probability."""
    if shared:
        # Whoever goes to the shop has its number: the others of its events tell how many do.
        further = (events - 1) / max(among.events - 1, 1)
        return tell("hub_by_chance", events=among.events, rate=further), -math.expm1(1.0 - events)
    written = _written(thing)
    if not written:
        return None, None
    if thing.schema in _CHOSEN:
        found = among.numbers.chosen_by_chance(written, events)
    else:
        found = among.numbers.by_chance(written, events)
    told = tell(
        "number_by_chance",
        records=found.mentions,
        characters=found.characters,
        expected=found.expected,
    )
    chosen = tell("number_chosen", bits=LETTER_BITS) if thing.schema in _CHOSEN else None
    return together(told, chosen), found.chance


def _missing(
    world: World, events: dict[str, list[Statement]], holders: list[str]
) -> tuple[Told, ...]:
    found = []
    if not holders:
        found.append(tell("held_by_nobody"))
    undated = [one for one in sorted(events) if world.entities[one].when is None]
    found += [tell("event_undated", event=called(world, one)) for one in undated]
    told = {(world.entities[one].when, world.entities[one].first("country")) for one in events}
    if len(told) == 1 and not undated:
        found.append(tell("one_event_twice"))
    roots = {
        world.sources[s.source_id].root
        for own in events.values()
        for s in own
        if s.source_id in world.sources
    }
    if len(roots) == 1:
        found.append(tell("one_source"))
    return tuple(found)
