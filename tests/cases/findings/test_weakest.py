"""The weakest statement of a finding: what it hangs on, in words that lead to its source."""

from typing import Any

from cases.findings.concealed import find
from cases.findings.finding import drawn_from, weakest, weakest_told


def two_rings(records: Any) -> Any:
    """Two rings of four joined by one man, whose second link is a rumour."""
    for first in (0, 10):
        for n in range(4):
            records.say(f"PER-{first + n:02}", "Person", knows=f"PER-{first + (n + 1) % 4:02}",
                        by="SRC-wire", grade="A1")  # fmt: skip
    records.say("PER-20", "Person", knows="PER-00", by="SRC-wire", grade="A1")
    records.say("PER-20", "Person", knows="PER-10", by="SRC-rumour", grade="D4")
    records.say("PER-20", "Person", name="Lin Wei", by="SRC-rumour", grade="E5")
    return records.world()


def test_the_rumour_that_ties_the_second_ring_is_named(records: Any) -> None:
    world = two_rings(records)
    (finding,) = find(world)

    told = weakest_told(world, finding)

    assert finding.subjects == ("PER-20",)
    assert "Lin Wei (PER-20): knows PER-10" in told
    assert "D 4" in told
    assert finding.statements[0][:4]


def test_a_plain_value_is_the_weakest_only_where_nothing_is_linked(records: Any) -> None:
    world = two_rings(records)
    name = next(one for one in world.statements if one.property == "name")
    link = next(one for one in world.statements if one.target == "PER-10")

    assert weakest(world, [name.id, link.id]) == link
    assert weakest(world, [name.id]) == name
    assert weakest(world, ["nobody said this"]) is None


def test_a_finding_without_statements_has_no_weakest(records: Any) -> None:
    from dataclasses import replace

    world = two_rings(records)
    (finding,) = find(world)

    assert weakest_told(world, replace(finding, statements=())) == ""


def test_how_ranks_came_about_is_told_with_the_number_of_draws(records: Any) -> None:
    world = two_rings(records)

    assert f"means over {len(world.drawn)} networks" in drawn_from(world)
    assert "widened" in drawn_from(world)
