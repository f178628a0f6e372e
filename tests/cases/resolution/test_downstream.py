"""Everything that goes with a decision that is taken back, before anybody takes it back."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import networkx as nx

from cases.resolution import Verdict, decide, downstream_of
from cases.resolution.decision import Decision

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT


def said(one: str, other: str, verdict: Verdict = SAME, day: int = 1, **more) -> Decision:
    at = datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=day)
    return decide(one, other, verdict, by="ann", at=at, why="a reason", **more)


def test_the_middle_of_a_chain_parts_it_and_an_end_of_a_triangle_does_not() -> None:
    chain = [said("A", "B"), said("B", "C"), said("C", "D")]
    triangle = [said("A", "B"), said("B", "C"), said("A", "C")]

    assert downstream_of(chain, chain[1], NOW).parts == (("A", "B"), ("C", "D"))
    assert not downstream_of(chain, chain[1], NOW).empty
    assert downstream_of(triangle, triangle[1], NOW).parts == ()
    assert downstream_of(triangle, triangle[1], NOW).empty


def test_a_different_that_alone_keeps_two_clusters_apart_is_named() -> None:
    known = [said("A", "B"), said("C", "D"), said("B", "C", DIFFERENT)]
    twice = [*known, said("A", "D", DIFFERENT)]

    assert downstream_of(known, known[2], NOW).apart_no_more == (("A", "C"),)
    assert downstream_of(twice, twice[2], NOW).apart_no_more == ()


def test_what_was_said_of_the_pair_before_stands_again() -> None:
    first, second = said("A", "B", DIFFERENT, day=1), said("A", "B", SAME, day=5)

    found = downstream_of([first, second], second, NOW)

    assert found.stands_again == first
    assert found.parts == (("A",), ("B",))


def test_only_later_words_about_what_it_joined_are_listed() -> None:
    joined = said("A", "B", day=3)
    later, before, elsewhere = said("B", "C", day=4), said("A", "D", day=2), said("X", "Y", day=9)

    assert downstream_of([joined, later, before, elsewhere], joined, NOW).later == (later,)


def test_a_conflict_ends_with_the_word_that_made_it() -> None:
    known = [said("A", "B"), said("B", "C"), said("A", "C", DIFFERENT)]

    assert downstream_of(known, known[1], NOW).conflicts == (("A", "C"),)


def test_what_does_not_stand_any_more_takes_nothing_with_it() -> None:
    replaced, newer = said("A", "B", day=1), said("A", "B", DIFFERENT, day=2)
    undone = said("C", "D", until=NOW - timedelta(days=1))

    for gone in (replaced, undone):
        found = downstream_of([replaced, newer, undone], gone, NOW)
        assert found.empty
        assert found.later == ()


def test_the_parts_are_the_components_that_are_left() -> None:
    """Held against a graph library on a hundred random files of six records."""
    rng = Random(8)
    every = list(combinations("ABCDEF", 2))
    for _ in range(100):
        known = [said(*edge) for edge in rng.sample(every, rng.randint(1, 9))]
        gone = rng.choice(known)
        whole = nx.Graph([one.pair for one in known])
        around = nx.node_connected_component(whole, gone.left)
        whole.remove_edge(*gone.pair)
        left = {frozenset(own) for part in nx.connected_components(whole) if (own := part & around)}

        parts = {frozenset(part) for part in downstream_of(known, gone, NOW).parts}

        assert parts == (left if len(left) > 1 else set())
