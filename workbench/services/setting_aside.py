"""Imports that somebody has dealt with: off the list of today, with a reason that stays."""

from typing import TYPE_CHECKING

from workbench.services.acting import IMPORTING, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.views.today import SET_ASIDE

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["set_import_aside"]


def set_import_aside(
    project: "Project", by: str, run: str, *, why: str, clock: Clock = utc_now
) -> str:
    """Take a run off the list with a reason; its rejects stay. The id of the row.

    Raises Refused for a run that is not there, StoreRefused without a reason.
    """
    reader = acting(project, by, *IMPORTING)
    if not project.store.read(reader).intake.history(1, run):
        raise Refused(f"there is no import {run}", "see which there are on the page Today")
    with project.store.transaction(reader.person, "set import aside", clock()) as work:
        return work.dismissals.add(SET_ASIDE, run, why)
