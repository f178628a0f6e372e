"""Examinations among known non-matches, their later edits, and cases whose truth is known."""

import sqlalchemy as sa
from alembic import op

from workbench.store.migrations.frozen import Frozen
from workbench.store.triggers import guard

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    Frozen(
        "examination_amendment",
        "id",
        "id examination>examination.id what detail why recorded_at recorded_by",
        checks={"what": "what IN ('marks', 'reason')"},
        indexes={"ix_examination_amendment_examination": '"examination"'},
        guarded=True,
    ),
    Frozen(
        "line_up",
        "id",
        "id examination>examination.id search seed rule recorded_at recorded_by",
        unique=(("examination",),),
        guarded=True,
    ),
    Frozen(
        "line_up_place",
        "id",
        "id line_up>line_up.id place:int individual photo region role basis recorded_at "
        "recorded_by",
        checks={"role": "role IN ('candidate', 'known_same', 'known_different')"},
        unique=(("line_up", "place"),),
        guarded=True,
    ),
    Frozen(
        "line_up_answer",
        "id",
        "id place>line_up_place.id verdict why marks condition supersedes?>line_up_answer.id "
        "recorded_at recorded_by",
        checks={
            "condition": "condition IN ('blind', 'informed')",
            "verdict": "verdict IN ('same', 'different', 'cannot_tell')",
        },
        indexes={"ix_line_up_answer_place": '"place"'},
        guarded=True,
    ),
    Frozen(
        "proficiency_case",
        "id",
        "id examiner beside photo individual source_photo encounter detail recorded_at recorded_by",
        unique=(("examiner", "beside"),),
        guarded=True,
    ),
)


def upgrade() -> None:
    """Forward. There is no way back: evidence is never dropped."""
    metadata = sa.MetaData()
    sa.Table("examination", metadata, sa.Column("id", sa.Text(), primary_key=True))
    for table in TABLES:
        table.create(op.get_bind(), metadata)
        guard(op.get_bind(), table.name, key=table.key, unique=table.unique)
