"""Cases that were handed to a person: by whom, when, for what and on what authority."""

from dataclasses import dataclass
from datetime import datetime

from workbench.project import Project
from workbench.store import Reader
from workbench.store.encode import instant_of
from workbench.views.cases import CaseRow, cases
from workbench.views.people import name_of

__all__ = ["Release", "released_to"]


@dataclass(frozen=True, slots=True)
class Release:
    """One handing over of a case to this reader; by: the name of who did it."""

    case: CaseRow
    by: str
    at: datetime
    purpose: str
    authority: str


def released_to(project: Project, reader: Reader) -> tuple[Release, ...]:
    """What was handed to the reader, newest first; a case that was handed twice stands twice."""
    rows = {row.id: row for row in cases(project, reader)}
    with project.store.read(reader) as q:
        found = [
            Release(
                rows[case],
                name_of(project, one.recorded_by),
                instant_of(one.recorded_at),
                one.purpose,
                one.authority,
            )
            for case in rows
            for one in q.cases.releases(case)
            if one.person == reader.person
        ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))
