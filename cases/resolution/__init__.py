"""Who may be whom: proposals with reasons, decisions of people, clusters that follow."""

from cases.resolution.decision import (
    Clusters,
    Decision,
    Verdict,
    clusters,
    decide,
    standing,
)
from cases.resolution.effect import Effect, effect_of_merge
from cases.resolution.proposals import Proposal, Proposals, proposals, with_decisions
from cases.resolution.reason import Lost, Reason

__all__ = [
    "Clusters",
    "Decision",
    "Effect",
    "Lost",
    "Proposal",
    "Proposals",
    "Reason",
    "Verdict",
    "clusters",
    "decide",
    "effect_of_merge",
    "proposals",
    "standing",
    "with_decisions",
]
