"""Bringing the index of letters further, so that a filter by letters need not read everything.

It is work of its own, in the background: an import never waits for it. Until it is done a filter
reads what is newer one by one, and says how far the index goes.
"""

from typing import TYPE_CHECKING

from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Progress, Step, Stop, never, silent
from workbench.store.letters import index_letters

if TYPE_CHECKING:
    from workbench.project import Project

KIND = "index letters"


def index_project(
    project: "Project", by: str, *, progress: Progress = silent, stop: Stop = never
) -> int:
    """Index what was stated since; up to which statement the index goes now.

    A stop keeps what was done. 0 where the project lies in PostgreSQL, which has no such index.
    """
    acting(project, by, *READING_RECORDS)

    def told(done: int, of: int) -> bool:
        progress(Step(done, of, "statements"))
        return stop()

    return index_letters(project.store.engine, told=told)
