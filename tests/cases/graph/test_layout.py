"""A picture stays where it was when something is added."""

import math
import random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.graph import layout


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
