"""Who would take a person's place."""

import networkx as nx
import numpy as np

from cases.graph.succession import acquaintances, circle, gain_without, next_between, next_in_circle
from cases.graph.trade import adjacency


def matrix(graph: nx.Graph):  # type: ignore[no-untyped-def]
    return adjacency(len(graph), np.array(list(graph.edges), dtype=np.intp).reshape(-1, 2))


# 0 leads; 1 knows three of the four whom 0 knows, and 0; 2 to 5 are heads, each with a follower.
HOUSE = nx.Graph(
    [
        *((0, 2), (0, 3), (0, 4), (0, 5), (0, 1), (1, 2), (1, 3), (1, 4)),
        *((2, 6), (3, 7), (4, 8), (5, 9)),
    ]
)


def test_the_deputy_shares_the_leaders_circle_most() -> None:
    alike = circle(matrix(HOUSE), 0, range(10))

    assert int(np.argmax(alike)) == 1
    assert alike[0] == -np.inf


def test_those_who_met_at_one_event_know_each_other() -> None:
    """0 and 1 at event 3, 2 alone."""
    known = acquaintances(matrix(nx.Graph([(0, 3), (1, 3), (2, 4)])), [0, 1, 2])

    assert known.toarray().tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 1]]


def test_whoever_shares_nobody_has_no_claim() -> None:
    apart = nx.Graph([(0, 1), (2, 3)])

    assert next_in_circle(matrix(apart), 0, range(4))[2:].tolist() == [0.0, 0.0]


def test_a_go_between_is_followed_by_whoever_joins_the_groups() -> None:
    left, right = nx.complete_graph(4), nx.relabel_nodes(nx.complete_graph(4), lambda n: n + 4)
    graph = nx.compose(left, right)
    graph.add_edges_from([(8, 0), (8, 4), (9, 1), (9, 10), (10, 5)])

    claims = next_between(matrix(graph), 8, range(11))

    assert set(np.argsort(claims)[-2:].tolist()) == {9, 10}
    assert gain_without(matrix(graph), 8)[9] > 0
