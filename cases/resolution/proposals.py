"""Which pairs of records a person should look at: found by shared keys, weighed by evidence.

Only pairs that share a key (a name's sound, a phone, a document) are compared; a key that too many
share is dropped and reported with the pairs it would have made, so that nobody takes "not
proposed" for "not the same". A proposal joins nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from cases.entities import Entities, Entity
from cases.names import keys
from cases.resolution.decision import Decision, Verdict, clusters, standing
from cases.resolution.evidence import Pair, Reason, reasons

SCHEMATA = ("Person", "Organization")
_LINKED = ("phone", "identification", "bankAccount", "userAccount")
_LOOKS_ALIKE = 0.6
# A file of fifty mentions is drawn from a world of far more people: below this the prior never
# goes, so that a name alone, however rare, makes nobody one.
_LEAST_PRIOR_BITS = 16.0


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records that may be one. weight_bits: evidence; prior_bits: of any pair of the file.

    conflicts: what speaks of two people, in words. key: what brought the pair together.
    decided: what a person said of this pair, if anybody did.
    """

    left: str
    right: str
    schema: str
    weight_bits: float
    prior_bits: float
    name_score: float
    reasons: tuple[Reason, ...]
    conflicts: tuple[str, ...]
    key: str
    decided: Verdict | None

    @property
    def probability(self) -> float:
        """That both are one, by the weights alone: prior and evidence added."""
        bits = max(min(self.weight_bits + self.prior_bits, 60.0), -60.0)
        return 1.0 / (1.0 + math.exp2(-bits))

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements behind the reasons."""
        return tuple(sorted({s for reason in self.reasons for s in reason.statements}))


@dataclass(frozen=True, slots=True)
class Lost:
    """A key shared by too many records to compare, and how many pairs it would have made."""

    key: str
    records: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals, strongest first, how many pairs were compared, and the keys left out."""

    proposals: tuple[Proposal, ...]
    compared: int
    lost: tuple[Lost, ...]


def proposals(
    entities: Entities,
    decisions: Iterable[Decision] = (),
    *,
    schemata: Collection[str] = SCHEMATA,
    cap: int = 500,
) -> Proposals:
    """Pairs of one kind whose names look alike or that share a number or document.

    cap: a key shared by more records is dropped. Independent of the order of entities.
    """
    stand = standing(decisions)
    decided = {decision.pair: decision.verdict for decision in stand}
    # Merged records are compared under one id; what was said of a member holds for all.
    decided.update((pair, Verdict.DIFFERENT) for pair in clusters(stand).different)
    candidates = [e for e in entities.values() if e.schema in schemata]
    together, lost = _blocks(candidates, cap)
    holders = _holders(entities)
    size: dict[str, int] = {}
    for entity in candidates:
        size[entity.schema] = size.get(entity.schema, 0) + 1
    found = []
    for (left, right), key in sorted(together.items()):
        pair = Pair(entities[left], entities[right], holders)
        proposal = _weigh(pair, key, size[pair.left.schema], decided.get((left, right)))
        if proposal is not None:
            found.append(proposal)
    found.sort(key=lambda p: (-p.weight_bits, p.left, p.right))
    return Proposals(tuple(found), len(together), lost)


def _weigh(pair: Pair, key: str, records: int, verdict: Verdict | None) -> Proposal | None:
    why, score = reasons(pair)
    shared = any(reason.feature in _LINKED for reason in why)
    if score < _LOOKS_ALIKE and not shared:
        return None
    return Proposal(
        left=pair.left.id,
        right=pair.right.id,
        schema=pair.left.schema,
        weight_bits=sum(reason.bits for reason in why),
        prior_bits=-max(math.log2(max(records, 2)), _LEAST_PRIOR_BITS),
        name_score=score,
        reasons=why,
        conflicts=tuple(reason.text for reason in why if reason.conflict),
        key=key,
        decided=verdict,
    )


def _blocks(
    candidates: Iterable[Entity], cap: int
) -> tuple[dict[tuple[str, str], str], tuple[Lost, ...]]:
    blocks: dict[tuple[str, str], set[str]] = {}
    for entity in candidates:
        for key in _keys(entity):
            blocks.setdefault((entity.schema, key), set()).add(entity.id)
    pairs: dict[tuple[str, str], str] = {}
    lost = []
    for (_, key), own in sorted(blocks.items()):
        if len(own) > cap:
            lost.append(Lost(key, len(own), len(own) * (len(own) - 1) // 2))
            continue
        for left, right in combinations(sorted(own), 2):
            pairs.setdefault((left, right), key)
    return pairs, tuple(lost)


def _keys(entity: Entity) -> set[str]:
    found = {
        key
        for statement in entity.statements
        if statement.property in ("name", "alias")
        for key in keys(statement.value, entity.schema)
    }
    for name in _LINKED:
        found.update(f"{name}:{target}" for target in entity.targets(name))
    return found


def _holders(entities: Entities) -> Mapping[str, int]:
    count: dict[str, set[str]] = {}
    for entity in entities.values():
        for name in _LINKED:
            for target in entity.targets(name):
                count.setdefault(target, set()).add(entity.id)
    return {thing: len(own) for thing, own in count.items()}
