"""The photos of a skin and what a person may say of them before the search.

What is said here (box, flank, species) is kept with the person who said it, and becomes part of the
coat's identity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.reject import Reject
from embeddings.coat import Coat, Flank, Kind, QualityGrade, Region
from embeddings.gallery import species_key
from workbench.services.arriving import region_of
from workbench.services.coats import coat_of
from workbench.services.refusal import Refused
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project


@dataclass(frozen=True, slots=True)
class SkinCoat:
    """One coat of a skin, as it is told: id, photo digest, flank, quality in words."""

    coat: str
    photo: str
    file: str
    flank: str
    quality: str
    reasons: tuple[str, ...]
    region: tuple[float, float, float, float]
    region_by: str


@dataclass(frozen=True, slots=True)
class AddedSkin:
    """A skin with the photos that were added to it; rejects: those that could not be read."""

    skin: str
    coats: tuple[SkinCoat, ...]
    rejects: tuple[Reject, ...]

    @property
    def sentences(self) -> list[str]:
        """What was kept and how good it is, a line a photo."""
        lines = [f"{self.skin}: {len(self.coats)} photos kept."]
        for coat in self.coats:
            box = ", ".join(f"{side:.0f}" for side in coat.region)
            why = f" ({'; '.join(coat.reasons)})" if coat.reasons else ""
            lines.append(
                f"  {coat.file}: {coat.coat}, flank {coat.flank}, {coat.quality}{why}; "
                f"coat at {box} by {coat.region_by}"
            )
        return lines + [f"  refused: {reject}" for reject in self.rejects]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the photos of a skin before the search; empty: not said."""

    species: str = ""
    flank: Flank = Flank.UNKNOWN
    region: Region | None = None
    kind: Kind = Kind.PELT

    def fixed_by(self, person: str) -> dict[str, str]:
        """Who fixed what was said."""
        by = f"person:{person}"
        fixed = {"kind": by}
        if self.species:
            fixed["species"] = by
        if self.flank is not Flank.UNKNOWN:
            fixed["flank"] = by
        if self.region is not None:
            fixed["region"] = by
        return fixed


def read_box(box: str) -> Region | None:
    """A box written `x,y,width,height`, or None for an empty text. Refuses anything else."""
    if not box:
        return None
    try:
        return region_of(box)
    except ValueError as wrong:
        raise Refused(
            f"{box!r} is no box ({wrong})", "write x,y,width,height in pixels, e.g. 40,60,800,500"
        ) from wrong


def read_flank(flank: str) -> Flank:
    """A flank by its word; refuses anything else."""
    try:
        return Flank(flank or "unknown")
    except ValueError as wrong:
        raise Refused(f"{flank!r} is no flank", "say left, right, both or unknown") from wrong


def read_quality(grade: str) -> QualityGrade:
    """A quality by its word; refuses anything else."""
    try:
        return QualityGrade(grade.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError as wrong:
        raise Refused(
            f"{grade!r} is no quality", "say sufficient, limited or not-suitable"
        ) from wrong


def photos_of_skin(project: "Project", reader: Reader, skin: str) -> list[str]:
    """Digests of a skin's photos that a reader may see, in the order in which they came."""
    queries = project.store.read(reader)
    photos = [
        statement.target
        for statement in queries.statements.statements_of([skin])
        if statement.property == "photo" and statement.target
    ]
    said = queries.statements.statements_of(photos)
    digests = {one.subject: one.value for one in said if one.property == "digest"}
    return list(dict.fromkeys(digests[photo] for photo in photos if photo in digests))


def skins_of_photo(project: "Project", reader: Reader, digest: str) -> list[str]:
    """Skins that a photo belongs to."""
    queries = project.store.read(reader)
    photos = [one.subject for one in queries.statements.saying("Photo", ["digest"], digest)]
    pointing = queries.statements.statements_to(photos)
    return sorted({one.subject for one in pointing if one.schema == "Specimen"})


def coats_of_skin(project: "Project", reader: Reader, skin: str) -> list[Coat]:
    """The coats of a skin, each photo's newest, in the order of ids."""
    records = project.store.read(reader).matching.coats(photos_of_skin(project, reader, skin))
    return sorted((coat_of(record) for record in records), key=lambda coat: coat.id)


def species_of(coats: Sequence[Coat]) -> str:
    """The species that all coats agree on; empty where they differ or nobody said."""
    named = {species_key(coat.species): coat.species for coat in coats if coat.species}
    return next(iter(named.values())) if len(named) == 1 else ""


def must_be_skin(project: "Project", reader: Reader, skin: str) -> None:
    """Raise Refused where there is no such skin for this person."""
    ref = project.store.read(reader).entities.refs_of([skin]).get(skin)
    if ref is None or ref.schema != "Specimen":
        raise Refused(f"there is no skin {skin}", "check its id, or add it: kedrovka skin add")


def must_be_free(project: "Project", reader: Reader, coat: str, photo: str) -> None:
    """Raise Refused where a coat has been searched with, or another skin was held against it.

    Whoever asks: what was locked by a search that this person may not see is locked all the same,
    and the skin is then not named.
    """
    whole = Reader.whole("is the coat locked")
    queries = project.store.read(whole)
    remedy = "add the photo as a new skin to look at it in another way"
    for skin in skins_of_photo(project, whole, photo):
        if queries.matching.searches(skin) or queries.skins.searched(skin):
            named = _named(project, reader, skin)
            raise Refused(f"{coat} is locked, {named} has been searched with it", remedy)
    held = queries.skins.held_against(coat)
    if held:
        named = _named(project, reader, held[0])
        raise Refused(f"{coat} is locked, {named} has been held against it", remedy)


def _named(project: "Project", reader: Reader, skin: str) -> str:
    return skin if project.store.read(reader).entities.refs_of([skin]) else "another skin"


def told(file: str, coat: Coat) -> SkinCoat:
    """A coat as a person reads it; file: the name it came with."""
    region = coat.region
    return SkinCoat(
        coat=coat.id,
        photo=coat.photo,
        file=file,
        flank=coat.flank.value,
        quality=coat.quality.grade.value.replace("_", " "),
        reasons=coat.quality.reasons,
        region=(region.x, region.y, region.width, region.height),
        region_by=coat.fixed_by.get("region", ""),
    )
