"""Who may be whom: proposals with reasons, decisions of people, clusters that follow.

A room is loaded when something of it is first asked for: a command that lists cases waits for no
numeric library.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
