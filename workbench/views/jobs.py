"""Long work: how far it is."""

from collections.abc import Mapping

from workbench.project import Project
from workbench.store import Reader
from workbench.store.jobs import JobRow, JobRows

__all__ = ["job", "jobs", "newest_own"]


def jobs(project: Project, reader: Reader) -> tuple[JobRow, ...]:
    """The reader's jobs, newest first; all of them for an administrator."""
    return tuple(JobRows(project.store).all(reader))


def job(project: Project, reader: Reader, known: str) -> JobRow | None:
    """One job of the reader's."""
    return JobRows(project.store).one(reader, known)


def newest_own(
    project: Project, reader: Reader, kind: str, arguments: Mapping[str, object]
) -> JobRow | None:
    """The newest job of a kind that this reader asked for with just these arguments; an
    administrator sees others' jobs too, and they are no answer to the own question."""
    own = (row for row in jobs(project, reader) if row.by == reader.person and row.kind == kind)
    return next((row for row in own if dict(row.arguments) == dict(arguments)), None)
