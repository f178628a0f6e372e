"""Who may do what, and that nobody can sign in without a password of their own."""

import pytest

from workbench.project import Project
from workbench.security import sign_in
from workbench.services.acting import acting
from workbench.services.founding import found
from workbench.services.people import add_person, list_people, set_password, set_roles
from workbench.services.refusal import NotAllowed, Refused
from workbench.store import Role, StoreRefused


def test_the_first_person_may_do_everything_and_sees_everything(project):
    anna = acting(project, "Anna")
    assert anna.roles >= {Role.ADMINISTRATOR, Role.ANALYST, Role.INVESTIGATOR}
    assert anna.clearance == 3


def test_without_a_password_nobody_can_sign_in_until_one_is_set(project, clock):
    for guess in ("", "password", "Anna"):
        assert sign_in(project.store, "Anna", guess, clock()) is None
    set_password(project, "Anna", "Anna", "a sentence is easy to keep", clock=clock)
    assert sign_in(project.store, "Anna", "a sentence is easy to keep", clock()) is not None


def test_the_only_person_needs_no_name(tmp_path):
    found(tmp_path / "alone", person="Anna")
    project = Project.open(tmp_path / "alone")
    assert acting(project, "").person == acting(project, "anna").person
    project.close()


def test_a_project_without_anybody_says_how_to_get_the_first(tmp_path):
    found(tmp_path / "nobody")
    project = Project.open(tmp_path / "nobody")
    with pytest.raises(Refused, match="nobody has an account"):
        acting(project, "")
    project.close()


def test_an_unknown_person_is_refused(project):
    with pytest.raises(Refused, match="Zoya has no account"):
        acting(project, "Zoya")


def test_roles_are_changed_by_an_administrator_only(project, clock):
    with pytest.raises(NotAllowed):
        set_roles(project, "Boris", "Boris", roles=["administrator"], clock=clock)
    changed = set_roles(project, "Anna", "Boris", roles=["analyst"], clock=clock)
    assert changed.roles == ("analyst",)
    with pytest.raises(NotAllowed):
        acting(project, "Boris", Role.INVESTIGATOR)


def test_the_last_administrator_stays(project, clock):
    with pytest.raises(StoreRefused, match="nobody would be left"):
        set_roles(project, "Anna", "Anna", roles=["analyst"], clock=clock)


@pytest.mark.parametrize(
    ("name", "roles", "told"),
    [
        ("boris", ["analyst"], "already an account"),
        ("Dora", ["king"], "king is no role"),
        (" ", ["analyst"], "needs a name"),
    ],
)
def test_an_account_that_cannot_be_is_refused(name, roles, told, project, clock):
    with pytest.raises(StoreRefused, match=told):
        add_person(project, "Anna", name, roles=roles, clock=clock)


def test_everybody_is_listed_in_a_line_each(project):
    lines = [person.sentence for person in list_people(project, "Vera")]
    assert lines[1].startswith("STAFF-0002 Boris: investigator; cleared to secret")
    assert len(lines) == 3


def test_a_password_is_set_for_somebody_known_only(project, clock):
    with pytest.raises(Refused, match="no account Zoya"):
        set_password(project, "Anna", "Zoya", "a sentence is easy", clock=clock)
    with pytest.raises(StoreRefused, match="only an administrator"):
        set_password(project, "Boris", "Anna", "a sentence is easy", clock=clock)


@pytest.mark.parametrize("name", ["STAFF-0003", " staff-12 "])
def test_nobody_is_called_by_the_number_of_an_account(project, clock, name):
    with pytest.raises(StoreRefused, match="names nobody"):
        add_person(project, "Anna", name, roles=["analyst"], clock=clock)
