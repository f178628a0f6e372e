"""Who may be whom: proposals with reasons, decisions of people, clusters that follow.

A room is loaded when something of it is first asked for: a command that lists cases waits for no
numeric library.
"""

from typing import TYPE_CHECKING

from cases.late_rooms import opened_late

if TYPE_CHECKING:
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
    from cases.resolution.proposing import (
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

_ROOMS = {
    "alignment": (
        "Aligned",
        "align",
    ),
    "comparing": (
        "Compared",
        "Plan",
        "compared",
        "plans",
        "portions",
    ),
    "decision": (
        "Clusters",
        "Decision",
        "Verdict",
        "clusters",
        "decide",
        "standing",
    ),
    "effect": (
        "Downstream",
        "Effect",
        "downstream_of",
        "effect_of_merge",
    ),
    "proposing": (
        "Proposal",
        "Proposals",
        "concluded",
        "proposals",
        "weigh",
        "with_decisions",
    ),
    "reason": (
        "Lost",
        "Reason",
    ),
    "recall": ("Recall",),
}

if not TYPE_CHECKING:
    __getattr__ = opened_late(__name__, _ROOMS)
