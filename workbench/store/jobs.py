"""The rows of long work: who asked for what, how far it is, whether it should stop.

A job is told to stop and stops itself; nobody ends it from outside. A job whose worker died is seen
by its worker's lock, not by a time limit.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from workbench.store.encode import canonical, instant, instant_of
from workbench.store.engine import reading, writing
from workbench.store.naming import record_id
from workbench.store.reader import Reader, Role
from workbench.store.refusal import StoreRefused
from workbench.store.store import Store
from workbench.store.tables import JOB

__all__ = ["JobRow", "JobRows"]

WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"


@dataclass(frozen=True, slots=True)
class JobRow:
    """One piece of long work. state: waiting, running, done, failed, stopped.

    starts: how often a worker took it; more than once where one died over it.
    """

    id: str
    kind: str
    by: str
    arguments: Mapping[str, object]
    state: str
    progress: Mapping[str, object]
    outcome: Mapping[str, object]
    stop_requested: bool
    worker: str
    created_at: datetime
    changed_at: datetime
    starts: int


class JobRows:
    """The queue of one store."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine

    def add(self, kind: str, by: str, arguments: Mapping[str, object], now: datetime) -> str:
        """Put a job into the queue; returns its id (JOB-0001)."""
        with writing(self._engine) as connection:
            number = connection.execute(select(func.count()).select_from(JOB)).scalar_one() + 1
            known = record_id("JOB", number)
            connection.execute(
                insert(JOB).values(
                    id=known,
                    kind=kind,
                    by=by,
                    arguments=canonical(arguments),
                    state=WAITING,
                    progress="{}",
                    outcome="{}",
                    stop_requested=0,
                    worker="",
                    created_at=instant(now),
                    changed_at=instant(now),
                    starts=0,
                )
            )
        return known

    def claim(self, worker: str, now: datetime) -> JobRow | None:
        """Take the job that has waited longest, or None. Two workers never get the same."""
        with writing(self._engine) as connection:
            row = connection.execute(
                select(JOB)
                .where(JOB.c.state == WAITING)
                .order_by(func.length(JOB.c.id), JOB.c.id)
                .limit(1)
            ).first()
            if row is None:
                return None
            connection.execute(
                update(JOB)
                .where(JOB.c.id == row.id)
                .values(
                    state=RUNNING,
                    worker=worker,
                    changed_at=instant(now),
                    starts=JOB.c.starts + 1,
                )
            )
            taken = connection.execute(select(JOB).where(JOB.c.id == row.id)).one()
        return _job(taken)

    def report(self, job: str, progress: Mapping[str, object], now: datetime) -> bool:
        """Say how far a job is; returns whether it has been asked to stop."""
        self._set(job, now, progress=canonical(progress))
        with reading(self._engine) as connection:
            asked = select(JOB.c.stop_requested).where(JOB.c.id == job)
            return bool(connection.execute(asked).scalar_one())

    def end(self, job: str, state: str, outcome: Mapping[str, object], now: datetime) -> None:
        """Say how a job ended: done, failed or stopped."""
        if state not in (DONE, FAILED, STOPPED):
            raise ValueError(f"a job ends done, failed or stopped, not {state}")
        self._set(job, now, state=state, outcome=canonical(outcome))

    def put_back(self, job: str, now: datetime) -> None:
        """Let a job whose worker died wait again."""
        self._set(job, now, state=WAITING, worker="")

    def ask_to_stop(self, reader: Reader, job: str, now: datetime) -> None:
        """Ask a job to stop: its owner, or an administrator."""
        if self.one(reader, job) is None:
            raise StoreRefused(f"there is no job {job} of yours", "list your jobs")
        self._set(job, now, stop_requested=1)

    def any_left(self) -> bool:
        """Whether anybody's job waits or runs. Looked at often, so nothing of a job is read."""
        asked = select(JOB.c.id).where(JOB.c.state.in_((WAITING, RUNNING))).limit(1)
        with reading(self._engine) as connection:
            return connection.execute(asked).first() is not None

    def one(self, reader: Reader, job: str) -> JobRow | None:
        """A job of the reader, or any for an administrator."""
        return next((found for found in self.all(reader, limit=None) if found.id == job), None)

    def all(self, reader: Reader, limit: int | None = 100) -> list[JobRow]:
        """The reader's jobs, all for an administrator; newest first."""
        asked = select(JOB).order_by(func.length(JOB.c.id).desc(), JOB.c.id.desc()).limit(limit)
        if not (reader.unfiltered or Role.ADMINISTRATOR in reader.roles):
            asked = asked.where(JOB.c.by == reader.person)
        with reading(self._engine) as connection:
            return [_job(row) for row in connection.execute(asked)]

    def _set(self, job: str, now: datetime, **values: str | int) -> None:
        with writing(self._engine) as connection:
            changed = connection.execute(
                update(JOB).where(JOB.c.id == job).values(**values, changed_at=instant(now))
            )
            if changed.rowcount == 0:
                raise StoreRefused(f"there is no job {job}", "list the jobs")


def _job(row: Row[Any]) -> JobRow:
    return JobRow(
        row.id,
        row.kind,
        row.by,
        json.loads(row.arguments),
        row.state,
        json.loads(row.progress),
        json.loads(row.outcome),
        bool(row.stop_requested),
        row.worker,
        instant_of(row.created_at),
        instant_of(row.changed_at),
        row.starts,
    )
