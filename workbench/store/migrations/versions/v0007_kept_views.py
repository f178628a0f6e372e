"""A view of the graph can be kept under a name, by its owner or for a case."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen
from workbench.store.triggers import guard

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

VIEWS = Frozen(
    "kept_view",
    "id",
    "id name address case?>case_file.id level:int compartments releasable_to native "
    "recorded_at recorded_by",
    checks={"level": "level >= 0 AND level <= 3"},
    indexes={"ix_kept_view_case": '"case"'},
    guarded=True,
)
CHANGES = Frozen(
    "kept_view_change",
    "id",
    "id view>kept_view.id change name recorded_at recorded_by",
    checks={"change": "change IN ('named', 'removed')"},
    indexes={"ix_kept_view_change_view": "view"},
    guarded=True,
)


def upgrade() -> None:
    """Forward. There is no way back: what somebody kept is never dropped."""
    metadata = sa.MetaData()
    sa.Table("case_file", metadata, sa.Column("id", sa.Text(), primary_key=True))
    for table in (VIEWS, CHANGES):
        table.create(op.get_bind(), metadata)
        guard(op.get_bind(), table.name, key=table.key, unique=table.unique)
