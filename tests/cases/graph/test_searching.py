"""Searches side by side: ways and steps as networkx counts them one by one."""

import networkx as nx
import numpy as np
import pytest

from cases.graph import searching
from cases.graph.centrality import betweenness
from cases.graph.searching import dependencies, nearness
from cases.graph.trade import adjacency


def matrix(graph: nx.Graph):  # type: ignore[no-untyped-def]
    return adjacency(len(graph), np.array(list(graph.edges), dtype=np.intp).reshape(-1, 2))


@pytest.mark.parametrize("seed", range(5))
def test_all_sources_together_make_betweenness(seed: int) -> None:
    graph = nx.gnm_random_graph(50, 75, seed=seed)
    theirs = nx.betweenness_centrality(graph, normalized=False)
    ones = np.ones(50)

    ours = dependencies(matrix(graph), np.arange(50), ones, ones) / 2.0

    assert ours == pytest.approx([theirs[one] for one in range(50)])


@pytest.mark.parametrize("at_once", [1, 60, 10_000])
def test_it_matters_not_how_many_are_searched_side_by_side(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = matrix(nx.gnm_random_graph(30, 45, seed=2))
    whole = dependencies(graph, np.arange(30), np.ones(30), np.ones(30))
    monkeypatch.setattr(searching, "_AT_ONCE", at_once)

    assert dependencies(graph, np.arange(30), np.ones(30), np.ones(30)) == pytest.approx(whole)


def test_an_entity_that_stands_for_three_is_owed_for_three() -> None:
    line = matrix(nx.path_graph(3))

    found = dependencies(line, np.array([0]), np.array([2.0]), np.array([1.0, 1.0, 3.0]))

    assert found.tolist() == [0.0, 6.0, 0.0]


@pytest.mark.parametrize("seed", range(4))
def test_nearness_sums_one_over_the_steps_to_those_counted(seed: int) -> None:
    graph = nx.gnm_random_graph(25, 30, seed=seed)
    counted = np.arange(25) % 3 != 0
    sources = [0, 4, 9]
    theirs = sum(
        1.0 / steps
        for one in sources
        for other, steps in nx.single_source_shortest_path_length(graph, one).items()
        if counted[other] and steps
    )

    assert nearness(matrix(graph), np.array(sources), counted) == pytest.approx(theirs)


@pytest.mark.parametrize("seed", range(4))
def test_beyond_small_networks_trees_are_counted_and_the_rest_is_searched(seed: int) -> None:
    graph = nx.gnm_random_graph(150, 160, seed=seed)
    theirs = nx.betweenness_centrality(graph, normalized=False)

    assert betweenness(matrix(graph)) == pytest.approx([theirs[one] for one in range(150)])


def test_pivots_come_near_the_truth_and_order_the_first() -> None:
    graph = nx.barabasi_albert_graph(600, 2, seed=4)
    exact, rough = betweenness(matrix(graph)), betweenness(matrix(graph), pivots=120)

    assert abs(rough.sum() - exact.sum()) < 0.1 * exact.sum()
    assert int(rough.argmax()) == int(exact.argmax())
