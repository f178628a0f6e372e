"""Measures on sparse matrices against counting, networkx, and a published network."""

from itertools import combinations
from pathlib import Path
from types import ModuleType

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.graph.centrality import (
    betweenness,
    component_of,
    degree,
    fragmentation,
    ranks,
)
from cases.graph.key_sets import key_players
from cases.graph.trade import adjacency

Edges = list[tuple[int, int]]
EDGES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20)


def matrix(n: int, edges: Edges):  # type: ignore[no-untyped-def]
    return adjacency(n, np.array(edges, dtype=np.intp).reshape(-1, 2))


def test_the_middle_of_a_line_has_all_ways_through_it() -> None:
    assert betweenness(matrix(3, [(0, 1), (1, 2)])).tolist() == [0.0, 1.0, 0.0]


def test_two_equal_ways_count_half_each() -> None:
    square = matrix(4, [(0, 1), (1, 2), (2, 3), (3, 0)])

    assert betweenness(square).tolist() == [0.5, 0.5, 0.5, 0.5]


def test_a_broker_between_two_cliques_leads_though_with_few_links() -> None:
    left = [(a, b) for a in range(4) for b in range(a)]
    right = [(a, b) for a in range(4, 8) for b in range(4, a)]
    graph = matrix(9, [*left, *right, (8, 0), (8, 4)])

    assert int(np.argmax(betweenness(graph))) == 8
    assert degree(graph)[8] == 2


@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_graph_without_links_has_no_ways(n: int) -> None:
    empty = matrix(n, [])

    assert betweenness(empty).tolist() == [0.0] * n
    assert fragmentation(empty) == (1.0 if n == 2 else 0.0)


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_betweenness_agrees_with_writing_down_every_path(oracle: ModuleType, edges: Edges) -> None:
    edges = [(a, b) for a, b in edges if a != b]

    assert betweenness(matrix(9, edges)) == pytest.approx(oracle.shortest_ways_through(edges, 9))


@pytest.mark.parametrize(("n", "seed"), [(60, 1), (300, 2), (600, 3)])
def test_betweenness_agrees_with_networkx_on_larger_graphs(n: int, seed: int) -> None:
    graph = nx.gnm_random_graph(n, 2 * n, seed=seed)
    theirs = nx.betweenness_centrality(graph, normalized=False)

    ours = betweenness(matrix(n, list(graph.edges)))

    assert ours == pytest.approx([theirs[node] for node in range(n)])


def test_ways_counted_from_pivots_come_near_and_keep_the_leader() -> None:
    graph = nx.barabasi_albert_graph(400, 2, seed=4)
    links = matrix(400, list(graph.edges))

    exact, sampled = betweenness(links), betweenness(links, pivots=150)

    assert int(np.argmax(sampled)) == int(np.argmax(exact))
    assert np.corrcoef(exact, sampled)[0, 1] > 0.98
    assert sampled.sum() == pytest.approx(exact.sum(), rel=0.1)


def test_more_pivots_than_nodes_are_all_nodes() -> None:
    line = matrix(3, [(0, 1), (1, 2)])

    assert betweenness(line, pivots=99).tolist() == [0.0, 1.0, 0.0]


@settings(max_examples=60, deadline=None)
@given(EDGES)
def test_components_are_those_of_networkx(edges: Edges) -> None:
    edges = [(a, b) for a, b in edges if a != b]
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(9))
    labels = component_of(matrix(9, edges))

    ours = {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}

    assert ours == {frozenset(part) for part in nx.connected_components(graph)}


@pytest.mark.parametrize("seed", range(5))
def test_fragmentation_is_the_share_of_pairs_that_cannot_reach_each_other(
    seed: int, oracle: ModuleType
) -> None:
    graph = nx.gnm_random_graph(12, 14, seed=seed)
    edges = list(graph.edges)

    for without in ([], [0], [1, 5]):
        ours = fragmentation(matrix(12, edges), without)
        assert ours == pytest.approx(oracle.pairs_cut(edges, 12, without))


def test_the_best_set_is_not_the_set_of_the_best() -> None:
    """Borgatti 2006: two brokers side by side are one cut; the better pair stands apart."""
    star = [(0, leaf) for leaf in range(2, 7)] + [(1, leaf) for leaf in range(7, 12)] + [(0, 1)]
    chosen, cut = key_players(matrix(12, star), range(12), 2)

    assert chosen == (0, 1)
    assert cut == pytest.approx(1.0)


def test_a_swap_mends_what_taking_the_best_first_spoils(oracle: ModuleType) -> None:
    """Whoever cuts most alone is not in the best pair, found here by trying all pairs."""
    tree = [
        (0, 3),
        (0, 4),
        (1, 6),
        (2, 6),
        (4, 6),
        (4, 7),
        (5, 7),
        (5, 11),
        (6, 10),
        (7, 8),
        (8, 9),
    ]
    alone = max(range(12), key=lambda one: oracle.pairs_cut(tree, 12, [one]))
    best = max(combinations(range(12), 2), key=lambda pair: oracle.pairs_cut(tree, 12, pair))

    chosen, cut = key_players(matrix(12, tree), range(12), 2)

    assert alone not in best
    assert chosen == best
    assert cut == pytest.approx(oracle.pairs_cut(tree, 12, best))


def test_asking_for_more_players_than_there_are_takes_all() -> None:
    assert key_players(matrix(2, [(0, 1)]), [0, 1], 5)[0] == (0, 1)


def test_equal_scores_share_the_better_rank() -> None:
    assert ranks(np.array([5.0, 9.0, 5.0, 1.0])).tolist() == [2, 1, 2, 4]


def ties(path: Path) -> tuple[int, Edges]:
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    names = sorted({name for a, b, _ in rows for name in (a, b)}, key=int)
    place = {name: i for i, name in enumerate(names)}
    pairs = {tuple(sorted((place[a], place[b]))) for a, b, _ in rows if a != b}
    return len(names), sorted((a, b) for a, b in pairs)


@pytest.mark.parametrize(
    ("network", "people", "links"), [("meetings", 101, 256), ("phonecalls", 100, 124)]
)
def test_the_montagna_networks_are_as_published(
    shared_data: Path, network: str, people: int, links: int
) -> None:
    n, edges = ties(shared_data / "montagna" / f"{network}_edgelist.csv")

    assert (n, len(edges)) == (people, links)
    assert len(set(component_of(matrix(n, edges)).tolist())) == 5


def test_taking_out_the_most_between_breaks_montagna_as_published(shared_data: Path) -> None:
    """Cavallaro et al. 2020: the top 5 % cut the largest component by up to 70 %."""
    n, edges = ties(shared_data / "montagna" / "phonecalls_edgelist.csv")
    largest = np.bincount(component_of(matrix(n, edges))).max()
    gone: set[int] = set()
    for _ in range(5):
        rest = [(a, b) for a, b in edges if a not in gone and b not in gone]
        gone.add(int(np.argmax(betweenness(matrix(n, rest)))))
    rest = [(a, b) for a, b in edges if a not in gone and b not in gone]
    left = np.bincount(component_of(matrix(n, rest))).max()

    assert 1 - left / largest > 0.6
