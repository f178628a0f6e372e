"""An examination as its examiner goes through it, and as others may read it when it is closed.

Before the last answer there is neither name, place, date, file name nor score in these values, and
nothing that tells a case of known truth from a real skin; the store gives no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from embeddings.photo import Array, read_photo
from workbench.project import Project
from workbench.store import (
    Examination,
    JudgementRecord,
    Place,
    PlaceAnswer,
    Queries,
    Reader,
    SearchRecord,
)
from workbench.store.examined import CANDIDATE, Amendment

__all__ = ["Examined", "Revealed", "Sight", "Spot", "examination", "of_skin", "picture"]

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture as it is shown: under which word it is served, and its box in photo pixels."""

    which: str
    box: Box


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the line-up before the end."""

    number: int
    sight: Sight
    answer: PlaceAnswer | None


@dataclass(frozen=True, slots=True)
class Revealed:
    """One place after the end. candidate: its row of the search's answer, empty for the others.

    others: standing answers of other people about this animal that the reader may know.
    """

    place: Place
    caption: str
    answer: PlaceAnswer | None
    candidate: Mapping[str, Any]
    others: tuple[JudgementRecord, ...]

    @property
    def agreed(self) -> bool | None:
        """Whether all answers say the same; None while there is only one."""
        if self.answer is None or not self.others:
            return None
        return {one.verdict for one in self.others} == {self.answer.verdict}


@dataclass(frozen=True, slots=True)
class Examined:
    """An examination. skin, search and proof are empty until it is closed.

    condition: blind or informed, as it would stand now. marked: what was locked on the query.
    """

    id: str
    examiner: str
    opened: datetime
    condition: str
    locked: bool
    closed: bool
    queries: tuple[Sight, ...]
    marked: Mapping[str, Any]
    amendments: tuple[Amendment, ...]
    spots: tuple[Spot, ...]
    simulated: bool = False
    revealed: tuple[Revealed, ...] = ()
    skin: str = ""
    search: str = ""
    proof: str = ""
    truth: str = ""

    @property
    def sentences(self) -> list[str]:
        """Where it stands, a line a place; animals and roles once it is closed."""
        if not self.locked:
            return [f"{self.id}: {self.condition}; the photo is to be marked"]
        if not self.closed:
            said = [(one.number, one.answer) for one in self.spots]
            return [
                f"{self.id}: {self.condition}; marks are locked",
                *(f"  {n}. {_words(a) if a else 'to be answered'}" for n, a in said),
            ]
        about = f"known truth, of {self.truth}" if self.proof else self.skin
        return [
            f"{self.id}: closed, {self.condition}; {about}",
            *(
                f"  {one.place.number}. {one.caption} ({one.place.individual}), "
                f"{one.place.role.replace('_', ' ')}, {one.place.basis}: "
                f"{_words(one.answer) if one.answer else 'not answered'}"
                for one in self.revealed
            ),
        ]


def examination(project: Project, reader: Reader, known: str) -> Examined | None:
    """One's own examination, or None where it is not one's own or not there."""
    with project.store.read(reader) as q:
        own = next((one for one in q.line_ups.mine() if one.id == known), None)
        return None if own is None else _examined(project, q, own)


def of_skin(project: Project, reader: Reader, skin: str) -> tuple[Examined, ...]:
    """The closed examinations of a skin that the reader may know, oldest first."""
    with project.store.read(reader) as q:
        return tuple(_examined(project, q, one) for one in q.line_ups.finished(skin))


def picture(project: Project, reader: Reader, known: str, which: str) -> Array | None:
    """The pixels of a picture of one's own examination (uint8 h, w, 3), cut to what is shown.

    which: as `Sight` has it. Nothing of the file but its pixels leaves here.
    """
    with project.store.read(reader) as q:
        own = next((one for one in q.line_ups.mine() if one.id == known), None)
        if own is None:
            return None
        shown = {f"p{place.number}": place for place in q.line_ups.shown(known)}
    if which in shown:
        place = shown[which]
        pixels = read_photo(project.store.originals.read(place.photo)).pixels
        x, y, width, height = (round(side) for side in _box(place.region))
        return pixels[y : y + height, x : x + width]
    photos = _query_photos(project, own.skin)
    number = which.removeprefix("q")
    if not number.isdecimal() or int(number) >= len(photos):
        return None
    return read_photo(project.store.originals.read(photos[int(number)][0])).pixels


def _words(answer: PlaceAnswer) -> str:
    return f"{answer.verdict.replace('_', ' ')} ({answer.condition}), {answer.why}"


def _examined(project: Project, q: Queries, own: Examination) -> Examined:
    told = q.line_ups.amendments(own.id)
    locked = next((one.detail for one in told if one.what == "locked"), {})
    mine = own.examiner == q.reader.person
    shown = q.line_ups.shown(own.id) if mine else []
    page = Examined(
        id=own.id,
        examiner=own.examiner,
        opened=own.opened_at,
        condition=own.condition if own.closed else q.examining.condition(own.skin),
        locked=own.locked,
        closed=own.closed,
        queries=tuple(
            Sight(f"q{number}", (0.0, 0.0, width, height))
            for number, (_, width, height) in enumerate(_query_photos(project, own.skin))
        ),
        marked=locked,
        amendments=tuple(one for one in told if one.what != "locked"),
        spots=tuple(
            Spot(one.number, Sight(f"p{one.number}", _box(one.region)), one.answer) for one in shown
        ),
        simulated=_simulated(project, own.skin),
    )
    return _with_the_truth(page, q, own) if own.closed else page


def _with_the_truth(page: Examined, q: Queries, own: Examination) -> Examined:
    drawn = q.line_ups.drawn(own.id)
    proof = q.line_ups.proficiency(own.skin)
    places = q.line_ups.revealed(own.id)
    captions = q.entities.captions([place.individual for place, _ in places])
    rows = _candidates(q.matching.searches(own.skin), drawn[0] if drawn else "")
    said = [one for one in q.examining.judgements(own.skin) if not one.superseded]
    conditions = {answer.condition for _, answer in places if answer is not None}
    return replace(
        page,
        condition="informed" if "informed" in conditions else own.condition,
        skin="" if proof else own.skin,
        search=drawn[0] if drawn else "",
        proof=own.skin if proof else "",
        truth=proof.individual if proof else "",
        revealed=tuple(
            Revealed(
                place,
                captions.get(place.individual, place.individual),
                answer,
                rows.get(place.individual, {}) if place.role == CANDIDATE else {},
                tuple(
                    one
                    for one in said
                    if one.individual == place.individual and one.examiner != own.examiner
                ),
            )
            for place, answer in places
        ),
    )


def _candidates(searches: list[SearchRecord], known: str) -> dict[str, Mapping[str, Any]]:
    answer = next((one.answer for one in searches if one.id == known), {})
    listed = answer.get("candidates")
    rows = listed if isinstance(listed, list) else []
    return {str(one.get("individual")): one for one in rows if isinstance(one, dict)}


def _query_photos(project: Project, skin: str) -> list[tuple[str, float, float]]:
    """(digest, width, height) of the photos of what is examined, the most telling coat first."""
    whole = project.store.read(Reader.whole("the photos of an examination"))
    case = whole.line_ups.proficiency(skin)
    if case is not None:
        return [(case.photo, float(str(case.detail["width"])), float(str(case.detail["height"])))]
    coats = [
        coat
        for search in whole.matching.searches(skin)[:1]
        for known in search.coats
        if (coat := whole.matching.coat(known)) is not None
    ]
    ranked = sorted(coats, key=lambda one: (-int(str(one.quality.get("usable_px", 0))), one.id))
    sizes = {}
    for digest in {coat.photo for coat in ranked}:
        photos = [one.subject for one in whole.statements.saying("Photo", ["digest"], digest)]
        said = whole.statements.statements_of(photos[:1])
        sizes[digest] = {one.property: one.value for one in said}
    return [
        (digest, float(sizes[digest].get("width", 1)), float(sizes[digest].get("height", 1)))
        for digest in dict.fromkeys(coat.photo for coat in ranked)
    ]


def _simulated(project: Project, skin: str) -> bool:
    """Whether what is examined was rendered: alike for a skin and for a case made beside it.

    A case that was made from the photo of a real animal is told to be simulated once it is closed.
    """
    whole = project.store.read(Reader.whole("whether an examination is simulated"))
    case = whole.line_ups.proficiency(skin)
    digests = [case.source_photo] if case else [one[0] for one in _query_photos(project, skin)]
    said = [one for known in digests for one in whole.statements.saying("Photo", ["digest"], known)]
    sources = whole.sources.of({one.source_id for one in said})
    return bool(said) and all(sources[one.source_id].simulated for one in said)


def _box(region: Mapping[str, Any]) -> Box:
    x, y, width, height = (float(region[name]) for name in ("x", "y", "width", "height"))
    return (x, y, width, height)
