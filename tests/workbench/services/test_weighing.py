"""Pairs of a large project are weighed as long work: it stops, goes on, and what is there stays."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cases.statement import Claim, Locator, Ref, Source
from workbench import jobs
from workbench.cli import command_line
from workbench.jobs import worker
from workbench.security import account_of
from workbench.services import weighing
from workbench.services.acting import READING_RECORDS, acting
from workbench.services.pace import Step, utc_now
from workbench.services.people import add_person
from workbench.services.resolving import decide
from workbench.services.weighing import weigh_records
from workbench.store import Reader
from workbench.store.jobs import JobRows
from workbench.views import weighed
from workbench.views.judging import judging
from workbench.views.kept_pairs import folder_of
from workbench.views.resolution import Wanted, queue

ALL = Wanted(state="all")
NAMES = ["Иван Соболев", "Ivan Sobolev", "Ivan Soboliev", "Олег Дымов", "Oleg Dymov", "NULL"]


@pytest.fixture
def people(project, clock):
    """Six records of three people; name -> id."""
    return say(project, clock, dict.fromkeys(NAMES, "1980-05-06"))


@pytest.fixture
def large(monkeypatch):
    """Whatever is more than two records is too large for a look."""
    monkeypatch.setattr(weighed, "AT_A_LOOK", 2)
    monkeypatch.setattr(weighing, "PORTION", 1)


def say(project, clock, born, title="list.csv"):
    """Records by name with their birth dates, as one source says them; name -> id."""
    refs = {name: Ref("Person", title, name) for name in born}
    claims = [
        Claim(refs[name], "Person", said, value, locator=Locator(row=row))
        for row, name in enumerate(born, 2)
        for said, value in (("name", name), ("birthDate", born[name]))
    ]
    with project.store.transaction(account_of(project.store, "Anna").id, "test", clock()) as work:
        added = work.statements.add(claims, Source("", "file", title)).entities
    return {name: added[ref] for name, ref in refs.items()}


def anna(project):
    return acting(project, "Anna", *READING_RECORDS)


def pairs(project):
    """What the queue shows Anna: (one, other, bits)."""
    rows = queue(project, anna(project), ALL).rows
    return [(row.left, row.right, round(row.weight_bits, 6)) for row in rows]


def parts(project):
    return sorted(folder_of(project, anna(project)).glob("running-*/*.gz"))


def test_long_work_finds_what_a_look_finds_and_says_as_of_when(project, people, clock, monkeypatch):
    at_a_look = pairs(project)
    assert at_a_look
    monkeypatch.setattr(weighed, "AT_A_LOOK", 2)
    monkeypatch.setattr(weighed, "_made", {})
    assert not queue(project, anna(project), ALL).weighed

    outcome = weigh_records(project, "Anna", clock=clock)

    shown = queue(project, anna(project), ALL)
    assert pairs(project) == at_a_look
    assert (shown.weighed, shown.since, shown.records) == (True, 0, 6)
    assert shown.made_at is not None
    assert outcome["pairs"] == len(at_a_look)
    assert "planted copies" in outcome["sentence"]


def test_progress_is_told_up_to_the_last_pair(project, people, large):
    told: list[Step] = []
    weigh_records(project, "Anna", progress=told.append)

    compared = [step for step in told if step.what == "pairs compared"]
    assert [step.done for step in compared] == list(range(1, len(compared) + 1))
    assert compared[-1].done == compared[-1].total


def test_a_stop_keeps_what_was_compared_and_the_next_run_goes_on(
    project, people, large, monkeypatch
):
    asked = iter([False, False, True])
    stopped = weigh_records(project, "Anna", stop=lambda: next(asked))
    assert stopped["stopped"]
    assert len(parts(project)) == 2
    assert not queue(project, anna(project), ALL).weighed

    anew = []
    whole = weighing.compared
    monkeypatch.setattr(
        weighing, "compared", lambda plan, *ends: anew.append(ends) or whole(plan, *ends)
    )
    weigh_records(project, "Anna")

    assert (0, 1) not in anew
    assert (1, 2) not in anew
    assert anew
    assert queue(project, anna(project), ALL).weighed
    assert not parts(project)


def test_a_worker_that_is_killed_is_replaced_and_what_it_did_is_used(project, people, large):
    dying = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from workbench.jobs import worker\n"
        "from workbench.services import weighing\n"
        "weighing.PORTION = 1\n"
        "whole, calls = weighing.compared, []\n"
        "def compared(plan, *ends):\n"
        "    calls.append(ends)\n"
        "    return whole(plan, *ends) if len(calls) < 3 else os.kill(os.getpid(), 9)\n"
        "weighing.compared = compared\n"
        "worker.work_through(Path(sys.argv[1]))\n"
    )
    job = jobs.start(project, "Anna", "resolution", {}, worker=False)
    died = subprocess.run(
        [sys.executable, "-c", dying, str(project.folder)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert JobRows(project.store).one(Reader.whole("a test looks"), job).state == "running"
    done = [path.stat().st_mtime_ns for path in parts(project)]
    assert len(done) == 2

    worker.work_through(project.folder)

    assert JobRows(project.store).one(Reader.whole("a test looks"), job).state == "done"
    assert queue(project, anna(project), ALL).weighed


def test_work_that_nobody_does_is_taken_up_and_work_that_is_done_is_left(project, people):
    assert not jobs.take_up(project)
    job = jobs.start(project, "Anna", "resolution", {}, worker=False)
    assert jobs.take_up(project)
    assert jobs.wait_for(project, job, at_most_s=120).state == "done"
    # The worker lets its lock go a moment after the last job.
    until = time.monotonic() + 30
    while jobs.take_up(project) and time.monotonic() < until:
        time.sleep(0.1)
    assert not jobs.take_up(project)


def test_while_something_new_comes_in_the_old_pairs_stay_and_say_how_old_they_are(
    project, people, large, clock
):
    weigh_records(project, "Anna", clock=clock)
    before = pairs(project)
    say(project, clock, {"Oleg Dymoff": "1980-05-06"}, "more.csv")

    shown = queue(project, anna(project), ALL)
    assert pairs(project) == before
    assert shown.since == 1
    assert any("1 transactions since then" in line for line in shown.sentences)

    weigh_records(project, "Anna", clock=clock)
    assert queue(project, anna(project), ALL).since == 0
    assert len(pairs(project)) > len(before)


def test_an_answer_is_laid_over_at_once_and_makes_nothing_older(project, people, large, clock):
    weigh_records(project, "Anna", clock=clock)
    left, right, _ = pairs(project)[0]
    decide(project, "Anna", left, right, "same", why="one passport", clock=clock)

    shown = queue(project, anna(project), ALL)
    assert {(row.left, row.right): row.decided for row in shown.rows}[left, right] == "same"
    assert shown.since == 0


def test_a_record_that_was_taken_back_leaves_the_queue(project, people, large, clock):
    weigh_records(project, "Anna", clock=clock)
    gone = people["Oleg Dymov"]
    said = project.store.read(anna(project)).statements.statements_of([gone])
    with project.store.transaction(anna(project).person, "retract", clock()) as work:
        for statement in said:
            work.statements.retract(statement.id, "another town")

    assert all(gone not in pair[:2] for pair in pairs(project))


def test_a_pair_of_which_more_was_said_since_is_weighed_anew(project, people, large, clock):
    weigh_records(project, "Anna", clock=clock)
    left, right = people["Олег Дымов"], people["Oleg Dymov"]
    kept = judging(project, anna(project), left, right, now=utc_now()).proposal
    claims = [Claim(right, "Person", "gender", "male"), Claim(left, "Person", "gender", "female")]
    with project.store.transaction(anna(project).person, "test", clock()) as work:
        work.statements.add(claims, Source("", "file", "later.csv"))

    now = judging(project, anna(project), left, right, now=utc_now()).proposal

    assert "two sexes" not in kept.conflicts
    assert "two sexes" in now.conflicts


def test_nobody_is_shown_what_was_weighed_for_another(project, people, large, clock):
    add_person(project, "Anna", "Nina", roles=["analyst"])
    weigh_records(project, "Anna", clock=clock)
    nina = acting(project, "Nina", *READING_RECORDS)

    assert not queue(project, nina, ALL).weighed
    assert queue(project, anna(project), ALL).weighed


def test_what_was_thrown_away_is_made_again(project, people, large, clock):
    weigh_records(project, "Anna", clock=clock)
    before = pairs(project)
    shutil.rmtree(project.derived)

    assert not queue(project, anna(project), ALL).weighed
    weigh_records(project, "Anna", clock=clock)
    assert pairs(project) == before


def test_the_command_weighs_and_lists(project, people, large):
    def run(*words):
        asked = ["same", *words, "--project", str(project.folder), "--as", "Anna"]
        return CliRunner().invoke(command_line(), asked).stdout

    assert "kedrovka same --weigh" in run()
    assert json.loads(run("--weigh", "--json"))["records"] == 6
    assert "As of 20" in run("--state", "all")
