"""A project keeps calibrations of its own, and says when one no longer stands."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen
from workbench.store.triggers import guard

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CALIBRATIONS = Frozen(
    "calibration",
    "id",
    "id name species domain digest told recorded_at recorded_by",
    guarded=True,
)


def upgrade() -> None:
    """Forward. There is no way back: what was weighed with a calibration needs it."""
    CALIBRATIONS.create(op.get_bind(), sa.MetaData())
    guard(op.get_bind(), CALIBRATIONS.name, key=CALIBRATIONS.key, unique=CALIBRATIONS.unique)
