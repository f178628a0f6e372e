"""Cases: the list, and one page that a colleague understands in two minutes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.entities import Entity, group
from cases.model import SCHEMATA, schema_of_id
from cases.statement import Source
from workbench.project import Project
from workbench.store import (
    Case,
    CaseEvent,
    CustodyRecord,
    DecisionRecord,
    JudgementRecord,
    Queries,
    Reader,
)
from workbench.views.telling import StatementRow, handling_text, statement_rows

__all__ = [
    "CasePage",
    "CaseRow",
    "ExhibitRow",
    "Member",
    "TimelineRow",
    "case",
    "cases",
]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. kinds: how many members of each kind."""

    id: str
    title: str
    status: str
    opened: datetime
    changed: datetime
    kinds: Mapping[str, int]
    handling: str
    simulated: bool

    @property
    def members(self) -> int:
        """How many members the reader may see."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Member:
    """An entity of a case."""

    id: str
    schema: str
    label: str
    caption: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """Something that happened. sort: its earliest instant, empty where no date is known.

    until: the instant after which it was certainly over.
    """

    sort: str
    date: str
    entity: str
    sentence: str
    statements: tuple[str, ...]
    source: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit or a photo of one: what it is and the digest of its bytes."""

    id: str
    what: str
    digest: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything about a case that this reader may see."""

    case: Case
    handling: str
    simulated: bool
    members: tuple[Member, ...]
    timeline: tuple[TimelineRow, ...]
    known: tuple[StatementRow, ...]
    questions: tuple[CaseEvent, ...]
    notes: tuple[CaseEvent, ...]
    exhibits: tuple[ExhibitRow, ...]
    custody: tuple[CustodyRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    judgements: tuple[JudgementRecord, ...]


def cases(project: Project, reader: Reader) -> tuple[CaseRow, ...]:
    """The reader's cases, last changed first."""
    with project.store.read(reader) as q:
        rows = [_case_row(q, one) for one in q.cases.all()]
    return tuple(sorted(rows, key=lambda row: (row.changed, row.id), reverse=True))


def case(project: Project, reader: Reader, known: str) -> CasePage | None:
    """One case, or None where there is none for this reader."""
    with project.store.read(reader) as q:
        head = q.cases.one(known)
        if head is None:
            return None
        ids = q.cases.members(known)
        entities = group(q.statements.statements_of(ids))
        targets = {t for e in entities.values() for s in e.statements if (t := s.target)}
        captions = q.entities.captions({*ids, *targets})
        sources = q.sources.of({s.source_id for e in entities.values() for s in e.statements})
        events = q.cases.events(known)
        exhibits = [one for one in ids if one.startswith(("EX-", "SK-"))]
        return CasePage(
            case=head,
            handling=handling_text(head.handling),
            simulated=_simulated(sources),
            members=tuple(_member(one, captions) for one in ids),
            timeline=_timeline(entities, sources),
            known=statement_rows(
                (s for e in entities.values() for s in e.statements), sources, captions
            ),
            questions=tuple(event for event in events if event.kind == "question"),
            notes=tuple(event for event in events if event.kind != "question"),
            exhibits=_exhibits(q, entities),
            custody=tuple(q.cases.custody({*exhibits, *_exhibit_targets(entities)})),
            decisions=tuple(d for d in q.cases.decisions() if {d.left, d.right} & set(ids)),
            judgements=tuple(
                j for one in ids if one.startswith("SK-") for j in q.examining.judgements(one)
            ),
        )


def _case_row(q: Queries, head: Case) -> CaseRow:
    ids = q.cases.members(head.id)
    kinds = Counter(kind.name if (kind := schema_of_id(one)) else "" for one in ids)
    said = q.statements.statements_of(ids)
    return CaseRow(
        head.id,
        head.title,
        head.status,
        head.opened_at,
        head.changed_at,
        dict(sorted(kinds.items())),
        handling_text(head.handling),
        _simulated(q.sources.of({s.source_id for s in said})),
    )


def _member(known: str, captions: Mapping[str, str]) -> Member:
    kind = schema_of_id(known)
    name, label = (kind.name, kind.label) if kind else ("", "")
    return Member(known, name, label, captions.get(known, known))


def _timeline(
    entities: Mapping[str, Entity], sources: Mapping[str, Source]
) -> tuple[TimelineRow, ...]:
    rows = []
    for entity in entities.values():
        kind = SCHEMATA.get(entity.schema)
        when = entity.when
        if kind is None or not kind.event:
            continue
        first = entity.statements[0]
        source = sources.get(first.source_id)
        rows.append(
            TimelineRow(
                when.utc_bounds()[0].isoformat() if when else "",
                str(when) if when else "",
                entity.id,
                f"{kind.label}: {entity.caption}",
                tuple(s.id for s in entity.statements),
                source.title if source else "",
                when.utc_bounds()[1].isoformat() if when else "",
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.sort, row.sort, row.entity)))


def _exhibits(q: Queries, entities: Mapping[str, Entity]) -> tuple[ExhibitRow, ...]:
    rows = []
    for entity in entities.values():
        if entity.schema == "Exhibit":
            rows.append(ExhibitRow(entity.id, entity.caption, entity.first("digest")))
        if entity.schema == "Specimen":
            photos = group(q.statements.statements_of(entity.targets("photo")))
            rows += [
                ExhibitRow(photo.id, f"photo of {entity.id}", photo.first("digest"))
                for photo in photos.values()
            ]
    return tuple(rows)


def _exhibit_targets(entities: Mapping[str, Entity]) -> set[str]:
    return {t for entity in entities.values() for t in entity.targets("exhibit")}


def _simulated(sources: Mapping[str, Source]) -> bool:
    return any(source.simulated for source in sources.values())
