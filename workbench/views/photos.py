"""The bytes of a photo, for whoever may see something that speaks of it."""

from embeddings.photo import PhotoRefused
from workbench.bag.metadata import without_metadata
from workbench.project import Project
from workbench.store import Reader
from workbench.store.reading.places import coarse

__all__ = ["photo_bytes"]


def photo_bytes(project: Project, reader: Reader, digest: str) -> tuple[bytes, str] | None:
    """(bytes, media type), checked against the digest; None where there is none for this reader.

    Who is not cleared for animals' places gets the picture without what the file says beside it
    (GPS, maker's notes, thumbnails), and nothing where the picture cannot be told from the rest.
    """
    with project.store.read(reader) as q:
        kept = q.original(digest)
    if kept is None or not coarse(reader):
        return kept
    try:
        return without_metadata(kept[0], digest[:16])
    except PhotoRefused:
        return None
