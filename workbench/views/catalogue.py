"""The catalogue of animals as a reader may see it; closed during an open blind examination."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cases.entities import group
from workbench.project import Project
from workbench.store import CatalogueCoat, CoatRecord, Reader
from workbench.views.telling import StatementRow, statement_rows

__all__ = [
    "Animal",
    "AnimalRow",
    "FlankPhoto",
    "animal",
    "animals",
    "closed",
    "flank_photos",
]

# Best first; a photo without a coat that anybody described comes last.
_GRADES = ("sufficient", "limited", "not_suitable", "")


@dataclass(frozen=True, slots=True)
class AnimalRow:
    """One animal. flanks: which are on photos. last_seen: ISO, empty if no photo is dated."""

    id: str
    caption: str
    species: str
    photos: int
    flanks: tuple[str, ...]
    last_seen: str
    best_photo: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Animal:
    """One animal, its photos and what is said of it."""

    row: AnimalRow
    photos: tuple[CatalogueCoat, ...]
    statements: tuple[StatementRow, ...]


@dataclass(frozen=True, slots=True)
class FlankPhoto:
    """The best photo of one flank, and how many there are. quality: empty where none was fixed."""

    flank: str
    digest: str
    quality: str
    reasons: tuple[str, ...]
    captured_at: str
    photos: int


def closed(project: Project, reader: Reader) -> bool:
    """Whether the catalogue is closed to this reader: they hold an open blind examination."""
    with project.store.read(reader) as q:
        return bool(q.examining.holds_blind())


def animals(project: Project, reader: Reader) -> tuple[AnimalRow, ...]:
    """Every animal in order of id; empty for who holds an open blind examination."""
    with project.store.read(reader) as q:
        if q.examining.holds_blind():
            return ()
        ids = q.entities.of_kind("IndividualAnimal")
        entities = group(q.statements.statements_of(ids))
        captions = q.entities.captions(ids)
        photos: dict[str, list[CatalogueCoat]] = {one: [] for one in ids}
        for coat in q.matching.catalogue():
            photos.setdefault(coat.individual, []).append(coat)
        return tuple(
            _row(
                one,
                captions.get(one, one),
                entities[one].first("species") if one in entities else "",
                photos[one],
            )
            for one in ids
        )


def animal(project: Project, reader: Reader, known: str) -> Animal | None:
    """One animal, or None where there is none for this reader; none for who holds an open blind
    examination."""
    with project.store.read(reader) as q:
        if q.examining.holds_blind():
            return None
        said = q.statements.statements_of([known])
        photos = [coat for coat in q.matching.catalogue() if coat.individual == known]
        if not said and not photos:
            return None
        others = {s.target for s in said if s.target} | {known}
        captions = q.entities.captions(others)
        species = next((s.value for s in said if s.property == "species"), "")
        return Animal(
            _row(known, captions[known], species, photos),
            tuple(photos),
            statement_rows(said, q.sources.of({s.source_id for s in said}), captions),
        )


def _row(known: str, caption: str, species: str, photos: list[CatalogueCoat]) -> AnimalRow:
    kept = [coat for coat in photos if coat.digest]
    return AnimalRow(
        known,
        caption,
        species or next((coat.species for coat in photos if coat.species), ""),
        len(photos),
        tuple(sorted({coat.flank for coat in photos})),
        max((coat.captured_at for coat in photos), default=""),
        kept[0].digest if kept else "",
        bool(photos) and all(coat.simulated for coat in photos),
    )


def flank_photos(
    project: Project, reader: Reader, wanted: Collection[str]
) -> Mapping[str, tuple[FlankPhoto, ...]]:
    """The best photo of every flank of some animals (ids as the photos name them), left first.

    Empty for who holds an open blind examination.
    """
    with project.store.read(reader) as q:
        coats = [c for c in q.matching.catalogue() if c.individual in wanted and c.digest]
        described: dict[str, list[CoatRecord]] = {}
        for record in q.matching.coats({c.digest for c in coats}):
            described.setdefault(record.photo, []).append(record)
    quality = {coat: _quality_of(coat, described.get(coat.digest, ())) for coat in coats}
    found: dict[str, dict[str, list[CatalogueCoat]]] = {}
    for coat in coats:
        found.setdefault(coat.individual, {}).setdefault(coat.flank, []).append(coat)

    def grade(coat: CatalogueCoat) -> str:
        return str(quality[coat].get("grade", ""))

    def best(own: list[CatalogueCoat]) -> FlankPhoto:
        first = min(own, key=lambda c: (_GRADES.index(grade(c)), -_area(c), c.captured_at))
        reasons = quality[first].get("reasons", ())
        told = tuple(str(one) for one in reasons) if isinstance(reasons, (list, tuple)) else ()
        return FlankPhoto(
            first.flank, first.digest, grade(first), told, first.captured_at, len(own)
        )

    return {
        animal: tuple(best(own) for _, own in sorted(flanks.items()))
        for animal, flanks in found.items()
    }


def _quality_of(coat: CatalogueCoat, described: Sequence[CoatRecord]) -> Mapping[str, object]:
    """What was fixed of the coat of this animal where its photo shows several: the one whose region
    covers most of its box, then one of its flank; empty where nobody described any."""

    def fits(record: CoatRecord) -> tuple[float, bool]:
        return _shared(coat.box, record.region), record.flank == coat.flank

    best = max(described, key=fits, default=None)
    return {} if best is None else best.quality


def _shared(box: tuple[float, ...] | None, region: Mapping[str, object]) -> float:
    """The area that a box (x, y, width, height) and a region share, in pixels."""
    if box is None:
        return 0.0
    x, y, width, height = (
        float(str(region.get(name, 0))) for name in ("x", "y", "width", "height")
    )
    across = min(box[0] + box[2], x + width) - max(box[0], x)
    down = min(box[1] + box[3], y + height) - max(box[1], y)
    return max(across, 0.0) * max(down, 0.0)


def _area(coat: CatalogueCoat) -> float:
    return coat.box[2] * coat.box[3] if coat.box else 0.0
