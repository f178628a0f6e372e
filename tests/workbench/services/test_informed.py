"""Nobody who could read the machine's results goes on record as blind, whichever door they took.

Dora is an analyst: the store hides nothing of the machine's from her, and notes no look of hers.
SK-0001 has been searched (see `matched`).
"""

from collections.abc import Callable

import pytest

from workbench.project import Project
from workbench.services.examining import close, judge, lock_marks, open_examination
from workbench.services.people import add_person
from workbench.store import Reader

SKIN = "SK-0001"


@pytest.fixture
def dora(matched: Project, clock) -> Project:
    """The project with an analyst in it who examines nothing blind."""
    add_person(matched, "Anna", "Dora", roles=["analyst"], clearance=3, clock=clock)
    return matched


def conditions(project: Project) -> list[tuple[str, str]]:
    with project.store.read(Reader.whole("a test looks")) as q:
        return [(one.examiner, one.condition) for one in q.examining.examinations(SKIN)]


def blind(project: Project) -> set[str]:
    with project.store.read(Reader.whole("a test looks")) as q:
        (standing,) = q.waiting.standings()
    return standing.blind


Door = Callable[[Project, str], object]


@pytest.mark.parametrize(
    "door",
    [
        lambda project, animal: open_examination(project, "Dora", SKIN),
        lambda project, animal: lock_marks(project, "Dora", SKIN, ["a ring on the hip"]),
        lambda project, animal: judge(project, "Dora", SKIN, animal, "different", why="the tail"),
        lambda project, animal: close(project, "Dora", SKIN),
    ],
    ids=["opens", "locks", "answers", "closes"],
)
def test_an_analysts_examination_is_informed_from_its_first_row(
    dora: Project, named, door: Door
) -> None:
    door(dora, named(dora, "L1"))

    ((who, condition),) = conditions(dora)

    assert condition == "informed"
    assert who not in blind(dora)


def test_marks_that_an_analyst_locked_make_no_blind_examiner_of_her(dora: Project) -> None:
    lock_marks(dora, "Dora", SKIN, ["a ring on the hip"])
    close(dora, "Dora", SKIN)

    assert blind(dora) == set()


def test_an_investigator_who_saw_nothing_is_blind_by_the_same_doors(matched: Project) -> None:
    lock_marks(matched, "Boris", SKIN, ["a ring on the hip"])
    close(matched, "Boris", SKIN)

    ((who, condition),) = conditions(matched)

    assert condition == "blind"
    assert blind(matched) == {who}
