"""Who may be whom: proposals with reasons, decisions of people, clusters that follow."""

from cases.resolution.alignment import Aligned, align
from cases.resolution.decision import (
    Clusters,
    Decision,
    Verdict,
    clusters,
    decide,
    standing,
)
from cases.resolution.effect import Downstream, Effect, downstream_of, effect_of_merge
from cases.resolution.proposals import Proposal, Proposals, proposals, weigh, with_decisions
from cases.resolution.reason import Lost, Reason

__all__ = [
    "Aligned",
    "Clusters",
    "Decision",
    "Downstream",
    "Effect",
    "Lost",
    "Proposal",
    "Proposals",
    "Reason",
    "Verdict",
    "align",
    "clusters",
    "decide",
    "downstream_of",
    "effect_of_merge",
    "proposals",
    "standing",
    "weigh",
    "with_decisions",
]
