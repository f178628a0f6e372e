"""What is known and who says so: originals, sources, entities, statements."""

from sqlalchemy import Index, func

from workbench.store.tables.columns import evidence, handling, number, text, when

__all__ = [
    "COMPARTMENT_SET",
    "ENTITY",
    "ORIGINAL",
    "RETRACTION",
    "SOURCE",
    "STATEMENT",
    "STATEMENT_JUDGEMENT",
]

# Each combination of compartments that some row carries. A reader's own combinations would be two
# to the power of their compartments; this asks only about those that exist.
COMPARTMENT_SET = evidence("compartment_set")

# id: sha256 of the bytes, which lie in the project's folder under that name.
ORIGINAL = evidence("original", text("name"), text("media_type"), number("size_bytes"))

SOURCE = evidence(
    "source",
    text("kind"),
    text("title"),
    text("digest", optional=True),
    text("origin", optional=True),
    text("grade_scheme"),
    text("grade_source"),
    text("grade_information"),
    *handling(),
    *when("published"),
    number("simulated"),
)
Index("ix_source_digest", SOURCE.c.digest)

# The one place where an outside name (schema, namespace, key) becomes an id of the project.
ENTITY = evidence(
    "entity",
    text("schema"),
    text("namespace"),
    text("key"),
    text("prefix"),
    number("year"),
    number("number"),
    unique=(("schema", "namespace", "key"), ("prefix", "year", "number")),
)

STATEMENT = evidence(
    "statement",
    text("subject", refers="entity.id"),
    text("schema"),
    text("property"),
    text("value"),
    text("target", optional=True, refers="entity.id"),
    text("original_value"),
    text("lang"),
    text("source", refers="source.id"),
    text("locator"),
    text("grade_scheme"),
    text("grade_source"),
    text("grade_information"),
    *handling(),
    *when("event"),
    text("derived_from"),
    text("supersedes", optional=True),
    text("judgement", optional=True),
)
Index("ix_statement_subject", STATEMENT.c.subject)
Index(
    "ix_statement_target",
    STATEMENT.c.target,
    sqlite_where=STATEMENT.c.target.is_not(None),
    postgresql_where=STATEMENT.c.target.is_not(None),
)
Index(
    "ix_statement_supersedes",
    STATEMENT.c.supersedes,
    sqlite_where=STATEMENT.c.supersedes.is_not(None),
    postgresql_where=STATEMENT.c.supersedes.is_not(None),
)
# PostgreSQL refuses index entries above 2,700 bytes, hence the beginning of the value only.
Index(
    "ix_statement_property_value",
    STATEMENT.c.property,
    func.substr(STATEMENT.c.value, 1, 64),
)
Index("ix_statement_source", STATEMENT.c.source)

RETRACTION = evidence(
    "retraction", text("statement", refers="statement.id"), text("why"), unique=(("statement",),)
)

# Every judgement a statement rests on, directly or through what it was derived from: the judgement
# rule asks here, so that a conclusion tells no more than the judgement itself.
STATEMENT_JUDGEMENT = evidence(
    "statement_judgement",
    text("statement", refers="statement.id"),
    text("judgement", refers="judgement.id"),
    unique=(("statement", "judgement"),),
)
