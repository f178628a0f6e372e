"""Who belongs together, however the counting happens to begin."""

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from cases.graph.communities import communities, partitions, seeds_for, together
from cases.graph.louvain import louvain, modularity
from cases.graph.trade import adjacency


def matrix(graph: nx.Graph):  # type: ignore[no-untyped-def]
    return adjacency(len(graph), np.array(list(graph.edges), dtype=np.intp).reshape(-1, 2))


def found(graph: nx.Graph, runs: int = 20):  # type: ignore[no-untyped-def]
    people = list(range(len(graph)))
    return communities(partitions(matrix(graph), runs, np.random.default_rng(1)), people)


def test_two_cliques_with_one_link_between_them_are_two_firm_groups() -> None:
    first, second = found(nx.barbell_graph(6, 0))

    assert {frozenset(first.members), frozenset(second.members)} == {
        frozenset(range(6)), frozenset(range(6, 12)),
    }  # fmt: skip
    assert first.stability == 1.0


def test_whoever_now_falls_here_now_there_is_told_as_loose_and_comes_last() -> None:
    """A line of nine has no groups of its own: each run cuts it elsewhere."""
    groups = found(nx.path_graph(9), runs=60)

    assert min(one.stability for one in groups) < 0.9
    for one in groups:
        assert list(one.firmness) == sorted(one.firmness, reverse=True)


@pytest.mark.parametrize("seed", range(3))
def test_planted_groups_are_found(seed: int) -> None:
    graph = nx.planted_partition_graph(4, 10, 0.7, 0.02, seed=seed)
    groups = [frozenset(range(10 * n, 10 * n + 10)) for n in range(4)]

    ours = [frozenset(one.members) for one in found(graph)]

    overlap = [max(len(own & group) / len(own | group) for own in ours) for group in groups]
    assert min(overlap) > 0.8


def test_the_share_together_counts_runs() -> None:
    runs = np.array([[0, 0, 1], [0, 1, 1], [0, 0, 0], [2, 2, 1]])

    share = together(runs, [0, 1, 2])

    assert share[0].tolist() == [1.0, 0.75, 0.25]
    assert (share == share.T).all()


def test_alone_is_no_group_and_nobody_makes_none() -> None:
    assert found(nx.empty_graph(3)) == ()
    assert communities(np.zeros((2, 0), dtype=np.intp), []) == ()


def test_a_negative_weight_is_refused_in_a_sentence() -> None:
    negative = csr_array(np.array([[0.0, -1.0], [-1.0, 0.0]]))

    with pytest.raises(ValueError, match="never below 0"):
        partitions(negative, 2, np.random.default_rng(0))


def test_a_large_network_gets_fewer_runs_but_never_one_alone() -> None:
    assert (seeds_for(100), seeds_for(4000), seeds_for(10**6)) == (50, 25, 10)


@pytest.mark.parametrize("seed", range(6))
def test_groups_are_as_good_as_those_of_networkx(seed: int) -> None:
    graph = nx.planted_partition_graph(5, 12, 0.5, 0.04, seed=seed)
    theirs = [nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=s))
              for s in range(5)]  # fmt: skip

    ours = []
    for run in range(5):
        groups = louvain(matrix(graph), np.random.default_rng(run))
        sets = [set(np.flatnonzero(groups == one).tolist()) for one in np.unique(groups)]
        ours.append(nx.community.modularity(graph, sets))
        assert modularity(matrix(graph), groups) == pytest.approx(ours[-1])

    assert max(ours) > max(theirs) - 0.02


def test_weights_decide_who_belongs_together() -> None:
    line = csr_array(np.diag([9.0, 1.0, 9.0], 1) + np.diag([9.0, 1.0, 9.0], -1))

    assert louvain(line, np.random.default_rng(3)).tolist() == [0, 0, 1, 1]


def test_without_links_each_is_alone_and_nothing_is_within() -> None:
    nobody = matrix(nx.empty_graph(3))

    assert louvain(nobody, np.random.default_rng(1)).tolist() == [0, 1, 2]
    assert modularity(nobody, np.array([0, 0, 0])) == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_the_run_told_is_the_one_nearest_to_all_counted_pair_by_pair(seed: int) -> None:
    runs = np.random.default_rng(seed).integers(0, 4, (7, 12))
    share = (runs[:, :, None] == runs[:, None, :]).mean(axis=0)
    off = [((row[:, None] == row[None, :]) - share).__pow__(2).sum() for row in runs]

    groups = {frozenset(one.members) for one in communities(runs, list(range(12)))}

    chosen = runs[int(np.argmin(np.round(off, 6)))]
    wanted = {frozenset(np.flatnonzero(chosen == one).tolist()) for one in np.unique(chosen)}
    assert groups == {one for one in wanted if len(one) > 1}
