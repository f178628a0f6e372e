"""Two skins beside each other: photos, matched marks, and the answers one may know."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.entities import group
from workbench.project import Project
from workbench.store import CoatRecord, JudgementRecord, Queries, Reader

__all__ = ["PhotoOfPair", "SkinPair", "in_order", "pair_of_skins"]


@dataclass(frozen=True, slots=True)
class PhotoOfPair:
    """One photo of a pair; width, height: 0 if unknown."""

    digest: str
    width: int
    height: int
    coat: CoatRecord


@dataclass(frozen=True, slots=True)
class SkinPair:
    """A skin and another that its search put forward.

    marks: (x, y in the query's photo, x, y in the other's, kind) of every matched mark, px.
    candidate: the row of the stored answer.
    """

    skin: str
    other: str
    query: PhotoOfPair
    gallery: PhotoOfPair
    marks: tuple[tuple[float, float, float, float, str], ...]
    candidate: Mapping[str, object]
    judgements: tuple[JudgementRecord, ...]


def pair_of_skins(project: Project, reader: Reader, skin: str, other: str) -> SkinPair | None:
    """One pair as this reader may see it; None where it was not compared, or not for them."""
    with project.store.read(reader) as q:
        compared = q.skins.comparisons(skin, other)
        if not compared:
            return None
        best = compared[-1]
        sides = [_photo(q, coat) for coat in (best.query_coat, best.gallery_coat)]
        query, gallery = sides
        if query is None or gallery is None:
            return None
        listed = [
            row
            for search in q.skins.searches(skin)[:1]
            for row in _rows(search.answer.get("candidates"))
        ]
        return SkinPair(
            skin=skin,
            other=other,
            query=query,
            gallery=gallery,
            marks=tuple(
                (float(a), float(b), float(c), float(d), kind)
                for kind, rows in best.marks.items()
                for a, b, c, d in (rows if isinstance(rows, list) else [])
            ),
            candidate=next((row for row in listed if row.get("skin") == other), {}),
            judgements=tuple(q.examining.judgements(*in_order(skin, other))),
        )


def in_order(skin: str, other: str) -> tuple[str, str]:
    """The skin that came later, then the earlier one: by the numbers of their ids."""
    return (skin, other) if (len(skin), skin) > (len(other), other) else (other, skin)


def _rows(listed: object) -> list[dict[str, object]]:
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _photo(q: Queries, known: str) -> PhotoOfPair | None:
    coat = q.matching.coat(known)
    if coat is None:
        return None
    says = q.statements.saying("Photo", ["digest"], coat.photo)
    entities = group(q.statements.statements_of([s.subject for s in says[:1]]))
    photo = next(iter(entities.values()), None)
    width, height = ((int(photo.number(name) or 0) if photo else 0) for name in ("width", "height"))
    return PhotoOfPair(coat.photo, width, height, coat)
