"""Sets of people against trying every set there is."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from cases.graph.key_sets import (
    best_reach,
    best_set,
    distance_fragmentation,
    distances,
    key_players,
    reach,
)
from cases.graph.trade import adjacency


def matrix(graph: nx.Graph):  # type: ignore[no-untyped-def]
    return adjacency(len(graph), np.array(list(graph.edges), dtype=np.intp).reshape(-1, 2))


def pairs_lost(graph: nx.Graph, gone: tuple[int, ...]) -> float:
    """Ordered pairs with no way between them, counted one by one; who is gone reaches nobody."""
    rest = graph.copy()
    rest.remove_nodes_from(gone)
    n = len(graph)
    reached = sum(len(nx.node_connected_component(rest, one)) - 1 for one in rest)
    return 1.0 - reached / (n * (n - 1))


def nearness(graph: nx.Graph, chosen: tuple[int, ...]) -> float:
    """Mean over all of 1 / steps to the nearest chosen one, by walking from each."""
    total = 0.0
    for one in graph:
        steps = nx.single_source_shortest_path_length(graph, one)
        near = [steps[other] for other in chosen if other in steps]
        total += 0.0 if not near else 1.0 if min(near) == 0 else 1.0 / min(near)
    return total / len(graph)


@pytest.mark.parametrize("seed", range(8))
def test_the_set_that_cuts_most_is_found(seed: int) -> None:
    graph = nx.gnm_random_graph(13, 16, seed=seed)
    best = max(pairs_lost(graph, gone) for gone in combinations(range(13), 3))

    chosen, cut = key_players(matrix(graph), range(13), 3)

    assert cut == pytest.approx(pairs_lost(graph, chosen))
    assert cut == pytest.approx(best)


@pytest.mark.parametrize("seed", range(2))
def test_where_sets_are_too_many_greedy_and_swaps_come_near_the_best(seed: int) -> None:
    graph = nx.gnm_random_graph(28, 33, seed=seed)
    value = {gone: pairs_lost(graph, gone) for gone in combinations(range(28), 3)}

    chosen, cut = key_players(matrix(graph), range(28), 3)

    assert cut == pytest.approx(value[chosen])
    assert cut >= 0.98 * max(value.values())


@pytest.mark.parametrize("seed", range(8))
def test_the_set_that_reaches_all_agrees_with_walking_from_everybody(seed: int) -> None:
    graph = nx.gnm_random_graph(12, 15, seed=seed)
    best = max(nearness(graph, chosen) for chosen in combinations(range(12), 2))

    chosen, near = best_reach(matrix(graph), range(12), 2, among=range(12))

    assert near == pytest.approx(nearness(graph, chosen))
    assert near == pytest.approx(best)


@pytest.mark.parametrize("seed", range(4))
def test_fragmentation_by_distance_is_one_less_the_mean_nearness_of_pairs(seed: int) -> None:
    graph = nx.gnm_random_graph(10, 12, seed=seed)
    rest = graph.copy()
    rest.remove_nodes_from([3, 4])
    near = sum(
        1.0 / steps
        for one, others in nx.all_pairs_shortest_path_length(rest)
        for other, steps in others.items()
        if other != one
    )

    assert distance_fragmentation(matrix(graph), [3, 4]) == pytest.approx(1 - near / 90)


def test_everybody_beside_everybody_is_not_fragmented_and_nobody_wholly() -> None:
    assert distance_fragmentation(matrix(nx.complete_graph(5))) == pytest.approx(0.0)
    assert distance_fragmentation(matrix(nx.empty_graph(5))) == 1.0
    assert distance_fragmentation(matrix(nx.empty_graph(1))) == 0.0


def test_pairs_of_people_are_counted_though_things_lie_between() -> None:
    """Two people joined by one phone (place 2) are two steps apart: half as near as friends."""
    graph = nx.Graph([(0, 2), (1, 2)])

    assert distance_fragmentation(matrix(graph), among=[0, 1]) == pytest.approx(0.5)


def test_who_stands_in_the_middle_of_a_star_reaches_all_at_one_step() -> None:
    chosen, near = best_reach(matrix(nx.star_graph(4)), range(5), 1, among=range(5))

    assert (chosen, near) == ((0,), 1.0)


def test_who_cannot_be_reached_counts_nothing() -> None:
    steps = distances(matrix(nx.Graph([(0, 1), (2, 3)])), [0])

    assert steps.tolist() == [[0.0, 1.0, np.inf, np.inf]]
    assert reach(steps, [0], [0]) == pytest.approx(0.5)
    assert reach(steps, [], [0]) == 0.0


def test_asking_for_more_players_than_there_are_takes_all() -> None:
    assert best_set([1, 0], 5, lambda chosen: float(len(chosen)))[0] == (0, 1)
