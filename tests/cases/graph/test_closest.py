"""The firmest ways between any two of some entities, against searching them all with networkx."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from cases.graph.closest import closest


def beside(graph: nx.Graph) -> dict[int, list[tuple[int, float]]]:  # type: ignore[type-arg]
    return {node: [(other, graph.edges[node, other]["cost"]) for other in graph[node]]
            for node in graph}  # fmt: skip


def test_the_cheaper_way_round_is_told_with_all_its_steps() -> None:
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 0.9), (0, 2, 0.1), (2, 3, 0.1), (3, 1, 0.1)], "cost")

    (only,) = closest(beside(graph), [0, 1], 5, longest=8)

    assert only.way == (0, 2, 3, 1)
    assert only.cost == pytest.approx(0.3)


def test_a_way_with_too_many_links_is_none() -> None:
    line = nx.path_graph(6)
    nx.set_edge_attributes(line, 0.1, "cost")

    assert closest(beside(line), [0, 5], 5, longest=4) == ()
    assert len(closest(beside(line), [0, 5], 5, longest=5)) == 1


def test_entities_in_pieces_or_without_links_join_nothing() -> None:
    assert closest({}, [3, 4], 5, longest=8) == ()
    assert closest({0: [(1, 2.0)], 1: [(0, 2.0)]}, [0, 7], 5, longest=8) == ()


@pytest.mark.parametrize("seed", range(8))
def test_the_first_of_all_pairs_are_those_of_searching_every_pair(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(40, 70, seed=seed)
    for a, b in graph.edges:
        graph.edges[a, b]["cost"] = float(rng.exponential(1.0)) + 1e-3
    ends = list(range(0, 40, 4))
    theirs = sorted(
        nx.dijkstra_path_length(graph, a, b, weight="cost")
        for a, b in combinations(ends, 2)
        if nx.has_path(graph, a, b) and len(nx.dijkstra_path(graph, a, b, weight="cost")) <= 9
    )

    ours = closest(beside(graph), ends, 12, longest=8)

    assert [one.cost for one in ours] == pytest.approx(theirs[:12])
    for one in ours:
        steps = sum(graph.edges[pair]["cost"] for pair in zip(one.way, one.way[1:], strict=False))
        assert steps == pytest.approx(one.cost)
        assert one.way[0] < one.way[-1]
