"""Indexes from which the pages of seizures are answered. Frozen as they were."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_statement_seizure_date": (
        "event_start, subject, event_end, event_precision, schema, property, value",
        "'Seizure:date'",
    ),
    "ix_statement_seizure_value": (
        "schema, property, value, subject",
        "'Seizure:country', 'Seizure:product', 'Seizure:species'",
    ),
    "ix_statement_seizure_place": (
        "subject, schema, property, value, target, source",
        "'Seizure:latitude', 'Seizure:longitude', 'Seizure:place'",
    ),
    "ix_statement_leg": (
        "subject, schema, property, value, target",
        "'RouteLeg:country', 'RouteLeg:legStatus', 'RouteLeg:order', 'RouteLeg:placeName', "
        "'RouteLeg:role', 'RouteLeg:seizure'",
    ),
}


def upgrade() -> None:
    """Forward. There is no way back: evidence is never dropped."""
    for name, (columns, keys) in INDEXES.items():
        op.execute(
            f"CREATE INDEX {name} ON statement ({columns}, level, compartments, id) "
            f"WHERE ((schema || ':') || property) IN ({keys}) AND length(value) <= 64"
        )
