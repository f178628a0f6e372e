"""How material came in: mappings, runs of imports, what was rejected."""

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import evidence, number, text

__all__ = ["IMPORT_EVENT", "IMPORT_RUN", "MAPPING", "REJECT"]

MAPPING = evidence(
    "mapping",
    text("name"),
    number("version"),
    text("content"),
    text("digest"),
    unique=(("name", "version"),),
)

# key: digest of what is imported and how; the same key again is the same import.
IMPORT_RUN = evidence(
    "import_run", text("kind"), text("title"), text("key"), text("mapping"), text("detail")
)
Index("ix_import_run_key", IMPORT_RUN.c.key)

# kind: batch (key names what it held, so that a run taken up again skips it), finished, stopped.
IMPORT_EVENT = evidence(
    "import_event",
    text("run", refers="import_run.id"),
    text("kind"),
    text("key"),
    text("detail"),
    CheckConstraint("kind IN ('batch', 'finished', 'stopped')", name="kind"),
)
Index("ix_import_event_run", IMPORT_EVENT.c.run)

REJECT = evidence(
    "reject",
    text("run", refers="import_run.id"),
    text("file"),
    number("row", optional=True),
    text("column"),
    text("value"),
    text("reason"),
    text("remedy"),
)
Index("ix_reject_run", REJECT.c.run)
