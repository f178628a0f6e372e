"""The case graph: what lies around some entities, and what is said of one of them.

Steps are asked of the store, which shows each reader what they may see; the whole is never loaded.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.graph import build, expand, layout, path
from cases.graph.derived import DEFAULT_CAP, Hub
from cases.resolution.decision import Decision, Verdict, clusters
from workbench.project import Project
from workbench.store import DecisionRecord, Queries, Reader
from workbench.views.telling import StatementRow, statement_rows

__all__ = [
    "Edge",
    "Explained",
    "Network",
    "Node",
    "explain",
    "neighbourhood",
    "said",
    "way_between",
]

# Links given to one entity: above the cap it is a hub and not looked through anyway.
_LINKS_OF_ONE = 2000


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in the picture. degree: others it is linked with in all that the reader may see."""

    id: str
    schema: str
    caption: str
    simulated: bool
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A link. derived: follows from others and names their statements."""

    id: str
    source: str
    target: str
    property: str
    statements: tuple[str, ...]
    best_grade: str
    first: str
    last: str
    simulated: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class Network:
    """A part of the graph, laid out. hubs: entities that were not looked through."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hubs: tuple[Hub, ...]
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Explained:
    """What is said of an entity, and by what it is linked: kind of link -> how many."""

    id: str
    schema: str
    caption: str
    statements: tuple[StatementRow, ...]
    linked_from: tuple[StatementRow, ...]
    links: Mapping[str, int]


def neighbourhood(
    project: Project,
    reader: Reader,
    ids: Collection[str],
    *,
    steps: int = 1,
    as_of: datetime | None = None,
    cap: int = DEFAULT_CAP,
    fixed: Mapping[str, tuple[float, float]] | None = None,
) -> Network:
    """Everything within some steps of the ids. fixed: positions that stay as they are."""
    with project.store.read(reader) as q:
        asked = q.statements.at(as_of, at_most=_LINKS_OF_ONE)
        decisions = decisions_of(q)
        around = expand(asked, _with_their_own(ids, decisions, as_of), steps=steps, cap=cap)
        graph = build(
            around.statements,
            as_of=as_of,
            decisions=decisions,
            sources=q.sources.of({s.source_id for s in around.statements}).values(),
            cap=cap,
        )
        degrees = q.statements.degrees(sorted(graph.nodes))
        places = layout(graph, fixed or {})
        nodes = tuple(
            Node(
                one,
                str(told["schema"]),
                str(told["caption"]),
                bool(told["simulated"]),
                degrees.get(one, 0),
                float(places[one][0]),
                float(places[one][1]),
            )
            for one, told in graph.nodes(data=True)
        )
        edges = tuple(
            _edge(source, target, told) for source, target, told in graph.edges(data=True)
        )
    named = {node.id: node.caption for node in nodes}
    hubs = tuple(Hub(h.id, named.get(h.id, h.caption), h.neighbours) for h in around.hubs)
    return Network(nodes, edges, hubs, as_of)


def _with_their_own(
    ids: Collection[str], decisions: Collection[Decision], as_of: datetime | None
) -> list[str]:
    """The ids with all records that were decided to be the same: one person has all their links."""
    known = clusters(decisions, as_of)
    return sorted({own for one in ids for own in known.members.get(known.of(one), (one,))} | {*ids})


def explain(project: Project, reader: Reader, known: str) -> Explained | None:
    """What is said of one entity; None where nothing is for this reader."""
    with project.store.read(reader) as q:
        said = q.statements.statements_of([known])
        to = q.statements.at(None, at_most=_LINKS_OF_ONE).statements_to([known])
        if not said and not to:
            return None
        others = {s.target for s in said if s.target} | {s.subject for s in to} | {known}
        captions = q.entities.captions(others)
        sources = q.sources.of({s.source_id for s in (*said, *to)})
        links: dict[str, int] = {}
        for statement in (*(s for s in said if s.target), *to):
            links[statement.property] = links.get(statement.property, 0) + 1
        return Explained(
            known,
            said[0].schema if said else "",
            captions[known],
            statement_rows(said, sources, captions),
            statement_rows(to, sources, captions),
            dict(sorted(links.items())),
        )


def said(
    project: Project, reader: Reader, statement_ids: Collection[str]
) -> tuple[StatementRow, ...]:
    """The statements behind an edge, derived or not, as far as the reader may see them."""
    with project.store.read(reader) as q:
        found = q.statements.by_id(statement_ids)
        ends = {s.subject for s in found} | {s.target for s in found if s.target}
        sources = q.sources.of({s.source_id for s in found})
        return statement_rows(found, sources, q.entities.captions(ends))


def way_between(
    project: Project, reader: Reader, start: str, goal: str, *, cap: int = DEFAULT_CAP
) -> tuple[str, ...] | None:
    """A shortest way between two entities through no hub, ends included; None if there is none."""
    with project.store.read(reader) as q:
        asked = q.statements.at(None, at_most=_LINKS_OF_ONE)
        return path(asked, start, goal, cap=cap)


def decisions_of(q: Queries) -> list[Decision]:
    """The decisions about who is who that this reader may see, as the cases package takes them."""
    return [_decision(row) for row in q.cases.decisions() if row.left != row.right]


def _decision(row: DecisionRecord) -> Decision:
    if row.at is None:
        raise ValueError(f"decision {row.id} has not been kept yet")
    return Decision(
        row.left, row.right, Verdict(row.verdict), row.by, row.at, row.why, row.weight_bits
    )


def _edge(source: str, target: str, told: Mapping[str, object]) -> Edge:
    said = told["statements"]
    name = str(told["property"])
    return Edge(
        f"{source}>{name}>{target}",
        source,
        target,
        name,
        tuple(str(one) for one in said) if isinstance(said, list) else (),
        str(told["best_grade"]),
        str(told["first"]),
        str(told["last"]),
        bool(told["simulated"]),
        bool(told["derived"]),
    )
