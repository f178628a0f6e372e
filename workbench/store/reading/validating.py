"""Validations as they stand: what was recorded, by whom, and what has been withdrawn since."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from workbench.store.encode import instant_of
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.tables import VALIDATION
from workbench.store.validating import APART, ValidationRecord

__all__ = ["ValidationQueries"]


class ValidationQueries:
    """Which calibrations were tested; every reader may know."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def all(self) -> list[ValidationRecord]:
        """Every validation, oldest first, the withdrawn ones marked."""
        asked = select(VALIDATION).order_by(func.length(VALIDATION.c.id), VALIDATION.c.id)
        rows = [(row, json.loads(row.figures)) for row in self._asking.rows(asked)]
        gone = {str(told["withdraws"]): (row.id, told) for row, told in rows if "withdraws" in told}
        return [_record(row, told, gone) for row, told in rows if "withdraws" not in told]

    def standing(self, calibration: str) -> list[ValidationRecord]:
        """Those of a calibration (digest) that were not withdrawn, newest first."""
        found = [one for one in self.all() if one.calibration == calibration and not one.withdrawn]
        return found[::-1]


def _record(
    row: AnyRow, told: Mapping[str, Any], gone: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> ValidationRecord:
    withdrawal, said = gone.get(row.id, ("", {}))
    return ValidationRecord(
        species=row.species,
        domain=row.domain,
        qualities=tuple(row.quality.split(APART)),
        calibration=row.calibration_digest,
        calibration_name=str(told.get("calibration_name", "")),
        weights=tuple(told.get("weights", ())),
        animals=int(told.get("animals", 0)),
        report=str(told.get("report", "")),
        why=str(told.get("why", "")),
        figures=told.get("figures", {}),
        id=row.id,
        by=row.recorded_by,
        at=instant_of(row.recorded_at),
        withdrawn=withdrawal,
        withdrawn_why=str(said.get("why", "")),
    )
