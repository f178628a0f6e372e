"""The catalogue as a gallery: built from statements, coats and features, kept by its key.

Animals that a person has decided to be one count as one; animals that a reader may not see are left
out of what is searched for them, so that an answer cannot leak a hidden one. A gallery on disk is
derived: its folder is named by all that is in it, so it is built again whenever that changes.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cases.resolution import clusters
from embeddings.coat import Coat, Kind
from embeddings.gallery import Entry, Gallery, GalleryBroken, gather, load, same_species
from embeddings.photo import fingerprint
from workbench.services.coats import coat_of
from workbench.services.describing import Descriptions
from workbench.services.pace import Progress, Stop, never, silent
from workbench.services.worlds import decisions_of
from workbench.store import CatalogueCoat, Reader

if TYPE_CHECKING:
    from workbench.project import Project

# Older galleries are thrown away beyond this number: one a reader and species is in use at a time.
KEPT = 4
AT_ONCE = 5000
HALF_PIXEL = 0.5


@dataclass(frozen=True, slots=True)
class Catalogued:
    """One coat of the catalogue with the animal it shows and the encounter it was taken in.

    simulated: all that is said of its photo comes from simulated sources.
    """

    coat: Coat
    individual: str
    encounter: str
    simulated: bool = False


def all_coats(project: "Project") -> list[Coat]:
    """Every coat of a project that still counts, in the order of ids."""
    queries = project.store.read(Reader.whole("describe all coats"))
    digests = {one.value for one in queries.statements.saying("Photo", ["digest"])}
    records = [record for part in parts(digests) for record in queries.matching.coats(part)]
    return sorted((coat_of(record) for record in records), key=lambda coat: coat.id)


def catalogued(project: "Project", reader: Reader, species: str) -> list[Catalogued]:
    """The coats of named animals that a reader may see, of a species or of all for "".

    Pelts are not among them: a skin is held against living animals. Animals that were decided to
    be one bear one id.
    """
    with project.store.read(reader) as queries:
        rows = queries.matching.catalogue()
        digests = {row.digest for row in rows if row.digest}
        records = [record for part in parts(digests) for record in queries.matching.coats(part)]
        merged = clusters(decisions_of(queries.cases.decisions()))
    by_photo: dict[str, list[Coat]] = {}
    for record in records:
        if record.kind == Kind.CAMERA.value:
            by_photo.setdefault(record.photo, []).append(coat_of(record))
    found: dict[tuple[str, str], Catalogued] = {}
    for row in rows:
        coat = _coat_of_row(row, by_photo.get(row.digest, []))
        if coat is not None and same_species(coat.species, species):
            animal = merged.of(row.individual)
            one = Catalogued(coat, animal, row.encounter, row.simulated)
            found.setdefault((coat.id, animal), one)
    return list(found.values())


def coats_of_animal(project: "Project", reader: Reader, animal: str) -> list[Coat]:
    """The catalogued coats of one animal and of those decided to be the same, as a reader sees."""
    with project.store.read(reader) as queries:
        merged = clusters(decisions_of(queries.cases.decisions()))
        known = merged.of(animal)
        own = {r.digest for r in queries.matching.catalogue() if merged.of(r.individual) == known}
        records = [one for part in parts(own - {""}) for one in queries.matching.coats(part)]
    return [coat_of(record) for record in records if record.kind == Kind.CAMERA.value]


def _coat_of_row(row: CatalogueCoat, coats: Sequence[Coat]) -> Coat | None:
    """The coat that a row of the catalogue speaks of: of two animals in one photo, by its box."""
    if row.box is None:
        free = [coat for coat in coats if coat.fixed_by.get("region", "").startswith("machine:")]
        return next(iter(free or coats), None)
    for coat in coats:
        region = coat.region
        box = (region.x, region.y, region.width, region.height)
        if all(abs(ours - theirs) < HALF_PIXEL for ours, theirs in zip(box, row.box, strict=True)):
            return coat
    return coats[0] if len(coats) == 1 else None


def parts(digests: Iterable[str]) -> Iterator[list[str]]:
    """The digests in portions that a database takes in one question."""
    ordered = sorted(digests)
    for first in range(0, len(ordered), AT_ONCE):
        yield ordered[first : first + AT_ONCE]


def gallery_of(
    project: "Project",
    entries: Sequence[Catalogued],
    descriptions: Descriptions,
    *,
    kept_in: str = "galleries",
    progress: Progress = silent,
    stop: Stop = never,
) -> Gallery:
    """The gallery over these coats: from disk where it was built before, else built and kept.

    kept_in: folder among what is derived; each keeps its own few newest.
    """
    folder = project.derived / kept_in / _key(entries, descriptions)
    if folder.is_dir():
        try:
            return load(folder)
        except GalleryBroken:
            shutil.rmtree(folder)
    descriptions.fill([one.coat for one in entries], progress=progress, stop=stop)
    built = gather(
        (Entry(descriptions.of_coat(one.coat), one.individual, one.encounter) for one in entries),
        folder,
    )
    _forget_old(folder.parent, keep=folder)
    return built


def _key(entries: Iterable[Catalogued], descriptions: Descriptions) -> str:
    parts = sorted(
        (one.coat.id, descriptions.describer.fingerprint(one.coat), one.individual, one.encounter)
        for one in entries
    )
    return fingerprint(*(part.encode() for entry in parts for part in entry))


def _forget_old(folder: Path, *, keep: Path) -> None:
    # A name with a dot is a gallery that somebody is building at this moment.
    others = sorted(
        (path for path in folder.iterdir() if path != keep and not path.name.startswith(".")),
        key=lambda path: path.stat().st_mtime_ns,
    )
    for path in others[: max(0, len(others) - KEPT + 1)]:
        shutil.rmtree(path, ignore_errors=True)
