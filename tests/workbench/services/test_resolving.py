"""Who is whom: the queue, one pair in full, decisions, and decisions taken back."""

import json

import pytest
from typer.testing import CliRunner

from cases.dates import read_date
from cases.statement import Claim, Handling, Locator, Ref, Source
from workbench.cli import command_line
from workbench.security import account_of
from workbench.services.pace import utc_now
from workbench.services.refusal import Refused
from workbench.services.resolving import decide, take_back
from workbench.store import Reader, StoreRefused
from workbench.views.decided import history, undoing
from workbench.views.judging import judging
from workbench.views.resolution import Wanted, queue

WHOLE = Reader.whole("a test looks")
NOW = utc_now()


@pytest.fixture
def people(project, clock):
    """Five records of three people, with a phone, a seizure and a secret alias; name -> id."""
    person = {n: Ref("Person", "t", n) for n in ("zhang", "chzhan", "wang", "namesake", "null")}
    phone, seizure = Ref("Phone", "t", "p"), Ref("Seizure", "t", "s")
    said = [
        (person["zhang"], "name", "张伟"), (person["zhang"], "birthDate", "1980-02-03"),
        (person["zhang"], "phone", phone), (phone, "number", "+79140000001"),
        (person["chzhan"], "name", "Chzhan Vei"), (person["chzhan"], "birthDate", "1980-02"),
        (person["chzhan"], "phone", phone), (person["wang"], "name", "王建国"),
        (person["wang"], "alias", "Wang Jianguo"), (person["wang"], "birthDate", "1975-03-01"),
        (person["namesake"], "name", "汪建国"), (person["namesake"], "alias", "Wang Jianguo"),
        (person["namesake"], "birthDate", "1890-11-20"), (person["null"], "name", "NULL"),
        (seizure, "courier", person["zhang"]), (seizure, "suspect", person["chzhan"]),
        (seizure, "name", "border post"),
    ]  # fmt: skip
    claims = [
        Claim(subject, subject.schema, name, value, locator=Locator(file="b.csv", row=row))
        for row, (subject, name, value) in enumerate(said, 2)
    ]
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", clock()) as work:
        ids = work.statements.add(claims, Source("", "file", "border.csv", simulated=True)).entities
        secret = [Claim(person["null"], "Person", "phone", phone, handling=Handling(3))]
        work.statements.add(secret, Source("", "file", "secret.csv", handling=Handling(3)))
    return {name: ids[ref] for name, ref in person.items()} | {"seizure": ids[seizure]}


def pairs(project, wanted=Wanted(state="all"), reader=WHOLE):  # noqa: B008
    return {(row.left, row.right): row for row in queue(project, reader, wanted).rows}


def test_the_queue_shows_what_an_answer_is_worth_and_why(project, people):
    shown = queue(project, WHOLE, Wanted())

    row = pairs(project)[people["zhang"], people["chzhan"]]
    assert row.probability > 0.99
    # Of a pair that is as good as sure an answer tells next to nothing.
    assert row.worth < 0.01
    assert [one.worth for one in shown.rows] == sorted((r.worth for r in shown.rows), reverse=True)
    assert (shown.records, shown.simulated) == (5, True)
    assert 0.0 < shown.recall.low <= shown.recall.share <= shown.recall.high <= 1.0


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        (Wanted(text="张", least=99), {("zhang", "chzhan")}),
        (Wanted(text="jianguo"), {("wang", "namesake")}),
        (Wanted(state="conflict"), {("wang", "namesake")}),
        (Wanted(state="same"), set()),
        (Wanted(schema="Organization"), set()),
        (Wanted(text="79140000001", least=99), {("zhang", "chzhan")}),
    ],
)
def test_the_queue_is_filtered(project, people, wanted, there):
    found = set(pairs(project, wanted))

    assert found == {tuple(sorted((people[a], people[b]))) for a, b in there}


def test_a_pair_is_shown_with_sources_alignment_and_the_effect_of_a_merge(project, people):
    shown = judging(project, WHOLE, people["chzhan"], people["zhang"], now=NOW)

    assert shown.effect.members == (people["zhang"], people["chzhan"])
    assert shown.effect.events == (people["seizure"],)
    assert shown.effect.links == 4
    texts = {reason.feature: reason for reason in shown.proposal.reasons}
    rows = shown.sources[texts["phone"].text]
    assert {(row.source, row.where) for row in rows} == {
        ("border.csv", "b.csv, row 4"), ("border.csv", "b.csv, row 8"),
    }  # fmt: skip
    assert [(a.left, a.right) for a in shown.names[0][2]] == [("张", "Chzhan"), ("伟", "Vei")]
    assert any("if the weights are right" in line for line in shown.sentences)


def test_two_that_no_key_brings_together_can_be_judged_all_the_same(project, people):
    shown = judging(project, WHOLE, people["zhang"], people["wang"], now=NOW)

    assert shown.proposal.keys == ()
    assert shown.proposal.probability < 0.01


def test_decisions_are_laid_over_the_queue_without_weighing_again(
    project, people, clock, monkeypatch
):
    before = pairs(project)
    monkeypatch.setattr("workbench.views.weighed.proposals", None)
    pair = people["zhang"], people["chzhan"]

    decide(project, "Anna", *pair, "same", why="one passport", clock=clock)

    assert pairs(project)[pair].decided == "same"
    assert pair not in pairs(project, Wanted())
    assert len(pairs(project)) == len(before)


def test_a_merge_that_breaches_a_different_is_kept_and_shown_as_a_conflict(project, people, clock):
    zhang, chzhan, wang = people["zhang"], people["chzhan"], people["wang"]
    decide(project, "Anna", zhang, wang, "different", why="two faces", clock=clock)
    decide(project, "Anna", chzhan, wang, "same", why="one boat", clock=clock)
    warned = judging(project, WHOLE, zhang, chzhan, now=clock())
    made = decide(project, "Anna", zhang, chzhan, "same", why="one passport", clock=clock)

    assert warned.effect.breaches == ((zhang, wang),)
    assert made.conflicts == ((zhang, wang),)
    assert (zhang, chzhan) in pairs(project, Wanted(state="conflict"))


def test_taking_a_decision_back_tells_first_and_brings_back_what_stood(project, people, clock):
    zhang, chzhan, wang = people["zhang"], people["chzhan"], people["wang"]
    decide(project, "Anna", zhang, chzhan, "cannot-tell", why="no papers", clock=clock)
    same = decide(project, "Anna", zhang, chzhan, "same", why="one passport", clock=clock)
    decide(project, "Anna", chzhan, wang, "different", why="two faces", clock=clock)

    going = undoing(project, WHOLE, same.id, now=clock())
    taken = take_back(project, "Anna", same.id, why="the passport was forged", clock=clock)

    assert going.downstream.parts == ((zhang,), (chzhan,))
    assert [one.pair for one in going.downstream.later] == [tuple(sorted((chzhan, wang)))]
    assert going.downstream.stands_again.verdict == "cannot_tell"
    assert (taken.stands, taken.apart) == ("cannot_tell", going.downstream.parts)
    assert pairs(project)[zhang, chzhan].decided == "cannot_tell"
    said = {one.record.id: one for one in history(project, WHOLE)}
    assert not said[same.id].standing
    assert "taken back: the passport was forged" in said[same.id].sentence
    with pytest.raises(StoreRefused, match="taken back already"):
        take_back(project, "Anna", same.id, why="again", clock=clock)
    assert undoing(project, WHOLE, same.id, now=clock()).downstream.empty


def test_whoever_may_not_see_a_record_is_told_nothing_of_it(project, people, clock):
    below = Reader("STAFF-0009", frozenset({"analyst"}), 0)
    known = queue(project, below, Wanted(state="all"))

    assert all(people["null"] not in (row.left, row.right) for row in known.rows)
    assert any(people["null"] in pair for pair in pairs(project))


@pytest.mark.parametrize(
    ("first", "second", "verdict", "why", "complaint"),
    [
        ("zhang", "zhang", "same", "x", "is one record"),
        ("zhang", "seizure", "same", "x", "different kinds"),
        ("zhang", "wang", "maybe", "x", "is no decision"),
        ("zhang", "wang", "same", " ", "needs a reason"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(
    project, people, clock, first, second, verdict, why, complaint
):
    with pytest.raises((Refused, StoreRefused), match=complaint):
        decide(project, "Anna", people[first], people[second], verdict, why=why, clock=clock)
    assert history(project, WHOLE) == ()


def test_a_circle_of_sames_is_one_cluster(project, people, clock):
    a, b, c = people["zhang"], people["chzhan"], people["wang"]
    for pair in ((a, b), (b, c), (c, a)):
        made = decide(project, "Anna", *pair, "same", why="x", clock=clock)

    assert made.together == tuple(sorted((a, b, c)))
    assert undoing(project, WHOLE, made.id, now=clock()).downstream.parts == ()


def run(project, *words):
    return CliRunner().invoke(
        command_line(), ["same", *words, "--project", str(project.folder), "--as", "Anna"]
    )


def test_the_command_lists_shows_decides_and_takes_back(project, people):
    zhang, chzhan = people["zhang"], people["chzhan"]
    listed = json.loads(run(project, "--json", "--state", "all").stdout)
    assert {"rows", "recall", "lost"} <= set(listed)
    assert [zhang, chzhan] in [[row["left"], row["right"]] for row in listed["rows"]]

    shown = json.loads(run(project, zhang, chzhan, "--json").stdout)
    assert shown["proposal"]["reasons"][0]["feature"] == "name"
    assert "A merge joins 2 records" in run(project, zhang, chzhan).stdout

    made = json.loads(run(project, zhang, chzhan, "same", "--why", "one passport", "--json").stdout)
    assert "One by itself again" in run(project, "--undo", made["id"], "--dry").stdout
    assert made["id"] in run(project, "--history").stdout
    taken = json.loads(run(project, "--undo", made["id"], "--why", "forged", "--json").stdout)
    assert taken["stands"] == ""


def test_dates_before_1900_are_read(people, project):
    shown = judging(project, WHOLE, people["wang"], people["namesake"], now=NOW)

    assert "born 1975-03-01 and 1890-11-20" in shown.proposal.conflicts
    assert read_date("1890-11-20").day.year == 1890
