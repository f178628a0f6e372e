"""What came in when, from what, and what was refused: for those who import, and nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from cases.reject import Reject
from cases.statement import Claim, Ref, Source
from workbench.project import Project
from workbench.store import Reader
from workbench.views.imports import history, imported

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ANALYST = Reader("STAFF-0001", frozenset({"analyst"}), 1)
BAD = Reject("skins.csv", 3, "date", "31.02.2026", "February has 28 days", "write 2026-02")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A drawn table that came in whole, one that was stopped, and one that wrote nothing yet."""
    made = Project.create(tmp_path_factory.mktemp("imports") / "p", name="imports")
    for key, simulated in (("drawn", True), ("stopped", False), ("begun", False)):
        with made.store.transaction("STAFF-0001", "import", NOW) as work:
            run = work.imports.begin("records", f"{key}.csv", key)
            if key == "begun":
                continue
            source = Source("", "file", f"{key}.csv", key[0] * 64, simulated=simulated)
            person = Ref("Person", key, "1")
            work.statements.add([Claim(person, "Person", "name", "Ivan")], source)
            work.imports.batch(run, "batch-1", {"source": work.sources.add(source)})
            work.rejects.add(run, [BAD] if key == "drawn" else [])
            end = work.imports.finish if key == "drawn" else work.imports.stop
            end(run, {})
    yield made
    made.close()


def test_the_newest_run_comes_first_with_how_it_ended(project: Project) -> None:
    runs = history(project, ANALYST)

    assert [(run.title, run.state) for run in runs] == [
        ("begun.csv", "begun"), ("stopped.csv", "stopped"), ("drawn.csv", "finished"),
    ]  # fmt: skip
    assert [(run.statements, run.refused) for run in runs] == [(0, 0), (1, 0), (1, 1)]
    assert history(project, ANALYST, at_most=1) == runs[:1]


def test_one_run_tells_what_it_refused_and_that_its_source_was_drawn(project: Project) -> None:
    begun, stopped, drawn = (
        imported(project, ANALYST, run.id) for run in history(project, ANALYST)
    )

    assert (drawn.rejects, drawn.simulated) == ((BAD,), True)
    assert (stopped.rejects, stopped.simulated) == ((), False)
    assert (begun.run.source, begun.simulated) == ("", False)
    assert imported(project, ANALYST, "RUN-9999") is None


@pytest.mark.parametrize("role", ["investigator", "prosecutor"])
def test_a_rejected_row_is_not_read_by_who_does_not_import(project: Project, role: str) -> None:
    """It quotes the file as it came, before anybody knew how closely it is to be held."""
    run = history(project, ANALYST)[-1].id
    other = Reader("STAFF-0002", frozenset({role}), 3)

    assert history(project, other) == ()
    assert imported(project, other, run) is None
