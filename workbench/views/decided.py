"""Decisions about who is who as a reader may see them, in the form that `cases` reckons with."""

from collections.abc import Collection

from cases.resolution.decision import Decision, Verdict
from workbench.store import DecisionRecord, Queries

__all__ = ["decision_of", "decisions_of"]


def decisions_of(q: Queries, about: Collection[str] | None = None) -> list[Decision]:
    """The decisions that this reader may see, taken back or not; about: of these and what was
    judged one with them."""
    return [decision_of(row) for row in q.cases.decisions(about) if row.left != row.right]


def decision_of(row: DecisionRecord) -> Decision:
    """One kept decision. Raises ValueError for one that the store has not dated yet."""
    if row.at is None:
        raise ValueError(f"decision {row.id} has not been kept yet")
    return Decision(
        row.left,
        row.right,
        Verdict(row.verdict),
        row.by,
        row.at,
        row.why,
        row.weight_bits,
        row.until,
    )
