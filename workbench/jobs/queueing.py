"""Asking for long work, asking it to stop, and looking how far it is."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

from workbench.jobs.kinds import KINDS
from workbench.jobs.worker_lock import is_worked_on
from workbench.project import Project
from workbench.services.acting import acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store import Reader
from workbench.store.jobs import JobRow, JobRows

LOG_FILE = "kedrovka.log"
LOOK_EVERY_S = 0.2
# The worker that this process last started for a project. It holds no lock until it is up, and
# whoever looks meanwhile must not start another.
_STARTED: dict[Path, subprocess.Popen[bytes]] = {}
_STARTING = Lock()


def start(
    project: Project,
    by: str,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    clock: Clock = utc_now,
    worker: bool = True,
) -> str:
    """Put a piece of work into the queue and see that somebody does it; its id (JOB-0001).

    kind: a key of `jobs.kinds.KINDS`; arguments: plain values. worker: start a worker process; it
    ends by itself when nothing is left. Raises Refused for an unknown kind.
    """
    reader = acting(project, by)
    if kind not in KINDS:
        raise Refused(f"there is no kind of work {kind!r}", f"one of {', '.join(KINDS)}")
    job = JobRows(project.store).add(kind, reader.person, dict(arguments), clock())
    if worker:
        with _STARTING:
            _start_worker(project)
    return job


def take_up(project: Project) -> bool:
    """Start a worker where work waits, or was begun, and nobody does it: the one who did was
    killed. Whether one was started. Cheap enough to be asked by every page that shows a job."""
    with _STARTING:
        own = _STARTED.get(_at(project))
        if own is not None and own.poll() is None:
            return False
        if not JobRows(project.store).any_left() or is_worked_on(project.folder):
            return False
        _start_worker(project)
        return True


def stop(project: Project, by: str, job: str, *, clock: Clock = utc_now) -> None:
    """Ask a job to stop: one's own, or any as an administrator. What it has done stands."""
    reader = acting(project, by)
    JobRows(project.store).ask_to_stop(reader, job, clock())


def wait_for(project: Project, job: str, *, at_most_s: float) -> JobRow:
    """The job once it has ended; raises Refused when it has not within `at_most_s` seconds."""
    reader = Reader.whole("wait for a job")
    until = monotonic() + at_most_s
    while True:
        row = JobRows(project.store).one(reader, job)
        if row is None:
            raise Refused(f"there is no job {job}", "list the jobs")
        if row.state not in ("waiting", "running"):
            return row
        if monotonic() > until:
            raise Refused(f"{job} is still {row.state}", "look again later; it goes on by itself")
        sleep(LOOK_EVERY_S)


def _start_worker(project: Project) -> None:
    """A process of its own: it outlives the page and the command that asked."""
    with (project.folder / LOG_FILE).open("ab") as log:
        # Without -P a module of the folder that one works in, with evidence, would be run.
        _STARTED[_at(project)] = subprocess.Popen(  # noqa: S603 - our own interpreter and module, a folder as argument
            [sys.executable, "-P", "-m", "workbench.jobs.worker", str(_at(project))],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _at(project: Project) -> Path:
    return project.folder.resolve()
