"""What speaks for and against two records being one, feature by feature, in bits.

Fellegi & Sunter (1969): each feature adds log2 of how much likelier its agreement is for one
person than for two. The weights here are priors of the field (a phone 20, a document 23, a birth
date 14); `experience` moves them by what the project's own records say.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cases.dates import Precision, When
from cases.entities import Entities, Entity
from cases.names import (
    Name,
    NameComparison,
    Script,
    compare_prepared,
    keys_of,
    prepare,
    same_characters,
    script_of,
)
from cases.resolution.holdings import Held, holdings_of, shared_reasons, told_date
from cases.resolution.reason import Reason

__all__ = ["Pair", "Record", "name_score", "reasons", "record_of", "weak_reasons"]

_BIRTH_BITS = {Precision.YEAR: 6.0, Precision.MONTH: 9.5}
_BIRTH_DAY_BITS = 14.0
_NAMES = frozenset({"name", "alias"})
_LOOKS_ALIKE = 0.6
# So many records of elsewhere stand beside those of the file when names are counted.
_WORLD_RECORDS = 2000.0
_ALIKE = 0.9


@dataclass(frozen=True, slots=True)
class Record:
    """One entity, read once for all its comparisons.

    names, births: (value, statement); read: names prepared for comparing; keys: their sounds.
    """

    entity: Entity
    names: tuple[tuple[str, str], ...]
    read: tuple[tuple[Name, str], ...]
    keys: frozenset[str]
    births: tuple[tuple[When, str], ...]
    sex: frozenset[str]
    nations: frozenset[str]
    tax: Mapping[str, str]
    relatives: Mapping[str, str]
    held: Mapping[str, tuple[Held, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Of the entity."""
        return self.entity.id


def record_of(entity: Entity, entities: Entities) -> Record:
    """An entity as it is compared."""
    births = ((told_date(s.value), s.id) for s in entity.said("birthDate"))
    nations = (*entity.values("nationality"), *entity.values("citizenship"))
    if entity.schema != "Person":
        nations = entity.values("country")
    numbers = (*entity.said("taxNumber"), *entity.said("registrationNumber"))
    names = tuple((s.value, s.id) for s in entity.statements if s.property in _NAMES)
    read = tuple((prepare(value, entity.schema), known) for value, known in names)
    return Record(
        entity,
        names,
        read,
        frozenset(f"name {key}" for name, _ in read for key in keys_of(name)),
        tuple((when, known) for when, known in births if when is not None),
        frozenset(value.casefold() for value in entity.values("gender")),
        frozenset(value.casefold() for value in nations),
        {s.value.casefold().replace(" ", ""): s.id for s in numbers},
        {s.target: s.id for s in entity.said("relative") if s.target},
        holdings_of(entity, entities),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records under comparison, among `records` of the file.

    holders: how many records hold each number; borne: how many bear each sound of a name.
    """

    left: Record
    right: Record
    holders: Mapping[str, int] = field(default_factory=dict)
    borne: Mapping[str, int] = field(default_factory=dict)
    records: int = 2


def name_score(reason: Reason) -> float:
    """How alike the names are, 0..1, as the name's reason carries it in its level."""
    return float(reason.level.partition(" ")[2] or 0.0) if reason.feature == "name" else 0.0


def _name_reason(pair: Pair) -> Reason:
    """The best agreement among all names of both."""
    best: tuple[NameComparison, tuple[str, ...]] | None = None
    for mine, of_mine in pair.left.read:
        for yours, of_yours in pair.right.read:
            found = compare_prepared(mine, yours)
            if best is None or found.score > best[0].score:
                best = (found, (of_mine, of_yours))
    if best is None:
        return Reason("name", 0.0, "one of them has no name")
    found, statements = best
    if found.score < _LOOKS_ALIKE and _written_alike(pair):
        # Signs that no table reads, and a family name alone: alike, and not much of a name.
        found = NameComparison(_LOOKS_ALIKE, max(found.weight_bits, 1.0), found.reason)
    band = "alike" if found.score >= _ALIKE else "near" if found.score >= _LOOKS_ALIKE else "unlike"
    bits, text = _among_namesakes(pair, found)
    return Reason("name", bits, text, statements, level=f"{band} {found.score:.6f}")


def _among_namesakes(pair: Pair, found: NameComparison) -> tuple[float, str]:
    """The bits of a name, less where this file's own records bear its parts often.

    The world's frequency of each shared part counts like so many records beside the file's own, the
    two of the pair left out: a file of fifty says nothing about names, one of thousands does.
    """
    shared = sorted(pair.left.keys & pair.right.keys & pair.borne.keys())
    parts = [key for key in shared if key.startswith("name s:")] or shared[:1]
    if found.weight_bits <= 0.0 or not parts:
        return found.weight_bits, found.reason
    world = 2.0 ** -(found.weight_bits / len(parts))
    rows = pair.records - 2 + _WORLD_RECORDS
    bits, most = 0.0, 0
    for key in parts:
        others = max(pair.borne[key] - 2, 0)
        most = max(most, others)
        bits -= math.log2(max(world, (others + _WORLD_RECORDS * world) / rows))
    if bits < found.weight_bits - 1.0:
        return bits, f"{found.reason}; {most} others here bear a part of it"
    return found.weight_bits, found.reason


def _written_alike(pair: Pair) -> bool:
    mine = {" ".join(name.casefold().split()) for name, _ in pair.left.names}
    return any(" ".join(name.casefold().split()) in mine for name, _ in pair.right.names)


def _characters(pair: Pair) -> Reason | None:
    """Names in Chinese characters on both sides that are never the same characters."""
    mine = [n for n in pair.left.names if script_of(n[0]) is Script.HAN]
    yours = [n for n in pair.right.names if script_of(n[0]) is Script.HAN]
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
    mine, yours = pair.left.births, pair.right.births
    if not mine or not yours:
        return None
    for a, of_a in mine:
        for b, of_b in yours:
            if a.overlaps(b):
                return _born_alike(a, b, (of_a, of_b))
    (a, of_a), (b, of_b) = mine[0], yours[0]
    text, both = f"born {a} and {b}", (of_a, of_b)
    if new_year(a) or new_year(b):
        # The first of January stands for the year, and years of old papers are often one off.
        off = abs(a.day.year - b.day.year)
        if off == 0:
            text = f"born {a} and {b}, of which one may stand for the year"
            return Reason("birth date", _BIRTH_BITS[Precision.YEAR], text, both, level="year")
        if off == 1:
            return Reason("birth date", -1.0, text, both, level="a year off")
    return Reason("birth date", -6.0, text, both, conflict=True, level="apart")


def _born_alike(a: When, b: When, statements: tuple[str, ...]) -> Reason:
    coarser = min(a.precision, b.precision, key=list(Precision).index)
    bits = _BIRTH_BITS.get(coarser, _BIRTH_DAY_BITS)
    text, level = f"both born {a}", coarser.value if coarser in _BIRTH_BITS else "day"
    # The first of January stands for an unknown day in many registers.
    if level == "day" and new_year(a):
        bits, text = _BIRTH_BITS[Precision.YEAR], f"both born {a}, which may stand for the year"
        level = "year"
    return Reason("birth date", bits, text, statements, level=level)


def new_year(when: When) -> bool:
    """Whether a birth date is the first of January to the day."""
    known_to_the_day = when.precision not in _BIRTH_BITS
    return known_to_the_day and (when.day.month, when.day.day) == (1, 1)


@lru_cache(maxsize=8)
def _said_of(feature: str, schema: str) -> tuple[str, str]:
    noun = "nationality" if feature == "nationality" and schema == "Person" else "country"
    many = "nationalities" if noun == "nationality" else "countries"
    return ("one sex", "two sexes") if feature == "sex" else (f"one {noun}", f"two {many}")


def _sex(pair: Pair) -> Reason | None:
    mine, yours = pair.left.sex, pair.right.sex
    if not mine or not yours:
        return None
    if mine & yours:
        return Reason("sex", 1.0, "one sex", level="one")
    return Reason("sex", -4.0, "two sexes", conflict=True, level="two")


def _nationality(pair: Pair) -> Reason | None:
    mine, yours = pair.left.nations, pair.right.nations
    if not mine or not yours:
        return None
    one, two = _said_of("nationality", pair.left.entity.schema)
    if mine & yours:
        return Reason("nationality", 1.0, one, level="one")
    return Reason("nationality", -1.5, two, level="two")


def _tax(pair: Pair) -> Reason | None:
    mine, yours = pair.left.tax, pair.right.tax
    if not mine or not yours:
        return None
    for number in sorted(mine.keys() & yours.keys()):
        both = (mine[number], yours[number])
        return Reason("number", 23.0, f"one number in a register ({number})", both, level="one")
    return Reason("number", -5.0, "two numbers in a register", conflict=True, level="two")


def _relatives(pair: Pair) -> Reason | None:
    """Whoever is somebody's relative is not that person."""
    for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
        if other.id in one.relatives:
            return Reason("relative", -10.0, "they are named as relatives of each other",
                          (one.relatives[other.id],), conflict=True)  # fmt: skip
    return None


_SINGLE: tuple[Callable[[Pair], Reason | None], ...] = (
    _characters,
    _birth,
    _sex,
    _nationality,
    _tax,
    _relatives,
)
# What can be compared without a name: for pairs drawn at random.
_WEAK: tuple[Callable[[Pair], Reason | None], ...] = (_birth, _sex, _nationality)


def weak_reasons(pair: Pair) -> tuple[Reason, ...]:
    """The features whose agreement by chance is counted on pairs drawn at random."""
    return tuple(reason for feature in _WEAK if (reason := feature(pair)) is not None)


def reasons(pair: Pair) -> tuple[Reason, ...]:
    """All reasons about a pair, the name first."""
    name = _name_reason(pair)
    differ = bool(name.level) and name_score(name) < _LOOKS_ALIKE
    found = [name]
    found.extend(reason for feature in _SINGLE if (reason := feature(pair)) is not None)
    found.extend(shared_reasons(pair.left.held, pair.right.held, pair.holders, names_differ=differ))
    return tuple(found)
