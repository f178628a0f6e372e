"""Views of the graph that somebody keeps under a name: an address, never what stood there."""

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import evidence, handling, text

__all__ = ["KEPT_VIEW", "KEPT_VIEW_CHANGE"]

# address: the parameters of the page, as in its address. case: whose members may read it; without
# one it is its owner's alone. recorded_by is the owner.
KEPT_VIEW = evidence(
    "kept_view",
    text("name"),
    text("address"),
    text("case", optional=True, refers="case_file.id"),
    *handling(),
)
Index("ix_kept_view_case", KEPT_VIEW.c.case)

# A row of its own for each new name and for its removal; the last one holds.
KEPT_VIEW_CHANGE = evidence(
    "kept_view_change",
    text("view", refers="kept_view.id"),
    text("change"),
    text("name"),
    CheckConstraint("change IN ('named', 'removed')", name="change"),
)
Index("ix_kept_view_change_view", KEPT_VIEW_CHANGE.c.view)
