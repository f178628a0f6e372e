"""What stands out in the records, with what else would explain it, for one reader at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from cases.findings import FINDINGS, Finding, find_each
from cases.findings.paths import ways_told
from cases.graph import expand
from cases.graph.ways import strongest_ways
from cases.world import World
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.finding_in_whole import Heart, heart_of, world_around
from workbench.services.kept_findings import SoFar
from workbench.services.pace import Clock, Progress, Step, Stop, never, silent, utc_now
from workbench.services.refusal import Refused, Stopped
from workbench.services.watching import moment_of
from workbench.services.worlds import world_of
from workbench.store import Queries, Reader
from workbench.views.decided import decisions_of

if TYPE_CHECKING:
    from workbench.project import Project

# Above this the whole does not fit beside others on one machine; a case or a person does.
LARGEST = 1_000_000
STEPS = 4
_LINKS_OF_ONE = 500
_MOST_WAYS = 50


@dataclass(frozen=True, slots=True)
class About:
    """What part of the records is looked at: all, a case and what it touches, or some entities."""

    case: str = ""
    ids: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything is looked at."""
        return not (self.case or self.ids)


def run_findings(
    project: "Project", by: str, *, as_of: str | datetime | None = None, clock: Clock = utc_now
) -> Sequence[Finding]:
    """All findings in what a person may see, as things were known at `as_of`.

    Raises DateRefused for a date that is none.
    """
    return find_about(project, by, About(), as_of=as_of, clock=clock)[1]


def find_about(
    project: "Project",
    by: str,
    about: About,
    *,
    as_of: str | datetime | None = None,
    clock: Clock = utc_now,
    progress: Progress = silent,
    stop: Stop = never,
    so_far: SoFar | None = None,
) -> tuple[World, tuple[Finding, ...]]:
    """The world looked at and its findings, kind by kind with progress.

    Of a whole above a million statements its heart is looked at, and every finding says so. so_far:
    what a search for the same has come to, taken up and brought further.

    Raises Refused for ids that nobody may see, Stopped when asked to stop, DateRefused for a date
    that is none.
    """
    reader = acting(project, by, *READING_RECORDS)
    moment, now = moment_of(as_of), clock() if so_far is None else so_far.now
    heart = None
    if about.whole and project.store.read(reader).statements.more_than(LARGEST):
        heart = _heart(project, reader, moment, so_far, progress, stop)
        world = world_around(project, reader, heart, now, moment)
    else:
        world = _world(project, reader, about, now, moment)
    found: list[Finding] = []
    known = so_far.known if so_far is not None else _nothing_known
    for done, (kind, of_kind) in enumerate(find_each(world, known), start=1):
        fresh = known(kind) is None
        own = _told(of_kind, heart) if fresh else of_kind
        found += own
        if so_far is not None and fresh:
            so_far.done(kind, own)
        progress(Step(done, len(FINDINGS), f"findings: {kind.replace('_', ' ')}"))
        if stop():
            raise Stopped(
                "looking for findings was stopped", "start it again: what was found so far stands"
            )
    return world, tuple(found)


def _heart(
    project: "Project",
    reader: Reader,
    as_of: datetime | None,
    so_far: SoFar | None,
    progress: Progress,
    stop: Stop,
) -> Heart:
    if so_far is not None and so_far.heart is not None:
        return so_far.heart
    with project.store.read(reader) as q:
        heart = heart_of(q, as_of, progress=progress, stop=stop)
    if so_far is not None:
        so_far.keep_heart(heart)
    return heart


def _nothing_known(_kind: str) -> list[Finding] | None:
    return None


def _told(found: Sequence[Finding], heart: Heart | None) -> list[Finding]:
    """Findings that say themselves what part of the whole they are of."""
    if heart is None:
        return list(found)
    return [replace(one, caveat=f"{one.caveat} {heart.sentence}") for one in found]


def ways_between(
    project: "Project",
    by: str,
    start: str,
    goal: str,
    *,
    k: int = 5,
    as_of: str | datetime | None = None,
) -> tuple[Finding, ...]:
    """The k strongest ways between two entities; none where there is no way that the reader sees.

    Raises Refused for an entity that is not there for this reader, one entity twice, or k below 1.
    """
    reader = acting(project, by, *READING_RECORDS)
    if not 1 <= k <= _MOST_WAYS:
        raise Refused(f"{k} ways are asked for", f"ask for 1 to {_MOST_WAYS}")
    with project.store.read(reader) as q:
        _must_be_there(q, (start, goal))
        steps = q.steps(lambda ids: decisions_of(q, ids), moment_of(as_of))
        found = strongest_ways(steps, start, goal, k)
        if start == goal or steps.canonical(start) == steps.canonical(goal):
            raise Refused(f"{start} and {goal} are one", "name two different ones")
        nodes = {node for way in found.ways for node in way.nodes} | {h.id for h in found.hubs}
        captions = q.entities.captions(nodes)

    def named(one: str) -> str:
        caption = captions.get(one, one)
        return one if caption == one else f"{caption} ({one})"

    return ways_told(found, named)


def _world(
    project: "Project", reader: Reader, about: About, now: datetime, as_of: datetime | None
) -> World:
    if about.whole:
        return world_of(project, reader, now, as_of=as_of)
    with project.store.read(reader) as q:
        ids = list(about.ids)
        _must_be_there(q, ids)
        if about.case:
            if q.cases.one(about.case) is None:
                raise Refused(f"there is no case {about.case}", "list them: kedrovka case list")
            ids += q.cases.members(about.case)
        decided = decisions_of(q)
        asked = q.statements.at(as_of, at_most=_LINKS_OF_ONE)
        said = expand(asked, ids, steps=STEPS).statements
        return World.of(
            said,
            now=as_of or now,
            sources=q.sources.of({one.source_id for one in said}).values(),
            decisions=decided,
        )


def _must_be_there(q: Queries, ids: Sequence[str]) -> None:
    there = q.entities.refs_of(ids)
    missing = [one for one in ids if one not in there]
    if missing:
        raise Refused(f"there is no {', '.join(missing)}", "check the ids, e.g. PER-0007")
