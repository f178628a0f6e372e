"""What was reckoned once is kept for the same reader and the same records, and for nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from workbench.project import Project
from workbench.services.kept import Kept, head_of
from workbench.store import Reader

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
READER = Reader("STAFF-0001", frozenset({"analyst"}), 1)


@pytest.fixture
def counted() -> tuple[list[int], Callable[[], int]]:
    """How often something was reckoned, and the reckoning."""
    times: list[int] = []

    def make() -> int:
        times.append(len(times) + 1)
        return times[-1]

    return times, make


def write(project: Project) -> None:
    """Something is written: a row more in the audit."""
    with project.store.transaction("STAFF-0001", "sign in", NOW, always=True):
        pass


def test_the_same_question_of_the_same_reader_is_reckoned_once(
    project: Project, counted: Any
) -> None:
    times, make = counted
    kept: Kept[int] = Kept()
    assert not kept.has(project, READER, "findings")
    assert [kept.get(project, READER, "findings", make) for _ in range(3)] == [1, 1, 1]
    assert kept.has(project, READER, "findings")
    assert times == [1]


@pytest.mark.parametrize(
    "change",
    [
        {"person": "STAFF-0002"},
        {"clearance": 2},
        {"clearance": 0},
        {"roles": frozenset({"investigator"})},
        {"compartments": frozenset({"LORD"})},
        {"cases": frozenset({"CASE-2026-001"})},
        {"unfiltered": True},
    ],
)
def test_nobody_is_given_what_was_reckoned_for_another(
    project: Project, counted: Any, change: dict[str, Any]
) -> None:
    _, make = counted
    kept: Kept[int] = Kept()
    kept.get(project, READER, "findings", make)
    other = replace(READER, **change)
    assert not kept.has(project, other, "findings")
    assert kept.get(project, other, "findings", make) == 2
    assert kept.get(project, READER, "findings", make) == 1


def test_whatever_is_written_makes_it_anew(project: Project, counted: Any) -> None:
    _, make = counted
    kept: Kept[int] = Kept()
    before = head_of(project, READER)
    kept.get(project, READER, "findings", make)
    write(project)
    assert head_of(project, READER) == before + 1
    assert not kept.has(project, READER, "findings")
    assert kept.get(project, READER, "findings", make) == 2


def test_a_row_that_changes_no_record_carries_it_on_and_two_rows_do_not(
    project: Project, counted: Any
) -> None:
    _, make = counted
    kept: Kept[int] = Kept()
    before = head_of(project, READER)
    kept.get(project, READER, "findings", make)
    kept.carry(project, READER, before)
    assert kept.has(project, READER, "findings")
    write(project)
    kept.carry(project, READER, before)
    assert kept.get(project, READER, "findings", make) == 1
    write(project)
    write(project)
    # Somebody else wrote in between: nothing says that it changed no record.
    kept.carry(project, READER, before + 1)
    assert kept.get(project, READER, "findings", make) == 2


def test_another_project_has_its_own(project: Project, tmp_path: Path, counted: Any) -> None:
    _, make = counted
    kept: Kept[int] = Kept()
    other = Project.create(tmp_path / "another", name="another")
    kept.get(project, READER, "findings", make)
    assert kept.get(other, READER, "findings", make) == 2
    other.close()


def test_a_few_are_kept_and_the_one_that_was_not_asked_for_longest_goes(
    project: Project, counted: Any
) -> None:
    _, make = counted
    kept: Kept[int] = Kept(most=2)
    kept.get(project, READER, "a", make)
    kept.get(project, READER, "b", make)
    kept.get(project, READER, "a", make)
    kept.get(project, READER, "c", make)
    assert [kept.has(project, READER, one) for one in "abc"] == [True, False, True]


def test_what_cannot_be_reckoned_is_not_kept(project: Project, counted: Any) -> None:
    _, make = counted
    kept: Kept[int] = Kept()

    def breaks() -> int:
        raise RuntimeError("no memory")

    with pytest.raises(RuntimeError, match="no memory"):
        kept.get(project, READER, "findings", breaks)
    assert not kept.has(project, READER, "findings")
    assert kept.get(project, READER, "findings", make) == 1


def test_two_who_ask_at_once_do_not_wait_for_each_other(project: Project) -> None:
    """A long reckoning for one page must not hold up another's."""
    kept: Kept[str] = Kept()
    both = Barrier(2, timeout=10)
    answers: dict[str, str] = {}

    def ask(question: str) -> None:
        def make() -> str:
            both.wait()
            return question

        answers[question] = kept.get(project, READER, question, make)

    threads = [Thread(target=ask, args=(one,)) for one in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {"a": "a", "b": "b"}
