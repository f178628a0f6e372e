"""Validations: a person's record that a calibration was tested, on what, by which report.

Nothing of it is ever changed. A validation that turned out wrong is withdrawn by another row, and
both stay to be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workbench.store.encode import canonical
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.tables import VALIDATION

__all__ = ["ValidationRecord", "ValidationRows"]

APART = ","


@dataclass(frozen=True, slots=True)
class ValidationRecord:
    """One validation. qualities: strata of photos that were tested; animals: how many the test had.

    calibration: digest of what was tested; weights: digests of the networks that described the
    photos; report: sha256 of the evaluation report, kept as an original. withdrawn: id of the row
    that withdrew it, and withdrawn_why; empty while it stands.
    """

    species: str
    domain: str
    qualities: tuple[str, ...]
    calibration: str
    calibration_name: str
    weights: tuple[str, ...]
    animals: int
    report: str
    why: str
    figures: Mapping[str, object] = field(default_factory=dict)
    id: str = ""
    by: str = ""
    at: datetime | None = None
    withdrawn: str = ""
    withdrawn_why: str = ""


class ValidationRows:
    """For which species, domain and quality a calibration has been validated."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, record: ValidationRecord) -> str:
        """Put a validation on record; until then every likelihood ratio says "not validated"."""
        told = {
            "calibration_name": record.calibration_name,
            "weights": sorted(record.weights),
            "animals": record.animals,
            "report": record.report,
            "why": record.why,
            "figures": dict(record.figures),
        }
        return self._append(record, told)

    def withdraw(self, record: ValidationRecord, why: str) -> str:
        """Put on record that a validation no longer stands; returns the id of that row."""
        return self._append(record, {"withdraws": record.id, "why": why})

    def _append(self, record: ValidationRecord, told: Mapping[str, object]) -> str:
        known = record_id("VAL", self._ledger.next_number(VALIDATION))
        self._ledger.append_named(
            VALIDATION,
            [
                {
                    "id": known,
                    "species": record.species,
                    "domain": record.domain,
                    "quality": APART.join(sorted(record.qualities)),
                    "calibration_digest": record.calibration,
                    "figures": canonical(told),
                }
            ],
        )
        return known
