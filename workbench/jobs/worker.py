"""The process that does the work: one a project, started when something waits, then gone.

It holds a lock that falls with it, so a job that is "running" while nobody holds the lock was left
by a worker that died; the next worker lets it wait again, and since every import and export is
written in whole batches, beginning again continues it. A job over which three workers died is given
up: it would kill the next one too, and keep everything behind it waiting.
"""

import fcntl
import os
import secrets
import socket
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from workbench.jobs.kinds import KINDS
from workbench.jobs.worker_lock import LOCK_FILE
from workbench.project import Project
from workbench.services.pace import Step
from workbench.services.refusal import as_refusal
from workbench.store import Reader
from workbench.store.jobs import JobRow, JobRows

REPORT_EVERY_S = 0.3
MOST_STARTS = 3
# Whoever looks whether a worker is at work holds the lock for an instant.
_LOCK_WITHIN_S = 0.5
_LOCK_EVERY_S = 0.02


class _Reporting:
    """Carries progress of one job into the store, and the wish to stop back out of it."""

    def __init__(self, rows: JobRows, job: str) -> None:
        self._rows = rows
        self._job = job
        self._last = 0.0
        self._stop = False
        self._known: dict[str, Any] = {}

    def progress(self, step: Step) -> None:
        """Write where the work stands, but not more often than a person could see."""
        self._known = {"done": step.done, "total": step.total, "what": step.what}
        if monotonic() - self._last >= REPORT_EVERY_S or step.done == step.total:
            self._report()

    def stop(self) -> bool:
        """Whether somebody asked for a stop."""
        if monotonic() - self._last >= REPORT_EVERY_S:
            self._report()
        return self._stop

    def _report(self) -> None:
        self._stop = self._rows.report(self._job, self._known, _now())
        self._last = monotonic()


def work_through(folder: Path) -> int:
    """Do all that waits in a project's queue; how many jobs. Nothing while another worker works."""
    project = Project.open(folder)
    rows = JobRows(project.store)
    counted: list[int] = []
    try:
        while _alone(folder / LOCK_FILE, lambda: _work(project, rows, counted)):
            # A job may have come after the last look and before the lock was let go.
            if not any(job.state == "waiting" for job in _all(rows)):
                break
        return sum(counted)
    finally:
        project.close()


def run_job(project: Project, rows: JobRows, job: JobRow) -> None:
    """Run one claimed job to its end and write how it ended; a broken one is logged."""
    reporting = _Reporting(rows, job.id)
    try:
        outcome = KINDS[job.kind](
            project, job.by, job.arguments, reporting.progress, reporting.stop
        )
        # An outcome that cannot be kept breaks this job, not the process that works for all.
        rows.end(job.id, "stopped" if outcome.get("stopped") else "done", outcome, _now())
    except Exception as error:  # noqa: BLE001 - the outermost frame of a job: told and logged
        rows.end(job.id, "failed", _told(error, project.folder), _now())


def _empty_the_queue(project: Project, rows: JobRows) -> int:
    done = 0
    name = f"{socket.gethostname()}:{os.getpid()}"
    while (job := rows.claim(name, _now())) is not None:
        run_job(project, rows, job)
        done += 1
    return done


def _alone(path: Path, work: Callable[[], None]) -> bool:
    """Run `work` while holding the worker's lock; False where another process keeps it."""
    until = monotonic() + _LOCK_WITHIN_S
    with path.open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if monotonic() > until:
                    return False
                sleep(_LOCK_EVERY_S)
        work()
    return True


def _work(project: Project, rows: JobRows, counted: list[int]) -> None:
    _wake_the_dead(rows)
    counted.append(_empty_the_queue(project, rows))


def _wake_the_dead(rows: JobRows) -> None:
    """What a dead worker left waits again, unless it was to stop or kills whoever does it."""
    for job in _all(rows):
        if job.state != "running":
            continue
        if job.stop_requested:
            rows.end(job.id, "stopped", {"stopped": True}, _now())
        elif job.starts >= MOST_STARTS:
            rows.end(job.id, "failed", _given_up(job), _now())
        else:
            rows.put_back(job.id, _now())


def _given_up(job: JobRow) -> Mapping[str, Any]:
    return {
        "refused": f"{job.id} ({job.kind}) was begun {job.starts} times, and each time the process "
        "that did it ended before it was done",
        "remedy": "mostly the machine had too little memory: close other programs, or ask for a "
        "smaller part at once, and ask again; a single file may also be at fault, and the end of "
        "kedrovka.log in the project's folder may say more",
    }


def _all(rows: JobRows) -> list[JobRow]:
    return rows.all(Reader.whole("the worker looks for work"), limit=None)


def _told(error: Exception, folder: Path) -> Mapping[str, Any]:
    refusal = as_refusal(error)
    if refusal is not None:
        return {"refused": refusal.reason, "remedy": refusal.remedy}
    reference = secrets.token_hex(4).upper()
    trace = "".join(traceback.format_exception(error))
    with (folder / "kedrovka.log").open("a", encoding="utf-8") as log:
        log.write(f"{reference} job\n{trace}\n")
    return {"broken": reference, "sentence": f"The program is broken; reference {reference}."}


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    work_through(Path(sys.argv[1]))
