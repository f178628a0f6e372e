"""The audit chain, and the tables that may change: sign-in, jobs, drafts, what is derived."""

from sqlalchemy import Column, Index, Integer, Table

from workbench.store.tables.columns import METADATA, TEXT, handling, mutable, number, text

__all__ = ["ACCOUNT", "ATTEMPT", "AUDIT", "CATALOGUE_COAT", "DRAFT", "JOB", "SESSION"]

# One row a transaction. rows: one line `table id digest` for each row that it wrote.
AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    text("at"),
    text("by"),
    text("action"),
    text("detail"),
    text("rows"),
    text("previous"),
    text("hash"),
    info={"append_only": False, "unique": (), "audit": True},
)

ACCOUNT = mutable(
    "account",
    text("id", key=True),
    text("name"),
    # case-folded, so that two accounts cannot differ by a capital letter alone
    Column("folded", TEXT, nullable=False, unique=True),
    text("password_hash"),
    text("roles"),
    number("clearance"),
    text("compartments"),
    number("active"),
    text("created_at"),
)

SESSION = mutable(
    "session",
    text("token_hash", key=True),
    text("account", refers="account.id"),
    text("created_at"),
    text("expires_at"),
    text("seen_at"),
)

ATTEMPT = mutable("sign_in_attempt", text("id", key=True), text("folded"), text("at"))
Index("ix_sign_in_attempt_folded", ATTEMPT.c.folded, ATTEMPT.c.at)

JOB = mutable(
    "job",
    text("id", key=True),
    text("kind"),
    text("by"),
    text("arguments"),
    text("state"),
    text("progress"),
    text("outcome"),
    number("stop_requested"),
    text("worker"),
    text("created_at"),
    text("changed_at"),
    Column("starts", Integer, nullable=False, server_default="0"),
)
Index("ix_job_state", JOB.c.state)

# What somebody has begun to enter and not kept: no record, no evidence, read by nobody else.
DRAFT = mutable(
    "draft",
    text("person", key=True),
    text("name", key=True),
    number("turn"),
    text("fields"),
    text("address"),
    text("at"),
)

# The catalogue as a search needs it: one row a photo of a named animal. Built from statements.
CATALOGUE_COAT = mutable(
    "derived_catalogue_coat",
    text("photo", key=True),
    text("individual", key=True),
    text("digest"),
    text("species"),
    text("flank"),
    text("kind"),
    text("box"),
    text("encounter"),
    text("deployment"),
    text("captured_at"),
    number("simulated"),
    *handling(),
)
Index("ix_derived_catalogue_coat_species", CATALOGUE_COAT.c.species, CATALOGUE_COAT.c.flank)
Index("ix_derived_catalogue_coat_individual", CATALOGUE_COAT.c.individual)
