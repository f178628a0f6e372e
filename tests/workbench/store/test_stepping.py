"""Steps through the graph as the store gives them: by index, for a reader, at a moment."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from cases.graph.ways import strongest_ways
from cases.resolution.decision import Decision, Verdict
from cases.statement import Claim, Grade, Handling, Ref, Source
from workbench.store import DecisionRecord, Queries, Reader, Store

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 1)
CLEARED = Reader("STAFF-0002", frozenset({"analyst"}), 3)
SHEET = Source("", "file", "register.csv", "a" * 64, grade=Grade("admiralty", "B", "2"))


def person(name: object) -> Ref:
    return Ref("Person", "t", str(name))


def knows(one: object, other: object, level: int = 0) -> Claim:
    return Claim(person(one), "Person", "knows", person(other), handling=Handling(level))


def tell(store: Store, claims: Sequence[Claim], at: datetime = MOMENT) -> dict[str, str]:
    with store.transaction("STAFF-0001", "import", at) as work:
        found = work.statements.add(claims, SHEET).entities
    return {ref.key: known for ref, known in found.items()}


def decided(q: Queries) -> Callable[[Collection[str]], list[Decision]]:
    return lambda ids: [
        Decision(row.left, row.right, Verdict(row.verdict), row.by, row.at, row.why)
        for row in q.cases.decisions(ids)
        if row.at
    ]


def ways(store: Store, reader: Reader, start: str, goal: str, as_of: datetime | None = None):
    with store.read(reader) as q:
        return strongest_ways(q.steps(decided(q), as_of), start, goal)


def test_a_way_leads_through_what_the_reader_may_see_and_nothing_else(store: Store) -> None:
    ids = tell(store, [knows("a", "b"), knows("b", "c", 2), knows("c", "d"),
                       knows("a", "x"), knows("x", "y"), knows("y", "d")])  # fmt: skip
    long = tuple(ids[name] for name in "axyd")
    short = tuple(ids[name] for name in "abcd")

    assert [w.nodes for w in ways(store, ANALYST, ids["a"], ids["d"]).ways] == [long]
    assert {w.nodes for w in ways(store, CLEARED, ids["a"], ids["d"]).ways} == {long, short}


def test_a_way_of_a_day_knows_neither_what_came_later_nor_what_was_taken_back_since(
    store: Store,
) -> None:
    ids = tell(store, [knows("a", "b"), knows("b", "c")])
    later = MOMENT + timedelta(days=1)
    tell(store, [knows("a", "c")], later)
    with store.read(CLEARED) as q:
        first = next(s.id for s in q.statements.statements_of([ids["a"]]) if s.value == ids["b"])
    with store.transaction("STAFF-0001", "retract", later) as work:
        work.statements.retract(first, "another man")
    through, direct = tuple(ids[n] for n in "abc"), (ids["a"], ids["c"])

    now = ways(store, CLEARED, ids["a"], ids["c"])
    then = ways(store, CLEARED, ids["a"], ids["c"], MOMENT)

    assert [way.nodes for way in now.ways] == [direct]
    assert [way.nodes for way in then.ways] == [through]


def test_merged_records_join_two_halves_and_a_decision_of_tomorrow_does_not(store: Store) -> None:
    ids = tell(store, [knows("a", "b"), knows("B", "c")])
    later = MOMENT + timedelta(days=1)
    with store.transaction("STAFF-0001", "decide", later) as work:
        work.decisions.add(DecisionRecord(ids["b"], ids["B"], "same", "one passport"))
    one = min(ids["b"], ids["B"])

    assert [way.nodes for way in ways(store, CLEARED, ids["a"], ids["c"]).ways] == [
        (ids["a"], one, ids["c"])
    ]
    assert ways(store, CLEARED, ids["a"], ids["c"], MOMENT).ways == ()


def test_decisions_about_some_are_those_of_their_whole_cluster(store: Store) -> None:
    ids = tell(store, [knows(a, b) for a, b in ("ab", "cd", "ef")])
    with store.transaction("STAFF-0001", "decide", MOMENT) as work:
        said = {"ab": "same", "bc": "same", "cd": "different", "ef": "same"}
        for (left, right), verdict in said.items():
            work.decisions.add(DecisionRecord(ids[left], ids[right], verdict, "seen"))
    with store.read(CLEARED) as q:
        about = [(row.left, row.right) for row in q.cases.decisions([ids["a"]])]
        everything = q.cases.decisions()

    assert about == [(ids[x], ids[y]) for x, y in ("ab", "bc", "cd")]
    assert len(everything) == 4


@pytest.mark.parametrize("holders", [20, 700])
def test_of_a_hub_no_more_is_read_than_it_takes_to_know_it(store: Store, holders: int) -> None:
    phone = Ref("Phone", "t", "shop")
    ids = tell(store, [Claim(person(n), "Person", "phone", phone) for n in range(holders)])
    with store.read(CLEARED) as q:
        steps = q.steps(decided(q))
        some = list(steps.said_around([ids["shop"]]))
        whole = list(steps.said_around([ids["shop"]], whole=True))
        found = strongest_ways(steps, ids["1"], ids["2"])

    assert len(some) == min(holders, 600)
    assert len(whole) == holders
    assert bool(found.ways) is (holders <= 25)
    assert [hub.id for hub in found.hubs] == ([] if holders <= 25 else [ids["shop"]])
