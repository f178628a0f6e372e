"""What happens to a photo on its way in: read, refused or kept, its coat fixed.

A photo that cannot be read is one reject and takes along what its row says of it: an animal without
a picture would be a name in the catalogue that nothing can ever be compared with. A box that comes
with the photo wins over what the machine would have found.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from cases.formats import PhotoFile
from cases.reject import Reject
from cases.statement import Claim, Locator, Ref
from embeddings.coat import Coat, Flank, Kind, Region, locate
from embeddings.photo import Photo, PhotoRefused, read_photo
from workbench.services.batches import Batch
from workbench.services.pace import cores

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
    if not batch.photos:
        return Prepared((), batch.claims, batch.rejects)
    said = _said(batch.claims)
    places = _places(batch.claims)

    def arrive(path: Path, file: PhotoFile) -> _Outcome:
        place = places.get(file.ref, Locator(file=file.name))
        about = said.get(file.ref, {})
        return _arrive(
            path,
            file,
            place,
            about,
            by,
            with_coat=every_photo_shows_an_animal or shows_an_animal(about),
        )

    there = [(file.path, file) for file in batch.photos if file.path is not None]
    # Decoding and measuring happen outside the interpreter's lock, so threads are enough here.
    with ThreadPoolExecutor(cores()) as pool:
        outcomes = list(pool.map(arrive, *zip(*there, strict=True))) if there else []
    arrived = [one.arrived for one in outcomes if one.arrived is not None]
    refused = {
        file.ref for (_, file), one in zip(there, outcomes, strict=True) if one.arrived is None
    }
    claims = [claim for claim in batch.claims if claim.subject not in refused]
    for one in arrived:
        place = places.get(one.file.ref, Locator(file=one.file.name))
        claims += _seen(one, said.get(one.file.ref, {}), place)
    rejects = (*batch.rejects, *(one.reject for one in outcomes if one.reject is not None))
    return Prepared(tuple(arrived), tuple(claims), rejects)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one file: a photo, a photo whose box was refused, or a refusal."""

    arrived: Arrived | None
    reject: Reject | None


def _arrive(
    path: Path, file: PhotoFile, place: Locator, about: Said, by: str, *, with_coat: bool
) -> _Outcome:
    try:
        photo = read_photo(path, name=file.name)
    except PhotoRefused as bad:
        reject = Reject(file.name, place.row, "", file.name, bad.reason, bad.remedy)
        return _Outcome(None, reject)
    if not with_coat:
        return _Outcome(Arrived(file, photo.forget(), None), None)
    coat, fault = fix_coat(photo, about, by=by)
    told = None
    if fault is not None:
        told = Reject(place.file or file.name, place.row, "box", about["box"], *fault)
    return _Outcome(Arrived(file, photo.forget(), coat), told)


def shows_an_animal(about: Said) -> bool:
    """Whether what is said of a photo speaks of an animal that can be held against others.

    A catalogue is of named animals; a coat in each of a million frames of deer would be described
    for nothing.
    """
    return bool(about.get("individual") or about.get("flank"))


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


def _places(claims: Iterable[Claim]) -> dict[Ref | str, Locator]:
    """Where each subject is first spoken of."""
    places: dict[Ref | str, Locator] = {}
    for claim in claims:
        places.setdefault(claim.subject, claim.locator)
    return places


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
