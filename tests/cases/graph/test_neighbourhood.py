"""A step reads only what borders on it."""

from collections.abc import Collection, Iterable
from typing import Any

from cases.graph import Held, build, expand
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


def test_what_leads_out_of_the_picture_is_not_read(records: Any) -> None:
    records.say("SZ-1", "Seizure", courier="PER-1", driver="PER-2")
    records.say("PER-1", "Person", phone="PHN-1", knows="PER-3")

    around = expand(Held(records.statements), ["SZ-1"])

    assert around.entities == {"SZ-1", "PER-1", "PER-2"}
    assert {s.property for s in around.statements} == {"courier", "driver"}
