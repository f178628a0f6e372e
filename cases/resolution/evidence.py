"""What speaks for and against two records being one, feature by feature, in bits.

Fellegi & Sunter (1969): each feature adds log2 of how much likelier its agreement is for one
person than for two. The weights are priors of the field (a phone 20, a document 23, a birth date
14), to be replaced by ones estimated from one's own data; they are stated with every proposal.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cases.dates import DateRefused, Precision, When, read_date
from cases.entities import Entity
from cases.names import NameComparison, Script, compare, same_characters, script_of

_IDENTIFIERS = (
    ("identification", 23.0, "one identity document"),
    ("phone", 20.0, "one phone"),
    ("bankAccount", 20.0, "one bank account"),
    ("userAccount", 16.0, "one user account"),
    ("vehicle", 8.0, "one vehicle"),
)
_BIRTH_BITS = {Precision.YEAR: 6.0, Precision.MONTH: 9.5}
_BIRTH_DAY_BITS = 14.0
_SHARED_BY_MANY = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part of a weight. conflict: it speaks of two people whatever the sum."""

    feature: str
    bits: float
    text: str
    statements: tuple[str, ...] = ()
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records under comparison, and how many records point to each shared thing."""

    left: Entity
    right: Entity
    holders: Mapping[str, int]


def name_reason(pair: Pair) -> tuple[Reason, float]:
    """The best agreement among all names of both, and its score 0..1."""
    best: tuple[NameComparison, tuple[str, ...]] | None = None
    for mine in _names(pair.left):
        for yours in _names(pair.right):
            found = compare(mine[0], yours[0], pair.left.schema)
            if best is None or found.score > best[0].score:
                best = (found, (mine[1], yours[1]))
    if best is None:
        return Reason("name", 0.0, "one of them has no name"), 0.0
    comparison, statements = best
    return Reason("name", comparison.weight_bits, comparison.reason, statements), comparison.score


def _names(entity: Entity) -> list[tuple[str, str]]:
    return [(s.value, s.id) for s in entity.statements if s.property in ("name", "alias")]


def _characters(pair: Pair) -> Reason | None:
    """Names in Chinese characters on both sides that are never the same characters."""
    mine = [n for n in _names(pair.left) if script_of(n[0]) is Script.HAN]
    yours = [n for n in _names(pair.right) if script_of(n[0]) is Script.HAN]
    if not mine or not yours:
        return None
    if any(same_characters(a, b) for a, _ in mine for b, _ in yours):
        return None
    return Reason(
        "characters",
        -8.0,
        f"{mine[0][0]} and {yours[0][0]} are written with different characters",
        (mine[0][1], yours[0][1]),
        conflict=True,
    )


def _birth(pair: Pair) -> Reason | None:
    mine, yours = _dates(pair.left), _dates(pair.right)
    if not mine or not yours:
        return None
    for a, of_a in mine:
        for b, of_b in yours:
            if a.overlaps(b):
                return _born_alike(a, b, (of_a, of_b))
    (a, of_a), (b, of_b) = mine[0], yours[0]
    text = f"born {a} and {b}"
    return Reason("birth date", -6.0, text, (of_a, of_b), conflict=True)


def _born_alike(a: When, b: When, statements: tuple[str, ...]) -> Reason:
    coarser = min(a.precision, b.precision, key=list(Precision).index)
    bits = _BIRTH_BITS.get(coarser, _BIRTH_DAY_BITS)
    text = f"both born {a}"
    # The first of January stands for an unknown day in many registers.
    if coarser not in _BIRTH_BITS and (a.day.month, a.day.day) == (1, 1):
        bits, text = _BIRTH_BITS[Precision.YEAR], f"both born {a}, which may stand for the year"
    return Reason("birth date", bits, text, statements)


def _dates(entity: Entity) -> list[tuple[When, str]]:
    found = []
    for statement in entity.said("birthDate"):
        when = _read(statement.value)
        if when is not None:
            found.append((when, statement.id))
    return found


@lru_cache(maxsize=1 << 14)
def _read(written: str) -> When | None:
    try:
        return read_date(written)
    except DateRefused:
        return None


def _gender(pair: Pair) -> Reason | None:
    mine, yours = _lower(pair.left, "gender"), _lower(pair.right, "gender")
    if not mine or not yours:
        return None
    if mine & yours:
        return Reason("sex", 1.0, "one sex")
    return Reason("sex", -4.0, "two sexes", conflict=True)


def _nationality(pair: Pair) -> Reason | None:
    mine = _lower(pair.left, "nationality") | _lower(pair.left, "citizenship")
    yours = _lower(pair.right, "nationality") | _lower(pair.right, "citizenship")
    if not mine or not yours:
        return None
    return (
        Reason("nationality", 1.0, "one nationality")
        if mine & yours
        else Reason("nationality", -1.5, "two nationalities")
    )


def _lower(entity: Entity, name: str) -> set[str]:
    return {value.casefold() for value in entity.values(name)}


def _shared_things(pair: Pair) -> list[Reason]:
    found = []
    for name, bits, text in _IDENTIFIERS:
        for thing in sorted(set(pair.left.targets(name)) & set(pair.right.targets(name))):
            holders = pair.holders.get(thing, 2)
            # A number that many hold tells them apart less.
            less = max(0.0, math.log2(holders / _SHARED_BY_MANY)) * 4.0
            many = f", which {holders} records hold" if holders > _SHARED_BY_MANY else ""
            statements = tuple(
                s.id for s in (*pair.left.said(name), *pair.right.said(name)) if s.target == thing
            )
            found.append(Reason(name, max(bits - less, 1.0), f"{text} ({thing}){many}", statements))
    return found


_SINGLE: tuple[Callable[[Pair], Reason | None], ...] = (
    _characters,
    _birth,
    _gender,
    _nationality,
)


def reasons(pair: Pair) -> tuple[tuple[Reason, ...], float]:
    """All reasons about a pair, the name first, and the name's score 0..1."""
    name, score = name_reason(pair)
    found = [name]
    found.extend(reason for feature in _SINGLE if (reason := feature(pair)) is not None)
    found.extend(_shared_things(pair))
    return tuple(found), score
