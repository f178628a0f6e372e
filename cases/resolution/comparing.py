"""The pairs of a project compared portion by portion, so that long work can report, stop and go on.

A portion depends on the records alone: compared again it comes out the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cases.entities import Entities
from cases.resolution.evidence import Pair, name_score, reasons, record_of
from cases.resolution.gathering import Gathered, gather
from cases.resolution.reason import Reason

__all__ = [
    "CAP",
    "SCHEMATA",
    "TELLING",
    "Compared",
    "Plan",
    "compared",
    "plans",
    "portions",
    "speaks_up",
]

SCHEMATA = ("Person", "Organization")
CAP = 500
TELLING = frozenset({"identification", "phone", "bankAccount", "userAccount", "number"})
_LOOKS_ALIKE = 0.6
# Two born on one day need to look alike less: a short name with a slip is soon another.
_BORN_ON_ONE_DAY = 0.25


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be compared among the records of one kind."""

    schema: str
    gathered: Gathered

    @property
    def pairs(self) -> int:
        """How many pairs will be compared."""
        return int(self.gathered.left.size)


@dataclass(frozen=True, slots=True)
class Compared:
    """A pair that may be one: ids in order, the keys that brought it together, the reasons by the
    field's weights."""

    left: str
    right: str
    keys: tuple[str, ...]
    reasons: tuple[Reason, ...]


def plans(
    entities: Entities, schemata: Collection[str] = SCHEMATA, cap: int = CAP
) -> tuple[Plan, ...]:
    """A plan a kind, in order. cap: a key shared by more records is split, or dropped."""
    return tuple(
        Plan(
            schema,
            gather((record_of(e, entities) for e in entities.values() if e.schema == schema), cap),
        )
        for schema in sorted(schemata)
    )


def portions(plan: Plan, size: int) -> Iterator[tuple[int, int]]:
    """From where to where (pairs, the last left out) each portion goes."""
    for start in range(0, plan.pairs, size):
        yield start, min(start + size, plan.pairs)


def compared(plan: Plan, start: int, end: int) -> tuple[Compared, ...]:
    """The pairs of one portion that may be one."""
    known = plan.gathered
    records = known.records
    found = []
    pairs = zip(known.left[start:end].tolist(), known.right[start:end].tolist(), strict=True)
    for left, right in pairs:
        pair = Pair(records[left], records[right], known.holders, known.borne, len(records))
        why = reasons(pair)
        if speaks_up(why):
            keys = known.shared(left, right)
            found.append(Compared(records[left].id, records[right].id, keys, why))
    return tuple(found)


def speaks_up(why: tuple[Reason, ...]) -> bool:
    """Whether a pair is worth a person's look: alike by name, or sharing what few share."""
    alike = name_score(why[0])
    if alike >= _LOOKS_ALIKE or any(r.feature in TELLING and r.bits > 0 for r in why):
        return True
    one_day = any(r.feature == "birth date" and r.level == "day" for r in why)
    return one_day and alike >= _BORN_ON_ONE_DAY
