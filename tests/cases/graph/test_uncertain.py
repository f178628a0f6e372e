"""Networks drawn as records allow: doubtful links, parted records, links that nobody told."""

from datetime import UTC, datetime
from typing import Any

import networkx as nx
import numpy as np
import pytest

from cases.graph.doubt import Doubt, doubts
from cases.graph.missing import (
    ASSUMED,
    Missing,
    Unrecorded,
    alike,
    closure,
    missing_share,
    standing_certainty,
)
from cases.graph.standing import (
    TAILS,
    expected,
    hidden,
    influence,
    measures,
    overall,
    standings,
)
from cases.graph.trade import adjacency
from cases.graph.uncertain import (
    Draws,
    all_rank_intervals,
    between,
    drawn_networks,
    rank_intervals,
    span,
)
from cases.resolution import Verdict, decide

AT = datetime(2026, 5, 1, tzinfo=UTC)


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def friends(records: Any, pairs: list[tuple[int, int]], sources: int = 1, grade: str = "A1") -> Any:
    """People who know each other, each pair told by so many sources."""
    for a, b in pairs:
        for source in range(1, sources + 1):
            records.say(f"PER-{a:02}", "Person", knows=f"PER-{b:02}", by=f"SRC-{source}",
                        grade=grade)  # fmt: skip
    for one in sorted({one for pair in pairs for one in pair}):
        records.say(f"PER-{one:02}", "Person", name=f"Person {one}")
    return records


RING = [(n, (n + 1) % 12) for n in range(12)]


def test_links_are_kept_as_often_as_they_stand(records: Any) -> None:
    network = friends(records, RING, grade="C3").world().trade
    draws = Draws.of(network)
    draws.missing = Missing(0.0, counted=True)
    known = network.adjacency().toarray()

    kept = [(one.matrix.toarray() * known).sum() / known.sum() for one in draws.walk(300, rng())]

    assert np.mean(kept) == pytest.approx(0.75, abs=0.02)


def test_links_that_nobody_told_are_put_in_beside_those_on_record(records: Any) -> None:
    network = friends(records, RING).world().trade
    draws = Draws.of(network)
    more = [one.matrix.nnz / 2 - 12 for one in draws.walk(300, rng())]

    assert draws.missing == Missing(ASSUMED, counted=False)
    assert 1.5 < np.mean(more) < 4.0  # 12 links are 80 %, so 3 are missing, some twice


def test_where_sources_overlap_the_missing_are_counted_by_chao(records: Any) -> None:
    friends(records, RING, sources=2)
    friends(records, [(20 + n, 30 + n) for n in range(8)])
    network = records.world().trade

    found = missing_share(network)

    once = 8 * 0.98 * (alone := 8 / (8 + 24))  # about: the iteration mends both
    unseen = 0.5 * once * max(once - 1, 0) / (2 * 13)
    assert found.counted
    assert found.share == pytest.approx(unseen / (12 + once + unseen), abs=0.05)
    assert 0 < alone < 1


def test_a_link_told_once_is_doubted_where_others_are_told_twice(records: Any) -> None:
    friends(records, RING, sources=2, grade="C3")
    friends(records, [(20, 21)], grade="C3")
    network = records.world().trade

    stands = standing_certainty(network, network.links)
    once = [float(s) for s, link in zip(stands, network.links, strict=True) if link.roots == 1]

    assert once[0] < 0.75
    twice = [float(s) for s, link in zip(stands, network.links, strict=True) if link.roots == 2]
    assert twice == pytest.approx([1 - 0.25**2] * 12)


def test_one_source_alone_leaves_certainty_as_it_is(records: Any) -> None:
    network = friends(records, RING, grade="C3").world().trade

    assert standing_certainty(network, network.links).tolist() == pytest.approx([0.75] * 12)


def test_unrecorded_links_are_of_kinds_that_are_linked(records: Any) -> None:
    for n in range(6):
        records.say(f"SZ-2026-00{n}", "Seizure", courier=f"PER-{n}", buyer=f"PER-{n + 1}")
    for n in range(8):
        records.say(f"PER-{n}", "Person", name=f"Person {n}")
    network = records.world().trade

    drawn = Unrecorded(network).draw(200, rng())

    kinds = {tuple(sorted(network.kinds[place] for place in pair)) for pair in drawn}
    assert kinds == {("Person", "Seizure")}
    known = {tuple(sorted(pair)) for pair in network.ends.tolist()}
    assert not known & {tuple(pair) for pair in drawn.tolist()}


def test_whoever_has_many_links_lacks_more_of_them(records: Any) -> None:
    friends(records, [*((0, n) for n in range(1, 25)), *((n, n + 1) for n in range(25, 40))])
    network = records.world().trade
    drawn = Unrecorded(network).draw(4000, rng())
    often = np.bincount(drawn.ravel(), minlength=len(network.nodes))

    assert often[network.index["PER-00"]] > 2 * np.median(often)


def test_nothing_is_drawn_into_nothing(records: Any) -> None:
    network = records.world().trade

    assert Unrecorded(network).draw(5, rng()).shape == (0, 2)
    assert missing_share(network).share == ASSUMED
    assert rank_intervals(network, influence, ()) == ()


def test_closure_is_the_share_of_links_with_another_way_of_three_steps() -> None:
    square = [(0, 1), (1, 2), (2, 3), (3, 0)]
    loose = [*square, (3, 4), (4, 5), (5, 6), (6, 7)]

    def share(edges: list[tuple[int, int]]) -> float:
        ends = np.array(edges, dtype=np.intp)
        return closure(adjacency(8, ends), ends)

    assert share(square) == 1.0
    assert share(loose) == 0.5


def test_equal_numbers_of_links_are_all_alike_and_unequal_ones_are_not() -> None:
    assert alike(np.full(10, 3.0)) == 20.0
    assert alike(np.array([1.0] * 9 + [60.0])) == 0.5


def test_a_doubtful_merge_parts_again_in_some_draws(two_groups: Any) -> None:
    same = decide("PER-1", "PER-3", Verdict.SAME, by="ann", at=AT, why="a nickname", weight_bits=0)
    world = two_groups.world(decisions=[same])
    network = world.trade

    sizes = [one.matrix.shape[0] - len(network.nodes)
             for one in Draws.of(network, doubts(world.decisions)).walk(400, rng())]  # fmt: skip

    assert set(sizes) == {0, 1}
    assert np.mean(sizes) == pytest.approx(0.5, abs=0.1)


def test_a_parted_record_takes_its_own_links_with_it(two_groups: Any) -> None:
    same = decide("PER-1", "PER-3", Verdict.SAME, by="ann", at=AT, why="a nickname")
    network = two_groups.world(decisions=[same]).trade
    draws = Draws.of(network, [Doubt("PER-1", "PER-3", 0.0)])
    draws.missing = Missing(0.0, counted=True)
    whole, first, second = (network.index[one] for one in ("PER-1", "SZ-2026-001", "SZ-2026-002"))

    for drawn in draws.walk(50, rng()):
        (parted,) = drawn.extra
        assert drawn.matrix[[whole]].toarray()[0, second] == 0
        assert drawn.matrix[[parted]].toarray()[0, first] == 0


def test_a_merge_that_nobody_doubts_never_parts(two_groups: Any) -> None:
    same = decide("PER-1", "PER-3", Verdict.SAME, by="ann", at=AT, why="one passport")
    network = two_groups.world(decisions=[same]).trade

    assert all(not one.extra.size for one in Draws.of(network).walk(50, rng()))


def test_a_wrong_merge_that_makes_a_leader_is_seen_in_the_interval(records: Any) -> None:
    """Two couriers of one name made one person: first only if they are one."""
    left, right = [(0, n) for n in range(1, 5)], [(10, n) for n in range(11, 15)]
    friends(records, [*left, *right, (20, 21), (20, 22), (20, 23), (20, 24), (20, 25), (20, 26)])
    sure = decide("PER-00", "PER-10", Verdict.SAME, by="a", at=AT, why="name", weight_bits=9)
    unsure = decide("PER-00", "PER-10", Verdict.SAME, by="a", at=AT, why="name", weight_bits=0.1)

    def first(decision: Any) -> float:
        world = records.world(decisions=[decision])
        ranked = rank_intervals(world.trade, lambda m: np.asarray(m.sum(axis=1)).ravel(),
                                world.drawn)  # fmt: skip
        return next(one.first for one in ranked if one.node == "PER-00")

    assert first(sure) > first(unsure) + 0.15


@pytest.mark.parametrize(("bits", "sure"), [(None, 0.95), (0.0, 0.5), (-9.0, 0.5), (40.0, 0.99)])
def test_a_persons_word_is_never_less_than_even_and_never_certain(
    bits: float | None, sure: float
) -> None:
    same = decide("PER-1", "PER-3", Verdict.SAME, by="ann", at=AT, why="a nickname",
                  weight_bits=bits)  # fmt: skip

    (doubt,) = doubts([same])

    assert doubt.probability == pytest.approx(sure)


def test_only_same_leaves_a_doubt_and_a_probability_has_bounds() -> None:
    apart = decide("PER-1", "PER-3", Verdict.DIFFERENT, by="ann", at=AT, why="two faces")

    assert doubts([apart]) == ()
    with pytest.raises(ValueError, match=r"with a probability 1.5"):
        Doubt("PER-1", "PER-3", 1.5)


@pytest.mark.parametrize("seed", range(4))
def test_influence_orders_as_katz_of_networkx(seed: int) -> None:
    graph = nx.gnm_random_graph(30, 60, seed=seed)
    largest = max(np.linalg.eigvalsh(nx.to_numpy_array(graph)))
    theirs = nx.katz_centrality_numpy(graph, alpha=0.5 / largest)
    ours = influence(adjacency(30, np.array(list(graph.edges))))

    assert ours == pytest.approx([theirs[one] for one in range(30)], rel=1e-4)


def test_influence_is_defined_in_pieces_and_without_links() -> None:
    assert influence(adjacency(4, np.empty((0, 2), dtype=np.intp))).tolist() == [0.5] * 4
    assert influence(adjacency(0, np.empty((0, 2), dtype=np.intp))).tolist() == []


def test_overall_is_the_mean_rank_among_persons_only(two_groups: Any) -> None:
    network = two_groups.world().trade
    scores = overall(network)(network.adjacency())

    assert scores[network.index["PER-5"]] == -1.0
    assert scores[network.index["SZ-2026-001"]] == -np.inf


def test_hidden_are_those_with_few_links_and_many_ways(records: Any) -> None:
    left = [(a, b) for a in range(5) for b in range(a)]
    right = [(a, b) for a in range(5, 10) for b in range(5, a)]
    friends(records, [*left, *right, (10, 0), (10, 5)])
    network = records.world().trade

    scores = hidden(network)(network.adjacency())

    assert network.nodes[int(np.argmax(scores))] == "PER-10"
    # All 30 pairs of both groups, by two links; whoever joins one group to it has five links.
    assert scores[network.index["PER-10"]] == pytest.approx(25 / 4)
    assert scores[network.index["PER-00"]] == pytest.approx(24 / 25)


def test_what_is_no_person_conceals_nothing(two_groups: Any) -> None:
    network = two_groups.world().trade

    assert hidden(network)(network.adjacency())[network.index["SZ-2026-001"]] == -1.0


def test_a_bridge_that_hardly_anybody_believes_comes_after_one_that_all_tell(records: Any) -> None:
    """Two lines from group to group, as recorded alike: one well told, one a doubtful rumour."""
    left = [(a, b) for a in range(5) for b in range(a)]
    right = [(a, b) for a in range(10, 15) for b in range(10, a)]
    friends(records, [*left, *right], sources=2)
    friends(records, [(0, 20), (10, 20)], sources=2)
    friends(records, [(1, 21), (11, 21)], grade="E5")
    world = records.world()
    as_recorded = hidden(world.trade)(world.trade.adjacency())
    place = world.trade.index

    ranked = {one.node: one for one in world.standings["hidden"]}

    assert as_recorded[place["PER-20"]] == pytest.approx(as_recorded[place["PER-21"]])
    assert ranked["PER-20"].rank == 1
    assert ranked["PER-20"].score > 4 * ranked["PER-21"].score


def test_links_are_expected_by_how_surely_they_stand(records: Any) -> None:
    network = friends(records, [(0, 1), (0, 2), (0, 3), (0, 4)], grade="C3").world().trade
    drawn = tuple(drawn_networks(network, rng(), draws=200))

    found = expected(network, drawn)

    assert found["links"][network.index["PER-00"]] == pytest.approx(3.0, abs=0.2)
    assert found["overall"][network.index["PER-00"]] == -1.0


def test_what_is_kept_of_a_draw_is_on_record_and_the_rest_was_put_in(records: Any) -> None:
    network = friends(records, RING, grade="C3").world().trade
    known = network.adjacency().toarray()

    for one in drawn_networks(network, rng(), draws=40):
        kept, whole = one.kept.toarray(), one.matrix.toarray()
        assert (kept <= known).all()
        assert (kept <= whole).all()


def test_wider_tails_are_told_where_draws_are_too_sure(two_groups: Any) -> None:
    network = two_groups.world().trade
    drawn = tuple(drawn_networks(network, rng(2), draws=100))
    wide = standings(network, drawn)["between"]
    plain = {one.node: one for one in rank_intervals(network, between, drawn)}

    assert all(one.low <= plain[one.node].low and one.high >= plain[one.node].high for one in wide)
    assert TAILS["between"] < TAILS["links"]


def test_a_link_meets_the_same_fate_whatever_else_is_on_record(records: Any) -> None:
    few = friends(records, RING, grade="C3").world().trade
    kept = [one.kept.toarray() for one in drawn_networks(few, rng(), draws=60)]
    friends(records, [(40, 41), (41, 42)], grade="C3")
    more = records.world().trade

    again = [one.kept.toarray()[:12, :12] for one in drawn_networks(more, rng(), draws=60)]

    assert all((a == b).all() for a, b in zip(kept, again, strict=True))
    assert 0.7 < np.mean(kept) / few.adjacency().toarray().mean() < 0.8


def test_where_there_is_nobody_nobody_is_ranked(records: Any) -> None:
    ranked = standings(records.world().trade, ())

    assert ranked == dict.fromkeys(("overall", "links", "between", "influence", "hidden"), ())


def test_all_measures_come_from_the_same_draws(two_groups: Any) -> None:
    network = two_groups.world().trade
    drawn = tuple(drawn_networks(network, rng(5), draws=30))
    together = all_rank_intervals(network, measures(network), drawn)
    alone = rank_intervals(network, measures(network)["between"], drawn)

    assert together["between"] == alone
    assert set(together) == {"overall", "links", "between", "influence", "hidden"}


def test_a_span_holds_nine_draws_of_ten_and_names_ranks_that_were_drawn() -> None:
    drawn = np.arange(1, 101, dtype=np.intp)[:, None]

    low, high = span(drawn)

    assert (int(low[0]), int(high[0])) in {(5, 95), (6, 95), (6, 96), (5, 96)}
