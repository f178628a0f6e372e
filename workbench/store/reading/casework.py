"""Cases, custody, decisions, imports and the audit as a reader may see them."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from workbench.store.encode import handling_of, instant_of, when_of
from workbench.store.reader import Role
from workbench.store.reading.asking import AnyRow, Asking
from workbench.store.reading.deciding import decided_with
from workbench.store.reading.intake import IntakeQueries
from workbench.store.reading.statements import EntityQueries
from workbench.store.reading.visible import members_of
from workbench.store.records import AuditRow, Case, CaseEvent, CustodyRecord, DecisionRecord
from workbench.store.tables import (
    AUDIT,
    CASE_EVENT,
    CASE_FILE,
    CASE_MEMBER,
    COMPARTMENT_SET,
    CUSTODY,
    DECISION,
    DISMISSAL,
    RELEASE,
)
from workbench.store.tables.casework import DECISION_WITHDRAWAL

__all__ = ["AuditQueries", "CaseQueries", "Dismissal", "IntakeQueries"]


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A watch or a finding left aside with a reason. until: None for good; past: taken up again."""

    id: str
    subject: str
    why: str
    until: datetime | None
    by: str
    at: datetime


class CaseQueries:
    """Case files and what belongs to them."""

    def __init__(self, asking: Asking, entities: EntityQueries) -> None:
        self._asking = asking
        self._entities = entities

    def all(self) -> list[Case]:
        """Cases that the reader may see, newest id last."""
        return self._cases()

    def one(self, case: str) -> Case | None:
        """One case, or None where there is none for this reader."""
        found = self._cases(case)
        return found[0] if found else None

    def members(self, case: str) -> list[str]:
        """Ids of the entities in a case now that the reader may see, in order."""
        if self.one(case) is None:
            return []
        asked = members_of([case]).where(self._entities.visible(CASE_MEMBER.c.entity))
        return sorted(row.entity for row in self._asking.rows(asked))

    def of_entity(self, entity: str) -> list[str]:
        """Ids of the cases that an entity is in."""
        return [case.id for case in self._cases() if entity in self.members(case.id)]

    def events(self, case: str) -> list[CaseEvent]:
        """A case's history, oldest first."""
        if self.one(case) is None:
            return []
        asked = (
            select(CASE_EVENT)
            .where(CASE_EVENT.c.case == case)
            .order_by(func.length(CASE_EVENT.c.id), CASE_EVENT.c.id)
        )
        return [
            CaseEvent(
                r.id, r.kind, r.note, json.loads(r.detail), r.recorded_by, instant_of(r.recorded_at)
            )
            for r in self._asking.rows(asked)
        ]

    def custody(self, exhibits: Collection[str]) -> list[CustodyRecord]:
        """Every step of these exhibits that the reader may see, in the order of recording."""
        asked = (
            select(CUSTODY)
            .where(
                CUSTODY.c.exhibit.in_(sorted(exhibits)),
                self._asking.rules.handled(CUSTODY),
                self._entities.visible(CUSTODY.c.exhibit),
            )
            .order_by(func.length(CUSTODY.c.id), CUSTODY.c.id)
        )
        return [_custody(row) for row in self._asking.rows(asked)]

    def decisions(self, about: Collection[str] | None = None) -> list[DecisionRecord]:
        """Who is who, as decided, also what was replaced; about: of these and their clusters."""
        asked = select(DECISION).where(
            self._asking.rules.handled(DECISION),
            self._entities.visible(DECISION.c.left),
            self._entities.visible(DECISION.c.right),
        )
        if about is not None:
            if not (ends := sorted(decided_with(self._asking, about))):
                return []
            asked = asked.where(or_(DECISION.c.left.in_(ends), DECISION.c.right.in_(ends)))
        ordered = asked.order_by(func.length(DECISION.c.id), DECISION.c.id)
        rows = self._asking.rows(ordered)
        withdrawn = {row.decision: row for row in self._asking.rows(select(DECISION_WITHDRAWAL))}
        return [_decision(row, withdrawn.get(row.id)) for row in rows]

    def releases(self, case: str) -> list[AnyRow]:
        """To whom a case was handed, when, for what."""
        if self.one(case) is None:
            return []
        asked = (
            select(RELEASE)
            .where(RELEASE.c.case == case)
            .order_by(func.length(RELEASE.c.id), RELEASE.c.id)
        )
        return list(self._asking.rows(asked))

    def dismissed(self, kind: str) -> dict[str, tuple[str, str | None]]:
        """subject -> (why, until) of what has been dealt with; the last word counts."""
        asked = (
            select(DISMISSAL)
            .where(DISMISSAL.c.kind == kind)
            .order_by(func.length(DISMISSAL.c.id), DISMISSAL.c.id)
        )
        return {r.subject: (r.why, r.until) for r in self._asking.rows(asked)}

    def dismissals(self, kind: str, subject: str = "") -> list[Dismissal]:
        """What was left aside, and taken up again, oldest first; all, or of one subject."""
        asked = select(DISMISSAL).where(DISMISSAL.c.kind == kind)
        if subject:
            asked = asked.where(DISMISSAL.c.subject == subject)
        asked = asked.order_by(func.length(DISMISSAL.c.id), DISMISSAL.c.id)
        return [
            Dismissal(
                r.id,
                r.subject,
                r.why,
                instant_of(r.until) if r.until else None,
                r.recorded_by,
                instant_of(r.recorded_at),
            )
            for r in self._asking.rows(asked)
        ]

    def _cases(self, case: str = "") -> list[Case]:
        rules = self._asking.rules
        asked = select(CASE_FILE).where(rules.handled(CASE_FILE), rules.case(CASE_FILE.c.id))
        if case:
            asked = asked.where(CASE_FILE.c.id == case)
        year, length = func.substr(CASE_FILE.c.id, 1, _TO_THE_YEAR), func.length(CASE_FILE.c.id)
        heads = self._asking.rows(asked.order_by(year, length, CASE_FILE.c.id))
        events = self._asking.rows(
            select(CASE_EVENT.c.case, CASE_EVENT.c.kind, CASE_EVENT.c.recorded_at)
            .where(CASE_EVENT.c.case.in_([row.id for row in heads]))
            .order_by(func.length(CASE_EVENT.c.id), CASE_EVENT.c.id)
        )
        status = {row.id: "open" for row in heads}
        changed = {row.id: row.recorded_at for row in heads}
        for event in events:
            changed[event.case] = max(changed[event.case], event.recorded_at)
            if event.kind in _STATUS:
                status[event.case] = _STATUS[event.kind]
        return [_case(row, status[row.id], changed[row.id]) for row in heads]


_TO_THE_YEAR = len("CASE-2026")
_STATUS = {"closed": "closed", "reopened": "open", "handed_over": "handed over"}


class AuditQueries:
    """The audit as a person may read it."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    def head(self) -> tuple[int, str]:
        """(number, hash) of the last row: what is anchored outside. (0, zeros) for an empty one."""
        asked = select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)
        rows = self._asking.rows(asked)
        return (int(rows[0].seq), str(rows[0].hash)) if rows else (0, "0" * 64)

    def compartments(self) -> list[str]:
        """Every compartment that some row carries, in order; for administrators."""
        if not self._may_keep():
            return []
        rows = self._asking.rows(select(COMPARTMENT_SET.c.id))
        return sorted({one for row in rows for one in row.id.split("|") if one})

    def rows(self, last: int = 100, touching: str = "") -> list[AuditRow]:
        """The last rows, newest first, or those that wrote rows with an id: for administrators.

        An administrator who also examines is not shown what others' answers were.
        """
        reader = self._asking.reader
        if not self._may_keep():
            return []
        asked = select(AUDIT).order_by(AUDIT.c.seq.desc()).limit(last)
        if touching:
            asked = asked.where(
                or_(
                    AUDIT.c.rows.contains(f" {touching} ", autoescape=True),
                    AUDIT.c.detail.contains(f'"{touching}"', autoescape=True),
                )
            )
        return [_audit(row, hide=reader.examines) for row in self._asking.rows(asked)]

    def _may_keep(self) -> bool:
        reader = self._asking.reader
        return reader.unfiltered or Role.ADMINISTRATOR in reader.roles


def _audit(row: AnyRow, *, hide: bool) -> AuditRow:
    lines = row.rows.split("\n") if row.rows else []
    answered = any(line.startswith("judgement ") for line in lines)
    detail = {} if hide and answered else json.loads(row.detail)
    return AuditRow(
        row.seq, instant_of(row.at), row.by, row.action, detail, len(lines), row.hash, row.previous
    )


def _case(row: AnyRow, status: str, changed: str) -> Case:
    return Case(
        row.id,
        row.title,
        row.summary,
        handling_of(row.level, row.compartments, row.releasable_to, row.native),
        instant_of(row.recorded_at),
        row.recorded_by,
        status,
        instant_of(changed),
    )


def _custody(row: AnyRow) -> CustodyRecord:
    return CustodyRecord(
        row.exhibit,
        row.action,
        row.from_whom,
        row.to_whom,
        row.place,
        when_of(
            row.event_start,
            row.event_end,
            row.event_precision,
            row.event_offset,
            row.event_written,
        ),
        row.seal,
        row.digest,
        row.form,
        row.note,
        handling_of(row.level, row.compartments, row.releasable_to, row.native),
        row.id,
        row.recorded_by,
        instant_of(row.recorded_at),
    )


def _decision(row: AnyRow, withdrawn: "AnyRow | None") -> DecisionRecord:
    return DecisionRecord(
        row.left,
        row.right,
        row.verdict,
        row.why,
        row.weight_bits,
        tuple(json.loads(row.reasons)),
        handling_of(row.level, row.compartments, row.releasable_to, row.native),
        row.supersedes,
        row.id,
        row.recorded_by,
        instant_of(row.recorded_at),
        instant_of(withdrawn.recorded_at) if withdrawn else None,
        withdrawn.recorded_by if withdrawn else "",
        withdrawn.why if withdrawn else "",
    )
