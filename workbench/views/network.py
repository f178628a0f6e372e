"""The case graph: what lies around some entities, and what is said of one of them.

Steps are asked of the store, which shows each reader what they may see; the whole is never loaded.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import networkx as nx

from cases.graph import Graph, build, expand, layout
from cases.graph.derived import DEFAULT_CAP, Hub
from cases.graph.grouping import Group, grouped, is_group
from cases.graph.identities import Identities, Merged
from cases.graph.sieve import Sieve, shown, sifted
from cases.statement import Source, Statement
from workbench.project import Project
from workbench.store import Reader
from workbench.views.decided import decisions_of
from workbench.views.telling import StatementRow, statement_rows

__all__ = [
    "LINKS_OF_ONE",
    "MOST",
    "Edge",
    "Explained",
    "Network",
    "Node",
    "Wanted",
    "explain",
    "is_group",
    "named",
    "neighbourhood",
    "said",
]

# Links given to one entity: above the cap it is a hub and not looked through anyway.
LINKS_OF_ONE = 2000
# So many nodes a person can still find their way among, and a browser draws within seconds.
MOST = 2000
Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in the picture, or a group of them.

    degree: others it is linked with in all that the reader may see. members: of a group.
    """

    id: str
    schema: str
    caption: str
    simulated: bool
    degree: int
    x: float
    y: float
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A link. derived: follows from others and names their statements. count: links it stands for,
    where one of its ends is a group."""

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
    count: int = 1


@dataclass(frozen=True, slots=True)
class Network:
    """A part of the graph, laid out. hubs: entities that were not looked through.

    roles, kinds: everything that was there before anything was hidden, to choose from. places: of
    everything, hidden or not, so that it comes back to where it was. cut: where it began, of which
    more links are known than were read.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hubs: tuple[Hub, ...]
    as_of: datetime | None
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: Places = field(default_factory=dict)
    cut: tuple[Hub, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the surroundings is shown and how.

    also: entities that are shown without being looked through (a way). kinds: grouped by kind;
    opened: groups that stay open. most: nodes drawn, more are grouped.
    """

    sieve: Sieve = field(default_factory=Sieve)
    also: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    most: int = MOST


@dataclass(frozen=True, slots=True)
class Explained:
    """What is said of an entity, and by what it is linked: kind of link -> how many.

    records: the records behind it, where people decided that several are one.
    """

    id: str
    schema: str
    caption: str
    statements: tuple[StatementRow, ...]
    linked_from: tuple[StatementRow, ...]
    links: Mapping[str, int]
    records: tuple[str, ...] = ()


def neighbourhood(
    project: Project,
    reader: Reader,
    ids: Collection[str],
    *,
    steps: int = 1,
    as_of: datetime | None = None,
    cap: int = DEFAULT_CAP,
    fixed: Places | None = None,
    wanted: Wanted | None = None,
) -> Network:
    """Everything within some steps of the ids, merged records as one.

    fixed: positions that stay as they are. Positions do not depend on what is hidden, unless there
    is more than can be drawn at once.
    """
    asked_for = wanted or Wanted()
    with project.store.read(reader) as q:
        known = Identities(lambda some: decisions_of(q, some), as_of)
        asked = Merged(q.statements.at(as_of, at_most=LINKS_OF_ONE, located=False), known)
        known.learn([*ids, *asked_for.also])
        starts = [known.of(one) for one in ids]
        also = [known.of(one) for one in asked_for.also]
        around = expand(asked, starts, steps=steps, cap=cap, also=also)
        sources = q.sources.of({s.source_id for s in around.statements})
        whole = build(around.statements, as_of=as_of, sources=sources.values(), cap=cap)
        graph = _looked_at(whole, around.statements, sources, [*starts, *also], asked_for, cap)
        small, groups = grouped(
            graph, asked_for.most, keep=[*starts, *also], kinds=asked_for.kinds,
            opened=asked_for.opened,
        )  # fmt: skip
        degrees = q.statements.degrees(sorted(node for node in small.nodes if node in graph))
    places = _places(whole, small, groups, dict(fixed or {}), asked_for.most)
    nodes = tuple(_node(small, node, degrees, places, groups) for node in small.nodes)
    edges = tuple(_edge(source, target, told) for source, target, told in small.edges(data=True))
    named = {node: str(told["caption"]) for node, told in whole.nodes(data=True)}
    cut = tuple(
        Hub(one, named[one], degrees[one])
        for one in sorted(set(starts))
        if one in degrees and degrees[one] > len(set(nx.all_neighbors(whole, one)))
        and degrees[one] >= LINKS_OF_ONE
    )  # fmt: skip
    hubs = tuple(Hub(h.id, named.get(h.id, h.caption), h.neighbours) for h in around.hubs)
    return Network(
        nodes,
        edges,
        hubs,
        as_of,
        tuple(sorted({key for _, _, key in whole.edges(keys=True)})),
        tuple(sorted({str(told["schema"]) for _, told in whole.nodes(data=True)} - {""})),
        places,
        cut,
    )


def _looked_at(
    whole: Graph,
    statements: Collection[Statement],
    sources: Mapping[str, Source],
    starts: Collection[str],
    wanted: Wanted,
    cap: int,
) -> Graph:
    if wanted.sieve.open:
        return whole
    some = build(sifted(statements, wanted.sieve), sources=sources.values(), cap=cap)
    return shown(some, wanted.sieve, starts)


def _places(
    whole: Graph, small: Graph, groups: Collection[Group], fixed: Places, most: int
) -> Places:
    """Places of the whole where it can be drawn; a group stands amid its members."""
    if len(whole) > most:
        return layout(small, fixed)
    places = dict(layout(whole, fixed))
    for group in groups:
        own = [places[member] for member in group.members]
        middle = (sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own))
        places[group.id] = fixed.get(group.id, middle)
    return places


def _node(
    graph: Graph,
    node: str,
    degrees: Mapping[str, int],
    places: Places,
    groups: Collection[Group],
) -> Node:
    told = graph.nodes[node]
    members = next((group.members for group in groups if group.id == node), ())
    return Node(
        node,
        str(told["schema"]),
        str(told["caption"]),
        bool(told["simulated"]),
        degrees.get(node, len(members)),
        float(places[node][0]),
        float(places[node][1]),
        members,
    )


def explain(project: Project, reader: Reader, known: str) -> Explained | None:
    """What is said of one entity and of all records merged with it; None where nothing is."""
    with project.store.read(reader) as q:
        records = Identities(lambda some: decisions_of(q, some)).records([known])
        said = q.statements.statements_of(records)
        to = q.statements.at(None, at_most=LINKS_OF_ONE).statements_to(records)
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
            tuple(records) if len(records) > 1 else (),
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


def named(project: Project, reader: Reader, ids: Collection[str]) -> Mapping[str, str]:
    """What to call each of some entities."""
    with project.store.read(reader) as q:
        return q.entities.captions(ids)


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
        int(str(told.get("count", 1))),
    )
