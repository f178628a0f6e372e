"""Which names stand in more than one event, on records that nobody has judged to be one person.

A name is weaker than a number: how many such pairs common names alone would make is told with each.
Records already joined, or judged different, are left to their decision.
"""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations

from cases.entities import Entity
from cases.names import NameComparison, compare, keys
from cases.watches.called import all_called, called
from cases.watches.name_chance import NamesOnRecord, expected_pairs
from cases.watches.recurring import EVENTS
from cases.watches.told import tell, together
from cases.watches.watch import State, Watch
from cases.watches.window import latest_day
from cases.world import World

# A score at which two writings are one name in its tradition; below it letters merely resemble.
_ONE_NAME = 0.9
# Names that so many bear are told by nobody's name: the pair would be one of thousands.
_MOST_BEARERS = 50
_OFFICIAL = frozenset({"officer", "witness", "collector", "leader"})
CAVEAT = tell("name_caveat")


def find(world: World) -> list[Watch]:
    """One watch a pair of records of one name in different events, by the first record's id."""
    stands = _stands(world)
    blocks: dict[str, list[str]] = {}
    for person in stands:
        for key in sorted({k for name in _names(world.entities[person]) for k in keys(name)}):
            blocks.setdefault(key, []).append(person)
    pairs = {
        (a, b)
        for own in blocks.values()
        if len(own) <= _MOST_BEARERS
        for a, b in combinations(sorted(own), 2)
    }
    alike: dict[tuple[str, str], tuple[NameComparison, str, str]] = {}
    beside: dict[str, set[str]] = {}
    for a, b in sorted(pairs):
        best = _best(world.entities[a], world.entities[b])
        if best is not None and best[0].score >= _ONE_NAME:
            alike[a, b] = best
            for person in (a, b):
                beside.setdefault(person, {person}).update((a, b))
    known = NamesOnRecord(_names(world.entities[person]) for person in stands)
    return [
        _watch(world, (a, b), best, stands, known, len(beside[a] | beside[b]))
        for (a, b), best in alike.items()
        if not world.clusters.kept_apart(a, b) and _apart(stands[a], stands[b])
    ]


def _stands(world: World) -> dict[str, set[str]]:
    """Person -> the events that name them in a part of the matter itself, by id."""
    found: dict[str, set[str]] = {}
    for entity in world.entities.values():
        if entity.schema in EVENTS:
            for statement in entity.statements:
                target = world.entities.get(statement.target or "")
                if target and target.schema == "Person" and statement.property not in _OFFICIAL:
                    found.setdefault(target.id, set()).add(entity.id)
    return {person: found[person] for person in sorted(found) if _names(world.entities[person])}


def _names(person: Entity) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*person.values("name"), *person.values("alias"))))


def _apart(first: set[str], second: set[str]) -> bool:
    return bool(first - second) and bool(second - first)


def _best(first: Entity, second: Entity) -> tuple[NameComparison, str, str] | None:
    compared = [(compare(a, b), a, b) for a in _names(first) for b in _names(second)]
    return max(compared, key=lambda one: one[0].score, default=None)


def _earliest(world: World, events: set[str]) -> date | None:
    """The day by which the first of some events was; None where none is dated."""
    known = (when for one in events if (when := world.entities[one].when) is not None)
    return min((latest_day(world, when) for when in known), default=None)


def _watch(
    world: World,
    pair: tuple[str, str],
    best: tuple[NameComparison, str, str],
    stands: dict[str, set[str]],
    known: NamesOnRecord,
    bearers: int,
) -> Watch:
    compared, one, other = best
    events = sorted(stands[pair[0]] | stands[pair[1]])
    first, second = (stands[one] for one in pair)
    begun = [_earliest(world, own) for own in (first - second, second - first)]
    both = [day for day in begun if day is not None]
    bits = known.bits(one, other, compared.weight_bits)
    expected = expected_pairs(len(stands), bits)
    said = [
        s.id
        for person in pair
        for s in world.entities[person].statements
        if s.property in ("name", "alias")
    ]
    links = [s.id for e in events for s in world.entities[e].statements if s.target in pair]
    return Watch(
        kind="recurring_name",
        subject=pair[0],
        state=State.RECURS,
        since=max(both) if len(both) == len(pair) else None,
        sentence=together(
            tell(
                "one_name",
                count=len(events),
                one=one,
                first=pair[0],
                other=other,
                second=pair[1],
                events=all_called(world, events),
            ),
            tell("name_by_chance", people=len(stands), expected=expected),
            tell("name_bearers", bearers=bearers) if bearers > 2 else None,
        ),
        value=bits,
        interval=None,
        statements=tuple(sorted({*said, *links})),
        competing=tuple(tell(f"name_maybe_{one}") for one in ("one", "two", "given")),
        would_change=tell("name_settled"),
        caveat=CAVEAT,
        related=(pair[1], *events),
        chance=-math.expm1(-expected),
        missing=tuple(
            tell("no_birth_date", person=called(world, person))
            for person in pair
            if world.entities[person].date("birthDate") is None
        ),
        topic=pair[1],
    )
