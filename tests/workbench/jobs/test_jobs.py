"""Long work goes on without the page, reports, stops, and is taken up after a worker died."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench import jobs
from workbench.jobs import kinds, worker
from workbench.project import Project
from workbench.services.founding import found
from workbench.services.pace import Step
from workbench.services.refusal import Refused
from workbench.store import Reader
from workbench.store.jobs import JobRows

NOW = datetime(2026, 4, 20, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    """A project of Anna's."""
    found(tmp_path / "project", person="Anna")
    opened = Project.open(tmp_path / "project")
    yield opened
    opened.close()


@pytest.fixture
def mapping(tmp_path):
    """A mapping and a table that fits it."""
    path = tmp_path / "mapping.toml"
    path.write_text(
        'name = "phones"\nversion = 1\nkind = "Phone"\nnamespace = "t"\nkey = ["number"]\n'
        '[[column]]\ncolumn = "number"\nproperty = "note"\n',
        "utf-8",
    )
    (tmp_path / "phones.csv").write_text("number\n1\n2\n3\n", "utf-8")
    return path


def job_of(project, job):
    """The job as it stands."""
    found_job = JobRows(project.store).one(Reader.whole("a test looks"), job)
    assert found_job is not None
    return found_job


DYING = (
    "import os, sys\n"
    "from pathlib import Path\n"
    "from workbench.jobs import worker\n"
    "worker.KINDS = {'import records': lambda *_: os.kill(os.getpid(), 9)}\n"
    "worker.work_through(Path(sys.argv[1]))\n"
)


def a_worker_that_imports_kill(folder):
    """A worker process in which every import of records kills it, as too little memory would."""
    return subprocess.run(
        [sys.executable, "-c", DYING, str(folder)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        check=False,
    ).returncode


def test_a_worker_process_does_what_was_asked_and_ends(project, mapping, tmp_path):
    arguments = {"path": str(tmp_path / "phones.csv"), "mapping": str(mapping)}
    job = jobs.start(project, "Anna", "import records", arguments)
    ended = jobs.wait_for(project, job, at_most_s=60)
    assert ended.state == "done"
    assert ended.outcome["rejects"] == 0
    whole = project.store.read(Reader.whole("a test looks"))
    assert len(whole.entities.of_kind("Phone")) == 3


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(project, monkeypatch):
    seen = []
    monkeypatch.setattr(
        worker, "KINDS", {"note": lambda p, by, given, progress, stop: seen.append(given) or {}}
    )
    monkeypatch.setattr("workbench.jobs.queueing.KINDS", {"note": None})
    for number in range(3):
        jobs.start(project, "Anna", "note", {"number": number}, worker=False)
    assert worker.work_through(project.folder) == 3
    assert [given["number"] for given in seen] == [0, 1, 2]


def test_a_refusal_is_told_with_its_remedy(project):
    job = jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    worker.work_through(project.folder)
    ended = job_of(project, job)
    assert ended.state == "failed"
    assert "SK-0009" in ended.outcome["refused"]
    assert ended.outcome["remedy"]


def test_a_broken_job_leaves_a_reference_and_a_trace_and_the_next_goes_on(project, monkeypatch):
    def broken(_project, _by, given, _progress, _stop):
        if given["number"] == 0:
            raise KeyError("a bug")
        return {"sentence": "well"}

    monkeypatch.setattr(worker, "KINDS", {"note": broken})
    monkeypatch.setattr("workbench.jobs.queueing.KINDS", {"note": None})
    first, second = (
        jobs.start(project, "Anna", "note", {"number": number}, worker=False) for number in (0, 1)
    )
    worker.work_through(project.folder)
    reference = job_of(project, first).outcome["broken"]
    assert reference in (project.folder / "kedrovka.log").read_text("utf-8")
    assert "a bug" in (project.folder / "kedrovka.log").read_text("utf-8")
    assert job_of(project, second).state == "done"


def test_an_outcome_that_cannot_be_kept_is_told_as_broken_and_kills_nobody(project, monkeypatch):
    monkeypatch.setattr(worker, "KINDS", {"note": lambda *_: {"value": float("nan")}})
    monkeypatch.setattr("workbench.jobs.queueing.KINDS", {"note": None})
    job = jobs.start(project, "Anna", "note", {}, worker=False)
    assert worker.work_through(project.folder) == 1
    ended = job_of(project, job)
    assert (ended.state, ended.starts) == ("failed", 1)
    assert ended.outcome["broken"] in (project.folder / "kedrovka.log").read_text("utf-8")


def test_a_job_stops_between_two_steps_when_asked(project, monkeypatch):
    steps = []

    def long_work(_project, _by, _given, progress, stop):
        for number in range(100):
            if stop():
                return {"stopped": True}
            progress(Step(number, 100, "steps"))
            steps.append(number)
            if number == 4:
                jobs.stop(project, "Anna", job)
                time.sleep(worker.REPORT_EVERY_S)
        return {}

    monkeypatch.setattr(worker, "KINDS", {"note": long_work})
    monkeypatch.setattr("workbench.jobs.queueing.KINDS", {"note": None})
    job = jobs.start(project, "Anna", "note", {}, worker=False)
    worker.work_through(project.folder)
    assert job_of(project, job).state == "stopped"
    assert len(steps) == 5


def test_a_job_whose_worker_was_killed_is_done_by_the_next(project, mapping, tmp_path):
    arguments = {"path": str(tmp_path / "phones.csv"), "mapping": str(mapping)}
    job = jobs.start(project, "Anna", "import records", arguments, worker=False)
    assert a_worker_that_imports_kill(project.folder) == -signal.SIGKILL
    assert job_of(project, job).state == "running"
    # Asking for anything starts a worker, and that one finds the dead one's job.
    other = jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    worker.work_through(project.folder)
    assert job_of(project, job).state == "done"
    assert job_of(project, other).state == "failed"


def test_a_second_worker_leaves_the_work_to_the_first(project):
    import fcntl

    jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    with (project.folder / worker.LOCK_FILE).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert worker.work_through(project.folder) == 0
    assert worker.work_through(project.folder) == 1


def test_what_is_no_kind_of_work_is_refused_with_those_there_are(project):
    with pytest.raises(Refused) as refused:
        jobs.start(project, "Anna", "fly", {})
    assert all(kind in refused.value.remedy for kind in kinds.KINDS)


def test_waiting_for_a_job_does_not_wait_for_ever(project):
    job = jobs.start(project, "Anna", "match", {"skin": "SK-0001"}, worker=False)
    with pytest.raises(Refused, match="still waiting"):
        jobs.wait_for(project, job, at_most_s=0)
    with pytest.raises(Refused, match="no job JOB-0999"):
        jobs.wait_for(project, "JOB-0999", at_most_s=0)


def test_only_ones_own_job_is_stopped(project):
    from workbench.services.people import add_person
    from workbench.store import StoreRefused

    add_person(project, "Anna", "Boris", roles=["analyst"])
    job = jobs.start(project, "Anna", "match", {"skin": "SK-0001"}, worker=False)
    with pytest.raises(StoreRefused, match="no job"):
        jobs.stop(project, "Boris", job)
    jobs.stop(project, "Anna", job)
    assert job_of(project, job).stop_requested


def test_work_that_kills_its_worker_is_given_up_after_three_starts_and_the_next_is_done(project):
    rows = JobRows(project.store)
    poison = jobs.start(project, "Anna", "import records", {"path": "x.csv"}, worker=False)
    behind = jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    for tries in (1, 2):  # two workers died over it
        assert rows.claim(f"dead:{tries}", NOW).id == poison
        rows.put_back(poison, NOW)

    assert a_worker_that_imports_kill(project.folder) == -signal.SIGKILL
    assert (job_of(project, poison).state, job_of(project, poison).starts) == ("running", 3)
    assert job_of(project, behind).state == "waiting"
    assert worker.work_through(project.folder) == 1

    given_up = job_of(project, poison)
    assert given_up.state == "failed"
    assert given_up.outcome["refused"] == (
        f"{poison} (import records) was begun 3 times, and each time the process that did it ended "
        "before it was done"
    )
    assert "memory" in given_up.outcome["remedy"]
    assert "kedrovka.log" in given_up.outcome["remedy"]
    assert "SK-0009" in job_of(project, behind).outcome["refused"]


def test_a_job_that_was_asked_to_stop_when_its_worker_died_is_not_begun_again(project):
    rows = JobRows(project.store)
    job = jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    assert rows.claim("dead:1", NOW).id == job
    jobs.stop(project, "Anna", job)

    assert worker.work_through(project.folder) == 0
    assert job_of(project, job).state == "stopped"


def test_a_job_that_comes_to_its_end_was_begun_once(project):
    job = jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    assert job_of(project, job).starts == 0
    worker.work_through(project.folder)
    assert job_of(project, job).starts == 1


def test_what_a_dead_worker_left_is_taken_up_by_whoever_looks_at_it(project):
    rows = JobRows(project.store)
    job = jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    rows.claim("dead:1", NOW)

    assert jobs.take_up(project)
    # Until that process is up it holds no lock; looking again starts no second one.
    assert not any(jobs.take_up(project) for _ in range(20))
    assert jobs.wait_for(project, job, at_most_s=60).state == "failed"


def test_a_worker_waits_out_somebody_who_only_looks_whether_one_is_at_work(project):
    import fcntl
    from threading import Timer

    jobs.start(project, "Anna", "match", {"skin": "SK-0009"}, worker=False)
    lock = (project.folder / worker.LOCK_FILE).open("a")
    fcntl.flock(lock, fcntl.LOCK_EX)
    looked = Timer(0.05, lock.close)
    looked.start()
    assert worker.work_through(project.folder) == 1
    looked.join()
