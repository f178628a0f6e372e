"""A picture stays where it was when something is added."""

import math
import random
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.graph import layout
from cases.graph.laying_out import _apart


def ring(n: int) -> nx.Graph:
    return nx.relabel_nodes(nx.cycle_graph(n), lambda i: f"PER-{i}")


@pytest.mark.parametrize("n", [0, 1])
def test_nothing_and_one_have_their_place(n: int) -> None:
    graph: Any = nx.empty_graph(n)
    graph = nx.relabel_nodes(graph, str)

    assert list(layout(graph)) == [str(i) for i in range(n)]


def test_the_same_graph_in_another_order_gives_the_same_picture() -> None:
    edges = [(f"A-{a}", f"A-{b}") for a, b in nx.gnm_random_graph(20, 30, seed=4).edges]
    turned = [(b, a) for a, b in edges]
    random.Random(1).shuffle(turned)

    assert layout(nx.Graph(edges)) == layout(nx.Graph(turned))


def test_known_places_stay_and_a_new_node_stands_beside_its_neighbour() -> None:
    graph = ring(12)
    before = {node: (x + 0.12345, y) for node, (x, y) in layout(graph).items()}
    graph.add_edge("PER-3", "SZ-1")

    after = layout(graph, before)

    assert {node: after[node] for node in before} == before
    distances = {node: math.dist(after["SZ-1"], place) for node, place in before.items()}
    assert min(distances, key=lambda node: distances[node]) == "PER-3"


def test_a_place_of_a_node_that_is_gone_is_forgotten() -> None:
    assert set(layout(ring(3), {"PER-9": (1.0, 2.0)})) == {"PER-0", "PER-1", "PER-2"}


def test_neighbours_stand_nearer_than_strangers() -> None:
    graph = nx.relabel_nodes(nx.barbell_graph(6, 2), lambda i: f"PER-{i:02}")
    place = layout(graph)
    near = [math.dist(place[a], place[b]) for a, b in graph.edges]
    far = [math.dist(place[a], place[b]) for a, b in nx.non_edges(graph)]

    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=40))
def test_no_two_nodes_share_a_place(edges: list[tuple[int, int]]) -> None:
    graph = nx.Graph([(f"N-{a}", f"N-{b}") for a, b in edges])
    places = layout(graph)

    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places.values())
    assert len(set(places.values())) == len(graph)


def test_the_push_apart_is_the_sum_over_all_pairs() -> None:
    rng = np.random.default_rng(3)
    place = rng.normal(0, 300, (150, 2))
    pushed = _apart(place, 100.0)

    for i in (0, 77, 149):
        whole = [0.0, 0.0]
        for j in range(150):
            away = place[i] - place[j]
            square = max(float(away @ away), 1.0)
            whole = [whole[k] + float(away[k]) * 100.0**2 / square for k in (0, 1)]
        assert pushed[i] == pytest.approx(whole, rel=1e-6, abs=1e-6)


def test_two_nodes_on_one_place_are_not_torn_apart() -> None:
    assert np.isfinite(_apart(np.zeros((3, 2)), 100.0)).all()
