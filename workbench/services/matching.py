"""From the photos of a skin to a stored answer: which catalogued animal, how strongly, or none.

The one path of every search: the coats as they were fixed, the gallery of the same species and
comparable flank as this reader may see it, the search of `embeddings`, coverage from the records
beside it, and everything stored with fingerprints before anybody sees it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.catalogue import coverage
from embeddings.coat import Coat, Flank, Region
from embeddings.gallery import species_key
from embeddings.search import BUDGET, Answer, search_skin
from embeddings.strength import Calibration, Validation, choose, shipped
from workbench.services.acting import MATCHING, acting
from workbench.services.answers import Match, answer_record, comparison_records
from workbench.services.describing import Descriptions
from workbench.services.gallery import Catalogued, catalogued, gallery_of
from workbench.services.pace import Clock, Progress, Step, Stop, never, silent, utc_now
from workbench.services.refusal import Refused
from workbench.services.skin_photos import coats_of_skin
from workbench.services.skins import PhotoInput, add_skin
from workbench.services.worlds import world_of
from workbench.store import Reader, SearchRecord

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Match", "match_photos", "match_skin"]


def match_photos(
    project: "Project",
    by: str,
    photos: Sequence[PhotoInput],
    *,
    skin: str | None = None,
    species: str = "",
    flank: str = "unknown",
    box: Region | None = None,
    budget: int = BUDGET,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> Match:
    """Add the photos as a skin (or to one) and search it: `add_skin`, then `match_skin`."""
    added = add_skin(
        project, by, photos, skin=skin, species=species, flank=flank, box=box, clock=clock
    )
    return match_skin(
        project, by, added.skin, budget=budget, clock=clock, progress=progress, stop=stop
    )


def match_skin(
    project: "Project",
    by: str,
    skin: str,
    *,
    budget: int = BUDGET,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> Match:
    """Search a skin in the catalogue, store the answer, and return it as it was stored.

    Whoever searches has seen the machine's result, and the store notes it. Raises Refused where the
    skin has no photo, the catalogue is closed or empty, or a stop was asked for.
    """
    reader = acting(project, by, *MATCHING)
    coats = coats_of_skin(project, reader, skin)
    if not coats:
        raise Refused(f"{skin} has no photo that can be searched", "add one: kedrovka skin add")
    _not_while_blind(project, reader)
    descriptions = Descriptions.of(project)
    progress(Step(0, 4, "searching"))
    query = [descriptions.of_coat(coat) for coat in coats]
    progress(Step(1, 4, "searching"))
    entries = catalogued(project, reader, _species(coats))
    if not entries:
        raise Refused(
            "the catalogue holds no animal that this skin could be compared with",
            "import identified photos first: kedrovka import photos",
        )
    gallery = gallery_of(project, entries, descriptions, progress=progress, stop=stop)
    progress(Step(2, 4, "searching"))
    calibration, because = choose(
        shipped(),
        species=_species(coats),
        domain=coats[0].kind.value,
        simulated=_is_simulated(project, reader, skin, entries),
    )
    answer = search_skin(
        query,
        gallery,
        calibration,
        budget=budget,
        validation=_validation(project, reader, calibration),
        chosen_because=because,
    )
    progress(Step(3, 4, "searching"))
    told = _tell(project, reader, coats, entries, clock)
    match = _store(project, reader, skin, coats, gallery.digest, answer, told, clock)
    progress(Step(4, 4, "searching"))
    return match


def _not_while_blind(project: "Project", reader: Reader) -> None:
    held = project.store.read(reader).examining.holds_blind()
    if held:
        raise Refused(
            f"you hold an open blind examination of {', '.join(held)}, "
            "and the catalogue is closed to you until you have answered",
            f"answer first: kedrovka judge {held[0]} ...",
        )


def _is_simulated(
    project: "Project", reader: Reader, skin: str, entries: Sequence[Catalogued]
) -> bool:
    """Whether every source of the skin's photos, and of the catalogue's, says it is simulated.

    One source that does not, or that this reader may not see, makes it a real skin: only then can
    a calibration fitted on simulated coats never weigh a real one.
    """
    if not all(entry.simulated for entry in entries):
        return False
    with project.store.read(reader) as queries:
        shown = [one for one in queries.statements.statements_of([skin]) if one.property == "photo"]
        photos = {one.target for one in shown if one.target}
        said = [*shown, *queries.statements.statements_of(photos)]
        sources = queries.sources.of({one.source_id for one in said})
    known = [sources.get(one.source_id) for one in said]
    return bool(photos) and all(source is not None and source.simulated for source in known)


def _species(coats: Sequence[Coat]) -> str:
    """The species that all coats agree on; empty where they differ or nobody said."""
    named = {species_key(coat.species): coat.species for coat in coats if coat.species}
    return next(iter(named.values())) if len(named) == 1 else ""


def _validation(project: "Project", reader: Reader, calibration: Calibration) -> Validation | None:
    """The validation on record for this very calibration, if any: its strata together."""
    rows = project.store.read(reader).matching.validations(calibration.species, calibration.domain)
    strata = frozenset(quality for quality, digest, _ in rows if digest == calibration.digest)
    if not strata:
        return None
    return Validation(
        calibration.species, calibration.domain, strata, f"calibration {calibration.digest[:16]}"
    )


@dataclass(frozen=True, slots=True)
class _Told:
    coverage: str
    simulated: bool


def _tell(
    project: "Project",
    reader: Reader,
    coats: Sequence[Coat],
    entries: Sequence[Catalogued],
    clock: Clock,
) -> _Told:
    """What the records say beside the pixels: coverage, and whether photos are rendered."""
    world = world_of(project, reader, clock(), schemata=OF_THE_CATALOGUE)
    flanks = {coat.flank for coat in coats}
    flank = next(iter(flanks)).value if len(flanks) == 1 and flanks <= _ONE_SIDED else None
    of_species = {one.individual for one in entries}
    seen = [one for one in world.sightings if one.individual in of_species]
    simulated = any(source.simulated for source in world.sources.values())
    return _Told(coverage(seen, flank=flank).sentence, simulated)


_ONE_SIDED = {Flank.LEFT, Flank.RIGHT}
# Coverage needs who was seen where and when, and none of the people and seizures.
OF_THE_CATALOGUE = ("Photo", "Sighting", "Encounter", "Deployment", "Station", "IndividualAnimal")


def _store(
    project: "Project",
    reader: Reader,
    skin: str,
    coats: Sequence[Coat],
    gallery_digest: str,
    answer: Answer,
    told: _Told,
    clock: Clock,
) -> Match:
    record = answer_record(answer, told.coverage, told.simulated)
    ids = tuple(coat.id for coat in coats)
    calibration = answer.candidates[0].strength.calibration_digest if answer.candidates else ""
    with project.store.transaction(
        reader.person, "match", clock(), {"skin": skin, "lead": record["lead"]["verdict"]}
    ) as work:
        search = work.searches.add(
            SearchRecord(
                skin=skin,
                coats=ids,
                fingerprint=answer.fingerprint,
                answer=record,
                gallery_digest=gallery_digest,
                network_digest=Descriptions.of(project).describer.network.digest,
                calibration_digest=calibration,
            )
        )
        work.comparisons.add_all(comparison_records(answer, search))
    named = [one["individual"] for one in record["candidates"]]
    captions = project.store.read(reader).entities.captions(named)
    return Match(search, skin, ids, answer.fingerprint, record, captions)
