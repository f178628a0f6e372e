"""How two seizures hang together: the strongest way between them and its weakest statement."""

from __future__ import annotations

import math
from itertools import pairwise

import networkx as nx

from cases.findings.finding import Finding
from cases.graph.link import Link
from cases.graph.trade import Network, trade_network
from cases.world import World

_LONGEST = 8
_MOST = 20


def find(world: World) -> list[Finding]:
    """A finding a pair of seizures that are connected, strongest first, at most twenty."""
    network = trade_network(world.entities, world.sources, merge_held=False)
    graph = _graph(network)
    seizures = [node for node, kind in zip(network.nodes, network.kinds, strict=True)
                if kind == "Seizure"]  # fmt: skip
    found: list[tuple[float, Finding]] = []
    for start in seizures:
        ways = nx.single_source_dijkstra_path(graph, start, weight="cost")
        for goal in seizures:
            way = ways.get(goal, [])
            if start < goal and 2 <= len(way) <= _LONGEST + 1:
                links = [graph.edges[a, b]["link"] for a, b in pairwise(way)]
                cost = sum(graph.edges[a, b]["cost"] for a, b in pairwise(way))
                found.append((cost, _finding(world, way, links)))
    found.sort(key=lambda pair: (pair[0], pair[1].subjects))
    return [finding for _, finding in found[:_MOST]]


def _graph(network: Network) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.nodes)
    for link in network.links:
        graph.add_edge(
            link.source, link.target, cost=-math.log(max(link.certainty, 1e-6)) + 1e-9, link=link
        )
    return graph


def _finding(world: World, way: list[str], links: list[Link]) -> Finding:
    strength = math.prod(link.certainty for link in links)
    weakest = min(links, key=lambda link: (link.certainty, link.source, link.target))
    steps = " – ".join(world.named(node) for node in way)
    single = "one source" if weakest.roots == 1 else f"{weakest.roots} independent sources"
    return Finding(
        kind="path",
        sentence=(
            f"{world.named(way[0])} and {world.named(way[-1])} are connected: {steps}. All links "
            f"hold together with a probability of {strength:.2f} by their grades; the weakest is "
            f"{world.named(weakest.source)} – {world.named(weakest.target)} "
            f"({weakest.property}, {weakest.best_grade or 'ungraded'}, {single}, statement "
            f"{weakest.statements[0][:12]})"
        ),
        subjects=tuple(way),
        value=strength,
        interval=None,
        competing=(
            "one supply behind both seizures",
            "acquaintance without trade",
            "a shared number or car that changed hands",
        ),
        would_change="a second, independent source for the weakest link, or its retraction",
        statements=tuple(sorted({s for link in links for s in link.statements})),
        caveat="A way through records is no proof that goods or orders went along it.",
        facts=tuple(
            (f"{world.named(link.source)} – {world.named(link.target)}",
             f"{link.property}: {link.certainty:.2f}, {link.best_grade or 'ungraded'}")
            for link in links
        ),
    )  # fmt: skip
