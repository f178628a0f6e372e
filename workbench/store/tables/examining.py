"""What people looked at and what they answered."""

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import evidence, text

__all__ = ["EXAMINATION", "EXAMINATION_EVENT", "EXPOSURE", "JUDGEMENT"]

_CONDITION = "condition IN ('blind', 'informed')"

EXAMINATION = evidence(
    "examination",
    text("skin"),
    text("examiner"),
    text("condition"),
    CheckConstraint(_CONDITION, name="condition"),
)
Index("ix_examination_skin", EXAMINATION.c.skin, EXAMINATION.c.examiner)
Index("ix_examination_examiner", EXAMINATION.c.examiner)

# kind: locked (what was marked before anything was shown) or closed.
EXAMINATION_EVENT = evidence(
    "examination_event",
    text("examination", refers="examination.id"),
    text("kind"),
    text("detail"),
    CheckConstraint("kind IN ('locked', 'closed')", name="kind"),
    unique=(("examination", "kind"),),
)

# Who has seen what about a skin beyond its own photos.
EXPOSURE = evidence("exposure", text("person"), text("skin"), text("what"))
Index("ix_exposure_person", EXPOSURE.c.person, EXPOSURE.c.skin)

JUDGEMENT = evidence(
    "judgement",
    text("skin"),
    text("individual"),
    text("verdict"),
    text("examiner"),
    text("why"),
    text("examination", refers="examination.id"),
    text("condition"),
    text("detail"),
    text("supersedes", optional=True, refers="judgement.id"),
    CheckConstraint(
        "verdict IN ('same', 'different', 'cannot_tell', 'withdrawn')",
        name="verdict",
    ),
    CheckConstraint(_CONDITION, name="condition"),
)
Index("ix_judgement_pair", JUDGEMENT.c.skin, JUDGEMENT.c.individual, JUDGEMENT.c.examiner)
