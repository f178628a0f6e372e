"""Long work: how far it is."""

from workbench.project import Project
from workbench.store import Reader
from workbench.store.jobs import JobRow, JobRows

__all__ = ["job", "jobs"]


def jobs(project: Project, reader: Reader) -> tuple[JobRow, ...]:
    """The reader's jobs, newest first; all of them for an administrator."""
    return tuple(JobRows(project.store).all(reader))


def job(project: Project, reader: Reader, known: str) -> JobRow | None:
    """One job of the reader's."""
    return JobRows(project.store).one(reader, known)
