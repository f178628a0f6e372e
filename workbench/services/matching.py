"""From the photos of a skin to a stored answer: which catalogued animal, how strongly, or none.

The one path of every search: the coats as they were fixed, the gallery of the same species and
comparable flank as this reader may see it, the search of `embeddings`, coverage from the records
beside it, and everything stored with fingerprints before anybody sees it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from embeddings.coat import Coat, Flank, Region
from embeddings.search import BUDGET, Answer
from embeddings.strength import Calibration
from workbench.services.acting import MATCHING, acting
from workbench.services.answers import Match, Stands, answer_record, comparison_records
from workbench.services.authenticity import Looked, look, standing_look
from workbench.services.coverage import Covered, coverage_beside, day_of_seizure
from workbench.services.describing import Descriptions
from workbench.services.flanks import apart
from workbench.services.gallery import Catalogued, catalogued, gallery_of
from workbench.services.kept_search import Weighing, search_record, weighed_search
from workbench.services.pace import Clock, Progress, Step, Stop, never, silent, utc_now
from workbench.services.refusal import Refused
from workbench.services.skin_photos import coats_of_skin, species_of
from workbench.services.skins import PhotoInput, add_skin
from workbench.store import Reader
from workbench.views.calibrations import at_hand

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["Match", "NothingToCompare", "match_photos", "match_skin", "ready_to_search"]


class NothingToCompare(Refused):
    """The catalogue holds no animal of this species; other searches may still be made."""


def match_photos(
    project: "Project",
    by: str,
    photos: Sequence[PhotoInput],
    *,
    genuine: str = "",
    skin: str | None = None,
    species: str = "",
    flank: str = "unknown",
    box: Region | None = None,
    budget: int = BUDGET,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> Match:
    """Add the photos as a skin (or to one) and search it: `add_skin`, `look`, then `match_skin`.

    genuine: what speaks for a genuine coat of the species; empty where it was looked at before.
    """
    added = add_skin(
        project, by, photos, skin=skin, species=species, flank=flank, box=box, clock=clock
    )
    if genuine:
        look(project, by, added.skin, "genuine", speaks_for=[genuine], clock=clock)
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
    skin has no photo, nobody has looked whether it is a genuine coat or the answer was no, the
    catalogue is closed or empty, or a stop was asked for.
    """
    ready = ready_to_search(project, by, skin)
    reader, coats = ready.reader, ready.coats
    descriptions = Descriptions.of(project)
    progress(Step(0, 4, "searching"))
    query = [descriptions.of_coat(coat) for coat in coats]
    progress(Step(1, 4, "searching"))
    entries = catalogued(project, reader, species_of(coats))
    if not entries:
        raise NothingToCompare(
            "the catalogue holds no animal that this skin could be compared with",
            "import identified photos first: kedrovka import photos",
        )
    gallery = gallery_of(project, entries, descriptions, progress=progress, stop=stop)
    progress(Step(2, 4, "searching"))
    simulated = all(entry.simulated for entry in entries)
    calibration, because = at_hand(project, reader).chosen(
        species=species_of(coats),
        domain=coats[0].kind.value,
        simulated=simulated and _is_simulated(project, reader, skin),
        network=descriptions.describer.network.digest,
    )
    weighing = Weighing(calibration, because, species_of(coats), coats[0].kind.value)
    answer = weighed_search(project, reader, query, gallery, weighing, budget=budget)
    progress(Step(3, 4, "searching"))
    covered = _coverage(project, reader, skin, coats, entries, clock)
    stands = Stands(
        ready.looked.plain(),
        covered.sentence,
        covered.plain(),
        apart(coats, [entry.coat for entry in entries]),
        covered.simulated,
    )
    weighed = Weighed(answer, calibration, gallery.digest)
    match = _store(project, reader, skin, coats, weighed, stands, clock)
    progress(Step(4, 4, "searching"))
    return match


@dataclass(frozen=True, slots=True)
class Ready:
    """A skin that may be searched: for whom, with which coats, and the look it stands on."""

    reader: Reader
    coats: list[Coat]
    looked: Looked


def ready_to_search(project: "Project", by: str, skin: str) -> Ready:
    """The skin as it may be searched by this person.

    Raises Refused where it has no photo, nobody has looked whether it is a genuine coat or the
    answer was no, or this person holds an open blind examination.
    """
    reader = acting(project, by, *MATCHING)
    coats = coats_of_skin(project, reader, skin)
    if not coats:
        raise Refused(f"{skin} has no photo that can be searched", "add one: kedrovka skin add")
    _not_while_blind(project, reader)
    return Ready(reader, coats, standing_look(project, reader, skin, species_of(coats)))


def _not_while_blind(project: "Project", reader: Reader) -> None:
    held = project.store.read(reader).examining.holds_blind()
    if held:
        raise Refused(
            f"you hold an open blind examination ({', '.join(held)}), and the catalogue is closed "
            "to you until it is closed",
            "finish it first: kedrovka examine",
        )


def _is_simulated(project: "Project", reader: Reader, skin: str) -> bool:
    """Whether every source of the skin's photos says it is simulated.

    One source that does not, or that this reader may not see, makes it a real skin: only then can
    a calibration fitted on simulated coats never weigh a real one.
    """
    with project.store.read(reader) as queries:
        shown = [one for one in queries.statements.statements_of([skin]) if one.property == "photo"]
        photos = {one.target for one in shown if one.target}
        said = [*shown, *queries.statements.statements_of(photos)]
        sources = queries.sources.of({one.source_id for one in said})
    known = [sources.get(one.source_id) for one in said]
    return bool(photos) and all(source is not None and source.simulated for source in known)


def _coverage(
    project: "Project",
    reader: Reader,
    skin: str,
    coats: Sequence[Coat],
    entries: Sequence[Catalogued],
    clock: Clock,
) -> Covered:
    """What the records say beside the pixels."""
    flanks = {coat.flank for coat in coats}
    return coverage_beside(
        project,
        reader,
        now=clock(),
        flank=next(iter(flanks)).value if len(flanks) == 1 and flanks <= _ONE_SIDED else None,
        individuals={one.individual for one in entries},
        until=day_of_seizure(project, reader, skin),
    )


_ONE_SIDED = {Flank.LEFT, Flank.RIGHT}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer with the calibration that weighed it and the gallery that it was found in."""

    answer: Answer
    calibration: Calibration
    gallery_digest: str


def _store(
    project: "Project",
    reader: Reader,
    skin: str,
    coats: Sequence[Coat],
    weighed: Weighed,
    stands: Stands,
    clock: Clock,
) -> Match:
    answer = weighed.answer
    told = answer_record(answer, stands, weighed.calibration)
    with project.store.transaction(
        reader.person, "match", clock(), {"skin": skin, "lead": told["lead"]["verdict"]}
    ) as work:
        kept = search_record(project, skin, coats, weighed.gallery_digest, answer, told)
        search = work.searches.add(kept)
        work.comparisons.add_all(comparison_records(answer, search))
    named = [one["individual"] for one in told["candidates"]]
    captions = project.store.read(reader).entities.captions(named)
    return Match(search, skin, kept.coats, answer.fingerprint, told, captions)
