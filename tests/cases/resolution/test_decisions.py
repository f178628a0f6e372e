"""Decisions are kept as rows; clusters follow from them and from nothing else."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.entities import group
from cases.resolution import Decision, Verdict, clusters, decide, effect_of_merge, standing

DAY = datetime(2026, 5, 1, tzinfo=UTC)
SAME, DIFFERENT, CANNOT_TELL = Verdict.SAME, Verdict.DIFFERENT, Verdict.CANNOT_TELL


def said(a: str, b: str, verdict: Verdict, day: int = 0) -> Decision:
    return decide(a, b, verdict, by="ann", at=DAY + timedelta(days=day), why="seen")


def test_same_and_same_is_one_cluster_under_the_smallest_id() -> None:
    found = clusters([said("PER-3", "PER-2", SAME), said("PER-1", "PER-3", SAME)])

    assert {one: found.of(one) for one in ("PER-1", "PER-2", "PER-3", "PER-4")} == {
        "PER-1": "PER-1", "PER-2": "PER-1", "PER-3": "PER-1", "PER-4": "PER-4",
    }  # fmt: skip
    assert found.members == {"PER-1": ("PER-1", "PER-2", "PER-3")}


def test_a_later_decision_about_a_pair_replaces_the_earlier() -> None:
    both = [said("PER-1", "PER-2", SAME), said("PER-2", "PER-1", DIFFERENT, day=1)]

    assert clusters(both).of("PER-2") == "PER-2"
    assert clusters(both).kept_apart("PER-1", "PER-2")
    assert clusters(both, DAY).of("PER-2") == "PER-1"


def test_different_is_kept_and_a_cluster_that_breaks_it_is_in_conflict() -> None:
    found = clusters(
        [
            said("PER-1", "PER-2", SAME),
            said("PER-2", "PER-3", SAME),
            said("PER-1", "PER-3", DIFFERENT),
        ]
    )

    assert found.conflicts == (("PER-1", "PER-3"),)


def test_different_holds_for_the_whole_cluster() -> None:
    found = clusters([said("PER-1", "PER-2", SAME), said("PER-2", "PER-9", DIFFERENT)])

    assert found.kept_apart("PER-9", "PER-1")


def test_cannot_tell_joins_nothing_and_parts_nothing() -> None:
    found = clusters([said("PER-1", "PER-2", CANNOT_TELL)])

    assert found.of("PER-2") == "PER-2"
    assert not found.kept_apart("PER-1", "PER-2")


PAIRS = st.lists(
    st.tuples(
        st.integers(0, 7), st.integers(0, 7), st.sampled_from(list(Verdict)), st.integers(0, 5)
    ).filter(lambda row: row[0] != row[1]),
    max_size=25,
)


@settings(deadline=None)
@given(PAIRS, st.integers(0, 2**16))
def test_the_order_of_decisions_changes_nothing(
    rows: list[tuple[int, int, Verdict, int]], seed: int
) -> None:
    decisions = [said(f"PER-{a}", f"PER-{b}", verdict, day) for a, b, verdict, day in rows]
    shuffled = decisions * 2
    random.Random(seed).shuffle(shuffled)

    assert clusters(shuffled) == clusters(decisions)


@settings(deadline=None)
@given(PAIRS)
def test_clusters_are_the_components_of_what_stands_as_same(
    rows: list[tuple[int, int, Verdict, int]],
) -> None:
    decisions = [said(f"PER-{a}", f"PER-{b}", verdict, day) for a, b, verdict, day in rows]
    graph = nx.Graph([d.pair for d in standing(decisions) if d.verdict is SAME])

    theirs = {frozenset(part) for part in nx.connected_components(graph)}

    assert {frozenset(own) for own in clusters(decisions).members.values()} == theirs


def test_what_was_taken_back_no_longer_stands_and_what_stood_before_it_does() -> None:
    before = said("PER-1", "PER-2", DIFFERENT)
    taken_back = replace(said("PER-1", "PER-2", SAME, day=1), until=DAY + timedelta(days=2))

    at_noon, later = DAY + timedelta(days=1, hours=12), DAY + timedelta(days=3)

    assert clusters([before, taken_back], at_noon).of("PER-2") == "PER-1"
    assert clusters([before, taken_back], later).kept_apart("PER-1", "PER-2")
    assert clusters([before, taken_back]).of("PER-2") == "PER-2"
    assert standing([taken_back]) == ()


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"why": "  "}, "say why"),
        ({"right": "PER-1"}, "of two"),
        ({"at": datetime(2026, 5, 1)}, "needs a zone"),  # noqa: DTZ001
    ],
)
def test_a_decision_without_reason_pair_or_zone_is_refused(
    change: dict[str, Any], complaint: str
) -> None:
    whole: dict[str, Any] = {
        "left": "PER-1", "right": "PER-2", "verdict": SAME, "by": "ann", "at": DAY, "why": "seen",
    }  # fmt: skip
    with pytest.raises(ValueError, match=complaint):
        Decision(**{**whole, **change})


def test_the_effect_of_a_merge_is_told_before_it_is_made(two_groups: Any) -> None:
    two_groups.say("PER-1", "Person", birthDate="1980-02-03")
    two_groups.say("PER-3", "Person", birthDate="1991-05-06")
    entities = group(two_groups.statements)
    before = [said("PER-3", "PER-4", SAME), said("PER-1", "PER-4", DIFFERENT)]

    effect = effect_of_merge(entities, before, "PER-1", "PER-3", now=DAY + timedelta(days=1))

    assert effect.members == ("PER-1", "PER-3", "PER-4")
    assert effect.contradictions == ("birthDate: 1980-02-03, 1991-05-06",)
    assert effect.breaches == (("PER-1", "PER-4"),)
    assert effect.events == ("SZ-2026-002",)
    assert effect.needs_second_look
    assert clusters(before).of("PER-1") == "PER-1"


def test_a_merge_that_nothing_speaks_against_needs_no_second_look(records: Any) -> None:
    records.say("PER-1", "Person", name="张伟")
    records.say("PER-2", "Person", name="Zhang Wei")

    effect = effect_of_merge(group(records.statements), [], "PER-2", "PER-1", now=DAY)

    assert (effect.canonical, effect.statements, effect.needs_second_look) == ("PER-1", 2, False)
