"""The k strongest ways, held against every simple path there is and against graphs by hand."""

import random
from collections.abc import Collection, Iterable
from itertools import islice, pairwise
from math import prod
from typing import Any

import networkx as nx
import pytest

from cases.graph.growing import too_many
from cases.graph.loopless import k_least
from cases.graph.tie import HeldSteps, Said
from cases.graph.ways import strongest_ways
from cases.statement import Source

CHANCES = (0.98, 0.92, 0.8, 0.6, 0.4)


class Drawn:
    """Steps of a drawn graph, which counts what it was asked for."""

    def __init__(self, edges: Iterable[Said]) -> None:
        self.asked: set[str] = set()
        self._at: dict[str, list[Said]] = {}
        for edge in edges:
            for end in (edge.source, edge.target):
                self._at.setdefault(end, []).append(edge)

    def said_around(self, ids: Collection[str], *, whole: bool = False) -> Iterable[Said]:
        del whole
        self.asked |= set(ids)
        return [edge for one in ids for edge in self._at.get(one, ())]

    def canonical(self, one: str) -> str:
        return one


def edge(number: int, a: object, b: object, holds: float) -> Said:
    return Said(f"s{number}", f"PER-{a}", f"PER-{b}", "knows", f"o{number}", holds)


def drawn(seed: int, nodes: int, links: int) -> tuple[nx.Graph, list[Said], dict[Any, float]]:
    rng = random.Random(seed)
    graph = nx.gnm_random_graph(nodes, links, seed=seed)
    edges, chance = [], {}
    for number, (a, b) in enumerate(graph.edges):
        chance[a, b] = chance[b, a] = rng.choice(CHANCES)
        edges.append(edge(number, a, b, chance[a, b]))
    return graph, edges, chance


@pytest.mark.parametrize("seed", range(60))
def test_the_ways_are_the_strongest_of_all_simple_paths(seed: int) -> None:
    rng = random.Random(seed)
    longest, k = rng.randint(1, 8), rng.randint(1, 7)
    graph, edges, chance = drawn(seed, 12, rng.randint(10, 26))
    every = nx.all_simple_paths(graph, 0, 11, cutoff=longest)
    strengths = sorted((prod(chance[a, b] for a, b in pairwise(p)) for p in every), reverse=True)

    found = strongest_ways(Drawn(edges), "PER-0", "PER-11", k, longest=longest, cap=100)

    assert found.complete
    assert [way.strength for way in found.ways] == pytest.approx(strengths[:k], abs=1e-5)
    for way in found.ways:
        assert len(set(way.nodes)) == len(way.nodes) <= longest + 1
        assert (way.nodes[0], way.nodes[-1]) == ("PER-0", "PER-11")
        assert way.weakest.certainty == min(tie.certainty for tie in way.ties)


def test_the_order_of_the_statements_and_of_the_ends_changes_nothing() -> None:
    _, edges, _ = drawn(5, 14, 30)
    there = strongest_ways(Drawn(edges), "PER-0", "PER-13", 5, cap=100).ways
    again = strongest_ways(Drawn(edges[::-1]), "PER-0", "PER-13", 5, cap=100).ways
    back = strongest_ways(Drawn(edges), "PER-13", "PER-0", 5, cap=100).ways

    assert there
    assert again == there
    assert [way.strength for way in back] == pytest.approx([way.strength for way in there])


def test_a_search_between_neighbours_does_not_read_the_town() -> None:
    edges = [edge(n, n, n + 1, 0.9) for n in range(2000)]
    steps = Drawn(edges)

    found = strongest_ways(steps, "PER-1000", "PER-1002", 5)

    assert [way.nodes for way in found.ways] == [("PER-1000", "PER-1001", "PER-1002")]
    assert len(steps.asked) < 20


def test_a_search_that_stops_at_its_limit_says_so() -> None:
    edges = [edge(n, n // 3, n, 0.9) for n in range(1, 3000)]
    found = strongest_ways(Drawn(edges), "PER-1", "PER-2999", 5, most_opened=10)

    assert not found.complete
    assert found.ways == ()


def test_two_who_were_only_met_by_one_officer_are_not_connected(records: Any) -> None:
    records.say("SZ-1", "Seizure", courier="PER-1", officer="PER-9")
    records.say("SZ-2", "Seizure", courier="PER-2", officer="PER-9")

    assert strongest_ways(HeldSteps(records.statements), "PER-1", "PER-2").ways == ()


def test_the_phone_connects_two_seizures_and_its_weakest_statement_is_named(
    two_groups: Any,
) -> None:
    found = strongest_ways(
        HeldSteps(two_groups.statements, two_groups.sources), "SZ-2026-001", "SZ-2026-002"
    )
    way = found.ways[0]
    said = {s.id: s for s in two_groups.statements}[way.weakest_statement.id]

    assert way.nodes == ("SZ-2026-001", "PHN-1", "SZ-2026-002")
    assert (said.subject, said.property, said.value) == ("SZ-2026-002", "phone", "PHN-1")
    assert str(said.grade) == "C3 (admiralty)"
    # B2: the information axis decides, 0.9; C3: 0.75.
    assert way.strength == pytest.approx(0.9 * 0.75)


def test_copies_of_one_report_do_not_make_a_way_stronger(records: Any) -> None:
    records.say("PER-1", "Person", knows="PER-2", by="SRC-1")
    alone = strongest_ways(HeldSteps(records.statements, records.sources), "PER-1", "PER-2")
    records.say("PER-1", "Person", knows="PER-2", by="SRC-2")
    records.source("SRC-2", origin="SRC-1")
    copied = strongest_ways(HeldSteps(records.statements, records.sources), "PER-1", "PER-2")
    records.sources["SRC-2"] = Source("SRC-2", "report", "its own")
    corroborated = strongest_ways(HeldSteps(records.statements, records.sources), "PER-1", "PER-2")

    assert copied.ways[0].strength == alone.ways[0].strength == pytest.approx(0.9)
    assert corroborated.ways[0].strength == pytest.approx(0.99)


def test_merged_records_are_one_step_and_none_has_a_way_to_itself(records: Any) -> None:
    records.say("PER-1", "Person", knows="PER-2")
    records.say("PER-3", "Person", knows="PER-4")
    steps = HeldSteps(records.statements, canonical={"PER-3": "PER-2"})

    assert strongest_ways(steps, "PER-1", "PER-4").ways[0].nodes == ("PER-1", "PER-2", "PER-4")
    assert strongest_ways(steps, "PER-2", "PER-3").ways == ()


def test_a_hub_of_ten_thousand_is_named_and_not_gone_through() -> None:
    shop = [Said(f"s{n}", f"PER-{n}", "PHN-9", "phone", "o", 0.9) for n in range(10_000)]
    found = strongest_ways(Drawn(shop), "PER-1", "PER-2")
    from_it = strongest_ways(Drawn(shop), "PHN-9", "PER-2")

    assert found.ways == ()
    assert [(hub.id, hub.neighbours) for hub in found.hubs] == [("PHN-9", 10_000)]
    assert from_it.ways[0].nodes == ("PHN-9", "PER-2")


@pytest.mark.parametrize(
    ("entity", "links", "hub"),
    [("PHN-1", 25, False), ("PHN-1", 26, True), ("PER-1", 250, False), ("PER-1", 251, True),
     ("ORG-1", 26, False), ("PLC-1", 26, True)],
)  # fmt: skip
def test_a_broker_may_have_more_links_than_a_shop_phone(entity: str, links: int, hub: bool) -> None:
    assert too_many(entity, links, 25) is hub


def test_self_links_and_cycles_lead_nowhere_twice() -> None:
    loop = Said("s0", "PER-1", "PER-1", "knows", "o0", 0.9)
    ring = [edge(n, n, n % 4 + 1, 0.9) for n in range(1, 5)]
    found = strongest_ways(Drawn([loop, *ring]), "PER-1", "PER-3")

    assert sorted(way.nodes for way in found.ways) == [
        ("PER-1", "PER-2", "PER-3"),
        ("PER-1", "PER-4", "PER-3"),
    ]


@pytest.mark.parametrize("holds", [-0.1, 1.1, float("nan")])
def test_a_chance_that_is_none_is_refused_with_its_value(holds: float) -> None:
    with pytest.raises(ValueError, match=str(holds)):
        edge(0, 1, 2, holds)


def test_a_cost_that_is_not_positive_is_refused() -> None:
    with pytest.raises(ValueError, match="costs -3"):
        k_least({"a": {"b": -3}, "b": {"a": -3}}, "a", "b", 2, longest=3)


@pytest.mark.parametrize("seed", range(10))
def test_costs_agree_with_the_shortest_simple_paths_of_networkx(seed: int) -> None:
    rng = random.Random(seed)
    graph = nx.gnm_random_graph(25, 60, seed=seed)
    for a, b in graph.edges:
        graph[a][b]["cost"] = rng.randint(1, 9)
    costs = {str(a): {str(b): graph[a][b]["cost"] for b in graph[a]} for a in graph}
    if not nx.has_path(graph, 0, 24):
        assert k_least(costs, "0", "24", 6, longest=30) == []
        return
    theirs = nx.shortest_simple_paths(graph, 0, 24, weight="cost")
    expected = [nx.path_weight(graph, path, "cost") for path in islice(theirs, 6)]

    assert [cost for cost, _ in k_least(costs, "0", "24", 6, longest=30)] == expected
