"""The strongest ways between two entities as a reader may see them, told in names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.graph.derived import DEFAULT_CAP, Hub
from cases.graph.tie import Tie
from cases.graph.ways import LONGEST, Way, strongest_ways
from workbench.project import Project
from workbench.store import Reader
from workbench.views.decided import decisions_of
from workbench.views.telling import StatementRow, statement_rows

__all__ = ["Step", "ToldWay", "ToldWays", "ways_between"]


@dataclass(frozen=True, slots=True)
class Step:
    """One tie of a way: both ends, by what they are tied, how certain, by how many origins."""

    source: str
    target: str
    properties: tuple[str, ...]
    certainty: float
    origins: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldWay:
    """One way. weakest: place of its weakest step; statement: the best statement of that step."""

    nodes: tuple[str, ...]
    steps: tuple[Step, ...]
    strength: float
    weakest: int
    statement: StatementRow


@dataclass(frozen=True, slots=True)
class ToldWays:
    """Ways between two entities, strongest first; names of all entities on them and of the hubs.

    start, goal: under their canonical ids. opened: entities that were looked at; complete: whether
    no stronger way can have been missed.
    """

    start: str
    goal: str
    ways: tuple[ToldWay, ...]
    names: Mapping[str, str]
    hubs: tuple[Hub, ...]
    opened: int
    complete: bool


def ways_between(
    project: Project,
    reader: Reader,
    start: str,
    goal: str,
    k: int = 5,
    *,
    as_of: datetime | None = None,
    cap: int = DEFAULT_CAP,
    longest: int = LONGEST,
) -> ToldWays:
    """At most k ways, through nothing that is a hub, as it was known at an instant.

    Two ids of one merged entity, or ids that nobody knows: no way.
    """
    with project.store.read(reader) as q:
        steps = q.steps(lambda some: decisions_of(q, some), as_of)
        found = strongest_ways(steps, start, goal, k, cap=cap, longest=longest)
        on_them = {node for way in found.ways for node in way.nodes}
        hubs = {hub.id for hub in found.hubs}
        ends = steps.canonical(start), steps.canonical(goal)
        names = q.entities.captions(on_them | hubs | set(ends))
        weakest = q.statements.by_id({way.weakest_statement.id for way in found.ways})
        rows = {
            row.id: row
            for row in statement_rows(weakest, q.sources.of({s.source_id for s in weakest}), names)
        }
    return ToldWays(
        *ends,
        tuple(_told(way, rows) for way in found.ways),
        names,
        tuple(Hub(hub.id, names[hub.id], hub.neighbours) for hub in found.hubs),
        found.opened,
        found.complete,
    )


def _told(way: Way, rows: Mapping[str, StatementRow]) -> ToldWay:
    steps = tuple(_step(here, tie) for here, tie in zip(way.nodes, way.ties, strict=False))
    return ToldWay(
        way.nodes,
        steps,
        way.strength,
        way.ties.index(way.weakest),
        rows[way.weakest_statement.id],
    )


def _step(here: str, tie: Tie) -> Step:
    there = tie.ends[1] if tie.ends[0] == here else tie.ends[0]
    said = tuple(one.id for one in tie.said)
    return Step(here, there, tie.properties, tie.certainty, tie.origins, said)
