"""A graph is what the statements of a moment say, whatever order they come in."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.entities import group, live
from cases.grade import Grade
from cases.graph import build, derived_links, holds
from cases.resolution import Verdict, decide
from cases.statement import Retraction

LATER = datetime(2026, 5, 1, tzinfo=UTC)


def snapshot(graph: Any) -> tuple[list[Any], list[Any]]:
    return sorted(graph.nodes(data=True)), sorted(
        (a, b, key, sorted(d.items(), key=str))
        for a, b, key, d in graph.edges(keys=True, data=True)
    )


def test_a_role_in_a_seizure_is_an_edge_with_its_statements(two_groups: Any) -> None:
    graph = build(two_groups.statements, sources=two_groups.sources.values())
    edge = graph.edges["SZ-2026-001", "PER-1", "courier"]

    assert graph.nodes["PER-1"]["caption"] == "Пётр Кузьмин"
    assert len(edge["statements"]) == 1
    assert edge["best_grade"] == "B 2"
    assert edge["first"] == "2026-02-10"


def test_people_of_one_seizure_are_linked_but_not_the_officer(two_groups: Any) -> None:
    graph = build(two_groups.statements)

    assert graph.has_edge("PER-1", "PER-2", "co_seizure")
    assert graph.edges["PER-1", "PER-2", "co_seizure"]["derived"]
    assert not any(key == "co_seizure" for _, _, key in graph.edges("PER-6", keys=True))
    assert not graph.has_edge("PER-1", "PER-3")


def test_a_shared_phone_names_both_statements(two_groups: Any) -> None:
    graph = build(two_groups.statements)
    shared = graph.edges["SZ-2026-001", "SZ-2026-002", "shared_phone"]["statements"]
    said = {s.id for s in two_groups.statements if s.target == "PHN-1" and s.subject != "PER-5"}

    assert set(shared) == said


def test_two_journeys_together_are_one_link_with_both_statements(records: Any) -> None:
    for journey in ("JRN-1", "JRN-2"):
        records.say(journey, "Journey", date="2026-02-01", traveller="PER-1", driver="PER-2")
    records.say("PER-1", "Person", name="Анна")
    records.say("PER-2", "Person", name="Олег")

    graph = build(records.statements)

    assert len(graph.edges["PER-1", "PER-2", "travelled_together"]["statements"]) == 4


def test_a_shop_phone_is_listed_and_makes_no_links(records: Any) -> None:
    records.say("PHN-9", "Phone", number="+74230000000")
    for n in range(10):
        records.say(f"PER-{n}", "Person", name=f"Person {n}", phone="PHN-9")

    graph = build(records.statements, cap=5)

    assert [hub.id for hub in graph.graph["hubs"]] == ["PHN-9"]
    assert not any(key == "shared_phone" for _, _, key in graph.edges(keys=True))


def test_what_was_not_yet_known_or_taken_back_is_not_in_the_graph(records: Any) -> None:
    (early,) = records.say("SZ-2026-001", "Seizure", courier="PER-1")
    records.say("SZ-2026-001", "Seizure", buyer="PER-2", learnt=LATER)
    back = Retraction(early.id, "named by mistake", "ann", datetime(2026, 3, 1, tzinfo=UTC))

    def people(day: datetime) -> set[str]:
        graph = build(records.statements, as_of=day, retractions=[back])
        return {node for node in graph if node.startswith("PER")}

    assert people(datetime(2026, 2, 1, tzinfo=UTC)) == {"PER-1"}
    assert people(datetime(2026, 4, 1, tzinfo=UTC)) == set()
    assert people(datetime(2026, 6, 1, tzinfo=UTC)) == {"PER-2"}


def test_merged_people_are_one_node_that_keeps_both_statements(two_groups: Any) -> None:
    same = decide("PER-1", "PER-3", Verdict.SAME, by="ann", at=LATER, why="one passport")

    graph = build(two_groups.statements, decisions=[same])

    assert "PER-3" not in graph
    assert graph.has_edge("SZ-2026-001", "PER-1")
    assert graph.has_edge("SZ-2026-002", "PER-1")
    assert graph.nodes["PER-1"]["statements"] == 2


def test_two_copies_of_one_article_are_one_source(records: Any) -> None:
    records.source("SRC-2", origin="SRC-1")
    records.source("SRC-3")
    for source in ("SRC-1", "SRC-2"):
        records.say("SZ-2026-001", "Seizure", by=source, grade="C3", courier="PER-1")
    copied = build(records.statements, sources=records.sources.values())
    records.say("SZ-2026-001", "Seizure", by="SRC-3", grade="C3", courier="PER-1")
    confirmed = build(records.statements, sources=records.sources.values())

    first = copied.edges["SZ-2026-001", "PER-1", "courier"]
    second = confirmed.edges["SZ-2026-001", "PER-1", "courier"]
    assert (first["roots"], second["roots"]) == (1, 2)
    assert second["certainty"] > first["certainty"]


def test_simulated_only_if_all_of_it_is(records: Any) -> None:
    records.source("SIM", simulated=True)
    records.say("PER-1", "Person", by="SIM", name="Анна")
    records.say("PER-2", "Person", by="SIM", name="Олег")
    records.say("PER-2", "Person", by="SRC-1", name="Oleg")

    graph = build(records.statements, sources=records.sources.values())

    assert graph.nodes["PER-1"]["simulated"]
    assert not graph.nodes["PER-2"]["simulated"]


def test_nothing_said_makes_an_empty_graph() -> None:
    assert len(build([])) == 0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (("admiralty", "A", "1"), ("admiralty", "A", "5")),
        (("admiralty", "A", "2"), ("admiralty", "D", "2")),
        (("4x4", "A", "1"), ("4x4", "C", "1")),
        (("3x5x2", "1", "B"), ("3x5x2", "3", "B")),
    ],
)
def test_a_better_grade_holds_more_often(
    better: tuple[str, str, str], worse: tuple[str, str, str]
) -> None:
    assert holds(Grade(*better).admiralty) > holds(Grade(*worse).admiralty)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), retracted=st.sets(st.integers(0, 11)))
def test_the_order_of_statements_changes_nothing(
    two_groups: Any, seed: int, retracted: set[int]
) -> None:
    shuffled = list(two_groups.statements) * 2
    random.Random(seed).shuffle(shuffled)
    back = [
        Retraction(two_groups.statements[n].id, "error", "ann", LATER) for n in sorted(retracted)
    ]

    ours = build(shuffled, retractions=back[::-1])

    assert snapshot(ours) == snapshot(build(two_groups.statements, retractions=back))
    said = {one for _, _, d in ours.edges(data=True) for one in d["statements"]}
    assert not said & {r.statement for r in back}


def test_a_link_of_an_entity_to_itself_is_none(records: Any) -> None:
    records.say("PER-1", "Person", name="Анна", knows="PER-1")

    assert build(records.statements).number_of_edges() == 0


def test_derived_links_come_in_one_order(two_groups: Any) -> None:
    shuffled = list(two_groups.statements)
    random.Random(3).shuffle(shuffled)

    first = derived_links(group(live(two_groups.statements)), {})
    second = derived_links(group(live(shuffled)), {})

    assert first == second
    assert snapshot(build(two_groups.statements)) == snapshot(build(shuffled))
