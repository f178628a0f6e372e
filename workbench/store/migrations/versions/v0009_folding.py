"""PostgreSQL folds letters as SQLite does: without the marks that are often left out.

SQLite is given its function each time it is opened.
"""

from alembic import op

from workbench.store.reading.folding import install

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. There is no way back: no data changes."""
    install(op.get_bind())
