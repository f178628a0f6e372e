"""The administrator's door: granting, revoking, checking, anchoring; nothing for anybody else."""

import hashlib

import pytest

from workbench.dashboard.door import pages
from workbench.dashboard.running import running
from workbench.jobs.kinds import KINDS
from workbench.jobs.worker import run_job
from workbench.security import account_of, reader_of
from workbench.services.people import grant
from workbench.services.refusal import NotAllowed
from workbench.store import StoreRefused
from workbench.store.audit import verify
from workbench.store.jobs import JobRows
from workbench.views import house


def labelled(elements, label):
    return next(one for one in elements if one.label == label)


def run_waiting(project, clock):
    """Do what waits in the queue, here and now."""
    rows = JobRows(project.store)
    job = rows.claim("test", clock())
    assert job is not None
    run_job(project, rows, job)
    return rows.one(reader_of(project.store, "Ada"), job.id)


@pytest.fixture
def no_worker(monkeypatch):
    """Jobs wait until the test runs them."""
    monkeypatch.setattr("workbench.jobs.queueing._start_worker", lambda project: None)


def test_people_stand_with_what_they_may_see(shown, words, known):
    page = shown("house-keeping", "Ada")
    told = page.dataframe[0].value.to_string()
    for part in ("Anna", "analyst", "secret", "Dora", "prosecutor"):
        assert part in told
    assert "exact places of living animals" in words(page)


def test_what_is_granted_and_revoked_holds_at_once_and_stands_in_the_audit(shown, words, known):
    project = running().project
    page = shown("house-keeping", "Ada")
    page.selectbox[0].set_value("Boris").run()
    roles = labelled(page.multiselect, "Roles")
    roles.set_value(["analyst", "investigator"])
    labelled(page.selectbox, "Clearance").set_value(1)
    labelled(page.button, "Keep").click().run()
    assert not page.exception
    boris = account_of(project.store, "Boris")
    assert (boris.roles, boris.clearance) == ({"analyst", "investigator"}, 1)
    page.checkbox[0].set_value(False)
    labelled(page.button, "Keep").click().run()
    assert not account_of(project.store, "Boris").active
    rows = shown("house-keeping", "Ada", part="audit").dataframe[0].value
    assert list(rows["What"][:2]) == ["change account", "change account"]
    assert "administrator" not in rows["Detail"][0]


def test_a_person_is_added_with_a_password_that_is_long_enough(shown, words, known):
    project = running().project
    page = shown("house-keeping", "Ada")
    labelled(page.text_input, "Name").set_value("Egor")
    labelled(page.text_input, "First password (10 characters or more)").set_value("short")
    page.multiselect[2].set_value(["analyst"])
    labelled(page.button, "Add").click().run()
    assert "too short" in page.error[0].value
    labelled(page.text_input, "First password (10 characters or more)").set_value("a long sentence")
    labelled(page.button, "Add").click().run()
    assert account_of(project.store, "Egor").roles == {"analyst"}


def test_granting_is_for_administrators_and_leaves_one(known, clock):
    project = running().project
    everything = {"roles": ["administrator"], "clearance": 3, "compartments": []}
    with pytest.raises(NotAllowed):
        grant(project, "Anna", "Anna", **everything, clock=clock)
    with pytest.raises(StoreRefused, match="nobody would be left"):
        grant(project, "Ada", "Ada", roles=["analyst"], clearance=3, compartments=[], clock=clock)
    before = account_of(project.store, "Anna")
    same = {"roles": sorted(before.roles), "clearance": 3, "compartments": []}
    with project.store.read(reader_of(project.store, "Ada")) as q:
        head = q.audit.head()
    grant(project, "Ada", "Anna", **same, clock=clock)
    with project.store.read(reader_of(project.store, "Ada")) as q:
        assert q.audit.head() == head


def test_a_check_says_that_nothing_was_altered_and_gives_the_anchor(
    shown, words, known, clock, no_worker
):
    project = running().project
    page = shown("house-keeping", "Ada", part="audit")
    labelled(page.button, "Check every row and every original").click().run()
    row = run_waiting(project, clock)
    assert row.outcome["head"] == str(verify(project.store).head)
    said = words(shown("house-keeping", "Ada", part="audit"))
    assert "Nothing was altered" in said


def test_a_cut_tail_is_found_against_an_anchor_from_elsewhere(known, clock, no_worker):
    project = running().project
    ada = reader_of(project.store, "Ada").person
    anchor = f"999:{'a' * 64}"
    JobRows(project.store).add("verify audit", ada, {"anchor": anchor}, clock())
    row = run_waiting(project, clock)
    assert row.outcome["intact"] is False
    assert "tail has been cut off" in str(row.outcome["sentence"])


@pytest.mark.parametrize("kind", ["verify audit", "rebuild", "backup"])
def test_the_work_of_the_house_is_refused_to_others(known, clock, kind):
    project = running().project
    anna = reader_of(project.store, "Anna").person
    with pytest.raises(NotAllowed):
        KINDS[kind](project, anna, {"folder": "/nowhere"}, lambda _: None, lambda: False)


def test_a_backup_is_made_in_a_new_folder_and_listed(
    shown, words, known, clock, no_worker, tmp_path
):
    project = running().project
    page = shown("house-keeping", "Ada", part="copies")
    assert "No backup has been made yet." in words(page)
    folder = labelled(page.text_input, "New folder on the machine that serves this page")
    folder.set_value("somewhere")
    labelled(page.button, "Make a backup").click().run()
    assert "whole path" in page.error[0].value
    folder = labelled(page.text_input, "New folder on the machine that serves this page")
    folder.set_value(str(tmp_path / "copy"))
    labelled(page.button, "Make a backup").click().run()
    row = run_waiting(project, clock)
    assert row.state == "done"
    assert (tmp_path / "copy" / "manifest-sha256.txt").exists()
    said = words(shown("house-keeping", "Ada", part="copies"))
    assert "audit intact" in said
    assert "No backup has been made yet." not in said


def test_networks_are_the_files_that_their_cards_name(shown, words, known):
    for row in house.networks():
        from embeddings.network.weights_folder import WEIGHTS

        content = (WEIGHTS / row.name / "model.onnx").read_bytes()
        assert row.intact == (hashlib.sha256(content).hexdigest() == row.digest)
        assert row.intact
    said = words(shown("house-keeping", "Ada", part="networks"))
    assert "the file is the one its card names" in said
    assert "No calibration has been validated here" in said
    assert "eia_pangolin" in words(shown("house-keeping", "Ada", part="mappings"))


@pytest.mark.parametrize("name", ["Anna", "Boris", "Dora"])
def test_house_keeping_is_nobody_elses_door(known, name):
    page = next(page for page in pages() if page.path == "house-keeping")
    reader = reader_of(running().project.store, name)
    assert not page.for_whom(reader.roles)
    assert house.compartments(running().project, reader) == ()
