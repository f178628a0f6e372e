"""A case on two days: what became known about its members between them, and what fell away."""

from dataclasses import dataclass
from datetime import datetime

from workbench.project import Project
from workbench.store import Reader
from workbench.views.telling import StatementRow, statement_rows

__all__ = ["Compared", "compare"]


@dataclass(frozen=True, slots=True)
class Compared:
    """Statements about the present members. came: known at the later moment only; fell: retracted
    or replaced by then; stayed: how many held at both."""

    came: tuple[StatementRow, ...]
    fell: tuple[StatementRow, ...]
    stayed: int


def compare(
    project: Project, reader: Reader, case: str, first: datetime, last: datetime
) -> Compared | None:
    """What changed between two moments, the earlier first whichever is given first.

    None where there is no such case for this reader.
    """
    earlier, later = sorted((first, last))
    with project.store.read(reader) as q:
        if q.cases.one(case) is None:
            return None
        members = q.cases.members(case)
        before = {s.id: s for s in q.statements.at(earlier).statements_of(members)}
        after = {s.id: s for s in q.statements.at(later).statements_of(members)}
        came = [s for known, s in after.items() if known not in before]
        fell = [s for known, s in before.items() if known not in after]
        sources = q.sources.of({s.source_id for s in (*came, *fell)})
        ends = {s.target for s in (*came, *fell) if s.target}
        captions = q.entities.captions({*ends, *members})
        return Compared(
            statement_rows(came, sources, captions),
            statement_rows(fell, sources, captions),
            len(before.keys() & after.keys()),
        )
