"""What was seen in photos: coats, searches, comparisons, and what their strength is worth."""

from sqlalchemy import Index

from workbench.store.tables.columns import evidence, text

__all__ = ["COAT", "COMPARISON", "SEARCH", "VALIDATION"]

# id: CT- and the digest of the coat's parts, as embeddings gives it.
COAT = evidence(
    "coat",
    text("photo"),
    text("region"),
    text("flank"),
    text("species"),
    text("kind"),
    text("quality"),
    text("landmarks"),
    text("fixed_by"),
    text("supersedes", optional=True, refers="coat.id"),
)
Index("ix_coat_photo", COAT.c.photo)

# skin: id of the specimen, empty for a search with loose photos.
SEARCH = evidence(
    "search",
    text("skin"),
    text("coats"),
    text("fingerprint"),
    text("answer"),
    text("gallery_digest"),
    text("network_digest"),
    text("calibration_digest"),
)
Index("ix_search_skin", SEARCH.c.skin)

COMPARISON = evidence(
    "comparison",
    text("search", optional=True, refers="search.id"),
    text("query_coat", refers="coat.id"),
    text("gallery_coat", refers="coat.id"),
    text("individual"),
    text("scores"),
    text("marks"),
    text("fingerprint"),
)
Index("ix_comparison_search", COMPARISON.c.search)

VALIDATION = evidence(
    "validation",
    text("species"),
    text("domain"),
    text("quality"),
    text("calibration_digest"),
    text("figures"),
)
