"""One skin and its photos: kept, its coats fixed, before anything is searched.

Whatever a person corrects (flank, box, species) is corrected here and only until the first search:
a flank chosen to suit a match would be no evidence. Every photo begins its chain of custody here.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cases.reject import Reject
from cases.statement import Claim, Grade, Handling, Locator, Ref, Source, framed_digest
from embeddings.coat import Coat, Flank, Region, locate
from embeddings.photo import Photo, PhotoRefused, read_photo
from workbench.services.acting import MATCHING, acting
from workbench.services.correcting import correct_coat
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.skin_photos import (
    AddedSkin,
    Said,
    SkinCoat,
    coats_of_skin,
    must_be_skin,
    read_box,
    read_flank,
    told,
)
from workbench.store import CustodyRecord, Reader, Work

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["AddedSkin", "PhotoInput", "SkinCoat", "add_skin", "correct_coat", "read_box"]

PhotoInput = Path | tuple[str, bytes]


def add_skin(
    project: "Project",
    by: str,
    photos: Sequence[PhotoInput],
    *,
    skin: str | None = None,
    species: str = "",
    flank: str = "unknown",
    box: Region | None = None,
    exhibit: str = "",
    seizure: str | None = None,
    offer: str | None = None,
    device: str = "",
    original: bool = True,
    grade: Grade | None = None,
    handling: Handling | None = None,
    simulated: bool = False,
    clock: Clock = utc_now,
) -> AddedSkin:
    """Keep photos of one skin and fix their coats; joined to `skin` where one is named.

    photos: files, or (name, bytes) as a page uploads them. seizure, offer: ids of what it comes
    from or was shown in. device: what took them; original: not a copy. The same photo of the same
    skin again changes nothing. Raises Refused when no photo can be read, when the skin is unknown,
    or when it has been searched with other settings.
    """
    reader = acting(project, by, *MATCHING)
    said = Said(species.strip(), read_flank(flank), box)
    read, rejects = _read(photos)
    if not read:
        raise Refused(
            "no photo could be read: " + "; ".join(str(reject) for reject in rejects),
            "send the photos as the camera or phone saved them",
        )
    subject = _subject(project, reader, skin, read)
    there = _photos_there(project, subject)
    located = [
        (name, photo, _locate(photo, said, reader.person))
        for name, photo in read
        if photo.sha256 not in there
    ]
    source = Source(
        id="",
        kind="skin photos",
        title=f"photos of a skin, taken in by {reader.person}",
        grade=grade or Grade(),
        handling=handling or Handling(),
        simulated=simulated,
    )
    with project.store.transaction(reader.person, "add skin", clock()) as work:
        _keep_originals(work, located)
        added = work.statements.add(
            _claims(subject, located, said, exhibit, seizure, offer), source
        )
        known = added.entities[subject] if isinstance(subject, Ref) else subject
        _begin_custody(work, known, located, reader.person, device, original=original)
    kept = [told(name, coat) for name, _, coat in located]
    for name, photo in read:
        kept += _say_again(project, by, name, there.get(photo.sha256, ()), said, clock)
    return AddedSkin(known, tuple(kept), (*rejects, *added.rejects))


def _read(photos: Sequence[PhotoInput]) -> tuple[list[tuple[str, Photo]], list[Reject]]:
    read: dict[str, tuple[str, Photo]] = {}
    rejects: list[Reject] = []
    for given in photos:
        name, content = (given.name, given) if isinstance(given, Path) else given
        try:
            photo = read_photo(content, name=name)
        except PhotoRefused as bad:
            rejects.append(Reject(name, None, "", name, bad.reason, bad.remedy))
            continue
        read.setdefault(photo.sha256, (name, photo))
    return list(read.values()), rejects


def _subject(
    project: "Project", reader: Reader, skin: str | None, read: list[tuple[str, Photo]]
) -> Ref | str:
    if skin is None:
        digest = framed_digest(sorted(photo.sha256 for _, photo in read))
        return Ref("Specimen", "skin", digest)
    must_be_skin(project, reader, skin)
    return skin


def _photos_there(project: "Project", subject: Ref | str) -> dict[str, list[Coat]]:
    """Photos that the skin has already, by digest, with their coats."""
    whole = Reader.whole("what the skin has already")
    known = subject
    if isinstance(subject, Ref):
        known = project.store.read(whole).entities.id_of(subject) or ""
    there: dict[str, list[Coat]] = {}
    for coat in coats_of_skin(project, whole, str(known)) if known else ():
        there.setdefault(coat.photo, []).append(coat)
    return there


def _keep_originals(work: Work, located: Iterable[tuple[str, Photo, Coat]]) -> None:
    for name, photo, coat in located:
        work.originals.add(photo.encoded, name, photo.media_type)
        work.coats.add(coat)


def _say_again(
    project: "Project", by: str, name: str, coats: Sequence[Coat], said: Said, clock: Clock
) -> list[SkinCoat]:
    """A photo that the skin has already: left as it is, or corrected by what is said now."""
    flank = None if said.flank is Flank.UNKNOWN else said.flank.value
    again = []
    for coat in coats:
        new = (flank or coat.flank.value, said.species or coat.species, said.region or coat.region)
        if new == (coat.flank.value, coat.species, coat.region):
            again.append(told(name, coat))
        else:
            again.append(
                correct_coat(
                    project,
                    by,
                    coat.id,
                    species=said.species or None,
                    flank=flank,
                    box=said.region,
                    clock=clock,
                )
            )
    return again


def _locate(photo: Photo, said: Said, person: str) -> Coat:
    try:
        return locate(
            photo,
            region=said.region,
            flank=said.flank,
            species=said.species,
            kind=said.kind,
            fixed_by=said.fixed_by(person),
        )
    except ValueError as outside:
        raise Refused(str(outside), "give the box in pixels of the upright photo") from outside


def _claims(
    subject: Ref | str,
    located: Iterable[tuple[str, Photo, Coat]],
    said: Said,
    exhibit: str,
    seizure: str | None,
    offer: str | None,
) -> Iterable[Claim]:
    for name, photo, coat in located:
        ref = Ref("Photo", "skin", photo.sha256)
        place = Locator(file=name)
        facts = {
            "digest": photo.sha256,
            "fileName": name,
            "kind": coat.kind.value,
            "width": str(photo.width),
            "height": str(photo.height),
            "mediaType": photo.media_type,
            "available": "yes",
        }
        if coat.flank is not Flank.UNKNOWN:
            facts["flank"] = coat.flank.value
        if coat.species:
            facts["species"] = coat.species
        if photo.capture is not None and photo.capture.at is not None:
            facts["capturedAt"] = photo.capture.at.isoformat()
        for word, value in facts.items():
            yield Claim(ref, "Photo", word, value, original_value=value, locator=place)
        yield Claim(subject, "Specimen", "photo", ref, locator=place)
    if said.species:
        yield Claim(subject, "Specimen", "species", said.species, original_value=said.species)
    if exhibit:
        yield Claim(subject, "Specimen", "exhibitNumber", exhibit, original_value=exhibit)
    if seizure:
        yield Claim(subject, "Specimen", "seizure", seizure, original_value=seizure)
    if offer:
        yield Claim(offer, "Offer", "specimen", subject, original_value=offer)


def _begin_custody(
    work: Work,
    skin: str,
    located: Iterable[tuple[str, Photo, Coat]],
    person: str,
    device: str,
    *,
    original: bool,
) -> None:
    for name, photo, _ in located:
        # A file named "a; device: B.jpg" names no device.
        note = f"file {name.replace(';', ',')}" + (f"; device: {device}" if device else "")
        work.custody.add(
            CustodyRecord(
                exhibit=skin,
                action="taken in",
                to_whom=person,
                digest=photo.sha256,
                form="original" if original else "copy",
                note=note,
            )
        )
