"""Decisions about who is who can be taken back, by a row of their own."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen
from workbench.store.triggers import guard

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WITHDRAWAL = Frozen(
    "decision_withdrawal",
    "id",
    "id decision>decision.id why recorded_at recorded_by",
    unique=(("decision",),),
    guarded=True,
)


def upgrade() -> None:
    """Forward. There is no way back: evidence is never dropped."""
    metadata = sa.MetaData()
    sa.Table("decision", metadata, sa.Column("id", sa.Text(), primary_key=True))
    WITHDRAWAL.create(op.get_bind(), metadata)
    guard(op.get_bind(), WITHDRAWAL.name, key=WITHDRAWAL.key, unique=WITHDRAWAL.unique)
