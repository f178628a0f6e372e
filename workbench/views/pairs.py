"""One skin beside one animal: photos, matched marks, strength, and the answers one may know."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.entities import group
from workbench.project import Project
from workbench.store import CoatRecord, ComparisonRecord, JudgementRecord, Queries, Reader

__all__ = ["Mark", "Pair", "Side", "judgements", "line_up", "pair"]


@dataclass(frozen=True, slots=True)
class Side:
    """One photo of a pair. coat: None where no coat is on record; width, height: 0 if unknown."""

    digest: str
    width: int
    height: int
    coat: CoatRecord | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One matched mark in pixels of both photos. kind: which detector found it."""

    query_x: float
    query_y: float
    candidate_x: float
    candidate_y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A skin and an animal as this reader may see them.

    withheld: marks, scores and strength are not shown before this reader has answered or looked on
    record. candidate: the stored candidate row of the last answer, with strength. comparison: id of
    the comparison, "" while withheld.
    """

    skin: str
    individual: str
    caption: str
    query: Side | None
    gallery: Side | None
    marks: tuple[Mark, ...]
    scores: Mapping[str, object]
    candidate: Mapping[str, object]
    withheld: bool
    condition: str
    judgements: tuple[JudgementRecord, ...]
    comparison: str = ""


def pair(project: Project, reader: Reader, skin: str, individual: str) -> Pair | None:
    """One pair, or None where the reader may not see the skin or the animal was not compared."""
    with project.store.read(reader) as q:
        coats = [coat for one, coat in q.matching.line_up(skin) if one == individual]
        if not coats:
            return None
        compared = q.matching.comparisons(skin, individual)
        best = compared[-1] if compared else None
        query = q.matching.coat(best.query_coat) if best else _any_coat(q, skin)
        gallery = q.matching.coat(best.gallery_coat if best else coats[0])
        return Pair(
            skin=skin,
            individual=individual,
            caption=q.entities.captions([individual])[individual],
            query=_side(q, query),
            gallery=_side(q, gallery),
            marks=_marks(best),
            scores=best.scores if best else {},
            candidate=_candidate(q, skin, individual),
            withheld=best is None,
            condition=q.examining.condition(skin),
            judgements=tuple(q.examining.judgements(skin, individual)),
            comparison=best.id if best else "",
        )


def line_up(project: Project, reader: Reader, skin: str) -> tuple[str, ...]:
    """Animals of the last search, each once.

    Best first for a reader who may see the machine's results, else in an order that says nothing.
    """
    with project.store.read(reader) as q:
        compared = [individual for individual, _ in q.matching.line_up(skin)]
        for search in q.matching.searches(skin)[:1]:
            listed = search.answer.get("candidates")
            ranked = [str(c.get("individual")) for c in listed] if isinstance(listed, list) else []
            compared = [one for one in ranked if one in set(compared)]
    return tuple(dict.fromkeys(compared))


def judgements(
    project: Project, reader: Reader, skin: str = "", individual: str = ""
) -> tuple[JudgementRecord, ...]:
    """The answers that this reader may know, by the judgement rule, oldest first."""
    with project.store.read(reader) as q:
        return tuple(q.examining.judgements(skin, individual))


def _any_coat(q: Queries, skin: str) -> CoatRecord | None:
    entity = group(q.statements.statements_of([skin])).get(skin)
    photos = group(q.statements.statements_of(entity.targets("photo"))) if entity else {}
    found = q.matching.coats({p.first("digest") for p in photos.values()})
    return found[0] if found else None


def _side(q: Queries, coat: CoatRecord | None) -> Side | None:
    if coat is None:
        return None
    says = q.statements.saying("Photo", ["digest"], coat.photo)
    entities = group(q.statements.statements_of([s.subject for s in says[:1]]))
    photo = next(iter(entities.values()), None)
    width, height = ((int(photo.number(name) or 0) if photo else 0) for name in ("width", "height"))
    return Side(coat.photo, width, height, coat)


def _marks(comparison: ComparisonRecord | None) -> tuple[Mark, ...]:
    """Stored as kind -> rows of four numbers."""
    found: list[Mark] = []
    for kind, rows in (comparison.marks if comparison else {}).items():
        for row in rows if isinstance(rows, list) else []:
            a, b, c, d = (float(part) for part in row)
            found.append(Mark(a, b, c, d, kind))
    return tuple(found)


def _candidate(q: Queries, skin: str, individual: str) -> Mapping[str, object]:
    for search in q.matching.searches(skin)[:1]:
        listed = search.answer.get("candidates")
        for row in listed if isinstance(listed, list) else []:
            if row.get("individual") == individual:
                return dict(row)
    return {}
