"""What stands out in the records, with what else would explain it, for one reader at one moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cases.findings import Finding, find_all
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.watching import moment_of
from workbench.services.worlds import world_of

if TYPE_CHECKING:
    from workbench.project import Project


def run_findings(
    project: "Project", by: str, *, as_of: str | datetime | None = None, clock: Clock = utc_now
) -> Sequence[Finding]:
    """All findings in what a person may see, as things were known at `as_of`.

    Raises DateRefused for a date that is none.
    """
    reader = acting(project, by, *READING_RECORDS)
    return find_all(world_of(project, reader, clock(), as_of=moment_of(as_of)))
