"""What a person has begun to enter and not kept; nobody reads another's."""

from workbench.project import Project
from workbench.store import Reader
from workbench.store.drafting import DraftRow, DraftRows

__all__ = ["DraftRow", "draft", "drafts"]


def draft(project: Project, reader: Reader, name: str) -> DraftRow | None:
    """What the reader has begun in one form, None where nothing was."""
    return DraftRows(project.store).one(reader, name)


def drafts(project: Project, reader: Reader) -> tuple[DraftRow, ...]:
    """All that the reader has begun, newest first."""
    return tuple(DraftRows(project.store).all(reader))
