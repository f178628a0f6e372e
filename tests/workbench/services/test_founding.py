"""A new project, wherever it is kept."""

import pytest

from workbench.project import Project
from workbench.security import first_run, sign_in
from workbench.services.founding import found
from workbench.services.keeping import verify_audit
from workbench.store import StoreRefused


def test_a_project_is_named_after_its_folder_unless_it_has_a_name(tmp_path, clock):
    assert found(tmp_path / "north", person="Anna", clock=clock).name == "north"
    named = found(tmp_path / "south", name="Land of the Leopard", person="Anna", clock=clock)
    assert named.name == "Land of the Leopard"


def test_with_a_password_the_first_person_can_sign_in(tmp_path, clock):
    made = found(tmp_path / "p", person="Anna", password="a sentence is easy to keep", clock=clock)
    project = Project.open(tmp_path / "p")
    assert made.can_sign_in
    assert sign_in(project.store, "Anna", "a sentence is easy to keep", clock()) is not None
    project.close()


def test_without_a_person_the_page_asks_for_its_first_person(tmp_path, clock):
    made = found(tmp_path / "p", clock=clock)
    project = Project.open(tmp_path / "p")
    assert (made.person, made.can_sign_in) == ("", False)
    assert first_run(project.store)
    project.close()


def test_a_project_is_not_founded_twice_and_the_first_is_untouched(tmp_path, clock):
    found(tmp_path / "p", person="Anna", clock=clock)
    with pytest.raises(StoreRefused, match="is a project already"):
        found(tmp_path / "p", person="Boris", clock=clock)
    project = Project.open(tmp_path / "p")
    assert verify_audit(project).transactions == 1
    project.close()


def test_a_password_that_is_too_short_is_refused(tmp_path, clock):
    with pytest.raises(StoreRefused, match="too short"):
        found(tmp_path / "p", person="Anna", password="123", clock=clock)


def test_a_project_is_kept_in_postgresql_by_its_address(tmp_path, postgresql_url, clock):
    found(tmp_path / "p", person="Anna", database_url=postgresql_url, clock=clock)
    assert not list((tmp_path / "p").glob("*.sqlite"))
    project = Project.open(tmp_path / "p")
    assert verify_audit(project).intact
    project.close()
