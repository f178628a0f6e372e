"""What is overdue, what recurs, what falls into a window; left aside, taken up, made a case.

Looking reads every record the reader may see, so what was found is kept for that reader until
something is written to the project; a dismissal changes no record and lets it stand.
"""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from cases.dates import read_date
from cases.watches import KERNELS, Kernels, State, Watch, watch_all
from workbench.services.acting import CASEWORK, READING_RECORDS, acting
from workbench.services.casework import CaseState, add_members, note, open_case
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.worlds import world_of
from workbench.store import Reader
from workbench.views.watches import DISMISSALS, WatchRow, key, left_aside, rows

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

_KEPT_AT_MOST = 8
_Key = tuple[str, int, Reader, str, str, tuple[tuple[str, float, int], ...]]
_kept: OrderedDict[_Key, tuple[Watch, ...]] = OrderedDict()
_lock = Lock()


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
    """All watches, dismissed ones too, with their cases and what was said about them."""
    reader = acting(project, by, *READING_RECORDS)
    now, asked = clock(), moment_of(as_of)
    found = _watches(project, reader, now, asked, kernels)
    return rows(project, reader, found, asked or now)


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
    with _lock:
        return _key(project, reader, clock(), moment_of(as_of), kernels) in _kept


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

    Raises Refused for a time that is over already.
    """
    now = clock()
    if until is not None and until <= now:
        raise Refused(f"{until.date()} is over already", "name a later day, or none for good")
    return _say(project, by, kind, subject, why, until, now)


def take_up(
    project: "Project", by: str, kind: str, subject: str, *, why: str, clock: Clock = utc_now
) -> str:
    """Undo a dismissal with a reason: a new row, the old one stays. Raises Refused without one."""
    reader = acting(project, by, *READING_RECORDS)
    now = clock()
    last = left_aside(project, reader).get(key(kind, subject))
    if last is None or (last.until is not None and last.until <= now):
        raise Refused(f"the watch of {subject} is not left aside", "see which are: kedrovka watch")
    return _say(project, by, kind, subject, why, now, now)


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
        why=watch.sentence,
        summary=watch.sentence,
        clock=clock,
    )


def extend_case(
    project: "Project", by: str, kind: str, subject: str, case: str, *, clock: Clock = utc_now
) -> CaseState:
    """Add what a watch is about to a case, and its sentence to the case's history."""
    watch = _row(project, by, kind, subject, clock).watch
    members = (watch.subject, *watch.related)
    extended = add_members(project, by, case, members, why=watch.sentence, clock=clock)
    note(project, by, case, watch.sentence, clock=clock)
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
            note(project, by, case.id, row.watch.sentence, kind="closed", clock=clock)
            told.append(f"{case.id} ({case.title}) is closed")
    for case in row.others:
        if case.status == "closed":
            note(project, by, case.id, row.watch.sentence, kind="reopened", clock=clock)
            told.append(f"{case.id} ({case.title}) is open again")
    return tuple(told)


def moment_of(as_of: str | datetime | None) -> datetime | None:
    """The last instant of a date as written (a day counts whole), in UTC; None for none."""
    if as_of is None or isinstance(as_of, datetime):
        return as_of
    return read_date(as_of, order="YMD").utc_bounds()[1]


def _row(project: "Project", by: str, kind: str, subject: str, clock: Clock) -> WatchRow:
    acting(project, by, *CASEWORK)
    for row in look(project, by, clock=clock):
        if (row.watch.kind, row.watch.subject) == (kind, subject):
            return row
    raise Refused(f"there is no watch {kind} of {subject}", "see which there are: kedrovka watch")


def _say(
    project: "Project",
    by: str,
    kind: str,
    subject: str,
    why: str,
    until: datetime | None,
    now: datetime,
) -> str:
    reader = acting(project, by, *READING_RECORDS)
    before = _head(project, reader)
    with project.store.transaction(reader.person, "dismiss", now) as work:
        made = work.dismissals.add(DISMISSALS, key(kind, subject), why, until)
    after = _head(project, reader)
    if after == before + 1:
        # Nothing but this was written: what was found before is found again.
        with _lock:
            for known in [one for one in _kept if one[:2] == (_where(project), before)]:
                _kept[(known[0], after, *known[2:])] = _kept.pop(known)
    return made


def _watches(
    project: "Project",
    reader: Reader,
    now: datetime,
    as_of: datetime | None,
    kernels: Kernels,
) -> tuple[Watch, ...]:
    known = _key(project, reader, now, as_of, kernels)
    with _lock:
        if known in _kept:
            _kept.move_to_end(known)
            return _kept[known]
    found = watch_all(world_of(project, reader, now, as_of=as_of), kernels)
    with _lock:
        _kept[known] = found
        while len(_kept) > _KEPT_AT_MOST:
            _kept.popitem(last=False)
    return found


def _key(
    project: "Project", reader: Reader, now: datetime, as_of: datetime | None, kernels: Kernels
) -> _Key:
    """All that an answer hangs on: the records as they stand, who reads, the day, the reach."""
    reach = tuple((kind, kernel.km, kernel.days) for kind, kernel in kernels.items())
    day, asked = now.date().isoformat(), as_of.isoformat() if as_of else ""
    return (_where(project), _head(project, reader), reader, day, asked, reach)


def _head(project: "Project", reader: Reader) -> int:
    return project.store.read(reader).audit.head()[0]


def _where(project: "Project") -> str:
    """Which project it is, in this process."""
    return f"{project.folder.resolve()} {project.settings.database_url}"
