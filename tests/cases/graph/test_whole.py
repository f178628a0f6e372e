"""Betweenness of the whole graph, held against networkx; pivots held against what they promise."""

import random

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from cases.graph.brandes import betweenness_of_whole
from cases.graph.peeling import peel
from cases.graph.whole import whole_graph


def matrix(graph: nx.Graph) -> csr_array:
    made = csr_array(nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=float))
    made.setdiag(0)
    made.eliminate_zeros()
    return made


def by_networkx(graph: nx.Graph) -> list[float]:
    found = nx.betweenness_centrality(graph, normalized=False)
    return [found[node] for node in sorted(graph)]


@pytest.mark.parametrize("seed", range(25))
def test_it_is_that_of_networkx_on_random_graphs(seed: int) -> None:
    graph = nx.gnm_random_graph(30, random.Random(seed).randint(8, 60), seed=seed)
    found = betweenness_of_whole(matrix(graph), np.random.default_rng(0))

    assert found.exact
    assert found.pairs == pytest.approx(by_networkx(graph))


@pytest.mark.parametrize(
    "graph",
    [nx.path_graph(9), nx.star_graph(7), nx.balanced_tree(3, 3), nx.cycle_graph(6),
     nx.empty_graph(4), nx.path_graph(2), nx.lollipop_graph(4, 3),
     nx.disjoint_union(nx.star_graph(3), nx.cycle_graph(5))],
)  # fmt: skip
def test_trees_rings_and_lonely_nodes_are_those_of_networkx(graph: nx.Graph) -> None:
    found = betweenness_of_whole(matrix(graph), np.random.default_rng(0))

    assert found.pairs == pytest.approx(by_networkx(graph))


def test_a_star_is_solved_without_a_search() -> None:
    peeled = peel(matrix(nx.star_graph(7)))
    assert peeled.core.tolist() == [0]
    # Seven leaves: 7 * 6 / 2 pairs meet in the middle.
    assert peeled.hung[0] == 21


def test_pivots_keep_their_promise_on_most_draws() -> None:
    graph = nx.barabasi_albert_graph(400, 1, seed=1)
    graph.add_edges_from(nx.gnm_random_graph(400, 250, seed=3).edges)
    truth = np.array(by_networkx(graph))
    held, unbiased = [], []
    for seed in range(40):
        found = betweenness_of_whole(matrix(graph), np.random.default_rng(seed), pivots=60)
        assert np.abs(found.pairs - truth).max() <= found.bound
        held.append(np.mean(np.abs(found.pairs - truth) <= found.error))
        unbiased.append(found.pairs.sum() / truth.sum())
    assert np.mean(held) >= 0.95
    assert np.mean(unbiased) == pytest.approx(1.0, abs=0.02)


def test_the_same_seed_gives_the_same_and_enough_pivots_are_exact() -> None:
    graph = matrix(nx.gnm_random_graph(60, 120, seed=2))
    first = betweenness_of_whole(graph, np.random.default_rng(5), pivots=20)
    again = betweenness_of_whole(graph, np.random.default_rng(5), pivots=20)

    assert (first.pairs == again.pairs).all()
    assert not first.exact
    assert betweenness_of_whole(graph, np.random.default_rng(5), pivots=60).exact


def test_an_empty_graph_has_nobody_between() -> None:
    found = betweenness_of_whole(whole_graph([]).matrix, np.random.default_rng(0), pivots=5)

    assert found.exact
    assert found.pairs.size == 0


def test_negative_weights_count_as_links() -> None:
    graph = matrix(nx.cycle_graph(6))
    found = betweenness_of_whole(-graph, np.random.default_rng(0))

    assert found.pairs == pytest.approx(by_networkx(nx.cycle_graph(6)))


def test_pairs_become_a_matrix_without_loops_doubles_and_hubs() -> None:
    pairs = [("PER-1", "PHN-1"), ("PHN-1", "PER-1"), ("PER-2", "PER-2"), ("PER-1", "PER-3")]
    shop = [(f"PER-{n}", "PHN-9") for n in range(1, 40)]
    whole = whole_graph([*pairs, *shop], {"PER-3": "PER-2"})

    assert [(hub.id, hub.neighbours) for hub in whole.hubs] == [("PHN-9", 38)]
    assert "PER-3" not in whole.ids
    place = {one: n for n, one in enumerate(whole.ids)}
    assert whole.matrix[place["PER-1"]].sum() == 2
    assert whole.matrix[place["PER-1"], place["PER-2"]] == 1
    assert whole.matrix.diagonal().sum() == 0
    assert len(whole_graph([]).ids) == 0
