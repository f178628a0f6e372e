"""Line-ups and the answers to them; cases whose truth is known.

What holds here whatever page or command calls: a line-up is drawn once and only after the query's
marks are locked; an answer is its examiner's own, with a reason, and stands under the condition of
its moment; nothing is answered any more once the examination is closed, which is when names and
roles may be read.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select

from workbench.store.encode import canonical
from workbench.store.examined import Place, ProficiencyCase
from workbench.store.examining import VERDICTS, ExposureRows
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.reading.asking import AnyRow
from workbench.store.refusal import StoreRefused
from workbench.store.tables import EXAMINATION, EXAMINATION_EVENT
from workbench.store.tables.lining_up import (
    EXAMINATION_AMENDMENT,
    LINE_UP,
    LINE_UP_ANSWER,
    LINE_UP_PLACE,
    PROFICIENCY_CASE,
)

__all__ = ["AmendmentRows", "LineUpRows", "ProficiencyRows"]


class AmendmentRows:
    """What was added to an examination after it was locked; with its reason, nothing replaced."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, examination: str, what: str, detail: Mapping[str, object], why: str) -> str:
        """Add marks or a reason to one's own locked examination; returns the amendment's id.

        what: marks or reason. Raises StoreRefused for somebody else's, for one that is not locked
        (mark it instead), and without a reason.
        """
        _own(self._ledger, examination)
        if "locked" not in _events(self._ledger, examination):
            raise StoreRefused(f"{examination} is not locked yet", "mark the photo and lock it")
        if not why.strip():
            raise StoreRefused("a later edit needs a reason", "say why it is added only now")
        known = record_id("EXA", self._ledger.next_number(EXAMINATION_AMENDMENT))
        self._ledger.append(
            EXAMINATION_AMENDMENT, [(known, examination, what, canonical(detail), why)]
        )
        return known


class LineUpRows:
    """Line-ups, drawn once, and the answers to their places."""

    def __init__(self, ledger: Ledger, exposures: ExposureRows) -> None:
        self._ledger = ledger
        self._exposures = exposures

    def add(
        self, examination: str, places: Sequence[Place], *, search: str, seed: int, rule: str
    ) -> str:
        """Keep a line-up in its shuffled order; returns its id (LU-0001).

        search: id of the search whose best it holds, empty for a case with known truth. seed: what
        it was drawn and shuffled by. Raises StoreRefused before the marks are locked, for a second
        line-up and after the end.
        """
        _own(self._ledger, examination)
        there = _events(self._ledger, examination)
        if "locked" not in there:
            raise StoreRefused(
                f"{examination} is not locked", "lock what you look for before any candidate"
            )
        if "closed" in there:
            raise StoreRefused(f"{examination} is closed", "open a new examination")
        drawn = select(LINE_UP.c.id).where(LINE_UP.c.examination == examination)
        if self._ledger.connection.execute(drawn).first() is not None:
            raise StoreRefused(f"{examination} has its line-up already", "answer that one")
        known = record_id("LU", self._ledger.next_number(LINE_UP))
        self._ledger.append(LINE_UP, [(known, examination, search, str(seed), rule)])
        self._ledger.append_named(
            LINE_UP_PLACE,
            [
                {
                    "id": f"{known}-{place.number}",
                    "line_up": known,
                    "place": place.number,
                    "individual": place.individual,
                    "photo": place.photo,
                    "region": canonical(place.region),
                    "role": place.role,
                    "basis": place.basis,
                }
                for place in places
            ],
        )
        return known

    def answer(self, place: str, verdict: str, why: str, marks: Mapping[str, object]) -> str:
        """Keep an answer to a place; one's earlier answer to it stays beside, superseded.

        Raises StoreRefused for another's line-up, an unknown verdict, an empty reason, and once the
        examination is closed: a change of mind is then a judgement of its own.
        """
        if verdict not in VERDICTS:
            raise StoreRefused(f"{verdict!r} is no answer", "answer same, different or cannot_tell")
        if not why.strip():
            raise StoreRefused("an answer needs a reason", "say which features decide it")
        found = self._ledger.connection.execute(
            select(LINE_UP.c.examination)
            .join(LINE_UP_PLACE, LINE_UP_PLACE.c.line_up == LINE_UP.c.id)
            .where(LINE_UP_PLACE.c.id == place)
        ).first()
        if found is None:
            raise StoreRefused(f"there is no place {place}", "check its id")
        own = _own(self._ledger, found.examination)
        if "closed" in _events(self._ledger, found.examination):
            raise StoreRefused(
                f"{found.examination} is closed and its names were shown",
                "a change of mind is a new answer about the animal itself",
            )
        before = self._ledger.connection.execute(standing_answers([place])).first()
        known = record_id("LA", self._ledger.next_number(LINE_UP_ANSWER))
        self._ledger.append_named(
            LINE_UP_ANSWER,
            [
                {
                    "id": known,
                    "place": place,
                    "verdict": verdict,
                    "why": why.strip(),
                    "marks": canonical(marks),
                    "condition": self._exposures.condition(own.examiner, own.skin),
                    "supersedes": before.id if before else None,
                }
            ],
        )
        return known


class ProficiencyRows:
    """Cases whose truth is known, each made for one examiner."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, case: ProficiencyCase) -> str:
        """Keep a case; returns its id (PRF-0001), under which it is examined like a skin's."""
        known = record_id("PRF", self._ledger.next_number(PROFICIENCY_CASE))
        self._ledger.append_named(
            PROFICIENCY_CASE,
            [
                {
                    "id": known,
                    "examiner": case.examiner,
                    "beside": case.beside,
                    "photo": case.photo,
                    "individual": case.individual,
                    "source_photo": case.source_photo,
                    "encounter": case.encounter,
                    "detail": canonical(case.detail),
                }
            ],
        )
        return known


def standing_answers(places: Sequence[str]) -> Select[tuple[str, str]]:
    """(id, place) of the answers to places that no newer answer replaced."""
    newer = LINE_UP_ANSWER.alias()
    return select(LINE_UP_ANSWER.c.id, LINE_UP_ANSWER.c.place).where(
        LINE_UP_ANSWER.c.place.in_(places),
        ~select(newer.c.id).where(newer.c.supersedes == LINE_UP_ANSWER.c.id).exists(),
    )


def _own(ledger: Ledger, examination: str) -> AnyRow:
    """The examination, which must be that of who writes."""
    asked = select(EXAMINATION).where(EXAMINATION.c.id == examination)
    row = ledger.connection.execute(asked).first()
    if row is None:
        raise StoreRefused(f"there is no examination {examination}", "open one first")
    if row.examiner != ledger.by:
        raise StoreRefused(
            f"{examination} is the examination of {row.examiner}", "open one of your own"
        )
    return row


def _events(ledger: Ledger, examination: str) -> set[str]:
    asked = select(EXAMINATION_EVENT.c.kind).where(EXAMINATION_EVENT.c.examination == examination)
    return {row.kind for row in ledger.connection.execute(asked)}
