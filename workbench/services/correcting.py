"""Coats corrected before the search: outline, flank, landmarks, quality; and flanks cut apart.

A correction is a new row that supersedes the old one, with who made it. After the first search
nothing is corrected any more: a flank or a quality chosen to suit a match would be no evidence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from embeddings.coat import Coat, Flank, QualityGrade, Region, locate
from embeddings.photo import Photo, read_photo
from embeddings.rectify import Landmarks
from workbench.services.acting import MATCHING, acting
from workbench.services.coats import coat_of, record_of
from workbench.services.landmarks import must_be_landmarks
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.services.skin_photos import (
    Said,
    SkinCoat,
    coats_of_skin,
    must_be_free,
    must_be_skin,
    read_flank,
    read_quality,
    told,
)
from workbench.store import Queries

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["correct_coat", "cut_flanks"]


def correct_coat(
    project: "Project",
    by: str,
    coat: str,
    *,
    species: str | None = None,
    flank: str | None = None,
    box: Region | None = None,
    quality: str | None = None,
    why: str = "",
    landmarks: Landmarks | None = None,
    clock: Clock = utc_now,
) -> SkinCoat:
    """Correct what a coat says, before its skin was searched; a new row supersedes the old.

    quality: sufficient, limited or not-suitable, with a reason in `why`. landmarks: all of them,
    in pixels of the upright photo, instead of those before. Raises Refused where the coat is
    unknown, is locked by a search, the quality is changed without a reason, or landmarks are none
    or would fold the flank.
    """
    reader = acting(project, by, *MATCHING)
    queries = project.store.read(reader)
    record = queries.matching.coat(coat)
    if record is None:
        raise Refused(f"there is no coat {coat}", "check its id")
    must_be_free(project, reader, coat, record.photo)
    old = coat_of(record)
    grade = None if quality is None else read_quality(quality)
    if grade is not None and not why.strip():
        raise Refused("a quality is not corrected without a reason", "say why: --why ...")
    said = Said(
        old.species if species is None else species.strip(),
        old.flank if flank is None else read_flank(flank),
        box,
        old.kind,
    )
    photo = read_photo(project.store.originals.read(record.photo), name=record.photo[:16])
    fixed = dict(old.fixed_by) | said.fixed_by(reader.person)
    if grade is not None:
        fixed["quality"] = f"person:{reader.person}"
    elif box is not None:
        fixed.pop("quality", None)
    if landmarks is not None:
        fixed["landmarks"] = f"person:{reader.person}"
    new = _located(photo, box or old.region, said, fixed)
    if "quality" in fixed:
        new = _graded(new, old, grade, why, reader.person)
    if (new.id, new.quality, landmarks) == (old.id, old.quality, None):
        return told(record.photo[:16], old)
    kept = record.landmarks if landmarks is None else must_be_landmarks(photo, new, landmarks)
    new = _unlike_any_before(queries, new)
    with project.store.transaction(reader.person, "correct coat", clock()) as work:
        work.coats.add(record_of(new, supersedes=old.id), landmarks=kept)
    return told(record.photo[:16], new)


def cut_flanks(
    project: "Project",
    by: str,
    skin: str,
    photo: str,
    boxes: Mapping[str, Region],
    *,
    clock: Clock = utc_now,
) -> list[SkinCoat]:
    """Cut the flanks of one photo of a skin apart: a coat each, searched separately.

    photo: digest, or the beginning of one. boxes: by flank, left or right, in pixels of the upright
    photo. What stood for that flank, or for no single one, is superseded. Raises Refused where the
    skin or its photo is unknown, another flank is named, or the skin was searched.
    """
    reader = acting(project, by, *MATCHING)
    must_be_skin(project, reader, skin)
    there = [one for one in coats_of_skin(project, reader, skin) if one.photo.startswith(photo)]
    if not photo or len({coat.photo for coat in there}) != 1:
        raise Refused(
            f"{skin} has no one photo {photo!r}", "name it by the first digits of its digest"
        )
    wrong = [name for name in boxes if read_flank(name) not in (Flank.LEFT, Flank.RIGHT)]
    if wrong or not boxes:
        raise Refused(
            f"{', '.join(wrong) or 'nothing'} is not one flank",
            "give a box for left, right or both",
        )
    for coat in there:
        must_be_free(project, reader, coat.id, coat.photo)
    digest = there[0].photo
    pixels = read_photo(project.store.originals.read(digest), name=digest[:16])
    queries = project.store.read(reader)
    cut = []
    for name, box in boxes.items():
        said = Said(there[0].species, read_flank(name), box, there[0].kind)
        fixed = {k: v for k, v in there[0].fixed_by.items() if k != "quality"}
        fixed |= said.fixed_by(reader.person)
        cut.append(_unlike_any_before(queries, _located(pixels, box, said, fixed)))
    replaced = _replaced(there, cut)
    with project.store.transaction(reader.person, "cut flanks", clock(), {"skin": skin}) as work:
        for new, old in zip(cut, replaced, strict=True):
            work.coats.add(record_of(new, supersedes=old))
    return [told(digest[:16], coat) for coat in cut]


def _replaced(there: Sequence[Coat], cut: Sequence[Coat]) -> list[str | None]:
    """Which old coat each new one supersedes: that of its flank, else one of no single flank."""
    free = [coat.id for coat in there if coat.flank in (Flank.BOTH, Flank.UNKNOWN)]
    own = {coat.flank: coat.id for coat in there}
    replaced: list[str | None] = []
    for new in cut:
        if new.flank in own:
            replaced.append(own[new.flank])
        else:
            replaced.append(free.pop(0) if free else None)
    return replaced


def _located(photo: Photo, region: Region, said: Said, fixed: Mapping[str, str]) -> Coat:
    try:
        return locate(
            photo,
            region=region,
            flank=said.flank,
            species=said.species,
            kind=said.kind,
            fixed_by=dict(fixed),
        )
    except ValueError as outside:
        raise Refused(str(outside), "give the box in pixels of the upright photo") from outside


def _graded(coat: Coat, old: Coat, grade: QualityGrade | None, why: str, person: str) -> Coat:
    """The coat with a person's quality; that of an earlier correction where none is given now."""
    if grade is None:
        return replace(coat, quality=old.quality)
    measured = coat.quality
    reason = f"{grade.value.replace('_', ' ')} says {person}: {why.strip()}"
    measure = f"measured: {measured.grade.value.replace('_', ' ')}"
    return replace(
        coat,
        quality=replace(measured, grade=grade, reasons=(reason, measure, *measured.reasons)),
    )


def _unlike_any_before(queries: Queries, coat: Coat) -> Coat:
    """The coat under an id that was never used: what is corrected back is a new row as well."""
    while queries.matching.coat(coat.id) is not None:
        coat = replace(coat, fixed_by=_next(coat))
    return coat


def _next(coat: Coat) -> dict[str, str]:
    turn = int(coat.fixed_by.get("turn", "correction 1").rpartition(" ")[2]) + 1
    return {**coat.fixed_by, "turn": f"correction {turn}"}
