"""How a long import is cut into pieces that are each kept whole or not at all.

A batch is one transaction. It is cut only between two subjects, so that all that a file says about
one photo or one seizure stands together. Its digest is made of what the rows say and of what the
photo files look like from outside (size and time of change): the same input gives the same batches,
a finished one is known again after a crash, and a photo that was mended is read anew.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import cached_property

from cases.formats import Item, PhotoFile
from cases.reject import Reject
from cases.statement import Claim, Ref, framed_digest

PHOTOS_A_BATCH = 32
CLAIMS_A_BATCH = 20_000


@dataclass(frozen=True)
class Batch:
    """One transaction's worth of an import, in the order of the file."""

    number: int
    claims: tuple[Claim, ...]
    photos: tuple[PhotoFile, ...]
    rejects: tuple[Reject, ...]

    @cached_property
    def digest(self) -> str:
        """Same rows and same untouched photo files, same digest."""
        parts = [f"batch {self.number}"]
        parts += map(_said, self.claims)
        parts += [repr(reject) for reject in self.rejects]
        parts += [part for photo in self.photos for part in _outside(photo)]
        return framed_digest(parts)


def _said(claim: Claim) -> str:
    # No repr of the whole: sets of compartments print in another order in the next process.
    subject, value, place = claim.subject, claim.value, claim.locator
    about = f"{subject.schema}\x1f{subject.key}" if isinstance(subject, Ref) else subject
    what = f"{value.schema}\x1f{value.key}" if isinstance(value, Ref) else value
    handling = claim.handling
    held = "" if handling is None else f"{handling.level} {handling.compartment_key}"
    return (
        f"{about}\x1f{claim.schema}\x1f{claim.property}\x1f{what}\x1f{claim.original_value}\x1f"
        f"{claim.lang}\x1f{place.file}\x1f{place.row}\x1f{place.column}\x1f{place.quote}\x1f{held}"
        f"\x1f{'' if claim.event_time is None else claim.event_time.written}"
    )


def _outside(photo: PhotoFile) -> tuple[str, ...]:
    if photo.path is None:
        return (photo.name, "no file")
    try:
        state = photo.path.stat()
    except OSError as missing:
        return (photo.name, str(missing.errno))
    return (photo.name, str(state.st_size), str(state.st_mtime_ns))


def _subject(item: Item) -> Ref | str | None:
    if isinstance(item, Claim):
        return item.subject
    if isinstance(item, PhotoFile):
        return item.ref
    return None


def _accompanies(item: Item) -> bool:
    # Formats tell of an animal in the middle of what they tell of its first photo.
    return isinstance(item, Claim) and item.schema == "IndividualAnimal"


def cut(
    items: Iterable[Item],
    *,
    photos: int = PHOTOS_A_BATCH,
    claims: int = CLAIMS_A_BATCH,
) -> Generator[Batch]:
    """Batches of at least `photos` photos or `claims` claims, cut where the subject changes."""
    number = 0
    kept: list[Item] = []
    weight = [0, 0]
    last: Ref | str | None = None
    for item in items:
        subject = _subject(item)
        full = weight[0] >= photos or weight[1] >= claims
        if full and subject is not None and subject != last and not _accompanies(item):
            yield _batch(number, kept)
            number, kept, weight = number + 1, [], [0, 0]
        kept.append(item)
        weight[0] += isinstance(item, PhotoFile)
        weight[1] += isinstance(item, Claim)
        last = subject if subject is not None else last
    if kept:
        yield _batch(number, kept)


def _batch(number: int, items: list[Item]) -> Batch:
    return Batch(
        number,
        tuple(item for item in items if isinstance(item, Claim)),
        tuple(item for item in items if isinstance(item, PhotoFile)),
        tuple(item for item in items if isinstance(item, Reject)),
    )
