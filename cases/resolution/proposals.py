"""Which pairs of records a person should look at: found by shared keys, weighed by evidence.

Only pairs that share a key (a name's sound, a birth date, a phone, a document) are compared. A key
that too many share is split by the year of birth; what is still too large is dropped and reported
with the pairs it would have made, so that nobody takes "not proposed" for "not the same". A
proposal joins nothing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from cases.entities import Entities
from cases.resolution.decision import Decision, Verdict, clusters, standing
from cases.resolution.evidence import Pair, Record, name_score, reasons, record_of, weak_reasons
from cases.resolution.experience import Experience, learn
from cases.resolution.gathering import Gathered, gather
from cases.resolution.reason import Lost, Reason

__all__ = ["SCHEMATA", "Proposal", "Proposals", "proposals", "weigh", "with_decisions"]

SCHEMATA = ("Person", "Organization")
_TELLING = frozenset({"identification", "phone", "bankAccount", "userAccount", "number"})
_LOOKS_ALIKE = 0.6
# A file of fifty mentions is drawn from a world of a million who could be in it: below this the
# prior never goes, so that a name alone, however rare, makes nobody one.
_LEAST_PRIOR_BITS = 20.0
_DRAWN = 3000
_SEED = 20_261_121


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two records that may be one. weight_bits: evidence; prior_bits: of any pair of the file.

    conflicts: what speaks of two people, in words. keys: what brought the pair together. decided:
    what a person said of this pair, if anybody did.
    """

    left: str
    right: str
    schema: str
    weight_bits: float
    prior_bits: float
    name_score: float
    reasons: tuple[Reason, ...]
    conflicts: tuple[str, ...]
    keys: tuple[str, ...]
    decided: Verdict | None

    @property
    def probability(self) -> float:
        """That both are one, by the weights alone: prior and evidence added."""
        bits = max(min(self.weight_bits + self.prior_bits, 60.0), -60.0)
        return 1.0 / (1.0 + math.exp2(-bits))

    @property
    def doubt_bits(self) -> float:
        """What an answer would tell: the entropy of the probability, 1 bit at an even chance."""
        p = self.probability
        return sum(-q * math.log2(q) for q in (p, 1.0 - p) if q > 0.0)

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements behind the reasons."""
        return tuple(sorted({s for reason in self.reasons for s in reason.statements}))


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals, strongest first, how many pairs were compared, and the keys left out.

    recall: the share of true pairs that was compared at all, estimated; matches: how many true
    pairs the weights expect.
    """

    proposals: tuple[Proposal, ...]
    compared: int
    lost: tuple[Lost, ...]
    recall: float = 1.0
    matches: float = 0.0


def proposals(
    entities: Entities,
    decisions: Iterable[Decision] = (),
    *,
    schemata: Collection[str] = SCHEMATA,
    cap: int = 500,
) -> Proposals:
    """Pairs of one kind whose names look alike or that share a number or document.

    cap: a key shared by more records is split, or dropped. Independent of the order of entities.
    """
    found: list[Proposal] = []
    lost: list[Lost] = []
    compared, recall, matches = 0, [], 0.0
    for schema in sorted(schemata):
        records = {e.id: record_of(e, entities) for e in entities.values() if e.schema == schema}
        gathered = gather(records.values(), cap)
        made, experience = _weigh_all(schema, records, gathered)
        found += made
        lost += gathered.lost
        compared += len(gathered.pairs)
        matches += experience.matches
        recall.append(_recall(made))
    found.sort(key=lambda p: (-p.weight_bits, p.left, p.right))
    whole = Proposals(tuple(found), compared, tuple(lost), min(recall, default=1.0), matches)
    return with_decisions(whole, decisions)


def weigh(entities: Entities, one: str, other: str) -> Proposal:
    """Two records that no key brought together, by the field's weights alone.

    Raises KeyError for a record that is not there, ValueError for two kinds.
    """
    left, right = sorted((one, other))
    if entities[left].schema != entities[right].schema:
        raise ValueError(f"{left} and {right} are of different kinds")
    records = [record_of(entities[known], entities) for known in (left, right)]
    why = reasons(Pair(records[0], records[1]))
    return _proposal((left, right), (), why, entities[left].schema, -_LEAST_PRIOR_BITS)


def with_decisions(found: Proposals, decisions: Iterable[Decision]) -> Proposals:
    """The same proposals with what people said of them; nothing is weighed again."""
    stand = standing(decisions)
    known = clusters(stand)
    said: dict[tuple[str, str], Verdict] = {d.pair: d.verdict for d in stand}
    told = []
    for proposal in found.proposals:
        left, right = known.of(proposal.left), known.of(proposal.right)
        verdict = said.get((proposal.left, proposal.right))
        # What was said of a member holds for all that are one with it.
        if left == right and verdict is None:
            verdict = Verdict.SAME
        elif known.kept_apart(left, right) and verdict is not Verdict.CANNOT_TELL:
            verdict = Verdict.DIFFERENT
        told.append(replace(proposal, decided=verdict) if verdict != proposal.decided else proposal)
    return replace(found, proposals=tuple(told))


def _weigh_all(
    schema: str, records: Mapping[str, Record], gathered: Gathered
) -> tuple[list[Proposal], Experience]:
    prior = -max(math.log2(max(len(records), 2)), _LEAST_PRIOR_BITS)
    weighed: list[tuple[tuple[str, str], tuple[str, ...], tuple[Reason, ...]]] = []
    for (left, right), keys in gathered.pairs.items():
        pair = Pair(records[left], records[right], gathered.holders, gathered.borne, len(records))
        why = reasons(pair)
        shared = any(r.feature in _TELLING and r.bits > 0 for r in why)
        if shared or name_score(why[0]) >= _LOOKS_ALIKE:
            weighed.append(((left, right), keys, why))
    experience = learn([why for _, _, why in weighed], _at_random(records, gathered), prior)
    found = [_proposal(pair, keys, experience.told(why), schema, prior)
             for pair, keys, why in weighed]  # fmt: skip
    return found, experience


def _proposal(
    pair: tuple[str, str],
    keys: tuple[str, ...],
    why: tuple[Reason, ...],
    schema: str,
    prior_bits: float,
) -> Proposal:
    return Proposal(
        left=pair[0],
        right=pair[1],
        schema=schema,
        weight_bits=sum(reason.bits for reason in why),
        prior_bits=prior_bits,
        name_score=name_score(why[0]),
        reasons=why,
        conflicts=tuple(reason.text for reason in why if reason.conflict),
        keys=keys,
        decided=None,
    )


def _at_random(records: Mapping[str, Record], gathered: Gathered) -> list[tuple[Reason, ...]]:
    """What pairs drawn at random agree in, but those that share a key: in a small file they would
    be the very pairs in question. The seed is fixed, so a project is told one thing."""
    known = sorted(records)
    drawn: Iterable[Sequence[str]] = combinations(known, 2)
    if math.comb(len(known), 2) > _DRAWN:
        rng = random.Random(_SEED)
        drawn = (rng.sample(known, 2) for _ in range(_DRAWN))
    return [
        weak_reasons(Pair(records[one], records[other]))
        for one, other in drawn
        if (min(one, other), max(one, other)) not in gathered.pairs
    ]


def _recall(found: Sequence[Proposal]) -> float:
    """The share of true pairs that was compared, by capture and recapture (Petersen): names
    propose some, numbers and dates others, and how many both found tells how many neither did."""
    by_name = by_other = both = whole = 0.0
    for proposal in found:
        named = any(key.startswith("name ") for key in proposal.keys)
        other = any(not key.startswith("name ") for key in proposal.keys)
        p = proposal.probability
        by_name += p * named
        by_other += p * other
        both += p * (named and other)
        whole += p
    if both < 1.0:
        return 1.0
    return min(1.0, whole / max(by_name * by_other / both, 1.0))
