"""What is asked of a skin itself: whether it is one at all, and which other skins it may be."""

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import evidence, text

__all__ = ["AUTHENTICITY", "SKIN_COMPARISON", "SKIN_SEARCH"]

# speaks_for, speaks_against: lists of sentences. basis: photos, or the skin in hand.
AUTHENTICITY = evidence(
    "authenticity",
    text("skin", refers="entity.id"),
    text("answer"),
    text("species"),
    text("basis"),
    text("speaks_for"),
    text("speaks_against"),
    text("note"),
    CheckConstraint("answer IN ('genuine', 'not_genuine', 'cannot_tell')", name="answer"),
    CheckConstraint("basis IN ('photos', 'skin')", name="basis"),
)
Index("ix_authenticity_skin", AUTHENTICITY.c.skin)

SKIN_SEARCH = evidence(
    "skin_search",
    text("skin", refers="entity.id"),
    text("coats"),
    text("fingerprint"),
    text("answer"),
    text("gallery_digest"),
    text("network_digest"),
    text("calibration_digest"),
)
Index("ix_skin_search_skin", SKIN_SEARCH.c.skin)

SKIN_COMPARISON = evidence(
    "skin_comparison",
    text("search", refers="skin_search.id"),
    text("query_coat", refers="coat.id"),
    text("gallery_coat", refers="coat.id"),
    text("other", refers="entity.id"),
    text("scores"),
    text("marks"),
    text("fingerprint"),
)
Index("ix_skin_comparison_search", SKIN_COMPARISON.c.search)
Index("ix_skin_comparison_coat", SKIN_COMPARISON.c.gallery_coat)
