"""The audit as a person may read it."""

from workbench.project import Project
from workbench.store import AuditRow, Reader
from workbench.store.audit import Anchor

__all__ = ["audit_rows", "head"]


def audit_rows(
    project: Project, reader: Reader, *, last: int = 100, touching: str = ""
) -> tuple[AuditRow, ...]:
    """The last transactions, newest first, or those about an id; for administrators."""
    with project.store.read(reader) as q:
        return tuple(q.audit.rows(last, touching))


def head(project: Project, reader: Reader) -> Anchor:
    """Number and hash of the last audit row: what is written down outside to show a cut tail."""
    with project.store.read(reader) as q:
        return Anchor(*q.audit.head())
