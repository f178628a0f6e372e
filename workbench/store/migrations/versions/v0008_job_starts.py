"""How often a job was begun stands in its row, so that one that kills its worker is given up."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. There is no way back: the count stands in for work that nobody saw end."""
    op.add_column("job", sa.Column("starts", sa.Integer(), nullable=False, server_default="0"))
