"""Cases, custody, who is who, releases, dismissals: what people do with what is known."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from cases.statement import Handling, Ref
from workbench.store.encode import canonical, handling_cells, instant, when_cells
from workbench.store.ids import Ids
from workbench.store.ledger import Ledger
from workbench.store.naming import record_id
from workbench.store.records import CustodyRecord, DecisionRecord
from workbench.store.refusal import StoreRefused
from workbench.store.sources import Compartments
from workbench.store.tables import (
    CASE_EVENT,
    CASE_FILE,
    CASE_MEMBER,
    CUSTODY,
    DECISION,
    DISMISSAL,
    RELEASE,
)
from workbench.store.tables.casework import DECISION_WITHDRAWAL

__all__ = ["CaseRows", "CustodyRows", "DecisionRows", "DismissalRows"]


class CaseRows:
    """Case files, their members and what happens to them."""

    def __init__(self, ledger: Ledger, ids: Ids, compartments: Compartments) -> None:
        self._ledger = ledger
        self._ids = ids
        self._compartments = compartments

    def open(self, title: str, summary: str = "", handling: Handling | None = None) -> str:
        """Open a case; returns its id (CASE-2026-001)."""
        if not title.strip():
            raise StoreRefused("a case needs a title", "name it in a few words")
        number = self._ledger.next_number(CASE_FILE)
        ref = Ref("CaseFile", "case_file", str(number))
        known = self._ids.of([ref])[ref]
        cells = handling_cells(handling or Handling())
        self._compartments.note([cells[1]])
        self._ledger.append(CASE_FILE, [(known, title, summary, *cells)])
        return known

    def add_member(self, case: str, entity: str, why: str = "") -> None:
        """Make an entity a member of a case; already being one is no error."""
        self._change(case, entity, "added", why)

    def remove_member(self, case: str, entity: str, why: str) -> None:
        """Take an entity out of a case again: a new row."""
        self._change(case, entity, "removed", why)

    def note(
        self, case: str, kind: str, note: str, detail: Mapping[str, object] | None = None
    ) -> str:
        """Write into a case's history. kind: note, question, closed, reopened, handed_over ..."""
        self._known(case)
        number = self._ledger.next_number(CASE_EVENT)
        known = record_id("CEV", number)
        self._ledger.append(CASE_EVENT, [(known, case, kind, note, canonical(detail or {}))])
        return known

    def release(
        self,
        case: str,
        *,
        purpose: str,
        authority: str,
        person: str = "",
        recipient: str = "",
        digest: str | None = None,
    ) -> str:
        """Hand a case to a person of the house (`person`) or outside (`recipient`, bag digest)."""
        self._known(case)
        if not (person or recipient) or not purpose.strip():
            raise StoreRefused(
                "a release needs a recipient and a purpose", "say to whom it goes and what for"
            )
        known = record_id("REL", self._ledger.next_number(RELEASE))
        row = (known, case, person, recipient, purpose, authority, digest)
        self._ledger.append(RELEASE, [row])
        return known

    def _known(self, case: str) -> None:
        there = select(CASE_FILE.c.id).where(CASE_FILE.c.id == case)
        if self._ledger.connection.execute(there).first() is None:
            raise StoreRefused(f"there is no case {case}", "list the cases with `kedrovka case`")

    def _change(self, case: str, entity: str, change: str, why: str) -> None:
        self._known(case)
        if not self._ids.existing([entity]):
            raise StoreRefused(f"there is no {entity} in the project", "check the id")
        rows = self._ledger.connection.execute(
            select(CASE_MEMBER.c.change, CASE_MEMBER.c.id).where(
                CASE_MEMBER.c.case == case, CASE_MEMBER.c.entity == entity
            )
        ).all()
        # Rows of one pair are numbered, so that the last is known without looking at a clock.
        last = max(rows, key=lambda row: int(row.id.rsplit(" ", 1)[1]), default=None)
        if (last.change if last else "removed") == change:
            return
        known = f"{case} {entity} {len(rows) + 1}"
        self._ledger.append(CASE_MEMBER, [(known, case, entity, change, why)])


class CustodyRows:
    """Every step of every exhibit."""

    def __init__(self, ledger: Ledger, compartments: Compartments) -> None:
        self._ledger = ledger
        self._compartments = compartments

    def add(self, step: CustodyRecord) -> str:
        """Keep a step; returns its id (CUS-0001)."""
        known = record_id("CUS", self._ledger.next_number(CUSTODY))
        cells = handling_cells(step.handling)
        self._compartments.note([cells[1]])
        self._ledger.append(
            CUSTODY,
            [
                (
                    known,
                    step.exhibit,
                    step.action,
                    step.from_whom,
                    step.to_whom,
                    step.place,
                    *when_cells(step.when),
                    step.seal,
                    step.digest,
                    step.form,
                    step.note,
                    *cells,
                )
            ],
        )
        return known


class DecisionRows:
    """Who is who, as people decided it."""

    def __init__(self, ledger: Ledger, compartments: Compartments) -> None:
        self._ledger = ledger
        self._compartments = compartments

    def add(self, decision: DecisionRecord) -> str:
        """Keep a decision; returns its id (DEC-0001). A change is a new one that supersedes."""
        if decision.verdict not in ("same", "different", "cannot_tell"):
            raise StoreRefused(
                f"{decision.verdict!r} is no decision", "decide same, different or cannot_tell"
            )
        if not decision.why.strip():
            raise StoreRefused("a decision needs a reason", "say what speaks for it")
        known = record_id("DEC", self._ledger.next_number(DECISION))
        cells = handling_cells(decision.handling)
        self._compartments.note([cells[1]])
        self._ledger.append(
            DECISION,
            [
                (
                    known,
                    *sorted((decision.left, decision.right)),
                    decision.verdict,
                    decision.why,
                    decision.weight_bits,
                    canonical(list(decision.reasons)),
                    *cells,
                    decision.supersedes,
                )
            ],
        )
        return known

    def withdraw(self, decision: str, why: str) -> str:
        """Take a decision back; returns the id of the row that says so (WDR-0001)."""
        if not why.strip():
            raise StoreRefused("taking a decision back needs a reason", "say what was wrong")
        there = select(DECISION.c.id).where(DECISION.c.id == decision)
        if self._ledger.connection.execute(there).first() is None:
            raise StoreRefused(f"there is no decision {decision}", "check the id")
        gone = select(DECISION_WITHDRAWAL.c.id).where(DECISION_WITHDRAWAL.c.decision == decision)
        if self._ledger.connection.execute(gone).first() is not None:
            raise StoreRefused(f"{decision} was taken back already", "decide anew instead")
        known = record_id("WDR", self._ledger.next_number(DECISION_WITHDRAWAL))
        self._ledger.append(DECISION_WITHDRAWAL, [(known, decision, why)])
        return known


class DismissalRows:
    """Watches and findings that somebody has dealt with."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def add(self, kind: str, subject: str, why: str, until: datetime | None = None) -> str:
        """Dismiss a watch or a finding with a reason; until: when it may open again."""
        if not why.strip():
            raise StoreRefused("a dismissal needs a reason", "say why it can be left")
        known = record_id("DSM", self._ledger.next_number(DISMISSAL))
        moment = instant(until) if until else None
        self._ledger.append(DISMISSAL, [(known, kind, subject, why, moment)])
        return known
