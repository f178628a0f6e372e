"""Cases and what is done in them: members, custody, decisions about who is who, releases."""

from sqlalchemy import CheckConstraint, Index

from workbench.store.tables.columns import evidence, handling, real, text, when

__all__ = [
    "CASE_EVENT",
    "CASE_FILE",
    "CASE_MEMBER",
    "CUSTODY",
    "DECISION",
    "DECISION_WITHDRAWAL",
    "DISMISSAL",
    "RELEASE",
]

CASE_FILE = evidence("case_file", text("title"), text("summary"), *handling())

# change: added or removed; the last row about an entity says whether it is a member.
CASE_MEMBER = evidence(
    "case_member",
    text("case", refers="case_file.id"),
    text("entity", refers="entity.id"),
    text("change"),
    text("why"),
    CheckConstraint("change IN ('added', 'removed')", name="change"),
)
Index("ix_case_member_case", CASE_MEMBER.c.case, CASE_MEMBER.c.entity)

# kind: note, closed, reopened, handed_over (detail names the person) ...
CASE_EVENT = evidence(
    "case_event",
    text("case", refers="case_file.id"),
    text("kind"),
    text("note"),
    text("detail"),
)
Index("ix_case_event_case", CASE_EVENT.c.case)

CUSTODY = evidence(
    "custody",
    text("exhibit", refers="entity.id"),
    text("action"),
    text("from_whom"),
    text("to_whom"),
    text("place"),
    *when("event"),
    text("seal"),
    text("digest", optional=True),
    text("form"),
    text("note"),
    *handling(),
)
Index("ix_custody_exhibit", CUSTODY.c.exhibit)

DECISION = evidence(
    "decision",
    text("left", refers="entity.id"),
    text("right", refers="entity.id"),
    text("verdict"),
    text("why"),
    real("weight_bits", optional=True),
    text("reasons"),
    *handling(),
    text("supersedes", optional=True, refers="decision.id"),
    CheckConstraint("verdict IN ('same', 'different', 'cannot_tell')", name="verdict"),
)
Index("ix_decision_left", DECISION.c.left)
Index("ix_decision_right", DECISION.c.right)

# A decision taken back: a row of its own, the decision stays; what stood before it stands again.
DECISION_WITHDRAWAL = evidence(
    "decision_withdrawal",
    text("decision", refers="decision.id"),
    text("why"),
    unique=(("decision",),),
)

# kind: watch or finding; until: instant after which it may open again.
DISMISSAL = evidence(
    "dismissal", text("kind"), text("subject"), text("why"), text("until", optional=True)
)
Index("ix_dismissal_subject", DISMISSAL.c.kind, DISMISSAL.c.subject)

# person: an account of ours the case is handed to, or empty when it leaves the house.
RELEASE = evidence(
    "release",
    text("case", refers="case_file.id"),
    text("person"),
    text("recipient"),
    text("purpose"),
    text("authority"),
    text("digest", optional=True),
)
Index("ix_release_person", RELEASE.c.person)
