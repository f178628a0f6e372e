"""Which names stand in more than one event, on records that nobody has judged to be one person.

A name is weaker than a number: how many such pairs common names alone would make is told with each.
Records already joined, or judged different, are left to their decision.
"""

from __future__ import annotations

import math
from itertools import combinations

from cases.entities import Entity
from cases.names import NameComparison, compare, keys
from cases.watches.recurring import EVENTS
from cases.watches.watch import State, Watch
from cases.world import World

# A score at which two writings are one name in its tradition; below it letters merely resemble.
_ONE_NAME = 0.9
# Names that so many bear are told by nobody's name: the pair would be one of thousands.
_MOST_BEARERS = 50
_OFFICIAL = frozenset({"officer", "witness", "collector", "leader"})
CAVEAT = "Two records of one name are two records; a person decides whether they are one."


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
    possible = len(stands) * (len(stands) - 1) // 2
    found = []
    for a, b in sorted(pairs):
        if world.clusters.kept_apart(a, b) or not _apart(stands[a], stands[b]):
            continue
        best = _best(world.entities[a], world.entities[b])
        if best is not None and best[0].score >= _ONE_NAME:
            found.append(_watch(world, (a, b), best, stands, possible))
    return found


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


def _watch(
    world: World,
    pair: tuple[str, str],
    best: tuple[NameComparison, str, str],
    stands: dict[str, set[str]],
    possible: int,
) -> Watch:
    compared, one, other = best
    events = sorted(stands[pair[0]] | stands[pair[1]])
    days = sorted(when.day for e in events if (when := world.entities[e].when) is not None)
    expected = possible * 2.0 ** -max(compared.weight_bits, 0.0)
    chance = 1.0 - math.exp(-expected)
    sentence = (
        f"One name in {len(events)} events: {one} ({pair[0]}) and {other} ({pair[1]}), "
        f"{compared.reason}; {', '.join(world.named(e) for e in events)}. Among {len(stands)} "
        f"people on record one expects {expected:.2g} such pairs by chance"
    )
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
        since=days[1] if len(days) > 1 else None,
        sentence=sentence,
        value=compared.weight_bits,
        interval=None,
        statements=tuple(sorted({*said, *links})),
        competing=("one person", "two people of one name", "a name somebody gave who is neither"),
        would_change="a birth date, a document or a number that both records have",
        caveat=CAVEAT,
        related=(pair[1], *events),
        chance=chance,
        missing=tuple(
            f"{world.named(person)} has no birth date on record"
            for person in pair
            if world.entities[person].date("birthDate") is None
        ),
        topic=pair[1],
    )
