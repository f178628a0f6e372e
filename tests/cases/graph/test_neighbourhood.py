"""A step and a path read only what borders on them."""

from collections.abc import Collection, Iterable
from typing import Any

import networkx as nx
import pytest

from cases.graph import Held, build, expand, path
from cases.statement import Statement


class Counted(Held):
    """Counts which entities were ever asked for."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        super().__init__(statements)
        self.asked: set[str] = set()

    def statements_of(self, ids: Collection[str]) -> Iterable[Statement]:
        self.asked |= set(ids)
        return super().statements_of(ids)


def test_a_step_shows_the_neighbours_with_their_names(two_groups: Any) -> None:
    found = expand(Held(two_groups.statements), ["SZ-2026-001"])
    graph = build(found.statements)

    assert found.entities == {"SZ-2026-001", "PER-1", "PER-2", "PER-6", "PHN-1"}
    assert graph.nodes["PER-2"]["caption"] == "Иван Соболев"


def test_a_step_never_asks_for_the_whole(two_groups: Any) -> None:
    held = Counted(two_groups.statements)
    expand(held, ["PER-1"])

    assert "PER-4" not in held.asked
    assert "SZ-2026-002" not in held.asked


def test_a_step_back_along_an_edge_is_a_step(two_groups: Any) -> None:
    assert "SZ-2026-001" in expand(Held(two_groups.statements), ["PER-1"]).entities


def test_a_hub_is_shown_but_not_looked_through(records: Any) -> None:
    records.say("PER-0", "Person", phone="PHN-9")
    for n in range(1, 9):
        records.say(f"PER-{n}", "Person", phone="PHN-9")

    found = expand(Held(records.statements), ["PER-0"], steps=2, cap=5)

    assert found.entities == {"PER-0", "PHN-9"}
    assert [(hub.id, hub.neighbours) for hub in found.hubs] == [("PHN-9", 9)]


def test_an_entity_nobody_knows_has_no_neighbours() -> None:
    assert expand(Held([]), ["PER-1"]).entities == {"PER-1"}


def test_the_phone_leads_from_one_courier_to_the_other(two_groups: Any) -> None:
    way = path(Held(two_groups.statements), "PER-1", "PER-3", cap=25)

    assert way is not None
    assert way[0] == "PER-1"
    assert way[-1] == "PER-3"
    assert len(way) == 5


def test_no_way_is_none_and_a_start_is_its_own_way(two_groups: Any) -> None:
    held = Held(two_groups.statements)

    assert path(held, "PER-1", "PER-99") is None
    assert path(held, "PER-1", "PER-1") == ("PER-1",)
    assert path(held, "PER-1", "PER-3", longest=2) is None


@pytest.mark.parametrize("seed", range(8))
def test_ways_are_as_short_as_those_of_networkx(records: Any, seed: int) -> None:
    graph = nx.gnm_random_graph(40, 50, seed=seed)
    for a, b in graph.edges:
        records.say(f"PER-{a}", "Person", knows=f"PER-{b}")
    held = Held(records.statements)
    lengths = dict(nx.all_pairs_shortest_path_length(graph))

    for goal in range(1, 40, 3):
        way = path(held, "PER-0", f"PER-{goal}", longest=40, cap=100)
        theirs = lengths[0].get(goal)
        assert (None if way is None else len(way) - 1) == theirs
