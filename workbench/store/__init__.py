"""The store of a project: the only room that knows SQL.

Evidence is append-only and audited; what is read is filtered by who reads.
"""

from workbench.store.calibrations import CalibrationRecord
from workbench.store.examined import Place, PlaceAnswer, ProficiencyCase, ShownPlace, Trial
from workbench.store.queries import Queries
from workbench.store.reader import Reader, Role
from workbench.store.records import (
    AuditRow,
    AuthenticityRecord,
    Case,
    CaseEvent,
    CatalogueCoat,
    CoatRecord,
    ComparisonRecord,
    CustodyRecord,
    DecisionRecord,
    Examination,
    JudgementRecord,
    SearchRecord,
)
from workbench.store.refusal import StoreRefused
from workbench.store.statements import Added
from workbench.store.store import Store
from workbench.store.validating import ValidationRecord
from workbench.store.work import Work

__all__ = [
    "Added",
    "AuditRow",
    "AuthenticityRecord",
    "CalibrationRecord",
    "Case",
    "CaseEvent",
    "CatalogueCoat",
    "CoatRecord",
    "ComparisonRecord",
    "CustodyRecord",
    "DecisionRecord",
    "Examination",
    "JudgementRecord",
    "Place",
    "PlaceAnswer",
    "ProficiencyCase",
    "Queries",
    "Reader",
    "Role",
    "SearchRecord",
    "ShownPlace",
    "Store",
    "StoreRefused",
    "Trial",
    "ValidationRecord",
    "Work",
]
