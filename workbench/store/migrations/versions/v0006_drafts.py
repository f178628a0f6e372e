"""What somebody has begun to enter and not kept is kept for them until they do."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

DRAFT = Frozen("draft", "person name", "person name turn:int fields address at")


def upgrade() -> None:
    """Forward. There is no way back: nothing that somebody wrote is dropped."""
    DRAFT.create(op.get_bind(), sa.MetaData())
