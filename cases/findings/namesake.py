"""Who bears another's name and is somebody else: pairs that must not be merged."""

from __future__ import annotations

from cases.findings.finding import Finding
from cases.resolution.proposals import Proposal, proposals
from cases.world import World

_MOST = 50


def find(world: World) -> list[Finding]:
    """A finding a pair of people whose names agree in Latin letters while facts contradict.

    Pairs already judged different are named as kept apart; conflicting clusters come first, then
    the pairs with most evidence; at most fifty.
    """
    found = [_breach(world, *pair) for pair in world.clusters.conflicts]
    for proposal in proposals(world.entities, world.decisions).proposals:
        apart = world.clusters.kept_apart(proposal.left, proposal.right)
        if proposal.name_score >= 0.9 and (proposal.conflicts or apart):
            found.append(_namesake(world, proposal, apart))
    return found[:_MOST]


def _namesake(world: World, proposal: Proposal, apart: bool) -> Finding:
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
        caveat="The weight is evidence from the records compared, in bits; a person decides.",
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
