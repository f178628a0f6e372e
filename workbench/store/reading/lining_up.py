"""Examinations as their examiner goes through them, and as others may read them afterwards.

An examiner is given the places of an open line-up without the animals in them; whoever may know the
answers about a skin reads the whole once an examination is closed. A case whose truth is known is
nobody's but its examiner's, and its truth nobody's before the last answer.
"""

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, distinct, exists, func, or_, select, true

from workbench.store.encode import instant_of
from workbench.store.examined import (
    CANDIDATE,
    KNOWN_SAME,
    Amendment,
    Place,
    PlaceAnswer,
    ProficiencyCase,
    ShownPlace,
    Trial,
)
from workbench.store.reader import Role
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.reading.statements import EntityQueries
from workbench.store.reading.visible import holds_open_blind
from workbench.store.records import Examination
from workbench.store.tables import CATALOGUE_COAT, EXAMINATION, EXAMINATION_EVENT
from workbench.store.tables.lining_up import (
    EXAMINATION_AMENDMENT,
    LINE_UP,
    LINE_UP_ANSWER,
    LINE_UP_PLACE,
    PROFICIENCY_CASE,
)

__all__ = ["LineUpQueries"]


class LineUpQueries:
    """Examinations step by step, and what they were made of."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def mine(self) -> list[Examination]:
        """The reader's own examinations, oldest first, those of known truth among them."""
        return self._examinations(EXAMINATION.c.examiner == self._asking.reader.person)

    def finished(self, skin: str) -> list[Examination]:
        """Closed examinations of a skin that the reader may know, oldest first."""
        found = self._examinations(and_(EXAMINATION.c.skin == skin, self._may_know()))
        return [one for one in found if one.locked and one.closed]

    def amendments(self, examination: str) -> list[Amendment]:
        """What was marked and locked, then what was added later, as far as the reader may know."""
        event, later = EXAMINATION_EVENT, EXAMINATION_AMENDMENT
        locked = self._asking.rows(
            select(event.c.detail, event.c.recorded_at)
            .join(EXAMINATION, EXAMINATION.c.id == event.c.examination)
            .where(EXAMINATION.c.id == examination, event.c.kind == "locked", self._may_know())
        )
        added = self._asking.rows(
            select(later)
            .join(EXAMINATION, EXAMINATION.c.id == later.c.examination)
            .where(EXAMINATION.c.id == examination, self._may_know())
            .order_by(func.length(later.c.id), later.c.id)
        )
        return [
            *(
                Amendment("locked", json.loads(row.detail), "", instant_of(row.recorded_at))
                for row in locked
            ),
            *(
                Amendment(row.what, json.loads(row.detail), row.why, instant_of(row.recorded_at))
                for row in added
            ),
        ]

    def shown(self, examination: str) -> list[ShownPlace]:
        """The places of the reader's own line-up, without the animals in them."""
        rows = self._places(examination, EXAMINATION.c.examiner == self._asking.reader.person)
        answers = self._answers([row.id for row in rows])
        return [
            ShownPlace(row.id, row.place, row.photo, json.loads(row.region), answers.get(row.id))
            for row in rows
        ]

    def revealed(self, examination: str) -> list[tuple[Place, PlaceAnswer | None]]:
        """The places with their animals and roles, once the examination is closed."""
        closed = exists().where(
            EXAMINATION_EVENT.c.examination == EXAMINATION.c.id,
            EXAMINATION_EVENT.c.kind == "closed",
        )
        told = true() if self._asking.reader.unfiltered else closed
        rows = self._places(examination, and_(self._may_know(), told))
        answers = self._answers([row.id for row in rows])
        return [(_place(row), answers.get(row.id)) for row in rows]

    def drawn(self, examination: str) -> tuple[str, int, str] | None:
        """(search, seed, rule) of a line-up, None where none is drawn for this reader."""
        rows = self._asking.rows(
            select(LINE_UP)
            .join(EXAMINATION, EXAMINATION.c.id == LINE_UP.c.examination)
            .where(LINE_UP.c.examination == examination, self._may_know())
        )
        return (rows[0].search, int(rows[0].seed), rows[0].rule) if rows else None

    def proficiency(self, known: str) -> ProficiencyCase | None:
        """A case with known truth: for the program itself, and its examiner after the end."""
        rows = self._asking.rows(select(PROFICIENCY_CASE).where(PROFICIENCY_CASE.c.id == known))
        if not rows:
            return None
        if not self._asking.reader.unfiltered:
            mine = {one.skin for one in self.mine() if one.closed}
            if known not in mine:
                return None
        return _case(rows[0])

    def beside(self, examiner: str) -> dict[str, str]:
        """skin -> the case with known truth that was mixed in beside it for an examiner."""
        if not self._asking.reader.unfiltered:
            return {}
        asked = select(PROFICIENCY_CASE).where(PROFICIENCY_CASE.c.examiner == examiner)
        return {row.beside: row.id for row in self._asking.rows(asked)}

    def trials(self) -> list[Trial]:
        """Answers to pairs of known truth: one's own, an administrator's of everybody.

        Only of examinations that are closed: a rate that moved at an answer would tell the truth.
        """
        reader = self._asking.reader
        whole = reader.unfiltered or Role.ADMINISTRATOR in reader.roles
        newer = LINE_UP_ANSWER.alias()
        asked = (
            select(EXAMINATION.c.examiner, LINE_UP_PLACE.c.role, LINE_UP_ANSWER.c.verdict)
            .join(LINE_UP, LINE_UP.c.examination == EXAMINATION.c.id)
            .join(LINE_UP_PLACE, LINE_UP_PLACE.c.line_up == LINE_UP.c.id)
            .join(LINE_UP_ANSWER, LINE_UP_ANSWER.c.place == LINE_UP_PLACE.c.id)
            .join(PROFICIENCY_CASE, PROFICIENCY_CASE.c.id == EXAMINATION.c.skin)
            .join(EXAMINATION_EVENT, EXAMINATION_EVENT.c.examination == EXAMINATION.c.id)
            .where(
                EXAMINATION_EVENT.c.kind == "closed",
                LINE_UP_PLACE.c.role != CANDIDATE,
                ~select(newer.c.id).where(newer.c.supersedes == LINE_UP_ANSWER.c.id).exists(),
                true() if whole else EXAMINATION.c.examiner == reader.person,
            )
            .order_by(LINE_UP_ANSWER.c.id)
        )
        return [
            Trial(row.examiner, row.role == KNOWN_SAME, row.verdict)
            for row in self._asking.rows(asked)
        ]

    def cleared(self) -> set[tuple[str, str]]:
        """(individual, digest) of the catalogue's photos that the reader is cleared for.

        Handling alone decides: a line-up holds photos whose names its examiner is not told.
        """
        table = CATALOGUE_COAT
        asked = select(table.c.individual, table.c.digest).where(
            self._asking.rules.handled(table), table.c.digest != ""
        )
        return {(row.individual, row.digest) for row in self._asking.rows(asked)}

    def _may_know(self) -> ColumnElement[bool]:
        """Examinations by the judgement rule: one's own, once one is through oneself, or when two
        others are and one holds no open blind examination of the skin."""
        reader = self._asking.reader
        if reader.unfiltered:
            return true()
        own = EXAMINATION.c.examiner == reader.person
        seen = self._entities.visible(EXAMINATION.c.skin)
        if not reader.examines:
            return or_(own, seen)
        other, end, lock = EXAMINATION.alias(), EXAMINATION_EVENT.alias(), EXAMINATION_EVENT.alias()
        through = (
            select(other.c.examiner)
            .join(end, and_(end.c.examination == other.c.id, end.c.kind == "closed"))
            .join(lock, and_(lock.c.examination == other.c.id, lock.c.kind == "locked"))
            .where(other.c.skin == EXAMINATION.c.skin)
            .correlate(EXAMINATION)
        )
        too = through.where(other.c.examiner == reader.person).exists()
        many = (
            through.with_only_columns(func.count(distinct(other.c.examiner))).scalar_subquery() >= 2
        )
        if self._asking.rules.blinded:
            held = holds_open_blind(reader.person).subquery()
            many = and_(many, EXAMINATION.c.skin.not_in(select(held.c.skin)))
        return or_(own, and_(seen, or_(too, many)))

    def _examinations(self, which: ColumnElement[bool]) -> list[Examination]:
        event = EXAMINATION_EVENT
        rows = self._asking.rows(
            select(EXAMINATION, event.c.kind)
            .outerjoin(event, event.c.examination == EXAMINATION.c.id)
            .where(which)
            .order_by(func.length(EXAMINATION.c.id), EXAMINATION.c.id)
        )
        kinds: dict[str, set[str]] = {}
        for row in rows:
            kinds.setdefault(row.id, set()).add(row.kind or "")
        heads = {row.id: row for row in rows}
        return [
            Examination(
                row.id,
                row.skin,
                row.examiner,
                row.condition,
                instant_of(row.recorded_at),
                "locked" in kinds[row.id],
                "closed" in kinds[row.id],
            )
            for row in heads.values()
        ]

    def _places(self, examination: str, which: ColumnElement[bool]) -> Sequence[AnyRow]:
        return self._asking.rows(
            select(LINE_UP_PLACE)
            .join(LINE_UP, LINE_UP.c.id == LINE_UP_PLACE.c.line_up)
            .join(EXAMINATION, EXAMINATION.c.id == LINE_UP.c.examination)
            .where(EXAMINATION.c.id == examination, which)
            .order_by(LINE_UP_PLACE.c.place)
        )

    def _answers(self, places: Sequence[str]) -> dict[str, PlaceAnswer]:
        asked = (
            select(LINE_UP_ANSWER)
            .where(LINE_UP_ANSWER.c.place.in_(places))
            .order_by(func.length(LINE_UP_ANSWER.c.id), LINE_UP_ANSWER.c.id)
        )
        found: dict[str, PlaceAnswer] = {}
        for row in self._asking.rows(asked) if places else ():
            before = found.get(row.place)
            found[row.place] = PlaceAnswer(
                row.id,
                row.verdict,
                row.why,
                json.loads(row.marks),
                row.condition,
                instant_of(row.recorded_at),
                before.changes + 1 if before else 0,
            )
        return found


def _place(row: AnyRow) -> Place:
    return Place(
        row.place, row.individual, row.photo, json.loads(row.region), row.role, row.basis, row.id
    )


def _case(row: AnyRow) -> ProficiencyCase:
    return ProficiencyCase(
        row.examiner,
        row.beside,
        row.photo,
        row.individual,
        row.source_photo,
        row.encounter,
        json.loads(row.detail),
        row.id,
    )
