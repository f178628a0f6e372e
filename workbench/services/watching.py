"""What is overdue, what recurs, what falls into a window: the watches of `cases` for one reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cases.dates import read_date
from cases.watches import Watch, watch_all
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.worlds import world_of

if TYPE_CHECKING:
    from workbench.project import Project

KIND = "watch"


def run_watches(
    project: "Project", by: str, *, as_of: str | datetime | None = None, clock: Clock = utc_now
) -> Sequence[Watch]:
    """All watches for what a person may see, except those that were dismissed with a reason.

    as_of: an instant, or a date as written; things are told as they were known then. Raises
    DateRefused for a date that is none.
    """
    reader = acting(project, by, *READING_RECORDS)
    now = clock()
    world = world_of(project, reader, now, as_of=moment_of(as_of))
    dismissed = project.store.read(reader).cases.dismissed(KIND)
    return [
        watch
        for watch in watch_all(world)
        if not _dealt_with(dismissed.get(f"{watch.kind} {watch.subject}"), world.now)
    ]


def dismiss(
    project: "Project",
    by: str,
    kind: str,
    subject: str,
    *,
    why: str,
    until: datetime | None = None,
    clock: Clock = utc_now,
) -> str:
    """Leave a watch aside with a reason, until an instant or for good; the id of the row."""
    reader = acting(project, by, *READING_RECORDS)
    with project.store.transaction(reader.person, "dismiss", clock()) as work:
        return work.dismissals.add(KIND, f"{kind} {subject}", why, until)


def moment_of(as_of: str | datetime | None) -> datetime | None:
    """The last instant of a date as written (a day counts whole), in UTC; None for none."""
    if as_of is None or isinstance(as_of, datetime):
        return as_of
    return read_date(as_of, order="YMD").utc_bounds()[1]


def _dealt_with(dismissal: tuple[str, str | None] | None, now: datetime) -> bool:
    if dismissal is None:
        return False
    until = dismissal[1]
    return until is None or datetime.fromisoformat(until.replace("Z", "+00:00")) > now
