"""Copies of a project's own records, worn as a second office would have written them.

They are planted to see whether they are found (`recall`). How often each feature comes out worn is
what the field expects, moved by pairs of these records that are sure without that feature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import OSA

from cases.entities import Entities, Entity
from cases.names import Name
from cases.resolution.comparing import TELLING, Compared, Plan, speaks_up
from cases.resolution.evidence import Pair, Record, reasons, record_of
from cases.resolution.gathering import met
from cases.resolution.reason import Reason
from cases.resolution.recall import UNWORN, Floats, Recall, Wear, recall_of
from cases.resolution.slips import misdated, mistyped, shortened, without_a_word
from cases.statement import Statement

__all__ = ["recall_in"]

_SEED = 20_261_121
_COPIES = 400
_WORTH = 20.0
_SURE_BITS = 3.2  # nine to one
_NAMES = frozenset({"name", "alias"})
# A name as written; a letter slipped; two; one word by its initial; one word left out.
_NAME = np.array([0.62, 0.18, 0.05, 0.10, 0.05])
# A birth date as written; not given; the year alone; exchanged or a digit off; another.
_BIRTH = np.array([0.75, 0.12, 0.05, 0.06, 0.02])
# Numbers and documents: one that the other record names too; none.
_NUMBER = np.array([0.40, 0.60])
_USUAL = (_NAME, _BIRTH, _NUMBER)


@dataclass(frozen=True, slots=True)
class _Copy:
    plan: Plan
    place: int
    record: Record
    levels: tuple[int, int, int]


def recall_in(
    entities: Entities, made: Sequence[Plan], found: Sequence[tuple[Compared, float]], cap: int
) -> Recall | None:
    """What share of the true pairs is proposed. found: what was, with its bits and prior together;
    None where nobody is there to be copied."""
    rng = np.random.default_rng(_SEED)
    whole = sum(len(plan.gathered.records) for plan in made)
    copies: list[_Copy] = []
    for plan in made:
        count = round(_COPIES * len(plan.gathered.records) / max(whole, 1))
        copies += _plant(plan, entities, count, rng)
    there = np.array([one for plan in made for one in _found(plan, copies, cap)], dtype=bool)
    seen = _seen([(one, bits) for one, bits in found if bits > 0.0], made)
    wear = [
        Wear(usual, _drawn(usual), own, _WORTH) for usual, own in zip(_USUAL, seen, strict=True)
    ]
    levels = np.array([one.levels for one in copies], dtype=np.int8).reshape(-1, 3)
    pairs = sum(1.0 / (1.0 + 2.0**-bits) for _, bits in found if bits > -60.0)
    return recall_of(there, levels, wear, pairs=pairs, rng=rng)


def _drawn(usual: Floats) -> Floats:
    """Rarer wear is planted more often than it happens, so that it is known as well."""
    return 0.5 * usual + 0.5 / usual.size


def _plant(plan: Plan, entities: Entities, count: int, rng: np.random.Generator) -> list[_Copy]:
    records = plan.gathered.records
    made = []
    for place in rng.integers(0, len(records), count).tolist() if records else ():
        entity, levels = _worn(records[place], rng)
        made.append(_Copy(plan, place, record_of(entity, entities), levels))
    return made


def _found(plan: Plan, copies: Sequence[_Copy], cap: int) -> list[bool]:
    """Whether each copy of this plan is brought together with its original and told of."""
    own = [one for one in copies if one.plan is plan]
    known = plan.gathered
    together = met(known, [(one.place, one.record) for one in own], cap)
    answers = []
    for one, brought in zip(own, together, strict=True):
        pair = Pair(known.records[one.place], one.record, known.holders, known.borne,
                    len(known.records))  # fmt: skip
        answers.append(brought and speaks_up(reasons(pair)))
    return answers


def _worn(record: Record, rng: np.random.Generator) -> tuple[Entity, tuple[int, int, int]]:
    """A copy with one of the names, and the level that each feature came out at."""
    drawn = [int(rng.choice(usual.size, p=_drawn(usual))) for usual in _USUAL]
    name = _level_of_name(record, drawn[0]) if record.names else UNWORN
    birth = drawn[1] if record.births else UNWORN
    numbers = {s for held in record.held.values() for one in held for s in (one.statement,)}
    number = drawn[2] if numbers or record.tax else UNWORN
    kept: list[Statement] = []
    told = rng.integers(len(record.names)) if record.names else 0
    chosen = record.names[told][1] if record.names else ""
    for statement in record.entity.statements:
        if statement.property in _NAMES:
            if statement.id == chosen:
                kept.append(replace(statement, value=_written(statement.value, name, rng)))
        elif statement.property == "birthDate":
            if birth != 1:
                kept.append(replace(statement, value=_dated(statement.value, birth, rng)))
        elif number != 1 or statement.property not in TELLING:
            kept.append(statement)
    known = f"{record.id} (copy)"
    return replace(record.entity, id=known, statements=tuple(kept)), (name, birth, number)


def _level_of_name(record: Record, drawn: int) -> int:
    """Of a name of one word nothing is shortened, of one of two nothing is left out."""
    words = min(len(name.words) for name, _ in record.read)
    return 1 if (drawn == 3 and words < 2) or (drawn == 4 and words < 3) else drawn


def _written(name: str, level: int, rng: np.random.Generator) -> str:
    if level == 3:
        return shortened(name, rng)
    if level == 4:
        return without_a_word(name, rng)
    for _ in range(max(level, 0)):
        name = mistyped(name, rng)
    return name


def _dated(written: str, level: int, rng: np.random.Generator) -> str:
    if level == 2:
        return written[:4]
    return misdated(written, rng, digits=level - 2) if level > 2 else written


def _seen(found: Sequence[tuple[Compared, float]], made: Sequence[Plan]) -> tuple[Floats, ...]:
    """How often each level was seen among pairs that are sure without the feature."""
    records = {record.id: record for plan in made for record in plan.gathered.records}
    seen = tuple(np.zeros(usual.size) for usual in _USUAL)
    features = (("name", "characters"), ("birth date",), tuple(TELLING))
    for one, bits in found:
        left, right = records[one.left], records[one.right]
        for place, names in enumerate(features):
            without = bits - sum(r.bits for r in one.reasons if r.feature in names)
            if without >= _SURE_BITS:
                level = _LEVEL_OF[place](left, right, one.reasons)
                if level != UNWORN:
                    seen[place][level] += 1.0
    return seen


def _name_level(left: Record, right: Record, _why: Sequence[Reason]) -> int:
    levels = [_between(a, b) for a, _ in left.read for b, _ in right.read]
    return min(levels, default=UNWORN)


def _between(a: Name, b: Name) -> int:
    mine, yours = sorted(word.key for word in a.words), sorted(word.key for word in b.words)
    if mine == yours:
        return 0
    if any(len(word) == 1 for word in {*mine} ^ {*yours}):
        return 3
    if len(mine) != len(yours):
        return 4
    ours = " ".join(part for part in mine if part not in yours)
    theirs = " ".join(part for part in yours if part not in mine)
    return 1 if OSA.distance(ours, theirs) == 1 else 2


def _birth_level(left: Record, right: Record, why: Sequence[Reason]) -> int:
    told = next((reason.level for reason in why if reason.feature == "birth date"), "")
    if not told:
        return 1 if bool(left.births) != bool(right.births) else UNWORN
    if told == "apart":
        mine, yours = left.births[0][0].day, right.births[0][0].day
        slips = OSA.distance(mine.isoformat(), yours.isoformat())
        return 3 if slips == 1 or (mine.month, mine.day) == (yours.day, yours.month) else 4
    return {"day": 0, "a year off": 4}.get(told, 2)


def _number_level(left: Record, right: Record, why: Sequence[Reason]) -> int:
    if not (left.held or left.tax or right.held or right.tax):
        return UNWORN
    return 0 if any(r.feature in TELLING and r.bits > 0 for r in why) else 1


_LEVEL_OF = (_name_level, _birth_level, _number_level)
