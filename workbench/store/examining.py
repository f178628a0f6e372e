"""Examinations, what was seen before them, and the answers.

Blind or informed is not asked but known: whoever has been shown the machine's result or the
catalogue's names for a skin stands in table `exposure`, and this module reads it in the same
transaction in which it writes the examination or the answer. Times do not enter, so a clock that
jumps back changes nothing.
"""

from collections.abc import Mapping

from sqlalchemy import select

from workbench.store.encode import canonical, instant_of
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.records import Examination
from workbench.store.refusal import StoreRefused
from workbench.store.tables import (
    EXAMINATION,
    EXAMINATION_EVENT,
    EXPOSURE,
    JUDGEMENT,
    LINE_UP,
    LINE_UP_ANSWER,
    LINE_UP_PLACE,
)

__all__ = ["VERDICTS", "ExaminationRows", "ExposureRows", "JudgementRows"]

VERDICTS = ("same", "different", "cannot_tell")


class ExposureRows:
    """Who has seen what about a skin."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, person: str, skin: str, what: str) -> None:
        """Note that a person is shown something about a skin beyond its own photos.

        what: "machine result", "catalogue names", "another examiner's answer". Once is enough.
        """
        seen = select(EXPOSURE.c.what).where(EXPOSURE.c.person == person, EXPOSURE.c.skin == skin)
        if what not in {row.what for row in self._ledger.connection.execute(seen)}:
            number = self._ledger.next_number(EXPOSURE)
            self._ledger.append(EXPOSURE, [(record_id("XP", number), person, skin, what)])

    def condition(self, person: str, skin: str) -> str:
        """blind or informed, as of this transaction."""
        seen = select(EXPOSURE.c.id).where(EXPOSURE.c.person == person, EXPOSURE.c.skin == skin)
        found = self._ledger.connection.execute(seen.limit(1)).first()
        return "blind" if found is None else "informed"


class ExaminationRows:
    """Examinations: opened, marked and locked, closed."""

    def __init__(self, ledger: Ledger, exposures: ExposureRows) -> None:
        self._ledger = ledger
        self._exposures = exposures

    def open(self, skin: str, examiner: str) -> Examination:
        """Open an examination, or return the one this person has open for this skin."""
        if (there := self._open_one(skin, examiner)) is not None:
            return there
        known = record_id("EXM", self._ledger.next_number(EXAMINATION))
        condition = self._exposures.condition(examiner, skin)
        self._ledger.append(EXAMINATION, [(known, skin, examiner, condition)])
        return Examination(known, skin, examiner, condition, instant_of(self._ledger.at))

    def lock(self, examination: str, marked: Mapping[str, object]) -> None:
        """Fix what was marked on the query before anything else was shown. Once only."""
        self._event(examination, "locked", marked)

    def close(self, examination: str) -> None:
        """End an examination: from now on names and scores may be shown. Once only.

        Raises StoreRefused while a place of its line-up is not answered.
        """
        left = (
            select(LINE_UP_PLACE.c.place)
            .join(LINE_UP, LINE_UP.c.id == LINE_UP_PLACE.c.line_up)
            .outerjoin(LINE_UP_ANSWER, LINE_UP_ANSWER.c.place == LINE_UP_PLACE.c.id)
            .where(LINE_UP.c.examination == examination, LINE_UP_ANSWER.c.id.is_(None))
            .order_by(LINE_UP_PLACE.c.place)
        )
        if open_places := self._ledger.connection.execute(left).all():
            listed = ", ".join(str(row.place) for row in open_places)
            raise StoreRefused(
                f"place {listed} of {examination} is not answered",
                "answer every place before names are shown",
            )
        self._event(examination, "closed", {})

    def _event(self, examination: str, kind: str, detail: Mapping[str, object]) -> None:
        connection = self._ledger.connection
        known = connection.execute(
            select(EXAMINATION.c.examiner).where(EXAMINATION.c.id == examination)
        ).first()
        if known is None:
            raise StoreRefused(f"there is no examination {examination}", "open one first")
        if known.examiner != self._ledger.by:
            raise StoreRefused(
                f"{examination} is the examination of {known.examiner}", "open one of your own"
            )
        there = select(EXAMINATION_EVENT.c.id).where(
            EXAMINATION_EVENT.c.examination == examination, EXAMINATION_EVENT.c.kind == kind
        )
        if connection.execute(there).first() is not None:
            raise StoreRefused(f"{examination} is already {kind}", "open a new examination")
        self._ledger.append(
            EXAMINATION_EVENT,
            [(f"{examination} {kind}", examination, kind, canonical(detail))],
        )

    def _open_one(self, skin: str, examiner: str) -> Examination | None:
        event = EXAMINATION_EVENT
        rows = self._ledger.connection.execute(
            select(EXAMINATION, event.c.kind)
            .outerjoin(event, event.c.examination == EXAMINATION.c.id)
            .where(EXAMINATION.c.skin == skin, EXAMINATION.c.examiner == examiner)
            .order_by(EXAMINATION.c.id)
        ).all()
        closed = {row.id for row in rows if row.kind == "closed"}
        locked = {row.id for row in rows if row.kind == "locked"}
        for row in rows:
            if row.id not in closed:
                opened = instant_of(row.recorded_at)
                return Examination(row.id, skin, examiner, row.condition, opened, row.id in locked)
        return None


class JudgementRows:
    """Answers: same, different, cannot tell."""

    def __init__(self, ledger: Ledger, exposures: ExposureRows) -> None:
        self._ledger = ledger
        self._exposures = exposures

    def add(
        self,
        skin: str,
        individual: str,
        verdict: str,
        examiner: str,
        why: str,
        examination: str,
        *,
        supersedes: str | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> str:
        """Keep an answer; returns its id (JDG-0001). A change is a new answer that supersedes.

        The condition is that of this moment: an examination that began blind gives an informed
        answer once its examiner has seen names or scores. Raises StoreRefused for an unknown
        verdict, an empty reason, somebody else's name, or an examination that is not this
        examiner's of this skin.
        """
        if examiner != self._ledger.by:
            raise StoreRefused(
                f"{self._ledger.by} cannot answer for {examiner}", "every examiner answers alone"
            )
        if verdict not in VERDICTS:
            raise StoreRefused(f"{verdict!r} is no answer", "answer same, different or cannot_tell")
        if not why.strip():
            raise StoreRefused("an answer needs a reason", "say which features decide it")
        self._check(skin, individual, examiner, examination, supersedes)
        return self._write(
            skin, individual, verdict, examiner, why, examination, supersedes, detail or {}
        )

    def withdraw(self, judgement: str, why: str) -> str:
        """Undo one's own answer: a new row that supersedes it and says nothing. Returns its id."""
        old = self._ledger.connection.execute(
            select(JUDGEMENT).where(JUDGEMENT.c.id == judgement)
        ).first()
        if old is None or old.examiner != self._ledger.by:
            raise StoreRefused(
                f"{judgement} is no answer of {self._ledger.by}", "undo an answer of your own"
            )
        if not why.strip():
            raise StoreRefused("an undo needs a reason", "say why the answer does not hold")
        pair = (old.skin, old.individual)
        self._check(*pair, old.examiner, old.examination, judgement)
        return self._write(*pair, "withdrawn", old.examiner, why, old.examination, judgement, {})

    def _write(
        self,
        skin: str,
        individual: str,
        verdict: str,
        examiner: str,
        why: str,
        examination: str,
        supersedes: str | None,
        detail: Mapping[str, object],
    ) -> str:
        known = record_id("JDG", self._ledger.next_number(JUDGEMENT))
        self._ledger.append_named(
            JUDGEMENT,
            [
                {
                    "id": known,
                    "skin": skin,
                    "individual": individual,
                    "verdict": verdict,
                    "examiner": examiner,
                    "why": why,
                    "examination": examination,
                    "condition": self._exposures.condition(examiner, skin),
                    "detail": canonical(detail),
                    "supersedes": supersedes,
                }
            ],
        )
        return known

    def _check(
        self, skin: str, individual: str, examiner: str, examination: str, supersedes: str | None
    ) -> None:
        connection = self._ledger.connection
        opened = connection.execute(
            select(EXAMINATION.c.skin, EXAMINATION.c.examiner).where(
                EXAMINATION.c.id == examination
            )
        ).first()
        if opened is None or (opened.skin, opened.examiner) != (skin, examiner):
            raise StoreRefused(
                f"{examination} is no examination of {skin} by {examiner}", "open one first"
            )
        if supersedes is None:
            return
        old = connection.execute(select(JUDGEMENT).where(JUDGEMENT.c.id == supersedes)).first()
        if old is None or (old.skin, old.individual, old.examiner) != (skin, individual, examiner):
            raise StoreRefused(
                f"{supersedes} is no answer of {examiner} about this pair",
                "only one's own answer about the same skin and animal can be replaced",
            )
        newer = select(JUDGEMENT.c.id).where(JUDGEMENT.c.supersedes == supersedes)
        if (later := connection.execute(newer).first()) is not None:
            raise StoreRefused(
                f"{supersedes} has already been replaced by {later.id}", f"replace {later.id}"
            )
