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
_WORTH = 12.0
_SURE_BITS = 3.2  # nine to one
_NAME_AGAINST_BITS = 24.0  # as far as names can speak against a number and a birthday
_NAMES = frozenset({"name", "alias"})
# A name as written; a letter slipped; two; one word by its initial; one word left out; one word by
# its initial and a letter slipped.
_NAME = np.array([0.58, 0.17, 0.08, 0.08, 0.05, 0.04])
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
    seen = _seen([(one, bits) for one, bits in found if bits > -_NAME_AGAINST_BITS], made)
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
    return 1 if (drawn in (3, 5) and words < 2) or (drawn == 4 and words < 3) else drawn


def _written(name: str, level: int, rng: np.random.Generator) -> str:
    if level in (3, 5):
        name = shortened(name, rng)
        return mistyped(name, rng) if level == 5 else name
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
    for one, bits in found:
        left, right = records[one.left], records[one.right]
        for place, sure in enumerate((_sure_without_name, _sure_without_birth, _sure_by_name)):
            level = _LEVEL_OF[place](left, right, one.reasons) if sure(one, bits) else UNWORN
            if level != UNWORN:
                seen[place][level] += 1.0
    return seen


def _sure_without_name(one: Compared, _bits: float) -> bool:
    """One number and one birthday. What their names took off a number, as of a household, is not
    asked: then only pairs of like names would be sure."""
    number = any(r.feature in TELLING and r.level in ("shared", "one") for r in one.reasons)
    return number and any(r.feature == "birth date" and r.level == "day" for r in one.reasons)


def _sure_without_birth(one: Compared, bits: float) -> bool:
    return bits - sum(r.bits for r in one.reasons if r.feature == "birth date") >= _SURE_BITS


def _sure_by_name(one: Compared, bits: float) -> bool:
    return bits - sum(r.bits for r in one.reasons if r.feature in TELLING) >= _SURE_BITS


def _name_level(left: Record, right: Record, _why: Sequence[Reason]) -> int:
    levels = [_between(a, b) for a, _ in left.read for b, _ in right.read]
    return min(levels, default=UNWORN)


def _between(a: Name, b: Name) -> int:
    mine, yours = _letters(a, b), _letters(b, a)
    if mine == yours:
        return 0
    mine, yours = (
        [word for word in own if word not in other] for own, other in ((mine, yours), (yours, mine))
    )
    if any(len(word) == 1 for word in (*mine, *yours)):
        return 3 if len(mine) == len(yours) == 1 else 5
    if len(mine) != len(yours):
        return 4
    return 1 if OSA.distance(" ".join(mine), " ".join(yours)) == 1 else 2


def _letters(name: Name, other: Name) -> list[str]:
    """The words as written, or as they sound where the other is of another script."""
    return sorted(word.plain if name.script is other.script else word.key for word in name.words)


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
