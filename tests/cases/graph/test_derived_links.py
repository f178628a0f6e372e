"""Links that follow from others name their statements; what many share is a hub and says little."""

from typing import Any

import pytest

from cases.entities import group
from cases.graph import Held, build, derived_links, expand
from cases.graph.derived import DERIVED


def derived(records: Any) -> dict[tuple[str, str, str], tuple[str, ...]]:
    links, _ = derived_links(group(records.statements), records.sources)
    return {(link.source, link.target, link.property): link.statements for link in links}


@pytest.mark.parametrize(
    ("role", "thing", "name"),
    [("residence", "PLC-1", "shared_address"), ("phone", "PHN-1", "shared_phone"),
     ("bankAccount", "ACC-1", "shared_account"), ("identification", "IDN-1", "shared_document"),
     ("vehicle", "VEH-1", "shared_vehicle")],
)  # fmt: skip
def test_two_who_share_a_thing_are_linked_by_the_statements_of_both(
    records: Any, role: str, thing: str, name: str
) -> None:
    kind = {"PLC": "Place", "PHN": "Phone", "ACC": "BankAccount", "IDN": "Identification",
            "VEH": "Vehicle"}[thing[:3]]  # fmt: skip
    records.say(thing, kind, note="seen")
    (one,) = records.say("PER-1", "Person", **{role: thing})
    (other,) = records.say("PER-2", "Person", **{role: thing})

    assert derived(records) == {("PER-1", "PER-2", name): tuple(sorted((one.id, other.id)))}
    assert name in DERIVED


def test_two_seizures_at_one_airport_are_no_shared_address(records: Any) -> None:
    records.say("PLC-1", "Place", name="airport")
    records.say("SZ-1", "Seizure", place="PLC-1")
    records.say("SZ-2", "Seizure", place="PLC-1")

    assert derived(records) == {}


def test_two_on_one_journey_travel_together_and_who_stopped_them_does_not(records: Any) -> None:
    for n in (1, 2, 3):
        records.say(f"PER-{n}", "Person", name=f"Person {n}")
    records.say("JRN-1", "Journey", traveller=["PER-1"], driver="PER-2")
    records.say("SZ-1", "Seizure", courier="PER-1", officer="PER-3")

    assert set(derived(records)) == {("PER-1", "PER-2", "travelled_together")}


def test_a_number_of_ten_thousand_is_listed_and_joins_nobody(records: Any) -> None:
    records.say("PHN-9", "Phone", number="+79140000000")
    for n in range(10_000):
        records.say(f"PER-{n}", "Person", phone="PHN-9")
    around = expand(Held(records.statements), ["PER-1"], steps=2)
    graph = build(records.statements)

    assert [(hub.id, hub.neighbours) for hub in around.hubs] == [("PHN-9", 10_000)]
    assert [(hub.id, hub.neighbours) for hub in graph.graph["hubs"]] == [("PHN-9", 10_000)]
    assert graph.number_of_edges() == 10_000
