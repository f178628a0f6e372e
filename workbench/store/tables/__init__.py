"""The tables of a project, by what they are about; `METADATA` holds them all."""

from workbench.store.tables.calibrations import CALIBRATION
from workbench.store.tables.casework import (
    CASE_EVENT,
    CASE_FILE,
    CASE_MEMBER,
    CUSTODY,
    DECISION,
    DISMISSAL,
    RELEASE,
)
from workbench.store.tables.columns import METADATA, append_only
from workbench.store.tables.examining import EXAMINATION, EXAMINATION_EVENT, EXPOSURE, JUDGEMENT
from workbench.store.tables.facts import (
    COMPARTMENT_SET,
    ENTITY,
    ORIGINAL,
    RETRACTION,
    SOURCE,
    STATEMENT,
    STATEMENT_JUDGEMENT,
)
from workbench.store.tables.intake import IMPORT_EVENT, IMPORT_RUN, MAPPING, REJECT
from workbench.store.tables.keeping import (
    ACCOUNT,
    ATTEMPT,
    AUDIT,
    CATALOGUE_COAT,
    DRAFT,
    JOB,
    SESSION,
)
from workbench.store.tables.kept_views import KEPT_VIEW, KEPT_VIEW_CHANGE
from workbench.store.tables.lining_up import (
    EXAMINATION_AMENDMENT,
    LINE_UP,
    LINE_UP_ANSWER,
    LINE_UP_PLACE,
    PROFICIENCY_CASE,
)
from workbench.store.tables.pixels import COAT, COMPARISON, SEARCH, VALIDATION
from workbench.store.tables.skins import AUTHENTICITY, SKIN_COMPARISON, SKIN_SEARCH

__all__ = [
    "ACCOUNT",
    "ATTEMPT",
    "AUDIT",
    "AUTHENTICITY",
    "CALIBRATION",
    "CASE_EVENT",
    "CASE_FILE",
    "CASE_MEMBER",
    "CATALOGUE_COAT",
    "COAT",
    "COMPARISON",
    "COMPARTMENT_SET",
    "CUSTODY",
    "DECISION",
    "DISMISSAL",
    "DRAFT",
    "ENTITY",
    "EXAMINATION",
    "EXAMINATION_AMENDMENT",
    "EXAMINATION_EVENT",
    "EXPOSURE",
    "IMPORT_EVENT",
    "IMPORT_RUN",
    "JOB",
    "JUDGEMENT",
    "KEPT_VIEW",
    "KEPT_VIEW_CHANGE",
    "LINE_UP",
    "LINE_UP_ANSWER",
    "LINE_UP_PLACE",
    "MAPPING",
    "METADATA",
    "ORIGINAL",
    "PROFICIENCY_CASE",
    "REJECT",
    "RELEASE",
    "RETRACTION",
    "SEARCH",
    "SESSION",
    "SKIN_COMPARISON",
    "SKIN_SEARCH",
    "SOURCE",
    "STATEMENT",
    "STATEMENT_JUDGEMENT",
    "VALIDATION",
    "append_only",
]
