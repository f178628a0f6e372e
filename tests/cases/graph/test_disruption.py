"""What is left when people are gone: small networks by hand, and a published fall."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from cases.graph.disruption import (
    Mending,
    efficiency,
    joined,
    largest_share,
    mended,
    removal_sequence,
    robustness,
    without_links,
)
from cases.graph.trade import adjacency


def matrix(graph: nx.Graph):  # type: ignore[no-untyped-def]
    return adjacency(len(graph), np.array(list(graph.edges), dtype=np.intp).reshape(-1, 2))


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def test_the_middle_of_a_star_goes_first_and_nothing_is_left_to_cut() -> None:
    (only,) = removal_sequence(matrix(nx.star_graph(4)), range(5), 3)

    assert (only.place, only.largest) == (0, pytest.approx(0.2))


def test_the_order_counts_anew_after_each() -> None:
    """A line of seven: after its middle the middles of both halves, not its neighbours."""
    order = [one.place for one in removal_sequence(matrix(nx.path_graph(7)), range(7), 3)]

    assert order[0] == 3
    assert set(order[1:]) == {1, 5}


def test_things_are_never_taken_out_though_all_ways_lead_through_one() -> None:
    phone = nx.Graph([(0, 4), (1, 4), (1, 2), (4, 3)])

    order = removal_sequence(matrix(phone), [0, 1, 2, 3], 2)

    assert [one.place for one in order] == [1]


def test_the_largest_part_is_counted_over_all_people_also_those_gone() -> None:
    line = matrix(nx.path_graph(5))

    assert largest_share(line, range(5)) == 1.0
    assert largest_share(line, range(5), [2]) == pytest.approx(0.4)
    assert largest_share(line, range(5), range(5)) == 0.0
    assert largest_share(line, []) == 0.0


@pytest.mark.parametrize("seed", range(4))
def test_efficiency_is_that_of_networkx(seed: int) -> None:
    graph = nx.gnm_random_graph(15, 20, seed=seed)

    assert efficiency(matrix(graph), range(15), rng()) == pytest.approx(nx.global_efficiency(graph))


def test_one_person_alone_has_no_efficiency() -> None:
    assert efficiency(matrix(nx.empty_graph(1)), [0], rng()) == 0.0


def test_nobody_mends_what_nobody_mends() -> None:
    star = matrix(nx.star_graph(4))

    assert mended(star, 0, range(5), Mending.NONE, rng()).nnz == 0


@pytest.mark.parametrize("way", [Mending.NEAR, Mending.LINKED, Mending.RANDOM])
def test_each_who_lost_a_contact_finds_another_and_never_the_one_who_is_gone(way: Mending) -> None:
    star = matrix(nx.star_graph(4))

    after = mended(star, 0, range(5), way, rng()).toarray()

    assert after[0].sum() == 0
    assert (after[1:].sum(axis=1) >= 1).all()
    assert (after == after.T).all()


def test_through_acquaintances_nobody_finds_a_stranger() -> None:
    """The star's leaves knew one another's boss; the pair far away knew nobody of them."""
    graph = nx.star_graph(4)
    graph.add_edge(5, 6)

    after = mended(matrix(graph), 0, range(7), Mending.NEAR, rng()).toarray()

    assert after[5:, :5].sum() == 0


def test_whoever_met_at_one_event_lost_a_contact_too() -> None:
    """0 and 1 met at event 3 only; 1 is the one who has to find another."""
    graph = nx.Graph([(0, 3), (1, 3), (2, 4), (1, 4)])

    after = mended(matrix(graph), 0, [0, 1, 2], Mending.LINKED, rng()).toarray()

    assert after[1, 2] == 1.0


def test_links_are_taken_out_and_put_in_without_touching_the_rest() -> None:
    line = matrix(nx.path_graph(4))

    assert without_links(line, [3]).toarray().sum() == 4
    again = joined(without_links(line, [3]), np.array([[2, 3]]))
    assert (again.toarray() == line.toarray()).all()


def test_robustness_stays_where_a_short_sequence_ended() -> None:
    assert robustness([0.8, 0.4], 4) == pytest.approx((0.8 + 0.4 + 0.4 + 0.4) / 4)
    assert robustness([], 3) == 0.0


def montagna(folder: Path, network: str) -> nx.Graph:
    graph: nx.Graph = nx.Graph()
    for line in (folder / "montagna" / f"{network}_edgelist.csv").read_text().splitlines():
        if line.strip():
            a, b, _ = line.split()
            graph.add_edge(a, b)
    return nx.convert_node_labels_to_integers(graph, ordering="sorted")


@pytest.mark.parametrize(("network", "fall"), [("meetings", 0.4), ("phonecalls", 0.6)])
def test_montagna_falls_as_published_when_the_most_between_go(
    shared_data: Path, network: str, fall: float
) -> None:
    """Cavallaro et al. 2020: taking out the top 5 % cuts the largest part by up to 70 %."""
    graph = montagna(shared_data, network)
    links, everybody = matrix(graph), range(len(graph))
    before = largest_share(links, everybody)

    order = removal_sequence(links, everybody, round(0.05 * len(graph)))

    assert 1 - order[-1].largest / before > fall
    by_networkx = graph.copy()
    for one in order:
        scores = nx.betweenness_centrality(by_networkx)
        assert scores[one.place] == pytest.approx(max(scores.values()))
        by_networkx.remove_node(one.place)
    largest = max(map(len, nx.connected_components(by_networkx)))
    assert order[-1].largest == pytest.approx(largest / len(graph))


def test_taking_montagnas_people_at_random_hardly_hurts(shared_data: Path) -> None:
    graph = montagna(shared_data, "phonecalls")
    links, people = matrix(graph), list(range(len(graph)))
    before, draw = largest_share(links, people), rng()

    left = [largest_share(links, people, draw.choice(people, 5, replace=False)) / before
            for _ in range(100)]  # fmt: skip

    assert float(np.median(left)) > 0.85
