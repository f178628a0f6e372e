"""Numbers and things that records hold: phones, plates, documents, accounts, homes.

Two records share a thing when both name one entity or one number, and only while it was the same
person's: a number given to somebody else later joins nobody. What many hold says little, and what a
household holds says who lives together and not who is who.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cases.dates import DateRefused, When, read_date
from cases.entities import Entities, Entity
from cases.resolution.reason import Reason

__all__ = ["HELD", "Holdings", "holdings_of", "shared_reasons"]


@dataclass(frozen=True, slots=True)
class _Thing:
    """How a kind of thing is weighed. bits: of a share by two. household: relatives share it."""

    bits: float
    text: str
    number: tuple[str, ...]
    household: bool


_THINGS: Mapping[str, _Thing] = {
    "identification": _Thing(
        23.0, "one identity document", ("number", "authority", "country"), household=False
    ),
    "phone": _Thing(20.0, "one phone", ("number",), household=True),
    "bankAccount": _Thing(20.0, "one bank account", ("accountNumber",), household=True),
    "userAccount": _Thing(16.0, "one user account", ("service", "username"), household=False),
    "vehicle": _Thing(8.0, "one vehicle", ("registrationNumber", "country"), household=True),
    "residence": _Thing(6.0, "one home", (), household=True),
    "place": _Thing(6.0, "one address", (), household=True),
}
HELD = tuple(_THINGS)
_SHARED_BY_MANY = 3
_HOUSEHOLD_BITS = 4.0
# After so many years without a word a number may have been given to somebody else.
_CHANGES_HANDS_DAYS = 5 * 365
_OLD_BITS = 8.0


@dataclass(frozen=True, slots=True)
class Held:
    """One thing one record holds. key: the number, or the id where it has none."""

    key: str
    shown: str
    statement: str
    valid: tuple[When | None, When | None]
    told: When | None


Holdings = Mapping[str, Mapping[str, tuple[Held, ...]]]


def holdings_of(entity: Entity, entities: Entities) -> Mapping[str, tuple[Held, ...]]:
    """What an entity holds, by property."""
    found: dict[str, list[Held]] = {}
    for statement in entity.statements:
        thing = _THINGS.get(statement.property)
        if thing is None or statement.target is None:
            continue
        target = entities.get(statement.target)
        found.setdefault(statement.property, []).append(
            Held(
                _key(statement.property, thing, statement.target, target),
                target.caption if target else statement.target,
                statement.id,
                (target.date("validFrom"), target.date("validTo")) if target else (None, None),
                statement.event_time,
            )
        )
    return {name: tuple(own) for name, own in found.items()}


def _key(name: str, thing: _Thing, known: str, target: Entity | None) -> str:
    """The number itself where there is one: two entries of one number are one thing."""
    parts = [re.sub(r"[\W_]+", "", target.first(n)).casefold() for n in thing.number if target]
    return f"{name}:{' '.join(parts).strip()}" if parts and parts[0] else f"{name}:{known}"


def shared_reasons(
    mine: Mapping[str, tuple[Held, ...]],
    yours: Mapping[str, tuple[Held, ...]],
    holders: Mapping[str, int],
    *,
    names_differ: bool,
) -> list[Reason]:
    """A reason for each thing that both hold. holders: how many records hold each key."""
    found: list[Reason] = []
    for name, thing in _THINGS.items():
        others: dict[str, list[Held]] = {}
        for held in yours.get(name, ()):
            others.setdefault(held.key, []).append(held)
        # Somebody held a number twice: of all times of both those count that speak most for one.
        best: dict[str, Reason] = {}
        for held in mine.get(name, ()):
            many = holders.get(held.key, 2)
            for other in others.get(held.key, ()):
                reason = _shared(name, thing, held, other, many, names_differ)
                if held.key not in best or reason.bits > best[held.key].bits:
                    best[held.key] = reason
        found += best.values()
    return found


def _shared(
    name: str, thing: _Thing, mine: Held, yours: Held, holders: int, names_differ: bool
) -> Reason:
    statements = (mine.statement, yours.statement)
    text = f"{thing.text} ({mine.shown})"
    if _apart(mine.valid, yours.valid):
        return Reason(name, 0.0, f"{text}, but at different times", statements, level="other time")
    bits = thing.bits
    if holders > _SHARED_BY_MANY:
        bits -= math.log2(holders / _SHARED_BY_MANY) * 4.0
        text += f", which {holders} records hold"
    if _long_between(mine.told, yours.told):
        bits -= _OLD_BITS
        text += ", years apart"
    if names_differ and thing.household:
        bits = min(bits, _HOUSEHOLD_BITS)
        text += ", as a household shares one: their names differ"
    return Reason(name, max(bits, 1.0), text, statements, level="shared")


def _apart(mine: tuple[When | None, When | None], yours: tuple[When | None, When | None]) -> bool:
    """Whether one time of validity was over before the other began."""
    return _over_before(mine[1], yours[0]) or _over_before(yours[1], mine[0])


def _over_before(end: When | None, start: When | None) -> bool:
    return end is not None and start is not None and end.before(start)


def _long_between(one: When | None, other: When | None) -> bool:
    if one is None or other is None:
        return False
    return abs((one.day - other.day).days) > _CHANGES_HANDS_DAYS


def told_date(written: str) -> When | None:
    """A date as written, or None where it is none."""
    try:
        return read_date(written)
    except DateRefused:
        return None
