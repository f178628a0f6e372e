"""Looking for findings, asking for ways, and a person's word on what was found."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.findings import FINDINGS
from cases.statement import Claim, Grade, Handling, Ref, Source
from workbench.jobs import start
from workbench.jobs.worker import run_job
from workbench.services.casework import case_state, open_case
from workbench.services.finding import About, find_about, ways_between
from workbench.services.finding_answers import (
    accept,
    arguments_of,
    finding_by_key,
    look_for_findings,
    reject,
    undo,
)
from workbench.services.people import add_person
from workbench.services.refusal import Refused, Stopped
from workbench.store import Reader
from workbench.store.jobs import JobRows
from workbench.views.finding_document import finding_of
from workbench.views.findings import kept, newest_job, rows

NOW = datetime(2026, 4, 20, tzinfo=UTC)
WHOLE = Reader.whole("a test")


def person(n: int) -> Ref:
    return Ref("Person", "t", f"person {n}")


def told(project, claims, *, handling=None, name="informant", simulated=False):
    """Claims of one source, graded B2; the ids of whom they are about."""
    source = Source("", "report", name, grade=Grade("admiralty", "B", "2"),
                    handling=handling or Handling(), simulated=simulated)  # fmt: skip
    with project.store.transaction("STAFF-0001", "test", NOW) as work:
        return work.statements.add(claims, source).entities


def knows(a: int, b: int) -> Claim:
    return Claim(person(a), "Person", "knows", person(b))


@pytest.fixture
def trade(project):
    """Two rings of five, 1 to 5 and 6 to 10, joined by 11 alone; NULL is a man's name."""
    ring = [(n, n % 5 + 1) for n in range(1, 6)] + [(n, (n - 5) % 5 + 6) for n in range(6, 11)]
    claims = [knows(a, b) for a, b in [*ring, (1, 3), (6, 8), (11, 1), (11, 6), (2, 2)]]
    claims += [Claim(person(n), "Person", "name", f"Name {n}") for n in range(1, 11)]
    claims.append(Claim(person(11), "Person", "name", "NULL"))
    ids = told(project, claims)
    return {n: ids[person(n)] for n in range(1, 12)}


@pytest.fixture(autouse=True)
def few_kinds(monkeypatch):
    """What is measured is measured elsewhere: here three kinds are enough, but for one test."""
    kinds = ("concealed", "high_centrality", "key_players")
    monkeypatch.setattr("cases.findings.FINDINGS", {one: FINDINGS[one] for one in kinds})


@pytest.fixture
def broker(project, trade, clock):
    _, found = find_about(project, "Anna", About(), clock=clock)
    return next(one for one in found if one.kind == "concealed")


def test_plain_people_who_know_each_other_yield_the_six_products(
    project, trade, clock, monkeypatch
):
    monkeypatch.setattr("cases.findings.FINDINGS", FINDINGS)
    world, found = find_about(project, "Anna", About(), clock=clock)
    kinds = {one.kind for one in found}

    assert kinds >= {"high_centrality", "removal_sequence", "successor", "concealed", "resilience"}
    concealed = next(one for one in found if one.kind == "concealed")
    assert concealed.subjects == (trade[11],)
    assert "NULL" in concealed.sentence
    assert world.trade.links[0].source != world.trade.links[0].target


def test_a_document_says_who_with_their_outside_names(project, trade, clock):
    said = look_for_findings(project, "Anna", clock=clock)

    assert said["kedrovka_findings"] == 1
    top = next(one for one in said["findings"] if one["kind"] == "high_centrality")
    assert top["subjects"][0].keys() == {"id", "schema", "caption", "key"}
    assert {one["key"] for one in top["players"]} <= {f"person {n}" for n in range(1, 12)}
    assert top["players"][0]["low"] <= top["players"][0]["rank"] <= top["players"][0]["high"]
    assert finding_of(top).key == top["key"]
    assert [finding_of(one).evidence for one in said["findings"]] == [
        one["evidence"] for one in said["findings"]
    ]


def test_what_was_found_is_kept_with_its_date_and_reader(project, trade, clock):
    asked = arguments_of()
    job = start(project, "Anna", "findings", asked, clock=clock, worker=False)
    jobs = JobRows(project.store)
    reader = reader_of(project, "Anna")
    assert kept(project, reader, asked) is None
    run_job(project, jobs, jobs.claim("test", NOW))

    found = kept(project, reader, asked)

    assert (found.job, found.reader, found.since, found.hidden) == (job, reader.person, 0, 0)
    assert found.statements == 26
    assert newest_job(project, reader, asked).state == "done"
    assert kept(project, reader, arguments_of(case="CASE-2026-001")) is None
    told(project, [Claim(person(1), "Person", "alias", "One")], name="later")
    assert kept(project, reader, asked).since == 1


def test_what_somebody_may_no_longer_see_is_not_shown_from_what_was_kept(project, clock):
    add_person(project, "Anna", "Clara", roles=["analyst"], clearance=2, clock=clock)
    closed = Handling(level=2)
    told(project, [knows(a, b) for a, b in ((1, 2), (2, 3), (3, 4), (4, 5))], handling=closed)
    asked = arguments_of()
    start(project, "Clara", "findings", asked, clock=clock, worker=False)
    jobs = JobRows(project.store)
    run_job(project, jobs, jobs.claim("test", NOW))
    reader = reader_of(project, "Clara")
    before = kept(project, reader, asked)

    lower = Reader(reader.person, reader.roles, clearance=0)
    after = kept(project, lower, asked)

    assert before.rows
    assert after.rows == ()
    assert after.hidden == len(before.rows)


def reader_of(project, name):
    from workbench.services.acting import acting

    return acting(project, name)


def test_whoever_may_not_see_a_link_finds_nobody_by_it(project, trade, clock):
    add_person(project, "Anna", "Dora", roles=["analyst"], clearance=0, clock=clock)
    closed = [knows(20, n) for n in range(1, 11)]
    told(project, closed, handling=Handling(level=2), name="wiretap")

    _, hers = find_about(project, "Dora", About(), clock=clock)
    _, ours = find_about(project, "Anna", About(), clock=clock)

    assert not any("PER-0012" in one.sentence for one in hers)
    assert any("PER-0012" in one.sentence for one in ours)


def test_a_finding_is_accepted_into_a_case_and_that_is_taken_back(project, trade, broker, clock):
    case = open_case(project, "Anna", "Two rings", members=[trade[1]], clock=clock).id

    fresh = accept(project, "Anna", broker, case, why="seen on two photos", clock=clock)

    assert fresh == (trade[11],)
    assert case_state(project, reader_of(project, "Anna"), case).members == (trade[1], trade[11])
    (row,) = rows(project, reader_of(project, "Anna"), [broker], names={})
    assert (row.word, row.said[0].case, row.said[0].why) == ("accepted", case, "seen on two photos")
    with pytest.raises(Refused, match="already"):
        accept(project, "Anna", broker, case, why="again", clock=clock)

    undo(project, "Anna", broker, case=case, why="another man", clock=clock)

    assert case_state(project, reader_of(project, "Anna"), case).members == (trade[1],)
    (row,) = rows(project, reader_of(project, "Anna"), [broker], names={})
    assert row.word == "open"
    assert [one.over for one in row.said] == [True]
    events = project.store.read(WHOLE).cases.events(case)
    assert [one.kind for one in events] == ["finding", "finding taken back"]
    assert events[0].detail["statements"] == list(broker.statements)


def test_whom_another_accepted_finding_names_stays_in_the_case(project, trade, broker, clock):
    case = open_case(project, "Anna", "Two rings", members=[trade[1]], clock=clock).id
    _, found = find_about(project, "Anna", About(), clock=clock)
    order = next(one for one in found if one.kind == "key_players")
    accept(project, "Anna", order, case, why="order", clock=clock)
    accept(project, "Anna", broker, case, why="bridge", clock=clock)

    undo(project, "Anna", broker, case=case, why="no", clock=clock)

    held = case_state(project, reader_of(project, "Anna"), case).members
    assert set(order.subjects) <= set(held)


def test_a_rejection_holds_while_the_evidence_is_the_same(project, trade, broker, clock):
    reject(project, "Anna", broker, why="his brother's phone", clock=clock)
    (row,) = rows(project, reader_of(project, "Anna"), [broker], names={})
    assert (row.word, row.said[0].why) == ("rejected", "his brother's phone")

    told(project, [knows(11, 1)], name="another informant")
    _, found = find_about(project, "Anna", About(), clock=clock)
    again = next(one for one in found if one.key == broker.key)
    (row,) = rows(project, reader_of(project, "Anna"), [again], names={})
    assert row.word == "open"
    assert not row.said[0].same_evidence

    undo(project, "Anna", broker, why="the brother has his own", clock=clock)
    (row,) = rows(project, reader_of(project, "Anna"), [broker], names={})
    assert row.word == "open"
    with pytest.raises(Refused, match="nothing to take back"):
        undo(project, "Anna", broker, why="once more", clock=clock)


@pytest.mark.parametrize("why", ["", "   "])
def test_a_word_without_a_reason_is_refused(project, trade, broker, clock, why):
    case = open_case(project, "Anna", "Two rings", clock=clock).id
    for word in (
        lambda: reject(project, "Anna", broker, why=why, clock=clock),
        lambda: accept(project, "Anna", broker, case, why=why, clock=clock),
        lambda: undo(project, "Anna", broker, why=why, clock=clock),
    ):
        with pytest.raises(Refused, match="reason"):
            word()


def test_a_finding_is_found_again_by_its_key(project, trade, broker, clock):
    assert finding_by_key(project, "Anna", broker.key, clock=clock) == broker
    with pytest.raises(Refused, match="no finding feed"):
        finding_by_key(project, "Anna", "feed", clock=clock)


def test_ways_between_two_name_what_they_hang_on(project, trade):
    first, *others = ways_between(project, "Anna", trade[1], trade[6], k=3)

    assert first.subjects == (trade[1], trade[11], trade[6])
    assert first.value == pytest.approx(0.9 * 0.9)
    assert "the weakest is" in first.sentence
    assert all(one.value <= first.value for one in others)


def test_two_who_are_not_connected_have_no_way(project, trade):
    ids = told(project, [Claim(person(99), "Person", "name", "Alone")], name="alone")

    assert ways_between(project, "Anna", trade[1], ids[person(99)]) == ()


@pytest.mark.parametrize(
    ("ends", "k", "said"),
    [
        (("PER-0001", "PER-9999"), 5, "there is no PER-9999"),
        (("PER-0001", "PER-0001"), 5, "are one"),
        (("PER-0001", "PER-0002"), 0, "0 ways"),
    ],
)
def test_a_way_that_cannot_be_asked_for_is_refused(project, trade, ends, k, said):
    with pytest.raises(Refused, match=said):
        ways_between(project, "Anna", *ends, k=k)


def test_around_one_person_only_their_surroundings_are_looked_at(project, trade, clock):
    ids = told(project, [knows(50, 51), knows(51, 52), knows(52, 53), knows(53, 54)], name="far")

    world, _ = find_about(project, "Anna", About(ids=(ids[person(50)],)), clock=clock)

    assert trade[1] not in world.entities
    assert ids[person(52)] in world.entities


def test_around_a_case_its_members_are_looked_at(project, trade, clock):
    case = open_case(project, "Anna", "Two rings", members=[trade[1]], clock=clock).id

    world, _ = find_about(project, "Anna", About(case=case), clock=clock)

    assert trade[11] in world.entities
    with pytest.raises(Refused, match="no case"):
        find_about(project, "Anna", About(case="CASE-2020-001"), clock=clock)


def test_looking_can_be_stopped_and_says_how_far_it_is(project, trade, clock):
    steps = []

    with pytest.raises(Stopped):
        find_about(project, "Anna", About(), clock=clock, progress=steps.append,
                   stop=lambda: len(steps) >= 2)  # fmt: skip
    assert [step.done for step in steps] == [1, 2]
    assert steps[0].total > 10


def test_simulated_records_make_simulated_findings(project, clock):
    told(project, [knows(a, b) for a, b in ((1, 2), (2, 3), (3, 4), (4, 5))], simulated=True)
    said = look_for_findings(project, "Anna", clock=clock)["findings"]
    assert said
    assert all(one["simulated"] for one in said)


def test_the_weakest_statement_is_kept_with_a_finding(project, trade):
    told(project, [knows(11, 6)], name="hearsay")

    found = look_for_findings(project, "STAFF-0001", clock=lambda: NOW)["findings"]

    concealed = next(one for one in found if one["kind"] == "concealed")
    assert concealed["weakest"].startswith(f"NULL ({trade[11]}): knows Name ")
    assert "(B 2, " in concealed["weakest"]


def test_who_is_named_by_another_accepted_finding_stays_whoever_added_them(
    project, trade, broker, clock
):
    case = open_case(project, "Anna", "Two rings", members=[trade[1]], clock=clock).id
    other = replace(broker, kind="rising_star")
    assert accept(project, "Anna", broker, case, why="seen twice", clock=clock) == (trade[11],)
    assert accept(project, "Anna", other, case, why="as well", clock=clock) == ()

    undo(project, "Anna", broker, case=case, why="another man", clock=clock)

    assert trade[11] in case_state(project, reader_of(project, "Anna"), case).members


def test_who_came_by_a_finding_leaves_with_it_though_it_was_accepted_anew(
    project, trade, broker, clock
):
    case = open_case(project, "Anna", "Two rings", members=[trade[1]], clock=clock).id
    anew = replace(broker, statements=broker.statements[1:])
    assert accept(project, "Anna", broker, case, why="seen twice", clock=clock) == (trade[11],)
    assert accept(project, "Anna", anew, case, why="a third photo", clock=clock) == ()

    undo(project, "Anna", anew, case=case, why="another man", clock=clock)

    assert case_state(project, reader_of(project, "Anna"), case).members == (trade[1],)
