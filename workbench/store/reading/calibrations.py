"""The project's own calibrations as they stand: who put each in use, and what was withdrawn."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from workbench.store.calibrations import CalibrationRecord
from workbench.store.encode import instant_of
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.tables import CALIBRATION

__all__ = ["CalibrationQueries"]


class CalibrationQueries:
    """Which calibrations are the project's own; every reader may know."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def all(self) -> list[CalibrationRecord]:
        """Every calibration, oldest first, the withdrawn ones marked."""
        asked = select(CALIBRATION).order_by(func.length(CALIBRATION.c.id), CALIBRATION.c.id)
        rows = [(row, json.loads(row.told)) for row in self._asking.rows(asked)]
        gone = {str(told["withdraws"]): (row.id, told) for row, told in rows if "withdraws" in told}
        return [_record(row, told, gone) for row, told in rows if "withdraws" not in told]

    def standing(self) -> list[CalibrationRecord]:
        """Those that were not withdrawn, newest first."""
        return [one for one in self.all() if not one.withdrawn][::-1]


def _record(
    row: AnyRow, told: Mapping[str, Any], gone: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> CalibrationRecord:
    withdrawal, said = gone.get(row.id, ("", {}))
    return CalibrationRecord(
        name=row.name,
        species=row.species,
        domain=row.domain,
        digest=row.digest,
        why=str(told.get("why", "")),
        id=row.id,
        by=row.recorded_by,
        at=instant_of(row.recorded_at),
        withdrawn=withdrawal,
        withdrawn_why=str(said.get("why", "")),
    )
