"""Cases: opened, filled with members, annotated, closed, handed over; every step a new row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cases.statement import LEVELS, Handling
from workbench.security import account_of
from workbench.services.acting import CASEWORK, READING_CASES, acting
from workbench.services.pace import Clock, utc_now
from workbench.services.refusal import Refused
from workbench.store import Reader

if TYPE_CHECKING:
    from workbench.project import Project

# What a person writes into a case's history; that it was handed over follows from a release.
ENTRIES = ("note", "question", "closed", "reopened")


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case in one line: id, title, status, members that the reader may see."""

    id: str
    title: str
    status: str
    opened_at: datetime
    members: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The case in one sentence."""
        held = ", ".join(self.members) if self.members else "no members yet"
        return f"{self.id} ({self.status}) {self.title}: {held}."


def open_case(
    project: "Project",
    by: str,
    title: str,
    *,
    members: Sequence[str] = (),
    why: str = "",
    summary: str = "",
    handling: Handling | None = None,
    clock: Clock = utc_now,
) -> CaseState:
    """Open a case with its first members.

    Raises Refused without a title, for unknown members, and for a handling under which whoever
    opens it could not read it.
    """
    reader = acting(project, by, *CASEWORK)
    _must_be_readable(reader, handling or Handling())
    _must_be_there(project, reader, members)
    with project.store.transaction(reader.person, "open case", clock()) as work:
        case = work.cases.open(title, summary, handling)
        for member in members:
            work.cases.add_member(case, member, why)
    return case_state(project, reader, case)


def add_members(
    project: "Project",
    by: str,
    case: str,
    members: Sequence[str],
    *,
    why: str = "",
    clock: Clock = utc_now,
) -> CaseState:
    """Add members to a case; those in it already stay. Raises Refused for unknown ones, or none."""
    reader = acting(project, by, *CASEWORK)
    case_state(project, reader, case)
    if not members:
        raise Refused("no member was named", "write the ids of skins, seizures or people")
    _must_be_there(project, reader, members)
    with project.store.transaction(reader.person, "add to case", clock(), {"case": case}) as work:
        for member in members:
            work.cases.add_member(case, member, why)
    return case_state(project, reader, case)


def remove_member(
    project: "Project", by: str, case: str, member: str, *, why: str, clock: Clock = utc_now
) -> CaseState:
    """Take a member out of a case again; a new row.

    Raises Refused without a reason, and for what is no member of it.
    """
    reader = acting(project, by, *CASEWORK)
    if not why.strip():
        raise Refused(f"it is not said why {member} leaves {case}", "say why")
    if member not in case_state(project, reader, case).members:
        raise Refused(f"{member} is no member of {case}", "look who is in it: kedrovka case list")
    with project.store.transaction(
        reader.person, "remove from case", clock(), {"case": case}
    ) as work:
        work.cases.remove_member(case, member, why)
    return case_state(project, reader, case)


def note(
    project: "Project",
    by: str,
    case: str,
    text: str,
    *,
    kind: str = "note",
    clock: Clock = utc_now,
) -> str:
    """Write into a case's history; the id of the entry. kind: one of ENTRIES.

    Whoever a case was handed to may ask a question about it, and change nothing else.
    """
    reader = acting(project, by, *(READING_CASES if kind == "question" else CASEWORK))
    if kind not in ENTRIES:
        raise Refused(f"there is no kind of entry {kind!r}", f"use one of {', '.join(ENTRIES)}")
    case_state(project, reader, case)
    if not text.strip():
        raise Refused("the entry is empty", "say what is to be kept")
    with project.store.transaction(reader.person, "note", clock(), {"case": case}) as work:
        return work.cases.note(case, kind, text)


def hand_case_over(
    project: "Project",
    by: str,
    case: str,
    person: str,
    *,
    purpose: str,
    authority: str,
    clock: Clock = utc_now,
) -> str:
    """Hand a case to a person of the house, who may read it from then on; the id of the release."""
    reader = acting(project, by, *CASEWORK)
    case_state(project, reader, case)
    account = account_of(project.store, person)
    if account is None:
        raise Refused(f"there is no account {person}", "see who is there: kedrovka people list")
    if not account.active:
        raise Refused(
            f"{account.name}'s account is no longer active",
            "hand it to somebody who is there: kedrovka people list",
        )
    with project.store.transaction(
        reader.person, "hand case over", clock(), {"case": case, "person": account.id}
    ) as work:
        known = work.cases.release(case, purpose=purpose, authority=authority, person=account.id)
        work.cases.note(case, "handed_over", purpose, {"person": account.id})
    return known


def list_cases(project: "Project", by: str) -> list[CaseState]:
    """The cases that a person may see."""
    reader = acting(project, by)
    with project.store.read(reader) as queries:
        return [
            CaseState(
                case.id,
                case.title,
                case.status,
                case.opened_at,
                tuple(queries.cases.members(case.id)),
            )
            for case in queries.cases.all()
        ]


def case_state(project: "Project", reader: Reader, case: str) -> CaseState:
    """One case. Raises Refused where there is none for this reader."""
    with project.store.read(reader) as queries:
        found = queries.cases.one(case)
        if found is None:
            raise Refused(f"there is no case {case}", "list the cases: kedrovka case list")
        members = tuple(queries.cases.members(case))
    return CaseState(found.id, found.title, found.status, found.opened_at, members)


def _must_be_readable(reader: Reader, handling: Handling) -> None:
    if handling.level > reader.clearance:
        raise Refused(
            f"nobody opens a case above their own clearance: it would be {LEVELS[handling.level]}",
            f"open it as {LEVELS[reader.clearance]} or below, or ask who is cleared for it",
        )
    if outside := sorted(handling.compartments - reader.compartments):
        raise Refused(
            f"you are not in {', '.join(outside)}", "ask somebody who is, or leave it out"
        )


def _must_be_there(project: "Project", reader: Reader, members: Sequence[str]) -> None:
    known = project.store.read(reader).entities.refs_of(members)
    missing = [member for member in members if member not in known]
    if missing:
        raise Refused(f"there is no {', '.join(missing)}", "check the ids")
