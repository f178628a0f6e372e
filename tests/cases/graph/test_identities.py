"""Who is who on the way through a graph: merged records answer as one, and are asked for once."""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from cases.graph import Held, expand
from cases.graph.identities import Identities, Merged
from cases.resolution.decision import Decision, Verdict

NOW = datetime(2026, 11, 21, tzinfo=UTC)
ONE = Decision("PER-1", "PER-2", Verdict.SAME, "STAFF-0001", NOW, "one passport")


class Deciding:
    """Gives the decisions about some ids and counts how often it is asked."""

    def __init__(self, *known: Decision) -> None:
        self.known = known
        self.asked: list[set[str]] = []

    def __call__(self, ids: Collection[str]) -> list[Decision]:
        self.asked.append(set(ids))
        return [one for one in self.known if {one.left, one.right} & set(ids)]


def test_two_records_judged_the_same_stand_under_one_id() -> None:
    known = Identities(Deciding(ONE))
    assert known.of("PER-2") == known.of("PER-1")
    assert known.records(["PER-2"]) == ["PER-1", "PER-2"]
    assert known.of("PER-3") == "PER-3"


def test_many_ids_are_asked_for_in_one_question_and_never_again() -> None:
    decided = Deciding(ONE)
    known = Identities(decided)
    known.learn([f"PER-{n}" for n in range(300)])

    assert [known.of(f"PER-{n}") for n in (0, 299)] == ["PER-0", "PER-299"]
    assert len(decided.asked) == 1


def test_a_merged_record_brings_the_links_of_both(records: Any) -> None:
    records.say("PER-1", "Person", phone="PHN-1")
    records.say("PER-2", "Person", name="Orlov", phone="PHN-2")
    merged = Merged(Held(records.statements), Identities(Deciding(ONE)))
    canonical = Identities(Deciding(ONE)).of("PER-2")

    around = expand(merged, [canonical])
    assert around.entities == {canonical, "PHN-1", "PHN-2"}
    assert {s.subject for s in around.statements} == {canonical}


def test_among_some_ids_only_what_stays_among_them_is_told(records: Any) -> None:
    records.say("PER-1", "Person", name="Orlov", phone="PHN-1")
    records.say("PER-1", "Person", phone="PHN-2")
    records.say("PER-2", "Person", name="Orlov P.", phone="PHN-1")
    merged = Merged(Held(records.statements), Identities(Deciding(ONE)))
    canonical = Identities(Deciding(ONE)).of("PER-1")

    told = sorted((s.property, s.value) for s in merged.statements_among([canonical, "PHN-1"]))
    assert [name for name, _ in told] == ["name", "name", "phone", "phone"]
    assert [s.property for s in merged.statements_among([canonical])] == ["name", "name"]
