"""The index of letters as work of its own: who may ask for it, how far it is, how it stops."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cases.statement import Claim, Ref, Source
from workbench.jobs.kinds import KINDS
from workbench.project import Project
from workbench.security import add_account, create_administrator
from workbench.services.lettering import KIND, index_project
from workbench.services.pace import Step
from workbench.services.refusal import NotAllowed
from workbench.store.letters import waiting

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PASSWORD = "a leopard walks at dusk"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", name="A project")
    create_administrator(made.store, "Ada", PASSWORD, NOW)
    for name, role in (("Anna", "analyst"), ("Dora", "prosecutor")):
        add_account(made.store, "Ada", name, PASSWORD, {role}, NOW, clearance=3)
    claims = [
        Claim(Ref("Seizure", "t", str(n)), "Seizure", "reference", f"B-{n}") for n in range(9)
    ]
    with made.store.transaction("STAFF-0001", "import", NOW) as work:
        work.statements.add(claims, Source("", "file", "t.csv"))
    yield made
    made.close()


def test_it_says_how_far_it_is_and_goes_to_the_last_statement(project: Project) -> None:
    steps: list[Step] = []
    assert index_project(project, "Anna", progress=steps.append) == 9
    assert [(step.done, step.total) for step in steps] == [(9, 9)]
    assert waiting(project.store.engine) == (0, 9)
    # Again there is nothing to do, and nothing is said to be done.
    assert index_project(project, "Anna", progress=steps.append) == 9
    assert len(steps) == 1


def test_a_job_of_its_kind_tells_what_is_indexed(project: Project) -> None:
    told = KINDS[KIND](project, "Anna", {}, lambda _step: None, lambda: False)
    assert told == {"sentence": "Letters of 9 statements are indexed."}


def test_only_who_reads_records_asks_for_it(project: Project) -> None:
    with pytest.raises(NotAllowed):
        index_project(project, "Dora")
    assert waiting(project.store.engine) == (9, 9)
