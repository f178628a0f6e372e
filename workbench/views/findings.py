"""Findings as a page, a command or another program reads them, with what people said about them.

Looking takes time, so what was found is kept with its date, its reader and what it was looked for
in. What is shown from there is asked of the store again: a finding that rests on a statement which
the reader may not see (any more) is not shown, and none that was made when the reader might still
know animals' stations; one that rests on a statement taken back says so.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.findings import Finding
from workbench.project import Project
from workbench.store import Queries, Reader
from workbench.store.jobs import JobRow, JobRows
from workbench.store.reading.casework import Dismissal
from workbench.store.reading.places import coarse
from workbench.views.finding_document import VERSION, finding_of

__all__ = [
    "ACCEPTED",
    "JOB",
    "REJECTED",
    "FindingRow",
    "Kept",
    "Said",
    "kept",
    "newest_job",
    "rows",
]

JOB = "findings"
# Under which kinds the store keeps what people said about a finding.
REJECTED, ACCEPTED = "finding rejected", "finding accepted"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said about a finding. case: into which it was accepted, empty for a rejection.

    same_evidence: whether it rested on the same statements then as now. over: taken back since.
    """

    word: str
    why: str
    by: str
    at: datetime
    case: str
    same_evidence: bool
    over: bool


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with the names of whom it is about and all that was said about it, oldest first.

    names: id -> what to call it. retracted: how many of its statements were taken back since.
    weakest: the statement that holds least likely, in words; empty where that was not looked for.
    """

    finding: Finding
    names: Mapping[str, str]
    simulated: bool
    retracted: int
    said: tuple[Said, ...]
    weakest: str = ""

    @property
    def word(self) -> str:
        """accepted, rejected or open: by the words that stand on the evidence of now."""
        standing = [one for one in self.said if not one.over and one.same_evidence]
        return standing[-1].word if standing else "open"

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of everybody and everything that it names, subjects first."""
        players = (one.id for one in self.finding.players)
        return tuple(dict.fromkeys((*self.finding.subjects, *players)))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a search for findings left. about: ids, and case: in whose surroundings it looked.

    since: transactions written to the project since then, whoever wrote them. hidden: findings that
    rest on what the reader may not see now.
    """

    job: str
    made_at: datetime
    as_of: str
    reader: str
    case: str
    about: tuple[str, ...]
    statements: int
    seed: int
    since: int
    hidden: int
    rows: tuple[FindingRow, ...]


def newest_job(project: Project, reader: Reader, arguments: Mapping[str, object]) -> JobRow | None:
    """The reader's own newest search with just these arguments, whatever its state."""
    own = (row for row in JobRows(project.store).all(reader) if row.by == reader.person)
    return next((r for r in own if r.kind == JOB and dict(r.arguments) == dict(arguments)), None)


def kept(project: Project, reader: Reader, arguments: Mapping[str, object]) -> Kept | None:
    """What the reader's own newest finished search with these arguments found; None without one."""
    own = (row for row in JobRows(project.store).all(reader) if row.by == reader.person)
    job = next(
        (r for r in own
         if r.kind == JOB and r.state == "done" and dict(r.arguments) == dict(arguments)),
        None,
    )  # fmt: skip
    if job is None or job.outcome.get("kedrovka_findings") != VERSION:
        return None
    told: Mapping[str, Any] = job.outcome
    found = [(finding_of(one), one) for one in told["findings"]]
    with project.store.read(reader) as q:
        live = _live(q, {s for one, _ in found for s in one.statements})
        since = q.audit.head()[0] - int(told["head"])
    # Looked for while the reader might still know where animals' stations are.
    too_exact = told.get("exact", True) and coarse(reader)
    seen = [
        (one, raw) for one, raw in found if not too_exact and live.keys() >= set(one.statements)
    ]
    shown = rows(
        project,
        reader,
        [one for one, _ in seen],
        names={who["id"]: who["caption"] for _, raw in seen for who in _named(raw)},
        simulated={one.key for one, raw in seen if raw["simulated"]},
        retracted={s for s, stands in live.items() if not stands},
        weakest={one.key: str(raw.get("weakest", "")) for one, raw in seen},
    )
    return Kept(
        job=job.id,
        made_at=datetime.fromisoformat(told["made_at"]),
        as_of=told["as_of"],
        reader=told["reader"],
        case=told["case"],
        about=tuple(told["about"]),
        statements=int(told["statements"]),
        seed=int(told["seed"]),
        since=since,
        hidden=len(found) - len(seen),
        rows=shown,
    )


def rows(
    project: Project,
    reader: Reader,
    found: Sequence[Finding],
    *,
    names: Mapping[str, str],
    simulated: Collection[str] = (),
    retracted: Collection[str] = (),
    weakest: Mapping[str, str] | None = None,
) -> tuple[FindingRow, ...]:
    """Findings with what was said about them. simulated: keys of those on simulated records only.

    retracted: ids of statements taken back. weakest: key -> the weakest statement in words.
    """
    with project.store.read(reader) as q:
        said = [(REJECTED, one) for one in q.cases.dismissals(REJECTED)]
        cases = {one.id for one in q.cases.all()}
        said += [
            (ACCEPTED, one)
            for one in q.cases.dismissals(ACCEPTED)
            if one.subject.rpartition(" ")[2] in cases
        ]
    by_key: dict[str, list[tuple[str, Dismissal]]] = {}
    for kind, one in sorted(said, key=lambda pair: (pair[1].at, pair[1].id)):
        by_key.setdefault(one.subject.partition(" ")[0], []).append((kind, one))
    gone = set(retracted)
    return tuple(
        FindingRow(
            one,
            {who: names.get(who, who) for who in (*one.subjects, *(p.id for p in one.players))},
            one.key in simulated,
            len(gone & set(one.statements)),
            _said(one, by_key.get(one.key, [])),
            (weakest or {}).get(one.key, ""),
        )
        for one in found
    )


def _said(finding: Finding, words: Sequence[tuple[str, Dismissal]]) -> tuple[Said, ...]:
    """What was said; a word is over once the same word about the same thing was taken back."""
    found: dict[tuple[str, str], Said] = {}
    order: list[Said] = []
    for kind, one in words:
        parts = one.subject.split(" ")
        case = parts[2] if len(parts) > 2 else ""
        before = found.pop((kind, case), None)
        if one.until is not None and one.until <= one.at:
            if before is not None:
                order.remove(before)
                order.append(_over(before))
            continue
        word = "accepted" if kind == ACCEPTED else "rejected"
        said = Said(word, one.why, one.by, one.at, case, parts[1] == finding.evidence, over=False)
        found[kind, case] = said
        order.append(said)
    return tuple(order)


def _over(said: Said) -> Said:
    return Said(said.word, said.why, said.by, said.at, said.case, said.same_evidence, over=True)


def _live(q: Queries, ids: Collection[str]) -> dict[str, bool]:
    """Of those that the reader may see: whether a statement still stands."""
    seen = {one.id for one in q.statements.by_id(ids)}
    back = {one.statement for one in q.statements.retractions(seen)}
    return {one: one not in back for one in seen}


def _named(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*raw["subjects"], *raw["players"]]
