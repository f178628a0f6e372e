"""Slow and simple answers about graphs, none of them ours: by counting, and by networkx."""

from collections.abc import Iterable
from itertools import combinations

import networkx as nx


def shortest_ways_through(edges: Iterable[tuple[int, int]], n: int) -> list[float]:
    """Betweenness by writing down every shortest path of every pair."""
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(edges)
    through = [0.0] * n
    for a, b in combinations(range(n), 2):
        if nx.has_path(graph, a, b):
            ways = list(nx.all_shortest_paths(graph, a, b))
            for way in ways:
                for middle in way[1:-1]:
                    through[middle] += 1.0 / len(ways)
    return through


def pairs_cut(edges: Iterable[tuple[int, int]], n: int, without: Iterable[int]) -> float:
    """Share of pairs that cannot reach each other, by trying each pair."""
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(edges)
    graph.remove_nodes_from(list(without))
    pairs = list(combinations(range(n), 2))
    cut = [
        (a, b) for a, b in pairs if a not in graph or b not in graph or not nx.has_path(graph, a, b)
    ]
    return len(cut) / len(pairs)
