"""What is overdue, what recurs, what falls into a window; left aside, taken up, made a case.

Looking reads every record the reader may see, so what was found is kept for that reader until
something is written to the project; a dismissal changes no record and lets it stand.
"""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cases.dates import read_date
from cases.watches import KERNELS, Kernels, State, Watch, further, watch_all
from workbench.services.acting import CASEWORK, READING_RECORDS, acting
from workbench.services.casework import CaseState, add_members, note, open_case
from workbench.services.kept import Kept, head_of
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.worlds import world_of
from workbench.store import Reader
from workbench.store.reading.places import CELL_DOUBT_KM, coarse
from workbench.views.watches import DISMISSALS, WatchRow, key, left_aside, rows, said_under

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = [
    "dismiss",
    "extend_case",
    "is_kept",
    "look",
    "moment_of",
    "open_watch_case",
    "run_watches",
    "settle",
    "take_up",
]

_KEPT: Kept[tuple[Watch, ...]] = Kept()


def run_watches(
    project: "Project",
    by: str,
    *,
    as_of: str | datetime | None = None,
    kernels: Kernels = KERNELS,
    clock: Clock = utc_now,
) -> Sequence[Watch]:
    """All watches for what a person may see, except those that were dismissed with a reason.

    as_of: an instant, or a date as written; things are told as they were known then. kernels: how
    far incidents reach. Raises DateRefused for a date that is none.
    """
    return [
        row.watch
        for row in look(project, by, as_of=as_of, kernels=kernels, clock=clock)
        if row.dismissal is None
    ]


def look(
    project: "Project",
    by: str,
    *,
    as_of: str | datetime | None = None,
    kernels: Kernels = KERNELS,
    clock: Clock = utc_now,
) -> tuple[WatchRow, ...]:
    """All watches, dismissed ones too, with their cases and what was said about them.

    Who may know places by their grid cells only is told coincidences as far as cells can tell them:
    every reach is longer by what the middle of a cell may be off.
    """
    reader = acting(project, by, *READING_RECORDS)
    kernels = _as_known(reader, kernels)
    now, asked = clock(), moment_of(as_of)
    found = _watches(project, reader, now, asked, kernels)
    return rows(project, reader, found, asked or now, as_of=asked)


def is_kept(
    project: "Project",
    by: str,
    *,
    as_of: str | datetime | None = None,
    kernels: Kernels = KERNELS,
    clock: Clock = utc_now,
) -> bool:
    """Whether `look` would answer at once."""
    reader = acting(project, by, *READING_RECORDS)
    return _KEPT.has(project, reader, _asked(clock(), moment_of(as_of), _as_known(reader, kernels)))


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
    """Leave a watch aside with a reason, until an instant or for good; the id of the row.

    subject: the watch's `key`, which is what it is about and its topic where it has one.
    Raises Refused for a time that is over already.
    """
    now = clock()
    if until is not None and until <= now:
        raise Refused(f"{until.date()} is over already", "name a later day, or none for good")
    return _say(project, by, key(kind, subject), why, until, now)


def take_up(
    project: "Project", by: str, kind: str, subject: str, *, why: str, clock: Clock = utc_now
) -> str:
    """Undo a dismissal with a reason: a new row, the old one stays. Raises Refused without one."""
    reader = acting(project, by, *READING_RECORDS)
    now = clock()
    known = left_aside(project, reader)
    under = said_under(known, kind, subject)
    last = known.get(under)
    if last is None or (last.until is not None and last.until <= now):
        raise Refused(f"the watch of {subject} is not left aside", "see which are: kedrovka watch")
    return _say(project, by, under, why, now, now)


def open_watch_case(
    project: "Project",
    by: str,
    kind: str,
    subject: str,
    *,
    title: str = "",
    clock: Clock = utc_now,
) -> CaseState:
    """Open a case out of a watch: its subject and all it names as members, its sentence as why."""
    row = _row(project, by, kind, subject, clock)
    watch = row.watch
    return open_case(
        project,
        by,
        title.strip() or f"{row.caption}: {watch.state}",
        members=(watch.subject, *watch.related),
        why=_quoted(watch),
        summary=_quoted(watch),
        clock=clock,
    )


def extend_case(
    project: "Project", by: str, kind: str, subject: str, case: str, *, clock: Clock = utc_now
) -> CaseState:
    """Add what a watch is about to a case, and its sentence to the case's history."""
    watch = _row(project, by, kind, subject, clock).watch
    members = (watch.subject, *watch.related)
    extended = add_members(project, by, case, members, why=_quoted(watch), clock=clock)
    note(project, by, case, _quoted(watch), clock=clock)
    return extended


def settle(
    project: "Project", by: str, kind: str, subject: str, *, clock: Clock = utc_now
) -> tuple[str, ...]:
    """What follows from an animal seen again, in sentences: cases closed, cases opened again.

    Open cases about the animal are closed with the watch's sentence; closed cases that hold a
    seizure of its absence are open again. Raises Refused for an animal that was not seen again.
    """
    row = _row(project, by, kind, subject, clock)
    if row.watch.state is not State.RE_SIGHTED:
        raise Refused(f"{row.caption} is {row.watch.state}", "only a return settles a watch")
    told = []
    for case in row.cases:
        if case.status == "open" and case not in row.others:
            note(project, by, case.id, _quoted(row.watch), kind="closed", clock=clock)
            told.append(f"{case.id} ({case.title}) is closed")
    for case in row.others:
        if case.status == "closed":
            note(project, by, case.id, _quoted(row.watch), kind="reopened", clock=clock)
            told.append(f"{case.id} ({case.title}) is open again")
    return tuple(told)


def moment_of(as_of: str | datetime | None) -> datetime | None:
    """The last instant of a date as written (a day counts whole), in UTC; None for none."""
    if as_of is None or isinstance(as_of, datetime):
        return as_of
    return read_date(as_of, order="YMD").utc_bounds()[1]


def _as_known(reader: Reader, kernels: Kernels) -> Kernels:
    return further(kernels, CELL_DOUBT_KM) if coarse(reader) else kernels


def _quoted(watch: Watch) -> str:
    """The sentence as a case keeps it: people of any clearance read cases, so without stations."""
    return str(watch.coarsely().sentence)


def _row(project: "Project", by: str, kind: str, subject: str, clock: Clock) -> WatchRow:
    acting(project, by, *CASEWORK)
    own = [row for row in look(project, by, clock=clock) if row.watch.kind == kind]
    for row in (*(r for r in own if r.watch.key == subject),
                *(r for r in own if r.watch.subject == subject)):  # fmt: skip
        return row
    raise Refused(f"there is no watch {kind} of {subject}", "see which there are: kedrovka watch")


def _say(
    project: "Project",
    by: str,
    under: str,
    why: str,
    until: datetime | None,
    now: datetime,
) -> str:
    reader = acting(project, by, *READING_RECORDS)
    before = head_of(project, reader)
    with project.store.transaction(reader.person, "dismiss", now) as work:
        made = work.dismissals.add(DISMISSALS, under, why, until)
    _KEPT.carry(project, reader, before)
    return made


def _watches(
    project: "Project",
    reader: Reader,
    now: datetime,
    as_of: datetime | None,
    kernels: Kernels,
) -> tuple[Watch, ...]:
    return _KEPT.get(
        project,
        reader,
        _asked(now, as_of, kernels),
        lambda: watch_all(world_of(project, reader, now, as_of=as_of), kernels),
    )


def _asked(now: datetime, as_of: datetime | None, kernels: Kernels) -> Hashable:
    """What an answer hangs on beside records and reader: the day, and how far incidents reach."""
    reach = tuple((kind, kernel.km, kernel.days) for kind, kernel in kernels.items())
    return (now.date(), as_of, reach)
