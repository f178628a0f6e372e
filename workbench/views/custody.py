"""Where an exhibit has been."""

from workbench.project import Project
from workbench.store import CustodyRecord, Reader

__all__ = ["custody"]


def custody(project: Project, reader: Reader, exhibit: str) -> tuple[CustodyRecord, ...]:
    """Every step of an exhibit that the reader may see, in the order of recording."""
    with project.store.read(reader) as q:
        return tuple(q.cases.custody([exhibit]))
