"""Watches as a page or a command shows them: with names, cases, dismissals, and their sources."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from cases.model import schema_of_id
from cases.watches import Told, Watch
from cases.watches.told import Named, Part, Place, Word
from workbench.project import Project
from workbench.store import Reader
from workbench.store.reading.casework import Dismissal
from workbench.views.telling import StatementRow, statement_rows

__all__ = [
    "DISMISSALS",
    "InCase",
    "WatchRow",
    "evidence",
    "key",
    "left_aside",
    "past",
    "plain_watch",
    "rows",
    "said_under",
]

# Under which kind the store keeps what was left aside.
DISMISSALS = "watch"


@dataclass(frozen=True, slots=True)
class InCase:
    """A case that holds what a watch is about. status: open, closed or handed over."""

    id: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class WatchRow:
    """A watch with what people did about it. schema: the kind of its subject.

    related: (id, name) of what else it is about. cases: that hold the subject; others: that hold
    something related. dismissal: that holds now, or None.
    """

    watch: Watch
    caption: str
    schema: str
    related: tuple[tuple[str, str], ...]
    cases: tuple[InCase, ...]
    others: tuple[InCase, ...]
    dismissal: Dismissal | None
    simulated: bool

    @property
    def open(self) -> bool:
        """Whether somebody should look at it now."""
        return self.watch.open and self.dismissal is None


def key(kind: str, subject: str) -> str:
    """Under which a watch is left aside; subject: a watch's `key`, its topic included."""
    return f"{kind} {subject}"


def said_under(known: Collection[str], kind: str, subject: str) -> str:
    """The key under which a watch was left aside: its own, else that of its whole subject."""
    own, whole = key(kind, subject), key(kind, subject.partition(" ")[0])
    return whole if own not in known and whole in known else own


def left_aside(project: Project, reader: Reader) -> Mapping[str, Dismissal]:
    """The last word about every watch that was ever left aside, by `key`."""
    with project.store.read(reader) as q:
        return {one.subject: one for one in q.cases.dismissals(DISMISSALS)}


def past(project: Project, reader: Reader, kind: str, subject: str) -> tuple[Dismissal, ...]:
    """Every time a watch was left aside or taken up again, oldest first."""
    with project.store.read(reader) as q:
        said = q.cases.dismissals(DISMISSALS)
    under = {key(kind, subject), key(kind, subject.partition(" ")[0])}
    return tuple(one for one in said if one.subject in under)


def dealt_with(watch: Watch, last: Dismissal | None, now: datetime) -> Dismissal | None:
    """The dismissal that holds for a watch now, or None.

    What an animal's watch became after it was left aside is news, whatever was said before.
    """
    if last is None or (last.until is not None and last.until <= now):
        return None
    began: date | None = watch.since
    if watch.kind == "overdue" and began is not None and began > last.at.date():
        return None
    return last


def rows(
    project: Project,
    reader: Reader,
    watches: Sequence[Watch],
    now: datetime,
    as_of: datetime | None = None,
) -> tuple[WatchRow, ...]:
    """The watches in the order given. Sentences name what the reader may see and nothing else.

    as_of: what people did after this instant is left out: watches left aside or taken up, cases
    opened. Who is in a case, and whether it is closed, is told as it stands now.
    """
    ids = {one for watch in watches for one in (watch.subject, *watch.related)}
    with project.store.read(reader) as q:
        said_so = q.cases.dismissals(DISMISSALS)
        last = {one.subject: one for one in said_so if as_of is None or one.at <= as_of}
        captions = q.entities.captions(ids)
        cases = [one for one in q.cases.all() if as_of is None or one.opened_at <= as_of]
        members = {case.id: set(q.cases.members(case.id)) for case in cases}
        first = {watch.statements[0] for watch in watches if watch.statements}
        said = {one.id: one.source_id for one in q.statements.by_id(first)}
        sources = q.sources.of(set(said.values()))
    known = {case.id: InCase(case.id, case.title, case.status) for case in cases}
    simulated = {one: sources[s].simulated for one, s in said.items() if s in sources}

    def holding(wanted: set[str]) -> tuple[InCase, ...]:
        return tuple(known[case] for case, own in members.items() if own & wanted)

    found = []
    for watch in watches:
        own = holding({watch.subject})
        schema = schema_of_id(watch.subject)
        found.append(
            WatchRow(
                watch,
                captions.get(watch.subject, watch.subject),
                schema.name if schema else "",
                tuple((one, captions.get(one, one)) for one in watch.related),
                own,
                tuple(case for case in holding(set(watch.related)) if case not in own),
                dealt_with(watch, last.get(said_under(last, watch.kind, watch.key)), now),
                any(simulated.get(one, False) for one in watch.statements[:1]),
            )
        )
    return tuple(found)


def plain_watch(watch: Watch) -> dict[str, Any]:
    """A watch for other programs: in English, and under `told` by the codes and parts of it."""
    told = {
        "sentence": [_plain_told(one) for one in watch.sentence.sentences],
        "competing": [one.code for one in watch.competing],
        "would_change": watch.would_change.code,
        "caveat": watch.caveat.code,
        "missing": [_plain_told(one) for one in watch.missing],
        "history": [_plain_told(one.sentence) for one in watch.history],
    }
    return {**asdict(watch), "key": watch.key, "open": watch.open, "told": told}


def _plain_told(told: Told) -> dict[str, Any]:
    return {"code": told.code, **{name: _plain_part(part) for name, part in told.parts.items()}}


def _plain_part(part: Part) -> Any:
    if isinstance(part, Told):
        return _plain_told(part)
    if isinstance(part, tuple):
        return [_plain_part(one) for one in part]
    if isinstance(part, Word):
        return part.name
    if isinstance(part, (Named, Place)):
        return asdict(part)
    return part


def evidence(
    project: Project, reader: Reader, statements: Sequence[str]
) -> tuple[StatementRow, ...]:
    """The statements that a watch rests on, with source and place in it."""
    with project.store.read(reader) as q:
        found = q.statements.by_id(statements)
        ends = {s.subject for s in found} | {s.target for s in found if s.target}
        sources = q.sources.of({s.source_id for s in found})
        return statement_rows(found, sources, q.entities.captions(ends))
