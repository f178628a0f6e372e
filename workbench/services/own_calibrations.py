"""Calibrations of a project's own: put in use by an administrator, withdrawn by a new row.

A calibration decides what evidence is worth, so it comes in with a person's reason and is on the
audit. Its file is kept as an original under its digest: no later file can take its place, every
backup carries it, and what it has weighed can be weighed again years later.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.strength import Calibration, read_calibration, shipped
from workbench.bag.contents import Attachment
from workbench.services.acting import KEEPING, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store import CalibrationRecord, Reader
from workbench.views.calibrations import own_calibration

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = [
    "OwnCalibration",
    "add_calibration",
    "files_of",
    "list_calibrations",
    "own_behind",
    "withdraw_calibration",
]


@dataclass(frozen=True, slots=True)
class OwnCalibration:
    """A calibration of the project's own as it is listed."""

    record: CalibrationRecord
    calibration: Calibration

    @property
    def sentence(self) -> str:
        """What it is, what it is worth, by whose word it is used, in one line."""
        one, figures = self.record, self.calibration.figures
        at = one.at.date().isoformat() if one.at else "now"
        cost = figures.get("held_out_cllr")
        told = f", Cllr {cost:.2f} on held-out animals" if isinstance(cost, float) else ""
        made = " SIMULATED: it weighs no real skin." if self.calibration.simulated else ""
        gone = f"; WITHDRAWN ({one.withdrawn}): {one.withdrawn_why}" if one.withdrawn else ""
        return (
            f"{one.id}: {one.name} ({one.digest[:16]}) for {one.species}, {one.domain}, fitted on "
            f"{self.calibration.population} ({figures['animals']} animals{told}); put in use by "
            f"{one.by} on {at}: {one.why}{gone}.{made}"
        )


def add_calibration(
    project: "Project", by: str, file: Path, *, why: str, clock: Clock = utc_now
) -> OwnCalibration:
    """Put a calibration in use for searches from now on; answers given before stay as they were.

    Raises NotAllowed for anybody but an administrator, CalibrationRefused for a file that is no
    sound calibration, Refused where it comes with the program or is in use already.
    """
    reader = acting(project, by, *KEEPING)
    if not why.strip():
        raise Refused("a calibration needs its reason", "say on whose word it is used: --why")
    given = read_calibration(file)
    if given.digest in {one.digest for one in shipped()}:
        raise Refused(f"{given.name} comes with the program", "nothing has to be added")
    standing = project.store.read(reader).calibrations.standing()
    again = next((one for one in standing if one.digest == given.digest), None)
    if again is not None:
        raise Refused(f"{given.name} is in use already, as {again.id}", "kedrovka calibration list")
    record = CalibrationRecord(given.name, given.species, given.domain, given.digest, why.strip())
    detail = {"calibration": given.digest, "name": given.name}
    with project.store.transaction(
        reader.person, "put calibration in use", clock(), detail
    ) as work:
        # The canonical text and not the file's bytes: its sha256 is the digest that answers name.
        work.originals.add(given.text().encode("utf-8"), file.name, "application/json")
        known = work.calibrations.add(record)
    return _one(project, by, known)


def withdraw_calibration(
    project: "Project", by: str, calibration: str, *, why: str, clock: Clock = utc_now
) -> OwnCalibration:
    """Put on record that a calibration weighs nothing any more; what it weighed still names it."""
    reader = acting(project, by, *KEEPING)
    if not why.strip():
        raise Refused("a withdrawal needs its reason", "say what was found: --why")
    standing = {one.id: one for one in project.store.read(reader).calibrations.standing()}
    if calibration not in standing:
        raise Refused(f"no calibration in use is called {calibration}", "kedrovka calibration list")
    with project.store.transaction(
        reader.person, "withdraw calibration", clock(), {"calibration": calibration}
    ) as work:
        work.calibrations.withdraw(standing[calibration], why.strip())
    return _one(project, by, calibration)


def list_calibrations(project: "Project", by: str) -> list[OwnCalibration]:
    """Every calibration of the project's own, oldest first, withdrawn ones too; for everybody."""
    reader = acting(project, by)
    found = project.store.read(reader).calibrations.all()
    return [OwnCalibration(one, own_calibration(project, one)) for one in found]


def own_behind(
    project: "Project", reader: Reader, digests: Collection[str]
) -> tuple[OwnCalibration, ...]:
    """The project's own among the calibrations that answers name, also one withdrawn since.

    Of one that was put in use twice the newest row counts.
    """
    if not digests:
        return ()
    kept = {one.digest: one for one in project.store.read(reader).calibrations.all()}
    return tuple(
        OwnCalibration(one, own_calibration(project, one))
        for digest, one in sorted(kept.items())
        if digest in digests
    )


def files_of(calibrations: Sequence[OwnCalibration]) -> tuple[Attachment, ...]:
    """Their files for a bag, each under the digest that its answers name."""
    return tuple(
        Attachment(
            f"calibration-{one.record.digest}.json",
            "method",
            one.calibration.text().encode("utf-8"),
            f"the calibration {one.record.id}, whose SHA-256 its ratios name",
        )
        for one in calibrations
    )


def _one(project: "Project", by: str, known: str) -> OwnCalibration:
    return next(one for one in list_calibrations(project, by) if one.record.id == known)
