"""Which pairs of records a person should look at: found by shared keys, weighed by evidence.

Only pairs that share a key (a name's sound, a birth date, a phone, a document) are compared. A key
that too many share is split by the year of birth; what is still too large is dropped and reported
with the pairs it would have made, so that nobody takes "not proposed" for "not the same". A
proposal joins nothing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from cases.entities import Entities
from cases.resolution.comparing import CAP, SCHEMATA, Compared, Plan, compared, plans
from cases.resolution.copies import recall_in
from cases.resolution.decision import Decision, Verdict, clusters, standing
from cases.resolution.evidence import Pair, name_score, reasons, record_of, weak_reasons
from cases.resolution.experience import learn
from cases.resolution.gathering import Gathered
from cases.resolution.reason import Lost, Reason
from cases.resolution.recall import Recall

__all__ = ["Proposal", "Proposals", "concluded", "proposals", "weigh", "with_decisions"]

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

    recall: what share of the true pairs is among them, told by planted copies; None where nobody is
    on record. matches: how many true pairs the weights expect.
    """

    proposals: tuple[Proposal, ...]
    compared: int
    lost: tuple[Lost, ...]
    recall: Recall | None = None
    matches: float = 0.0


def proposals(
    entities: Entities,
    decisions: Iterable[Decision] = (),
    *,
    schemata: Collection[str] = SCHEMATA,
    cap: int = CAP,
) -> Proposals:
    """Pairs of one kind whose names look alike or that share a number or document.

    cap: a key shared by more records is split, or dropped. Independent of the order of entities.
    """
    made = plans(entities, schemata, cap)
    found = [compared(plan, 0, plan.pairs) for plan in made]
    return with_decisions(concluded(entities, made, found, cap=cap), decisions)


def concluded(
    entities: Entities,
    made: Sequence[Plan],
    found: Sequence[Sequence[Compared]],
    *,
    cap: int = CAP,
) -> Proposals:
    """What all portions of each plan come to: weights moved by these records' own experience."""
    told: list[tuple[Compared, float]] = []
    proposed: list[Proposal] = []
    matches = 0.0
    for plan, own in zip(made, found, strict=True):
        prior = -max(math.log2(max(len(plan.gathered.records), 2)), _LEAST_PRIOR_BITS)
        experience = learn([one.reasons for one in own], _at_random(plan.gathered), prior)
        matches += experience.matches
        for one in own:
            proposal = _proposal(
                (one.left, one.right), one.keys, experience.told(one.reasons), plan.schema, prior
            )
            proposed.append(proposal)
            told.append((one, proposal.weight_bits + prior))
    proposed.sort(key=lambda p: (-p.weight_bits, p.left, p.right))
    return Proposals(
        tuple(proposed),
        sum(plan.pairs for plan in made),
        tuple(lost for plan in made for lost in plan.gathered.lost),
        recall_in(entities, made, told, cap),
        matches,
    )


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


def _at_random(gathered: Gathered) -> list[tuple[Reason, ...]]:
    """What pairs drawn at random agree in, but those that share a key: in a small file they would
    be the very pairs in question. The seed is fixed, so a project is told one thing."""
    records = gathered.records
    drawn: Iterable[Sequence[int]] = combinations(range(len(records)), 2)
    if math.comb(len(records), 2) > _DRAWN:
        rng = random.Random(_SEED)
        drawn = (rng.sample(range(len(records)), 2) for _ in range(_DRAWN))
    return [
        weak_reasons(Pair(records[one], records[other]))
        for one, other in drawn
        if (one, other) not in gathered
    ]
