"""Keeping a view of the graph: whose it is, who finds it, what can be done with it."""

from datetime import UTC, datetime

import pytest

from cases.statement import Handling
from workbench.project import Project
from workbench.security import account_of, reader_of
from workbench.services.casework import open_case
from workbench.services.kept_views import keep_view, remove_view, rename_view
from workbench.services.people import add_person, grant
from workbench.services.refusal import NotAllowed, Refused
from workbench.views.kept_views import address_of, kept_by, kept_view, kept_views

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SEEN = {"focus": "PER-0001", "hide": "officer", "pins": "PER-0001:10:-20", "as_of": "2026-03-01"}


@pytest.fixture
def project(project: Project) -> Project:
    """Anna's, with an administrator, a second analyst and a prosecutor beside her."""
    for name, role, level in (
        ("Ada", "administrator", 3),
        ("Bela", "analyst", 0),
        ("Dora", "prosecutor", 3),
    ):
        add_person(project, "Anna", name, roles=[role], clearance=level, clock=lambda: NOW)
    grant(project, "Ada", "Anna", roles=["analyst"], clearance=3, compartments=(),
          clock=lambda: NOW)  # fmt: skip
    return project


def names(project: Project, person: str) -> list[str]:
    return [view.name for view in kept_views(project, reader_of(project.store, person))]


def keep(project: Project, name: str, **more: str) -> str:
    return keep_view(project, "Anna", name, SEEN, clock=lambda: NOW, **more)


def test_a_view_is_found_again_with_all_that_was_seen(project: Project) -> None:
    known = keep(project, "  The courier's people ")
    view = kept_view(project, reader_of(project.store, "Anna"), known)

    assert (view.name, address_of(view), view.at) == ("The courier's people", SEEN, NOW)
    assert kept_by(project, view) == "Anna"


def test_what_no_address_of_the_graph_says_is_not_kept(project: Project) -> None:
    known = keep_view(
        project, "Anna", "x", {**SEEN, "to": "", "view": "VIEW-0009"}, clock=lambda: NOW
    )

    assert address_of(kept_view(project, reader_of(project.store, "Anna"), known)) == SEEN


def test_ones_own_view_is_ones_own(project: Project) -> None:
    known = keep(project, "Mine")

    assert names(project, "Anna") == ["Mine"]
    assert names(project, "Bela") == []
    assert kept_view(project, reader_of(project.store, "Bela"), known) is None


def test_a_view_for_a_case_is_read_by_whoever_may_read_the_case(project: Project) -> None:
    everybodys = open_case(project, "Anna", "Border", clock=lambda: NOW).id
    closed = secret_case(project)
    keep(project, "For all", case=everybodys)
    keep(project, "For few", case=closed)

    assert names(project, "Anna") == ["For few", "For all"]
    assert names(project, "Bela") == ["For all"]
    # A prosecutor reads the cases handed to them and no others.
    assert names(project, "Dora") == []


def secret_case(project: Project) -> str:
    anna = account_of(project.store, "Anna").id
    with project.store.transaction(anna, "test", NOW) as work:
        return work.cases.open("Informant", handling=Handling(2))


def test_the_last_name_holds_and_a_removed_view_is_in_no_list(project: Project) -> None:
    first, second = keep(project, "One"), keep(project, "Two")
    rename_view(project, "Anna", first, "Uno", clock=lambda: NOW)
    rename_view(project, "Anna", first, "Eins", clock=lambda: NOW)
    remove_view(project, "Anna", second, clock=lambda: NOW)

    assert names(project, "Anna") == ["Eins"]
    with pytest.raises(Refused, match="there is no view"):
        rename_view(project, "Anna", second, "Zwei", clock=lambda: NOW)


def test_somebody_elses_view_is_read_and_left_alone(project: Project) -> None:
    known = keep(project, "Ours", case=open_case(project, "Anna", "Border", clock=lambda: NOW).id)

    for change in (
        lambda: rename_view(project, "Bela", known, "Theirs"),
        lambda: remove_view(project, "Bela", known),
    ):
        with pytest.raises(NotAllowed, match="not yours"):
            change()
    assert names(project, "Bela") == ["Ours"]


@pytest.mark.parametrize(
    ("name", "address", "case", "sentence"),
    [
        ("x", {"hide": "officer"}, "", "begins nowhere"),
        (" ", SEEN, "", "needs a name"),
        ("x" * 121, SEEN, "", "121 letters"),
        ("x", {"focus": "PER-0001," * 9000}, "", "letters to say"),
        ("x", SEEN, "CASE-2026-404", "no case CASE-2026-404"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(
    project: Project, name: str, address: dict[str, str], case: str, sentence: str
) -> None:
    with pytest.raises(Exception, match=sentence):
        keep_view(project, "Anna", name, address, case=case, clock=lambda: NOW)
    assert names(project, "Anna") == []


def test_a_case_one_may_not_read_is_as_if_it_were_not_there(project: Project) -> None:
    with pytest.raises(Refused, match="there is no case"):
        keep_view(project, "Bela", "x", SEEN, case=secret_case(project), clock=lambda: NOW)


def test_who_does_not_read_records_keeps_no_views(project: Project) -> None:
    with pytest.raises(NotAllowed):
        keep_view(project, "Dora", "x", SEEN, clock=lambda: NOW)
