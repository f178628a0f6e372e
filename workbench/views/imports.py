"""Imports as a page tells of them: what came in when, from what, and what was refused."""

from dataclasses import dataclass

from cases.reject import Reject
from workbench.project import Project
from workbench.store import Reader
from workbench.store.reading.intake import ImportedRun

__all__ = ["ImportPage", "ImportedRun", "history", "imported"]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One run, the title and grade of its source, and everything it refused."""

    run: ImportedRun
    rejects: tuple[Reject, ...]
    simulated: bool


def history(project: Project, reader: Reader, *, at_most: int = 50) -> tuple[ImportedRun, ...]:
    """The last runs, newest first; none for people who do not import."""
    with project.store.read(reader) as queries:
        return tuple(queries.intake.history(at_most))


def imported(project: Project, reader: Reader, run: str) -> ImportPage | None:
    """One run, or None where there is none for this reader."""
    with project.store.read(reader) as queries:
        found = queries.intake.history(1, run)
        if not found:
            return None
        source = queries.sources.of([found[0].source]).get(found[0].source)
        return ImportPage(
            found[0],
            tuple(queries.intake.rejects(run)),
            source is not None and source.simulated,
        )
