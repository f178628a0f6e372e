"""Which phones, plates and accounts stand in more than one event.

A number that turns up in two seizures ties them together more firmly than any name; a shop phone
does the same by accident, which is why those with many events are marked as hubs.
"""

from __future__ import annotations

from cases.entities import Entity
from cases.graph.derived import DEFAULT_CAP
from cases.statement import Statement
from cases.watches.watch import State, Watch
from cases.world import World

_THINGS = ("Phone", "Vehicle", "UserAccount", "BankAccount", "Identification")
_EVENTS = frozenset({"Seizure", "Offer", "Incident", "Arrest", "Journey"})
CAVEAT = "A number in two records says that records share it, not who used it when."


def find(world: World) -> list[Watch]:
    """One watch a thing that stands in at least two events itself, by id."""
    said: dict[str, dict[str, list[Statement]]] = {}
    holders: dict[str, set[str]] = {}
    for entity in world.entities.values():
        for statement in entity.statements:
            if not statement.target:
                continue
            if entity.schema in _EVENTS:
                said.setdefault(statement.target, {}).setdefault(entity.id, []).append(statement)
            elif entity.schema == "Person":
                holders.setdefault(statement.target, set()).add(entity.id)
    return [
        _watch(world, thing, said[thing.id], sorted(holders.get(thing.id, ())))
        for thing in world.of_kind(*_THINGS)
        if len(said.get(thing.id, {})) >= 2
    ]


def _watch(
    world: World, thing: Entity, events: dict[str, list[Statement]], holders: list[str]
) -> Watch:
    days = sorted(when.day for one in events if (when := world.entities[one].when) is not None)
    hub = len(events) > DEFAULT_CAP
    who = ", ".join(world.named(one) for one in holders) or "nobody known"
    label = {"Phone": "phone"}.get(thing.schema, thing.schema.lower())
    sentence = (
        f"The {label} {world.named(thing.id)} stands in {len(events)} events: "
        f"{', '.join(world.named(one) for one in sorted(events))}; held by {who}"
    )
    if hub:
        sentence += "; so many share it that it may be a shop's or an office's"
    return Watch(
        kind="recurring_phone",
        subject=thing.id,
        state=State.RECURS,
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
    )
