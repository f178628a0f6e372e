"""Skins: what waits, and one of them with its photos, its coats and the machine's last answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.entities import Entity, group
from workbench.project import Project
from workbench.store import (
    AuthenticityRecord,
    CoatRecord,
    Examination,
    Queries,
    Reader,
    SearchRecord,
)
from workbench.views.leads import lead_word

__all__ = ["PhotoOfSkin", "Skin", "SkinRow", "skin", "skins"]


@dataclass(frozen=True, slots=True)
class PhotoOfSkin:
    """A photo and the coats found in it, newest correction each. width, height: 0 if unknown."""

    photo: str
    digest: str
    name: str
    width: int
    height: int
    coats: tuple[CoatRecord, ...]


@dataclass(frozen=True, slots=True)
class SkinRow:
    """One line of the list. lead: the machine's sentence, empty if not searched or not visible.

    verdict: its word, "leaning_" before it where it is not firm.
    """

    id: str
    caption: str
    seizure: str
    seizure_caption: str
    exhibit: str
    photos: int
    examinations: int
    judgements: int
    lead: str
    verdict: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Skin:
    """One skin. condition: what an examination by this reader would be now.

    withheld: there is an answer of the machine that this reader may not see before examining.
    search: the last answer as it was stored, or None. captions: names of the animals and skins in
    both answers. looks: whether it is a genuine coat, newest answer first. among: the last answer
    of a search among skins; among_withheld: there is one that this reader may not see yet.
    """

    id: str
    caption: str
    species: str
    seizure: str
    exhibit: str
    photos: tuple[PhotoOfSkin, ...]
    search: SearchRecord | None
    withheld: bool
    captions: Mapping[str, str]
    condition: str
    examinations: tuple[Examination, ...]
    locked: bool
    simulated: bool
    looks: tuple[AuthenticityRecord, ...] = ()
    among: SearchRecord | None = None
    among_withheld: bool = False


def skins(project: Project, reader: Reader) -> tuple[SkinRow, ...]:
    """Every skin that the reader may see, newest first."""
    with project.store.read(reader) as q:
        ids = q.entities.of_kind("Specimen")
        entities = group(q.statements.statements_of(ids))
        named = {t for e in entities.values() for t in e.targets("seizure")}
        captions = q.entities.captions(named)
        return tuple(_row(q, entities[one], captions) for one in reversed(ids) if one in entities)


def skin(project: Project, reader: Reader, known: str) -> Skin | None:
    """One skin, or None where there is none for this reader."""
    with project.store.read(reader) as q:
        entity = group(q.statements.statements_of([known])).get(known)
        if entity is None:
            return None
        searches, among = q.matching.searches(known), q.skins.searches(known)
        named = {str(c.get("individual")) for s in searches[:1] for c in _candidates(s)}
        named |= {str(c.get("skin")) for s in among[:1] for c in _candidates(s)}
        searched_among = q.skins.searched(known)
        photos = photos_of(q, entity)
        held = any(q.skins.held_against(coat.id) for photo in photos for coat in photo.coats)
        own = q.examining.examinations(known)
        return Skin(
            id=known,
            caption=entity.caption,
            species=entity.first("species"),
            seizure=next(iter(entity.targets("seizure")), ""),
            exhibit=next(iter(entity.targets("exhibit")), entity.first("exhibitNumber")),
            photos=photos,
            search=searches[0] if searches else None,
            withheld=not searches and bool(q.matching.line_up(known)),
            captions=q.entities.captions(named - {"None", ""}),
            condition=q.examining.condition(known),
            examinations=tuple(own),
            locked=bool(searches or searched_among or held or q.matching.line_up(known)),
            simulated=simulated(q, entity),
            looks=tuple(q.skins.authenticity(known)),
            among=among[0] if among else None,
            among_withheld=searched_among and not among,
        )


def photos_of(q: Queries, skin: Entity) -> tuple[PhotoOfSkin, ...]:
    """The photos of a skin with their coats, in the order in which they were added."""
    ids = skin.targets("photo")
    entities = group(q.statements.statements_of(ids))
    digests = {e.first("digest") for e in entities.values()} - {""}
    coats = q.matching.coats(digests)
    return tuple(
        PhotoOfSkin(
            one,
            entities[one].first("digest"),
            entities[one].first("fileName"),
            int(entities[one].number("width") or 0),
            int(entities[one].number("height") or 0),
            tuple(coat for coat in coats if coat.photo == entities[one].first("digest")),
        )
        for one in ids
        if one in entities
    )


def simulated(q: Queries, entity: Entity) -> bool:
    """Whether everything said of an entity comes from simulated sources."""
    sources = q.sources.of({s.source_id for s in entity.statements})
    return bool(sources) and all(source.simulated for source in sources.values())


def _candidates(search: SearchRecord) -> list[Mapping[str, object]]:
    listed = search.answer.get("candidates")
    return [c for c in listed if isinstance(c, dict)] if isinstance(listed, list) else []


def _row(q: Queries, entity: Entity, captions: Mapping[str, str]) -> SkinRow:
    searches = q.matching.searches(entity.id)
    lead = searches[0].answer.get("lead") if searches else None
    told = lead if isinstance(lead, dict) else {}
    seizure = next(iter(entity.targets("seizure")), "")
    return SkinRow(
        entity.id,
        entity.caption,
        seizure,
        captions.get(seizure, ""),
        entity.first("exhibitNumber"),
        len(entity.targets("photo")),
        len(q.examining.examinations(entity.id)),
        len(q.examining.judgements(entity.id)),
        str(told.get("sentence", "")),
        lead_word(told),
        simulated(q, entity),
    )
