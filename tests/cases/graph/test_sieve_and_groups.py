"""Filters keep what they say they keep; groups say what they hold."""

from datetime import date
from typing import Any

import networkx as nx
import pytest

from cases.graph import build
from cases.graph.grouping import GROUP, grouped, is_group
from cases.graph.sieve import Sieve, shown, sifted


def links(graph: Any) -> set[tuple[str, str, str]]:
    return {(a, b, key) for a, b, key in graph.edges(keys=True)}


@pytest.mark.parametrize(
    ("worst", "left"), [(6, {"PER-1", "PER-2", "PER-3"}), (3, {"PER-1", "PER-2"}), (2, {"PER-1"})]
)
def test_a_grade_keeps_what_is_credible_enough(records: Any, worst: int, left: set[str]) -> None:
    records.say("SZ-1", "Seizure", courier="PER-1", grade="B2")
    records.say("SZ-1", "Seizure", owner="PER-2", grade="C3")
    records.say("SZ-1", "Seizure", buyer="PER-3", grade="")

    graph = build(sifted(records.statements, Sieve(worst=worst)), derived=False)

    assert set(graph.successors("SZ-1")) == left


@pytest.mark.parametrize(
    ("first", "last", "passes"),
    [("2026-03-01", None, True), ("2026-04-01", None, False), (None, "2026-03-01", True),
     (None, "2026-02-28", False), ("2026-03-31", "2026-03-31", True)],
)  # fmt: skip
def test_a_whole_month_lies_in_every_window_that_touches_it(
    records: Any, first: str | None, last: str | None, passes: bool
) -> None:
    said = records.say("SZ-1", "Seizure", date="2026-03", courier="PER-1")
    sieve = Sieve(
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
    )

    assert sieve.passes(next(s for s in said if s.target)) is passes


def test_what_has_no_date_stays_in_every_window(records: Any) -> None:
    (said,) = records.say("PER-1", "Person", phone="PHN-1")

    assert Sieve(first=date(2026, 1, 1), last=date(2026, 1, 2)).passes(said)


def test_a_hidden_kind_still_links_and_a_hidden_role_does_not(two_groups: Any) -> None:
    graph = build(two_groups.statements)
    no_seizures = shown(graph, Sieve(kinds=frozenset({"Seizure"})), ["PER-1"])
    no_derived = shown(
        graph, Sieve(kinds=frozenset({"Seizure"}), roles=frozenset({"co_seizure"})), ["PER-1"]
    )

    assert ("PER-1", "PER-2", "co_seizure") in links(no_seizures)
    assert "SZ-2026-001" not in no_seizures
    assert set(no_derived) == {"PER-1", "PER-2", "PER-3", "PER-4", "PER-5", "PER-6", "PHN-1"}
    assert ("PER-1", "PER-2", "co_seizure") not in links(no_derived)


def test_what_no_link_leads_to_any_more_is_not_shown_but_the_start_is(records: Any) -> None:
    records.say("PER-1", "Person", knows="PER-2")
    records.say("PER-2", "Person", phone="PHN-1")
    graph = build(sifted(records.statements, Sieve(roles=frozenset({"knows"}))))

    assert set(shown(graph, Sieve(), ["PER-1"])) == {"PER-1"} & set(graph)
    assert set(shown(graph, Sieve(), ["PHN-1"])) == {"PER-2", "PHN-1"}


def test_a_credibility_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not 0"):
        Sieve(worst=0)


def test_the_phones_of_one_shop_become_one_node_that_names_them(records: Any) -> None:
    for n in range(30):
        records.say("ORG-1", "Organization", phone=f"PHN-{n}")
    records.say("PER-1", "Person", phone="PHN-3", memberOf="ORG-1")
    graph = build(records.statements, derived=False)

    small, (group,) = grouped(graph, 100, keep=["PER-1"], kinds=["Phone"])

    assert len(group.members) == 29 or len(group.members) == 30
    assert small.nodes[group.id]["schema"] == GROUP
    assert small.edges["ORG-1", group.id, "phone"]["count"] == len(group.members)
    assert len(small.edges["ORG-1", group.id, "phone"]["statements"]) == len(group.members)
    assert is_group(group.id)
    assert not is_group("PHN-1")


def test_an_opened_group_stays_open_unless_there_is_no_room(records: Any) -> None:
    for n in range(30):
        records.say("ORG-1", "Organization", phone=f"PHN-{n}")
    graph = build(records.statements)
    _, (group,) = grouped(graph, 100, kinds=["Phone"])

    assert grouped(graph, 100, kinds=["Phone"], opened=[group.id])[1] == ()
    small, (again,) = grouped(graph, 10, kinds=["Phone"], opened=[group.id])
    assert len(small) == 10
    assert set(again.members) < set(group.members)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [40, 150])
def test_no_picture_is_larger_than_it_may_be_and_nothing_is_lost(
    records: Any, seed: int, most: int
) -> None:
    drawn = nx.barabasi_albert_graph(400, 2, seed=seed)
    for a, b in drawn.edges:
        records.say(f"PER-{a}", "Person", knows=f"PER-{b}")
    graph = build(records.statements)

    small, groups = grouped(graph, most, keep=["PER-7"])
    again, _ = grouped(build(records.statements[::-1]), most, keep=["PER-7"])
    held = [member for group in groups for member in group.members]

    assert len(small) <= most
    assert "PER-7" in small
    assert len(held) == len(set(held))
    assert {node for node in small if not is_group(node)} | set(held) == set(graph)
    assert links(small) == links(again)
    assert all(a in small and b in small for a, b, _ in links(small))


def test_a_picture_that_fits_is_left_alone(two_groups: Any) -> None:
    graph = build(two_groups.statements)

    assert grouped(graph, 2000) == (graph, ())
