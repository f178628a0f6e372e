"""A project's own calibrations: whose word put one in use, and what withdrew it.

The file itself is an original: kept by its digest, checked when it is read, in every backup. A
calibration that turned out wrong is withdrawn by another row; what it weighed still names it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workbench.store.encode import canonical
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.tables import CALIBRATION

__all__ = ["CalibrationRecord", "CalibrationRows"]


@dataclass(frozen=True, slots=True)
class CalibrationRecord:
    """One calibration of the project's own. digest: sha256 of its text, kept as an original.

    why: on whose word it is used. withdrawn: id of the row that withdrew it, and withdrawn_why;
    empty while it stands.
    """

    name: str
    species: str
    domain: str
    digest: str
    why: str
    id: str = ""
    by: str = ""
    at: datetime | None = None
    withdrawn: str = ""
    withdrawn_why: str = ""


class CalibrationRows:
    """Which calibrations a project uses besides those that ship."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, record: CalibrationRecord) -> str:
        """Put a calibration in use from now on; returns its id (CAL-0001)."""
        return self._append(record, {"why": record.why})

    def withdraw(self, record: CalibrationRecord, why: str) -> str:
        """Put on record that a calibration weighs nothing any more; returns the id of that row."""
        return self._append(record, {"withdraws": record.id, "why": why})

    def _append(self, record: CalibrationRecord, told: Mapping[str, object]) -> str:
        known = record_id("CAL", self._ledger.next_number(CALIBRATION))
        self._ledger.append_named(
            CALIBRATION,
            [
                {
                    "id": known,
                    "name": record.name,
                    "species": record.species,
                    "domain": record.domain,
                    "digest": record.digest,
                    "told": canonical(told),
                }
            ],
        )
        return known
