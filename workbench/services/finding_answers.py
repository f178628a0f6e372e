"""Looking for findings as long work, and what a person says about one: accepted, rejected, undone.

Every word is a row of its own and stays; taking it back is another. An acceptance puts whom the
finding is about into a case, and its sentence into the case's history.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cases.findings import Finding
from workbench.services.acting import CASEWORK, READING_RECORDS, acting
from workbench.services.casework import case_state
from workbench.services.finding import About, find_about
from workbench.services.kept_findings import SoFar
from workbench.services.pace import Clock, Progress, Stop, never, silent, utc_now
from workbench.services.refusal import Refused
from workbench.store import Reader
from workbench.views.finding_document import document
from workbench.views.findings import ACCEPTED, REJECTED, Said, rows

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["accept", "arguments_of", "finding_by_key", "look_for_findings", "reject", "undo"]


def look_for_findings(
    project: "Project",
    by: str,
    *,
    case: str = "",
    about: Sequence[str] = (),
    as_of: str = "",
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
) -> dict[str, Any]:
    """All findings as one document (`views.findings.document`), for one reader at one moment.

    Broken off and begun again before anything was written, it goes on with the kinds not yet done.
    Raises Refused, Stopped and DateRefused as `find_about`.
    """
    reader = acting(project, by, *READING_RECORDS)
    with project.store.read(reader) as q:
        head = q.audit.head()[0]
    question = {"case": case, "about": sorted(about), "as_of": as_of}
    so_far = SoFar.of(project.derived, reader, question, head=head, now=clock())
    world, found = find_about(
        project, by, About(case, tuple(about)), as_of=as_of or None, clock=clock,
        progress=progress, stop=stop, so_far=so_far,
    )  # fmt: skip
    named = {one for finding in found for one in finding.subjects}
    named |= {one.id for finding in found for one in finding.players}
    with project.store.read(reader) as q:
        keys = {one: ref.key for one, ref in q.entities.refs_of(named).items()}
    so_far.forget()
    return document(world, found, reader, case=case, about=about, as_of=as_of, head=head, keys=keys)


def arguments_of(case: str = "", about: Sequence[str] = ()) -> Mapping[str, object]:
    """What a job of this kind is asked with; searches with equal arguments replace each other."""
    return {"case": case, "about": list(about)}


def accept(
    project: "Project",
    by: str,
    finding: Finding,
    case: str,
    *,
    why: str,
    clock: Clock = utc_now,
) -> tuple[str, ...]:
    """Take a finding into a case with a reason; the ids that became members by it.

    Raises Refused without a reason, for an unknown case, or where it is accepted there already.
    """
    reader = acting(project, by, *CASEWORK)
    members = case_state(project, reader, case).members
    _needs_reason(why)
    if any(one.same_evidence for one in _standing(project, reader, finding, "accepted", case)):
        raise Refused(f"this finding is in {case} already", "take it back first to say it anew")
    now = clock()
    fresh = tuple(one for one in dict.fromkeys(finding.subjects) if one not in members)
    detail = {"finding": finding.kind, "key": finding.key, "evidence": finding.evidence,
              "added": list(fresh), "subjects": list(finding.subjects),
              "statements": list(finding.statements)}  # fmt: skip
    with project.store.transaction(
        reader.person, "accept finding", now, {"case": case, "key": finding.key}
    ) as work:
        for one in fresh:
            work.cases.add_member(case, one, finding.sentence)
        work.cases.note(case, "finding", f"{finding.sentence} Accepted: {why.strip()}", detail)
        work.dismissals.add(ACCEPTED, f"{finding.key} {finding.evidence} {case}", why.strip())
    return fresh


def reject(
    project: "Project", by: str, finding: Finding, *, why: str, clock: Clock = utc_now
) -> str:
    """Reject a finding with a reason, as long as it rests on the same statements; the row's id.

    Raises Refused without a reason.
    """
    reader = acting(project, by, *READING_RECORDS)
    _needs_reason(why)
    with project.store.transaction(
        reader.person, "reject finding", clock(), {"key": finding.key}
    ) as work:
        return work.dismissals.add(REJECTED, f"{finding.key} {finding.evidence}", why.strip())


def undo(
    project: "Project",
    by: str,
    finding: Finding,
    *,
    why: str,
    case: str = "",
    clock: Clock = utc_now,
) -> None:
    """Take back a rejection, or with a case the acceptance into it: a new row, the old one stays.

    Who became a member by it leaves the case again, unless another accepted finding names them.
    Raises Refused without a reason, and where nothing stands.
    """
    reader = acting(project, by, *(CASEWORK if case else READING_RECORDS))
    _needs_reason(why)
    if not _standing(project, reader, finding, "accepted" if case else "rejected", case):
        raise Refused("there is nothing to take back", "it is open already")
    now = clock()
    leaving = _leaving(project, reader, finding, case) if case else ()
    with project.store.transaction(
        reader.person, "take back word on finding", now, {"key": finding.key, "case": case}
    ) as work:
        kind = ACCEPTED if case else REJECTED
        subject = f"{finding.key} {finding.evidence}" + (f" {case}" if case else "")
        work.dismissals.add(kind, subject, why.strip(), until=now)
        for one in leaving:
            work.cases.remove_member(case, one, why.strip())
        if case:
            note = f"{finding.sentence} Taken back: {why.strip()}"
            work.cases.note(case, "finding taken back", note, {"key": finding.key})


def _standing(
    project: "Project", reader: Reader, finding: Finding, word: str, case: str
) -> tuple[Said, ...]:
    """What was said of it in this word and for this case, and not taken back."""
    (row,) = rows(project, reader, [finding], names={})
    return tuple(one for one in row.said if (one.word, one.case, one.over) == (word, case, False))


def _leaving(project: "Project", reader: Reader, finding: Finding, case: str) -> tuple[str, ...]:
    """Whom the acceptance made members and no other accepted finding of the case keeps there."""
    with project.store.read(reader) as q:
        events = q.cases.events(case)
    added: dict[str, dict[str, None]] = {}
    named: dict[str, set[str]] = {}
    for event in events:
        key = str(event.detail.get("key", ""))
        fresh, about = event.detail.get("added"), event.detail.get("subjects")
        if event.kind == "finding" and isinstance(fresh, list):
            # Accepted again on new evidence: whom the first made a member came by it all the same.
            added.setdefault(key, {}).update(dict.fromkeys(str(one) for one in fresh))
            named[key] = {str(one) for one in (about if isinstance(about, list) else fresh)}
        elif event.kind == "finding taken back":
            added.pop(key, None)
            named.pop(key, None)
    own = added.pop(finding.key, {})
    named.pop(finding.key, None)
    kept = {one for others in (*named.values(), *added.values()) for one in others}
    return tuple(one for one in own if one not in kept)


def _needs_reason(why: str) -> None:
    if not why.strip():
        raise Refused("a word on a finding needs a reason", "say in a few words what speaks for it")


def finding_by_key(project: "Project", by: str, key: str, *, clock: Clock = utc_now) -> Finding:
    """The finding with this key, looked for now. Raises Refused where there is none such."""
    _, found = find_about(project, by, About(), clock=clock)
    for one in found:
        if one.key == key:
            return one
    raise Refused(f"there is no finding {key} now", "see the keys: kedrovka findings --json")
