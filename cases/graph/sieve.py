"""What of a graph is looked at: links of a grade, of a time, of a role, and entities of a kind.

Grade, time and role decide about statements, so that a link that is left says how many of the
remaining statements say it. A kind is only not shown: two people of one seizure stay linked by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import networkx as nx

from cases.graph.building import Graph
from cases.statement import Statement

WORST = 6


@dataclass(frozen=True, slots=True)
class Sieve:
    """What passes.

    worst: the least credible information, 1 to 6 on the Admiralty scale; what nobody graded counts
    as 6. first, last: days; a statement without a time passes. roles: properties that are hidden;
    kinds: kinds of entity that are hidden.
    """

    worst: int = WORST
    first: date | None = None
    last: date | None = None
    roles: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 1 <= self.worst <= WORST:
            raise ValueError(f"credibility is 1 confirmed to 6 cannot be judged, not {self.worst}")

    @property
    def open(self) -> bool:
        """Whether everything passes."""
        return self == Sieve()

    def passes(self, statement: Statement) -> bool:
        """Whether a statement is looked at; one that links nothing always is."""
        if not statement.target:
            return True
        if statement.property in self.roles:
            return False
        if int(statement.grade.admiralty.information_worst) > self.worst:
            return False
        if statement.event_time is None:
            return True
        begin = statement.event_time.day
        # The end of a time is the instant after it: the whole of March ends on 1 April.
        end = max(begin, (statement.event_time.end - timedelta(microseconds=1)).date())
        late = self.last is not None and begin > self.last
        early = self.first is not None and end < self.first
        return not late and not early


def sifted(statements: Iterable[Statement], sieve: Sieve) -> tuple[Statement, ...]:
    """The statements that pass."""
    return tuple(statement for statement in statements if sieve.passes(statement))


def shown(graph: Graph, sieve: Sieve, starts: Collection[str]) -> Graph:
    """What is left of a graph of sifted statements: no hidden kinds or roles, nothing cut off.

    starts: stay whatever their kind; what no link leads to from them any more is left out.
    """
    links = [(a, b, key) for a, b, key in graph.edges(keys=True) if key not in sieve.roles]
    reached = _reached(graph, links, starts)
    kept = {
        node
        for node, told in graph.nodes(data=True)
        if node in starts or (node in reached and told["schema"] not in sieve.kinds)
    }
    left: Graph = nx.MultiDiGraph(**graph.graph)
    left.add_nodes_from((node, graph.nodes[node]) for node in graph if node in kept)
    for a, b, key in links:
        if a in kept and b in kept:
            left.add_edge(a, b, key=key, **graph.edges[a, b, key])
    return left


def _reached(
    graph: Graph, links: Iterable[tuple[str, str, str]], starts: Collection[str]
) -> set[str]:
    both: nx.Graph[str] = nx.Graph()
    both.add_edges_from((a, b) for a, b, _ in links)
    there = [one for one in starts if one in both]
    found = set().union(*(nx.node_connected_component(both, one) for one in there))
    return found | {one for one in starts if one in graph}
