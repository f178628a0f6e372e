"""What happens to a photo on its way in: read, refused or kept, its coat fixed.

A photo that cannot be read is one reject and takes along what its row says of it: an animal without
a picture would be a name in the catalogue that nothing can ever be compared with. A box that comes
with the photo wins over what the machine would have found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.formats import PhotoFile
from cases.reject import Reject
from cases.statement import Claim, Locator, Ref
from embeddings.coat import Coat, Flank, Kind, Region, locate
from embeddings.photo import Photo, PhotoRefused, read_photo
from workbench.services.batches import Batch

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arrived:
    """One photo that could be read: its file, its picture, its coat where it shows an animal."""

    file: PhotoFile
    photo: Photo
    coat: Coat | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch ready to be written: photos, the claims that stand, all that was refused."""

    arrived: tuple[Arrived, ...]
    claims: tuple[Claim, ...]
    rejects: tuple[Reject, ...]


def prepare(batch: Batch, *, every_photo_shows_an_animal: bool, by: str) -> Prepared:
    """Read the photos of a batch and fix their coats; nothing is written.

    every_photo_shows_an_animal: a folder of identified animals, in contrast to a camera trap whose
    blank frames have no coat. by: who or what gave a box that does not say where it comes from.
    """
    said = _said(batch.claims)
    rejects = list(batch.rejects)
    arrived: list[Arrived] = []
    refused: set[Ref] = set()
    for file in batch.photos:
        if file.path is None:
            continue
        place = _place(batch.claims, file)
        try:
            photo = read_photo(file.path, name=file.name)
        except PhotoRefused as bad:
            refused.add(file.ref)
            rejects.append(Reject(file.name, place.row, "", file.name, bad.reason, bad.remedy))
            continue
        about = said.get(file.ref, {})
        coat = None
        if every_photo_shows_an_animal or shows_an_animal(about):
            coat, fault = fix_coat(photo, about, by=by)
            if fault is not None:
                rejects.append(
                    Reject(place.file or file.name, place.row, "box", about["box"], *fault)
                )
        arrived.append(Arrived(file, photo.forget(), coat))
    claims = [claim for claim in batch.claims if claim.subject not in refused]
    for one in arrived:
        claims += _seen(one, said.get(one.file.ref, {}), _place(batch.claims, one.file))
    return Prepared(tuple(arrived), tuple(claims), tuple(rejects))


def shows_an_animal(about: Said) -> bool:
    """Whether what is said of a photo speaks of an animal that could be compared."""
    return any(about.get(word) for word in ("individual", "box", "species", "flank"))


def fix_coat(photo: Photo, about: Said, *, by: str) -> tuple[Coat, tuple[str, str] | None]:
    """The coat of a photo as its row says, and what was wrong with the row's box if anything.

    A box that cannot be used leaves the machine's own; the coat says so in `fixed_by`.
    """
    fault: tuple[str, str] | None = None
    fixed = {
        part: about.get(f"{part}Source") or by
        for part in ("flank", "species", "kind")
        if about.get(part)
    }
    flank = Flank(about["flank"]) if about.get("flank") in set(Flank) else Flank.UNKNOWN
    kind = Kind(about["kind"]) if about.get("kind") in set(Kind) else Kind.CAMERA
    species = about.get("species", "")
    if about.get("box"):
        try:
            region = region_of(about["box"])
            given = fixed | {"region": about.get("boxSource") or by}
            return locate(
                photo, region=region, flank=flank, species=species, kind=kind, fixed_by=given
            ), None
        except ValueError as outside:
            fault = (str(outside), "give x,y,width,height in pixels of the upright photo")
    return locate(photo, flank=flank, species=species, kind=kind, fixed_by=fixed), fault


def region_of(box: str) -> Region:
    """A box written `x,y,width,height` in pixels. Raises ValueError where it is none."""
    numbers = [float(part) for part in box.split(",")]
    if len(numbers) != 4:
        raise ValueError(f"a box has four numbers, {box!r} has {len(numbers)}")
    x, y, width, height = numbers
    return Region(x, y, width, height)


def _said(claims: Iterable[Claim]) -> dict[Ref | str, dict[str, str]]:
    about: dict[Ref | str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        value = claim.value.key if isinstance(claim.value, Ref) else claim.value
        about[claim.subject].setdefault(claim.property, value)
    return about


def _place(claims: Iterable[Claim], file: PhotoFile) -> Locator:
    return next((c.locator for c in claims if c.subject == file.ref), Locator(file=file.name))


def _seen(one: Arrived, said: Said, place: Locator) -> list[Claim]:
    """What the file itself says of the photo, where the package did not."""
    photo = one.photo
    facts = {
        "digest": photo.sha256,
        "width": str(photo.width),
        "height": str(photo.height),
        "mediaType": photo.media_type,
        "fileName": one.file.name,
    }
    if photo.capture is not None and photo.capture.at is not None:
        facts["capturedAt"] = photo.capture.at.isoformat()
    return [
        Claim(one.file.ref, "Photo", name, value, original_value=value, locator=place)
        for name, value in facts.items()
        if name not in said
    ]
