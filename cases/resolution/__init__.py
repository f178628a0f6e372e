"""Who may be whom: proposals with reasons, decisions of people, clusters that follow."""

from cases.resolution.alignment import Aligned, align
from cases.resolution.comparing import Compared, Plan, compared, plans, portions
from cases.resolution.decision import (
    Clusters,
    Decision,
    Verdict,
    clusters,
    decide,
    standing,
)
from cases.resolution.effect import Downstream, Effect, downstream_of, effect_of_merge
from cases.resolution.proposals import (
    Proposal,
    Proposals,
    concluded,
    proposals,
    weigh,
    with_decisions,
)
from cases.resolution.reason import Lost, Reason
from cases.resolution.recall import Recall

__all__ = [
    "Aligned",
    "Clusters",
    "Compared",
    "Decision",
    "Downstream",
    "Effect",
    "Lost",
    "Plan",
    "Proposal",
    "Proposals",
    "Reason",
    "Recall",
    "Verdict",
    "align",
    "clusters",
    "compared",
    "concluded",
    "decide",
    "downstream_of",
    "effect_of_merge",
    "plans",
    "portions",
    "proposals",
    "standing",
    "weigh",
    "with_decisions",
]
