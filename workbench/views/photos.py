"""The bytes of a photo, for whoever may see something that speaks of it."""

from workbench.project import Project
from workbench.store import Reader

__all__ = ["photo_bytes"]


def photo_bytes(project: Project, reader: Reader, digest: str) -> tuple[bytes, str] | None:
    """(bytes, media type), checked against the digest; None where there is none for this reader."""
    with project.store.read(reader) as q:
        return q.original(digest)
