"""Whether a skin is one at all, and skins searched among skins.

Frozen as it was, like the version before it.
"""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen
from workbench.store.triggers import guard

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What the new columns refer to, as far as a reference needs to know it.
KNOWN = ("coat", "entity")

TABLES = (
    Frozen(
        "authenticity",
        "id",
        "id skin>entity.id answer species basis speaks_for speaks_against note "
        "recorded_at recorded_by",
        checks={
            "answer": "answer IN ('genuine', 'not_genuine', 'cannot_tell')",
            "basis": "basis IN ('photos', 'skin')",
        },
        indexes={"ix_authenticity_skin": '"skin"'},
        guarded=True,
    ),
    Frozen(
        "skin_search",
        "id",
        "id skin>entity.id coats fingerprint answer gallery_digest network_digest "
        "calibration_digest recorded_at recorded_by",
        indexes={"ix_skin_search_skin": '"skin"'},
        guarded=True,
    ),
    Frozen(
        "skin_comparison",
        "id",
        "id search>skin_search.id query_coat>coat.id gallery_coat>coat.id other>entity.id scores "
        "marks fingerprint recorded_at recorded_by",
        indexes={
            "ix_skin_comparison_coat": '"gallery_coat"',
            "ix_skin_comparison_search": '"search"',
        },
        guarded=True,
    ),
)


def upgrade() -> None:
    """Forward. There is no way back: evidence is never dropped."""
    metadata = sa.MetaData()
    for name in KNOWN:
        sa.Table(name, metadata, sa.Column("id", sa.Text(), primary_key=True))
    for table in TABLES:
        table.create(op.get_bind(), metadata)
        guard(op.get_bind(), table.name, key=table.key, unique=table.unique)
