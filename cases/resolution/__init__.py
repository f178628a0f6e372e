"""Who may be whom: proposals with reasons, decisions of people, clusters that follow."""

from cases.resolution.decision import (
    Clusters,
    Decision,
    Verdict,
    clusters,
    decide,
    standing,
)

__all__ = ["Clusters", "Decision", "Verdict", "clusters", "decide", "standing"]
