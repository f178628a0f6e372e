"""A skin searched among all skins known so far: is it one that was met before?

The same skin is offered twice, photographed by its seller before it is seized, or comes back out of
an evidence store. Skins are searched on the one path of every search, with a gallery of skins; what
it finds is a lead for a person, and never what the catalogue said of either skin.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cases.entities import group
from embeddings.coat import Coat, Kind
from embeddings.gallery import same_species
from embeddings.search import BUDGET, Answer
from embeddings.strength import Calibration, NoCalibration
from workbench.services.coats import coat_of
from workbench.services.describing import Descriptions
from workbench.services.flanks import apart
from workbench.services.gallery import Catalogued, gallery_of, parts
from workbench.services.kept_search import Weighing, search_record, weighed_search
from workbench.services.matching import (
    Match,
    NothingToCompare,
    match_skin,
    ready_to_search,
)
from workbench.services.pace import Clock, Progress, Step, Stop, never, silent, utc_now
from workbench.services.skin_answers import SkinMatch, skin_comparisons, skin_record
from workbench.services.skin_photos import skins_of_photo, species_of
from workbench.store import Reader
from workbench.views.calibrations import OF_SKINS, AtHand, at_hand

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Searched", "SkinMatch", "match_among_skins", "search_everywhere"]

KEPT_IN = "skin-galleries"


@dataclass(frozen=True, slots=True)
class Searched:
    """Both searches of one skin: in the catalogue (or why not), and among the other skins."""

    catalogue: Match | None
    catalogue_refused: str
    skins: SkinMatch

    def sentences(self, top: int = 5) -> list[str]:
        """Both answers in plain words."""
        if self.catalogue is not None:
            first = self.catalogue.sentences(top)
        else:
            first = [f"Not searched in the catalogue: {self.catalogue_refused}"]
        return [*first, *self.skins.sentences(top)]


def search_everywhere(
    project: "Project",
    by: str,
    skin: str,
    *,
    budget: int = BUDGET,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> Searched:
    """Search a skin in the catalogue, then among the other skins; both are stored.

    An empty catalogue does not hinder the second. Raises Refused as `match_skin` does otherwise.
    """
    catalogue, refused = None, ""
    try:
        catalogue = match_skin(
            project, by, skin, budget=budget, clock=clock, progress=progress, stop=stop
        )
    except NothingToCompare as nothing:
        refused = str(nothing)
    skins = match_among_skins(
        project, by, skin, budget=budget, clock=clock, progress=progress, stop=stop
    )
    return Searched(catalogue, refused, skins)


def match_among_skins(
    project: "Project",
    by: str,
    skin: str,
    *,
    budget: int = BUDGET,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> SkinMatch:
    """Search a skin among all other skins that this person may see, and store the answer.

    A skin that a person found to be no genuine coat is left out and counted. Raises Refused where
    the skin has no photo, nobody has looked whether it is a genuine coat, or this person holds an
    open blind examination.
    """
    ready = ready_to_search(project, by, skin)
    reader, coats = ready.reader, ready.coats
    descriptions = Descriptions.of(project)
    progress(Step(0, 3, "searching among skins"))
    query = [descriptions.of_coat(coat) for coat in coats]
    known, left_out = known_skins(project, reader, species_of(coats))
    gallery = gallery_of(
        project, known, descriptions, kept_in=KEPT_IN, progress=progress, stop=stop
    )
    progress(Step(1, 3, "searching among skins"))
    simulated = all(one.simulated for one in known)
    calibration, because, calibrated = _calibration(
        at_hand(project, reader), coats, descriptions, simulated=simulated
    )
    weighing = Weighing(calibration, because, species_of(coats), OF_SKINS)
    answer = weighed_search(
        project, reader, query, gallery, weighing, budget=budget, without=frozenset({skin})
    )
    progress(Step(2, 3, "searching among skins"))
    record = skin_record(
        answer,
        skin=skin,
        calibration=calibration if calibrated else None,
        flanks_apart=apart(coats, [one.coat for one in known if one.individual != skin]),
        same_photos=_same_photos(project, reader, skin, coats),
        left_out=left_out,
        authenticity=ready.looked.plain(),
        simulated=simulated,
    )
    stored = _store(project, reader, skin, coats, gallery.digest, answer, record, clock)
    progress(Step(3, 3, "searching among skins"))
    return stored


def known_skins(project: "Project", reader: Reader, species: str) -> tuple[list[Catalogued], int]:
    """The coats of every skin of a species that a reader may see, and how many were left out.

    Each stands under its skin's id, for a provisional name: whose coat it was need not be known.
    Left out is what a person found to be no genuine coat.
    """
    with project.store.read(reader) as queries:
        skins = group(queries.statements.statements_of(queries.entities.of_kind("Specimen")))
        photos = group(
            queries.statements.statements_of(
                {photo for one in skins.values() for photo in one.targets("photo")}
            )
        )
        digests = {one.first("digest") for one in photos.values()} - {""}
        records = [one for part in parts(digests) for one in queries.matching.coats(part)]
        said = [s for one in (*skins.values(), *photos.values()) for s in one.statements]
        sources = queries.sources.of({one.source_id for one in said})
        false = queries.skins.not_genuine()
    by_photo: dict[str, list[Coat]] = {}
    for record in records:
        if record.kind == Kind.PELT.value:
            by_photo.setdefault(record.photo, []).append(coat_of(record))
    found: list[Catalogued] = []
    left_out: set[str] = set()
    for skin, entity in skins.items():
        own = [photos[one] for one in entity.targets("photo") if one in photos]
        shown = [s for s in entity.statements if s.property == "photo"]
        behind = [
            sources.get(s.source_id) for s in (*shown, *(t for p in own for t in p.statements))
        ]
        simulated = all(source is not None and source.simulated for source in behind)
        for coat in (coat for photo in own for coat in by_photo.get(photo.first("digest"), ())):
            if not same_species(coat.species, species):
                continue
            if skin in false:
                left_out.add(skin)
            else:
                found.append(Catalogued(coat, skin, skin, simulated))
    return found, len(left_out)


def _calibration(
    known: AtHand, coats: Sequence[Coat], descriptions: Descriptions, *, simulated: bool
) -> tuple[Calibration, str, bool]:
    """What weighs pairs of skins, why, and whether it was fitted on such pairs at all.

    Where none was, the scores still need an order, and another calibration gives one: its ratios
    are thrown away.
    """
    try:
        chosen, because = known.chosen(
            species=species_of(coats),
            domain=OF_SKINS,
            simulated=simulated,
            network=descriptions.describer.network.digest,
        )
    except NoCalibration:
        chosen, because = known.chosen(
            species=species_of(coats),
            domain=coats[0].kind.value,
            simulated=simulated,
        )
        return chosen, because, False
    return chosen, because, True


def _same_photos(
    project: "Project", reader: Reader, skin: str, coats: Sequence[Coat]
) -> list[tuple[str, str]]:
    """Photos of the skin that came in with another skin too, byte for byte."""
    return [
        (digest, other)
        for digest in sorted({coat.photo for coat in coats})
        for other in skins_of_photo(project, reader, digest)
        if other != skin
    ]


def _store(
    project: "Project",
    reader: Reader,
    skin: str,
    coats: Sequence[Coat],
    gallery_digest: str,
    answer: Answer,
    record: dict[str, Any],
    clock: Clock,
) -> SkinMatch:
    detail = {"skin": skin, "lead": record["lead"]["verdict"]}
    with project.store.transaction(reader.person, "match among skins", clock(), detail) as work:
        kept = search_record(project, skin, coats, gallery_digest, answer, record)
        search = work.skin_searches.add(kept)
        work.skin_comparisons.add_all(skin_comparisons(answer, search))
    captions = project.store.read(reader).entities.captions(
        [one["skin"] for one in record["candidates"]]
    )
    return SkinMatch(search, skin, kept.coats, answer.fingerprint, record, captions)
