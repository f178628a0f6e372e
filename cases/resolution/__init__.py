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
from cases.resolution.evidence import Reason
from cases.resolution.proposals import Lost, Proposal, Proposals, proposals

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
]
