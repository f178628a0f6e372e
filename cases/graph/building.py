"""The graph of a moment: entities as nodes, what is stated between them as edges.

Built from statements as of an instant and under the decisions of then; what a reader may not see
was never handed over, so nothing leaks through counts or layout. The same statements in any order
give the same graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

import networkx as nx

from cases.entities import Entity, group, live
from cases.graph.derived import DEFAULT_CAP, derived_links
from cases.graph.link import Link, link_of
from cases.model import schema_of_id
from cases.resolution.decision import Decision, clusters
from cases.statement import Retraction, Source, Statement

Graph: TypeAlias = "nx.MultiDiGraph[str]"


def build(
    statements: Iterable[Statement],
    *,
    as_of: datetime | None = None,
    decisions: Iterable[Decision] = (),
    retractions: Iterable[Retraction] = (),
    sources: Iterable[Source] = (),
    derived: bool = True,
    cap: int = DEFAULT_CAP,
) -> Graph:
    """A networkx MultiDiGraph, nodes and edges in the order of their ids.

    Node attributes: schema, caption, simulated (all its sources are), statements (count).
    Edge key and attribute property; statements (list of ids), best_grade, certainty, roots, first,
    last (ISO or empty), simulated, derived. Graph attribute hubs: entities whose derived links were
    left out for their number. as_of None: all that is handed over.
    """
    canonical = clusters(decisions, as_of).canonical
    by_source = {source.id: source for source in sources}
    standing = live(statements, retractions=retractions, as_of=as_of)
    entities = group(standing, canonical)
    links = stated_links(entities, by_source)
    graph: Graph = nx.MultiDiGraph(hubs=[])
    if derived:
        more, hubs = derived_links(entities, by_source, cap=cap)
        links = (*links, *more)
        graph.graph["hubs"] = list(hubs)
    _add_nodes(graph, entities, by_source)
    for link in links:
        for end in (link.source, link.target):
            if end not in graph:
                kind = schema_of_id(end)
                graph.add_node(
                    end, schema=kind.name if kind else "", caption=end,
                    simulated=link.simulated, statements=0,
                )  # fmt: skip
        graph.add_edge(link.source, link.target, key=link.property, **_attributes(link))
    return graph


def stated_links(entities: Mapping[str, Entity], sources: Mapping[str, Source]) -> tuple[Link, ...]:
    """The links that statements say outright; an entity never links to itself."""
    said: dict[tuple[str, str, str], list[Statement]] = {}
    for entity in entities.values():
        for statement in entity.statements:
            if statement.target and statement.target != entity.id:
                key = (entity.id, statement.target, statement.property)
                said.setdefault(key, []).append(statement)
    return tuple(
        link_of(source, target, name, own, sources)
        for (source, target, name), own in sorted(said.items())
    )


def _add_nodes(graph: Graph, entities: Mapping[str, Entity], sources: Mapping[str, Source]) -> None:
    for entity in entities.values():
        graph.add_node(
            entity.id,
            schema=entity.schema,
            caption=entity.caption,
            simulated=all(
                s.source_id in sources and sources[s.source_id].simulated for s in entity.statements
            ),
            statements=len(entity.statements),
        )


def _attributes(link: Link) -> dict[str, object]:
    return {
        "property": link.property,
        "statements": list(link.statements),
        "best_grade": link.best_grade,
        "certainty": link.certainty,
        "roots": link.roots,
        "first": link.first,
        "last": link.last,
        "simulated": link.simulated,
        "derived": link.derived,
    }
