"""Who bears another's name and is somebody else: pairs that must not be merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from cases.findings.finding import Finding
from cases.resolution.comparing import Compared, Plan, compared, plans
from cases.resolution.evidence import name_score
from cases.resolution.gathering import Gathered
from cases.resolution.proposing import Proposal, concluded
from cases.world import World

_MOST = 50
# Every pair that shares a key is compared up to so many; beyond, no more than these.
_PAIRS_COMPARED = 20_000
_WORDS_SHARED = 2


def find(world: World) -> list[Finding]:
    """A finding a pair of people whose names agree in Latin letters while facts contradict.

    Pairs already judged different are named as kept apart; conflicting clusters come first, then
    the pairs with most evidence; at most fifty. Of very many pairs only those are compared whose
    names share two words, and each finding says so.
    """
    found = [_breach(world, *pair) for pair in world.clusters.conflicts]
    alike, told = _alike(world)
    for proposal in alike:
        apart = world.clusters.kept_apart(proposal.left, proposal.right)
        if proposal.name_score >= 0.9 and (proposal.conflicts or apart):
            found.append(_namesake(world, proposal, apart, told))
    return found[:_MOST]


def _alike(world: World) -> tuple[Sequence[Proposal], str]:
    """Pairs that may bear one name, those with most evidence first; what was not compared."""
    made = plans(world.entities)
    pairs = sum(plan.pairs for plan in made)
    if pairs <= _PAIRS_COMPARED:
        every = [compared(plan, 0, plan.pairs) for plan in made]
        return concluded(world.entities, made, every).proposals, ""
    most = _PAIRS_COMPARED // max(sum(bool(plan.pairs) for plan in made), 1)
    found: list[Proposal] = []
    looked = 0
    for plan in made:
        narrow = Plan(plan.schema, _sharing_words(plan.gathered, most))
        looked += narrow.pairs
        found += _as_weighed(plan.schema, compared(narrow, 0, narrow.pairs))
    told = (
        f" Of {pairs:,} pairs that share a word of the name, a birth date or a number, the "
        f"{looked:,} nearest by name were compared; namesakes beyond them are not listed."
    )
    return sorted(found, key=lambda one: (-one.weight_bits, one.left, one.right)), told


def _sharing_words(gathered: Gathered, most: int) -> Gathered:
    """The same with only the pairs whose names share two words, or the one that a record has.

    At most so many: those that share most words, then in the order of the records.
    """
    words = [frozenset(key for key in own if key.startswith("name ")) for own in gathered.keys]
    shared = np.fromiter(
        (_nearness(words[a], words[b]) for a, b in _places(gathered)), np.int64, gathered.left.size
    )
    order = np.argsort(-shared, kind="stable")
    kept = np.sort(order[: min(most, int((shared > 0).sum()))])
    return replace(gathered, left=gathered.left[kept], right=gathered.right[kept])


def _places(gathered: Gathered) -> Iterator[tuple[int, int]]:
    return zip(gathered.left.tolist(), gathered.right.tolist(), strict=True)


def _nearness(one: frozenset[str], other: frozenset[str]) -> int:
    """How many words of the name both have; 0 for a first name or a family name alone."""
    both = len(one & other)
    return both if both >= min(_WORDS_SHARED, len(one), len(other)) else 0


def _as_weighed(schema: str, pairs: Sequence[Compared]) -> Iterator[Proposal]:
    """Pairs by the field's weights: too few were compared for these records' own experience."""
    for one in pairs:
        yield Proposal(
            one.left,
            one.right,
            schema,
            sum(reason.bits for reason in one.reasons),
            0.0,
            name_score(one.reasons[0]),
            one.reasons,
            tuple(reason.text for reason in one.reasons if reason.conflict),
            one.keys,
            None,
        )


def _namesake(world: World, proposal: Proposal, apart: bool, told: str) -> Finding:
    decided = "judged different and kept apart" if apart else "not to be merged unseen"
    reasons = "; ".join(proposal.conflicts) or "a person judged them different"
    return Finding(
        kind="namesake",
        sentence=(
            f"{world.named(proposal.left)} and {world.named(proposal.right)} share a name and are "
            f"{decided}: {reasons}"
        ),
        subjects=(proposal.left, proposal.right),
        value=proposal.weight_bits,
        interval=None,
        competing=(
            "two people of one name",
            "one person with a wrong birth date or wrong characters in a record",
        ),
        would_change="a document number, a photo or a phone that both records share",
        statements=proposal.statements,
        caveat="The weight is evidence from the records compared, in bits; a person decides."
        f"{told}",
        facts=tuple((reason.feature, f"{reason.bits:+.1f} bits: {reason.text}")
                    for reason in proposal.reasons),
    )  # fmt: skip


def _breach(world: World, left: str, right: str) -> Finding:
    return Finding(
        kind="namesake",
        sentence=(
            f"{left} and {right} were judged different, yet other decisions put them into one "
            f"cluster ({world.named(world.clusters.of(left))}): one of the decisions is wrong"
        ),
        subjects=(left, right),
        value=None,
        interval=None,
        competing=("the 'different' is wrong", "one of the 'same' between them is wrong"),
        would_change="a look at each decision on the way between them",
        statements=(),
        caveat="Nothing is undone by itself; a person decides.",
    )
