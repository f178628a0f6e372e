"""What an examiner was shown among what, in which order, and what they answered before they knew.

A line-up belongs to one examination and is drawn once: which places hold the machine's best and
which hold animals known to be others is written here before the first look and read only after the
last answer.
"""

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import evidence, number, text

__all__ = [
    "EXAMINATION_AMENDMENT",
    "LINE_UP",
    "LINE_UP_ANSWER",
    "LINE_UP_PLACE",
    "PROFICIENCY_CASE",
]

# what: marks (the query's, after it was locked) or reason (after the names were shown).
EXAMINATION_AMENDMENT = evidence(
    "examination_amendment",
    text("examination", refers="examination.id"),
    text("what"),
    text("detail"),
    text("why"),
    CheckConstraint("what IN ('marks', 'reason')", name="what"),
)
Index("ix_examination_amendment_examination", EXAMINATION_AMENDMENT.c.examination)

LINE_UP = evidence(
    "line_up",
    text("examination", refers="examination.id"),
    text("search"),
    text("seed"),
    text("rule"),
    unique=(("examination",),),
)

# photo: digest of the original. region: the part of it that is shown, in pixels.
LINE_UP_PLACE = evidence(
    "line_up_place",
    text("line_up", refers="line_up.id"),
    number("place"),
    text("individual"),
    text("photo"),
    text("region"),
    text("role"),
    text("basis"),
    CheckConstraint("role IN ('candidate', 'known_same', 'known_different')", name="role"),
    unique=(("line_up", "place"),),
)

LINE_UP_ANSWER = evidence(
    "line_up_answer",
    text("place", refers="line_up_place.id"),
    text("verdict"),
    text("why"),
    text("marks"),
    text("condition"),
    text("supersedes", optional=True, refers="line_up_answer.id"),
    CheckConstraint("verdict IN ('same', 'different', 'cannot_tell')", name="verdict"),
    CheckConstraint("condition IN ('blind', 'informed')", name="condition"),
)
Index("ix_line_up_answer_place", LINE_UP_ANSWER.c.place)

# An examination whose truth is known. beside: the skin in whose company it was mixed in.
PROFICIENCY_CASE = evidence(
    "proficiency_case",
    text("examiner"),
    text("beside"),
    text("photo"),
    text("individual"),
    text("source_photo"),
    text("encounter"),
    text("detail"),
    unique=(("examiner", "beside"),),
)
